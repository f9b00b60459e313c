import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { obstaclesTo } from '../../career-map/obstacles.js';
import { findPaths } from '../../career-map/paths.js';
import type { PathQuery } from '../../career-map/path-query.js';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { badUserInput } from '../../graphql/errors.js';
import { checkedSize } from '../../graphql/pagination.js';
import { Role } from '../role/role.type.js';
import { EffortWeights } from './effort.type.js';
import { rolesNamed, toPath } from './move.mapper.js';
import { type ConstraintKind, Move, Obstacle, TransitionPath, TransitionPlan } from './move.type.js';
import { PathConstraints, PathObjective } from './path.args.js';
import { constraintsOf, weightsOf } from './path.rules.js';
import { ProfileInput } from './profile.args.js';
import { checkList, readProfile, stopOf } from './profile.rules.js';
import { toCertificationPlan, toMissingSkill } from './skill-gap.mapper.js';
import { CertificationPlan, MissingSkill, SkillGap } from './skill-gap.type.js';

const MAX_PATHS = 50;
const MAX_TARGETS = 20;

@Resolver()
export class PathResolver {
  @Query(() => TransitionPlan, {
    complexity: 500,
    description:
      'The best ways from any of the current roles (or from the skills alone) to any of the targets, over credible moves: those that sources document, and those between roles that are much alike. Skills of roles on the way count as owned after them. Roles that are not there are NOT_FOUND. docs/methods.md says how it is done.',
  })
  async transitionPaths(
    @Ctx() context: Context,
    @Arg('from', () => ProfileInput, { description: 'Who is moving.' }) from: ProfileInput,
    @Arg('to', () => [ID], { description: `Ids of roles, 1 to ${MAX_TARGETS}, that are not held already.` }) to: string[],
    @Arg('objective', () => PathObjective, { nullable: true, defaultValue: PathObjective.EFFORT, description: 'What makes a path better.' })
    objective: PathObjective | null,
    @Arg('weights', () => EffortWeights, { nullable: true, description: 'How much each part of effort counts.' })
    weights: EffortWeights | null | undefined,
    @Arg('constraints', () => PathConstraints, { nullable: true, description: 'What a path must keep to.' })
    constraints: PathConstraints | null | undefined,
    @Arg('limit', () => Int, { nullable: true, defaultValue: 3, description: `At most so many paths, 1 to ${MAX_PATHS}.` })
    limit: number | null,
  ): Promise<TransitionPlan> {
    const { map, profile, unrecognised } = await readProfile(context, from);
    if (to.length === 0) throw badUserInput('to', 'at least one role', to);
    checkList('to', to, MAX_TARGETS);
    const targets = [...new Set(to.map((id) => stopOf(map, 'to', id)))].filter((stop) => !profile.stops.includes(stop));
    if (targets.length === 0) throw badUserInput('to', 'a role that is not held already, nor the same as one that is', to);
    const query: PathQuery = {
      profile,
      targets,
      objective: objective ?? PathObjective.EFFORT,
      weights: weightsOf(weights),
      constraints: constraintsOf(map, constraints),
      limit: checkedSize(limit ?? 3, MAX_PATHS, 'limit'),
    };
    const named = [...to, ...(from.currentRoles ?? []), ...(constraints?.via ?? [])];
    const journey = { map, profile, unrecognised, roleOf: rolesNamed(map, named, query.constraints.schemes) };
    const { paths, exhaustive } = findPaths(map, query);
    let found: readonly Obstacle[] | undefined;
    return {
      paths: paths.map((path) => toPath(journey, path)),
      inTheWay: () => (found ??= paths.length > 0 ? [] : obstaclesTo(map, query).map(toObstacle)),
      unrecognised,
      exhaustive,
    };
  }
}

const toObstacle = ({ constraint, role, ...obstacle }: ReturnType<typeof obstaclesTo>[number]): Obstacle => ({
  ...obstacle,
  constraint: constraint as ConstraintKind,
  roleId: role,
});

@Resolver(() => Move)
export class MoveResolver {
  @FieldResolver(() => Role, { nullable: true, description: 'Null where the profile has no role.' })
  from(@Root() { fromId }: Move, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> | null {
    return fromId === null ? null : loaders.role.byId.load(fromId);
  }

  @FieldResolver(() => Role, { description: 'The role that is entered.' })
  to(@Root() { toId }: Move, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> {
    return loaders.role.byId.load(toId);
  }

  @FieldResolver(() => SkillGap, { description: 'What is owned and what is lacking when this move comes.' })
  skillGap(@Root() { gap }: Move): SkillGap {
    return gap();
  }
}

@Resolver(() => TransitionPath)
export class TransitionPathResolver {
  @FieldResolver(() => [MissingSkill], {
    description: 'What is missing on the way, each skill once; most important first.',
  })
  skillsToLearn(@Root() { map, toLearn }: TransitionPath): MissingSkill[] {
    return toLearn().map((missing) => toMissingSkill(map, missing));
  }

  @FieldResolver(() => CertificationPlan, { description: 'The fewest certifications for all of `skillsToLearn`.' })
  certificationPlan(@Root() { map, toLearn }: TransitionPath): CertificationPlan {
    return toCertificationPlan(map, toLearn());
  }
}

@Resolver(() => TransitionPlan)
export class TransitionPlanResolver {
  @FieldResolver(() => [Obstacle], { description: 'Empty when there is a path.' })
  obstacles(@Root() { inTheWay }: TransitionPlan): readonly Obstacle[] {
    return inTheWay();
  }
}

@Resolver(() => Obstacle)
export class ObstacleResolver {
  @FieldResolver(() => Role, { nullable: true, description: 'The role that it is about, if any.' })
  role(@Root() { roleId }: Obstacle, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> | null {
    return roleId === null ? null : loaders.role.byId.load(roleId);
  }
}
