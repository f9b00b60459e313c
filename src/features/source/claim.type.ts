import { Field, Float, ID, InterfaceType, ObjectType } from 'type-graphql';
import { DateScalar } from '../../graphql/scalars.js';
import { MappingKind } from './mapping-kind.type.js';

@InterfaceType({ description: 'One source’s claim of one fact: one relationship in the graph.' })
export abstract class Claim {
  readonly sourceId!: string;

  @Field(() => ID, { description: 'Stable: the same source claiming the same thing has the same id after every import.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'The source’s own name for the thing, where it differs.' })
  readonly wording!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day it is of, where that is not its source’s.' })
  readonly asOf!: string | null;
}

@ObjectType({ implements: Claim, description: 'A claim that says no more than the fact itself.', simpleResolvers: true })
export class FactClaim extends Claim {}

@ObjectType({ implements: Claim, description: 'A claim that two careers are neighbours.', simpleResolvers: true })
export class AdjacencyClaim extends Claim {
  @Field(() => String, { nullable: true, description: 'What is different over there.' })
  readonly difference!: string | null;

  @Field(() => Float, { nullable: true, description: '0 to 1: the source’s own rank, scaled; null where it gives none.' })
  readonly strength!: number | null;
}

@ObjectType({
  implements: Claim,
  description: 'A claim that two concepts of different taxonomies are counterparts.',
  simpleResolvers: true,
})
export class EquivalenceClaim extends Claim {
  @Field(() => MappingKind, { description: 'How the two compare.' })
  readonly match!: MappingKind;

  @Field(() => Float, { nullable: true, description: '0 to 1: the crosswalk’s own confidence, divided by the top of its scale.' })
  readonly confidence!: number | null;
}
