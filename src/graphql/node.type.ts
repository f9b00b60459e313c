import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description:
    'Anything with an id. Ids are readable, stable and unique over all types, and begin with their type: `role:machine-learning-engineer`, `skill:python`.',
})
export abstract class Node {
  /** The GraphQL type of it, by which interfaces and unions are resolved. */
  readonly __typename!: string;

  @Field(() => ID, { description: 'Stable, and unique over all types.' })
  readonly id!: string;
}
