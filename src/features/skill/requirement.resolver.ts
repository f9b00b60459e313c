import { Arg, Ctx, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First } from '../../graphql/pagination.js';
import { ReadsOfRoot, type ResolveInfo } from '../../graphql/selection.js';
import { Level } from '../level/level.type.js';
import { Necessity } from '../role/role-facts.type.js';
import { Role } from '../role/role.type.js';
import { type Requirement, RequirementClaim, RoleSkillConnection, RoleSkillOrder } from './requirement.type.js';
import { type Skill, SkillKind } from './skill.type.js';

@Resolver(() => Role)
export class RoleSkillsResolver {
  @FieldResolver(() => RoleSkillConnection, {
    description:
      'The skills that it needs, merged over claims: ESSENTIAL if any claim says so, importance and level the mean of those that rate it.',
  })
  skills(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @Arg('necessity', () => Necessity, { nullable: true, description: 'Only what is this, all claims considered.' })
    necessity: Necessity | null | undefined,
    @Arg('kinds', () => [SkillKind], { nullable: true, description: 'Only skills of any of these kinds.' })
    kinds: SkillKind[] | null | undefined,
    @Arg('stage', () => ID, { nullable: true, description: 'Only what is said of this career stage, a level’s id such as `level:entry`.' })
    stage: string | null | undefined,
    @Arg('orderBy', () => RoleSkillOrder, { nullable: true, defaultValue: RoleSkillOrder.IMPORTANCE, description: 'In which order.' })
    orderBy: RoleSkillOrder | null,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<Requirement<Skill>>> {
    const loader = orderBy === RoleSkillOrder.NAME ? loaders.skill.ofRoleByName : loaders.skill.ofRoleByImportance;
    const filter = { necessity: necessity ?? null, kinds: kinds ?? null, stage: stage ?? null };
    return loadConnection(loader, id, { first, after, pageSize: 50, selection }, filter);
  }
}

@Resolver(() => RequirementClaim)
export class RequirementClaimResolver {
  @ReadsOfRoot(() => ({ stageId: {} }))
  @FieldResolver(() => Level, { nullable: true, description: 'Said of that career stage only; null: of the role as a whole.' })
  stage(@Root() { stageId }: RequirementClaim, @Ctx() { loaders }: Context): PromiseOrValue<Level | null> | null {
    return stageId === null ? null : loaders.level.byId.load(stageId);
  }
}
