import { Field, ID, ObjectType } from 'type-graphql';
import { Level } from '../level/level.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';
import { GuidanceTopic } from './role-facts.type.js';

@ObjectType({
  implements: Sourced,
  description: 'What a source advises those who want to enter or stay in a career.',
  simpleResolvers: true,
})
export class Guidance extends Sourced {
  @Field(() => ID, { description: 'Stable.' })
  readonly id!: string;

  @Field(() => GuidanceTopic, { description: 'What it is about.' })
  readonly topic!: GuidanceTopic;

  @Field(() => Level, { nullable: true, description: 'The career stage it is for; null: for every one.' })
  readonly level!: Level | null;

  @Field(() => String, { description: 'A heading, in our words.' })
  readonly title!: string;

  @Field(() => [String], { description: 'One piece of advice each, in our words.' })
  readonly points!: string[];

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
