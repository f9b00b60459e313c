import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CareerMap } from '../../career-map/career-map.js';
import type * as places from '../../career-map/skill-gap.js';
import { PayPeriod } from '../market/pay.type.js';
import { SkillNameMatch } from '../search/search.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';
import { EvidenceKind } from './adjacency.type.js';
import { Effort } from './effort.type.js';
import type { SkillGap } from './skill-gap.type.js';

export enum MoveKind {
  PROMOTION = 'PROMOTION',
  LATERAL = 'LATERAL',
  SPECIALIZATION = 'SPECIALIZATION',
  CAREER_CHANGE = 'CAREER_CHANGE',
  STEP_DOWN = 'STEP_DOWN',
}
registerEnumType(MoveKind, {
  name: 'MoveKind',
  description: 'What sort of move it is.',
  valuesConfig: {
    PROMOTION: { description: 'A documented step up, or a higher career stage in the same field.' },
    LATERAL: { description: 'Another role in the same field, not known to be higher or lower.' },
    SPECIALIZATION: { description: 'A source calls it a narrower field of the same career.' },
    CAREER_CHANGE: { description: 'Into another field.' },
    STEP_DOWN: { description: 'To a lower career stage or, where no stage is known, a lower job zone.' },
  },
});

@ObjectType({ description: 'Pay here and there, by the year.', simpleResolvers: true })
export class PayChange {
  @Field(() => String, { description: 'ISO 4217: dollars where both are known in dollars.' })
  readonly currency!: string;

  @Field(() => PayPeriod, { description: 'What the figures are for: a year.' })
  readonly period!: PayPeriod;

  @Field(() => Float, { description: 'Typical pay before.' })
  readonly from!: number;

  @Field(() => Float, { description: 'Typical pay after.' })
  readonly to!: number;

  @Field(() => Float, { description: '`to` less `from`.' })
  readonly absolute!: number;

  @Field(() => Float, { description: '`to` divided by `from`.' })
  readonly ratio!: number;

  @Field(() => String, { description: 'Which figures were compared.' })
  readonly basis!: string;
}

@ObjectType({
  implements: Sourced,
  description: 'One step of a path. The skills of every role held before count as owned.',
  simpleResolvers: true,
})
export class Move extends Sourced {
  readonly fromId!: string | null;
  readonly toId!: string;
  /** Made when it is asked for. */
  readonly gap!: () => SkillGap;

  @Field(() => MoveKind, { description: 'What sort of move it is.' })
  readonly kind!: MoveKind;

  @Field(() => Effort, { description: 'What it costs.' })
  readonly effort!: Effort;

  @Field(() => EvidenceKind, { description: 'Whether a source says that one leads to the other, or the model does.' })
  readonly evidence!: EvidenceKind;

  @Field(() => PayChange, { nullable: true, description: 'Null where either pay is not known in one currency.' })
  readonly payChange!: PayChange | null;

  @Field(() => [FactClaim], { description: `${ONE_PER_SOURCE.description} Empty where it is inferred.` })
  override readonly claims!: FactClaim[];
}

@ObjectType({ description: 'A way from where somebody is to a role.', simpleResolvers: true })
export class TransitionPath {
  readonly map!: CareerMap;
  /** What has to be learned on the way, found when it is asked for. */
  readonly toLearn!: () => readonly places.MissingSkill[];

  @Field(() => [Move], { description: 'In order.' })
  readonly moves!: readonly Move[];

  @Field(() => Float, { description: 'The sum of its moves’ totals.' })
  readonly totalEffort!: number;

  @Field(() => Boolean, { description: 'Whether the effort of any of its moves is estimated.' })
  readonly estimated!: boolean;

  @Field(() => Int, { description: 'How many moves.' })
  readonly stepCount!: number;

  @Field(() => PayChange, { nullable: true, description: 'From the role it starts at to the last; null where either pay is not known.' })
  readonly payChange!: PayChange | null;
}

export enum ConstraintKind {
  MAX_STEPS = 'MAX_STEPS',
  EVIDENCE = 'EVIDENCE',
  MIN_PAY_RATIO = 'MIN_PAY_RATIO',
  AVOID_ROLES = 'AVOID_ROLES',
  VIA = 'VIA',
  MAX_EFFORT_PER_MOVE = 'MAX_EFFORT_PER_MOVE',
  STEP_DOWN = 'STEP_DOWN',
  FAMILIES = 'FAMILIES',
  SCHEMES = 'SCHEMES',
  NO_CREDIBLE_MOVE = 'NO_CREDIBLE_MOVE',
}
registerEnumType(ConstraintKind, {
  name: 'ConstraintKind',
  description: 'What can stand in the way of a path.',
  valuesConfig: {
    MAX_STEPS: { description: '`constraints.maxSteps`' },
    EVIDENCE: { description: '`constraints.evidence`' },
    MIN_PAY_RATIO: { description: '`constraints.minPayRatio`' },
    AVOID_ROLES: { description: '`constraints.avoidRoles`' },
    VIA: { description: '`constraints.via`' },
    MAX_EFFORT_PER_MOVE: { description: '`constraints.maxEffortPerMove`' },
    STEP_DOWN: { description: '`constraints.allowStepDown`' },
    FAMILIES: { description: '`constraints.families`' },
    SCHEMES: { description: '`constraints.schemes`' },
    NO_CREDIBLE_MOVE: { description: 'No constraint: no source documents a way, and nothing is alike enough.' },
  },
});

@ObjectType({
  description: 'The smallest change to the request that lets a path through: give `argument` the JSON `value`. It was tried.',
  simpleResolvers: true,
})
export class Relaxation {
  @Field(() => String, { description: 'A path within the arguments, such as `constraints.maxSteps`.' })
  readonly argument!: string;

  @Field(() => String, { description: 'JSON.' })
  readonly value!: string;

  @Field(() => String, { description: 'The same in words.' })
  readonly message!: string;
}

@ObjectType({ description: 'What stands in the way of a path.', simpleResolvers: true })
export class Obstacle {
  readonly roleId!: string | null;

  @Field(() => ConstraintKind, { description: 'Which constraint.' })
  readonly constraint!: ConstraintKind;

  @Field(() => String, { description: 'In words.' })
  readonly message!: string;

  @Field(() => Relaxation, { nullable: true, description: 'Null where no change that was tried helps.' })
  readonly relaxation!: Relaxation | null;
}

@ObjectType({ description: 'The best paths, or why there is none.', simpleResolvers: true })
export class TransitionPlan {
  /** What stands in the way, found when it is asked for: it takes longer than the paths. */
  readonly inTheWay!: () => readonly Obstacle[];

  @Field(() => [TransitionPath], {
    description: 'Best first; `limit` over all targets together. Empty when there is no credible path: then `obstacles` says why.',
  })
  readonly paths!: readonly TransitionPath[];

  @Field(() => [SkillNameMatch], { description: 'Names in the profile that match no skill, with suggestions.' })
  readonly unrecognised!: readonly SkillNameMatch[];

  @Field(() => Boolean, { description: 'False when the bound on the search’s work was hit before it could prove these the best.' })
  readonly exhaustive!: boolean;
}
