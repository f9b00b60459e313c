import { Field, ObjectType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { Node } from '../../graphql/node.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';

@ObjectType({ implements: Node, description: 'A line of business in which roles are found.', simpleResolvers: true })
export class Industry extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;
}
export const IndustryConnection = connectionType('Industry', () => Industry, 'industries');

@ObjectType({ implements: Sourced, description: 'An industry, and who says that the role is found there.', simpleResolvers: true })
export class IndustryLink extends Sourced {
  @Field(() => Industry, { description: 'The industry.' })
  readonly industry!: Industry;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
