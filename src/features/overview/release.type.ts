import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node.type.js';
import { DateTimeScalar } from '../../graphql/scalars.js';

@ObjectType({ implements: Node, description: 'One run of an import that changed something of a source.', simpleResolvers: true })
export class Release extends Node {
  readonly sourceId!: string;

  @Field(() => Int, { description: 'The graph’s revision that it made.' })
  readonly revision!: number;

  @Field(() => DateTimeScalar, { description: 'When it ended.' })
  readonly at!: string;

  @Field(() => Int, { description: 'Claims that are new.' })
  readonly added!: number;

  @Field(() => Int, { description: 'Claims and descriptions that say something else than before.' })
  readonly changed!: number;

  @Field(() => Int, { description: 'Claims that the source no longer makes.' })
  readonly removed!: number;
}
