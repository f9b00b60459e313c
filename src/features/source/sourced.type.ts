import { Field, InterfaceType } from 'type-graphql';
import { Claim } from './claim.type.js';

/** How every fact describes its claims. */
export const ONE_PER_SOURCE = {
  description: 'One for each source that says so, and for each stage or level that it says so of; by source.',
};

@InterfaceType({ description: 'A fact: what the claims of one or more sources come to.' })
export abstract class Sourced {
  @Field(() => [Claim], ONE_PER_SOURCE)
  readonly claims!: Claim[];
}
