import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { RoleScheme } from '../role/role.type.js';
import { EvidenceKind } from './adjacency.type.js';
import { MoveKind } from './move.type.js';

export enum PathObjective {
  EFFORT = 'EFFORT',
  PAY = 'PAY',
  STEPS = 'STEPS',
  PARETO = 'PARETO',
}
registerEnumType(PathObjective, {
  name: 'PathObjective',
  description: 'What makes a path better than another; equals by the ids of their roles.',
  valuesConfig: {
    EFFORT: { description: 'Least summed effort.' },
    PAY: { description: 'Least summed drop in pay over the moves (unknown counts as none), then effort.' },
    STEPS: { description: 'Fewest moves, then effort.' },
    PARETO: { description: 'Every path that no other beats on effort, pay drop and steps at once; by effort.' },
  },
});

@InputType({ description: 'What a path must keep to. What is left out does not narrow, but for the defaults.' })
export class PathConstraints {
  @Field(() => Int, { nullable: true, defaultValue: 4, description: 'At most so many moves, 1 to 12.' })
  readonly maxSteps?: number | null;

  @Field(() => EvidenceKind, { nullable: true, description: 'Only moves with this evidence.' })
  readonly evidence?: EvidenceKind | null;

  @Field(() => Float, { nullable: true, description: 'Of each move: pay after, divided by pay before, at least; unknown pay passes.' })
  readonly minPayRatio?: number | null;

  @Field(() => [ID], { nullable: true, description: 'No move leads to any of these roles.' })
  readonly avoidRoles?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'All of these roles, in any order; up to 6.' })
  readonly via?: string[] | null;

  @Field(() => Float, { nullable: true, description: 'Each move’s total effort at most, 0 to 1.' })
  readonly maxEffortPerMove?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether moves to a lower level are allowed.' })
  readonly allowStepDown?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Every role on the way is in one of these families or below.' })
  readonly families?: string[] | null;

  @Field(() => [RoleScheme], { nullable: true, description: 'Every role on the way is in one of these taxonomies.' })
  readonly schemes?: RoleScheme[] | null;
}

@InputType({ description: 'What is left out does not narrow. Lists mean any of theirs.' })
export class RecommendationFilter {
  @Field(() => [MoveKind], { nullable: true, description: 'Only moves of these kinds.' })
  readonly kinds?: MoveKind[] | null;

  @Field(() => EvidenceKind, { nullable: true, description: 'Only moves with this evidence.' })
  readonly evidence?: EvidenceKind | null;

  @Field(() => Float, { nullable: true, description: 'Pay after, divided by pay before, at least; unknown pay passes.' })
  readonly minPayRatio?: number | null;

  @Field(() => [ID], { nullable: true, description: 'Roles in any of these families or below.' })
  readonly families?: string[] | null;

  @Field(() => [RoleScheme], { nullable: true, description: 'Roles of any of these taxonomies.' })
  readonly schemes?: RoleScheme[] | null;

  @Field(() => Float, { nullable: true, description: 'Total effort at most, 0 to 1.' })
  readonly maxEffort?: number | null;
}
