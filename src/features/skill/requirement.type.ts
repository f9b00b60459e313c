import { type ClassType, Field, Float, ObjectType, registerEnumType, Root } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.type.js';
import { cursorOf, type Place } from '../../graphql/pagination.js';
import { Necessity } from '../role/role-facts.type.js';
import { Role } from '../role/role.type.js';
import { Claim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';
import { Skill } from './skill.type.js';

export enum RoleSkillOrder {
  IMPORTANCE = 'IMPORTANCE',
  NAME = 'NAME',
}
registerEnumType(RoleSkillOrder, {
  name: 'RoleSkillOrder',
  description: 'How a role’s skills are ordered.',
  valuesConfig: {
    IMPORTANCE: {
      description:
        'Most important first; those that no source rates follow, essential ones before the rest, then by how many claims they have.',
    },
    NAME: { description: 'By name.' },
  },
});

@ObjectType({
  implements: Claim,
  description: 'How one source says that a role needs a skill. Figures are null where it rates none, as `necessity` is.',
  simpleResolvers: true,
})
export class RequirementClaim extends Claim {
  readonly stageId!: string | null;

  @Field(() => Float, { nullable: true, description: 'How much the role depends on it, 0 to 1.' })
  readonly importance!: number | null;

  @Field(() => Float, { nullable: true, description: 'How far it must be mastered, 0 to 1.' })
  readonly level!: number | null;

  @Field(() => Necessity, { nullable: true, description: 'Whether the source calls it essential or optional.' })
  readonly necessity!: Necessity | null;

  @Field(() => String, { nullable: true, description: 'The source’s own name for the stage that it speaks of.' })
  readonly stageLabel!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Requirements of this role with the same value are alternatives (“Python, R, Java, or C++”): one is enough.',
  })
  readonly anyOf!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'O*NET: often asked for in job postings of all occupations.' })
  readonly hotTechnology!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'O*NET: often asked for in this occupation’s job postings.' })
  readonly inDemand!: boolean | null;
}

/** Both ends of a requirement read alike: what its claims come to. */
function requirementEdge<N extends object>(name: string, description: string, node: () => ClassType<N>) {
  @ObjectType(name, { implements: Sourced, description, simpleResolvers: true })
  class RequirementEdge extends Sourced {
    @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
    cursor(@Root() edge: { place: Place }): string {
      return cursorOf(edge);
    }

    @Field(() => node(), { description: 'The other end of the requirement.' })
    readonly node!: N;

    @Field(() => Float, { nullable: true, description: 'The mean of the claims that rate it, 0 to 1; null where none does.' })
    readonly importance!: number | null;

    @Field(() => Float, { nullable: true, description: 'The mean of the claims that rate it, 0 to 1; null where none does.' })
    readonly level!: number | null;

    @Field(() => Necessity, { nullable: true, description: 'ESSENTIAL if any claim says so; null where none says either.' })
    readonly necessity!: Necessity | null;

    @Field(() => [RequirementClaim], ONE_PER_SOURCE)
    override readonly claims!: RequirementClaim[];
  }
  return RequirementEdge;
}

export const RoleSkillEdge = requirementEdge('RoleSkillEdge', 'A skill that a role needs, merged over claims.', () => Skill);
export const RoleSkillConnection = connectionOf(
  'RoleSkill',
  () => RoleSkillEdge,
  () => Skill,
  'the skills that a role needs',
);

export const SkillRoleEdge = requirementEdge('SkillRoleEdge', 'A role that needs a skill, merged over claims.', () => Role);
export const SkillRoleConnection = connectionOf(
  'SkillRole',
  () => SkillRoleEdge,
  () => Role,
  'the roles that need a skill',
);

/** An edge as a query finds it; its place comes with its page. */
export interface Requirement<N> {
  node: N;
  importance: number | null;
  level: number | null;
  necessity: Necessity | null;
  claims: RequirementClaim[];
}
