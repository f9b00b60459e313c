import { Field, ObjectType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { Node } from '../../graphql/node.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';

@ObjectType({ implements: Node, description: 'A company that is named as hiring for roles.', simpleResolvers: true })
export class Employer extends Node {
  @Field(() => String, { description: 'The company’s name.' })
  readonly name!: string;
}
export const EmployerConnection = connectionType('Employer', () => Employer, 'employers');

@ObjectType({ implements: Sourced, description: 'An employer, and who says that it hires for the role.', simpleResolvers: true })
export class EmployerLink extends Sourced {
  @Field(() => Employer, { description: 'The employer.' })
  readonly employer!: Employer;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
