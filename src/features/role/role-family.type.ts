import { Field, ObjectType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { Node } from '../../graphql/node.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';
import { RoleScheme } from './role.type.js';

@ObjectType({
  implements: Node,
  description: 'A group of roles, such as a branch of a guide, an SOC group or an ISCO group.',
  simpleResolvers: true,
})
export class RoleFamily extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => RoleScheme, { description: 'Whose grouping it is.' })
  readonly scheme!: RoleScheme;
}
export const RoleFamilyConnection = connectionType('RoleFamily', () => RoleFamily, 'role families');

@ObjectType({ implements: Sourced, description: 'A family, and who says that the role is in it.', simpleResolvers: true })
export class FamilyLink extends Sourced {
  @Field(() => RoleFamily, { description: 'The family.' })
  readonly family!: RoleFamily;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
