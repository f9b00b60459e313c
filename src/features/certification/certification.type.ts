import { Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { Node } from '../../graphql/node.type.js';
import { UrlScalar } from '../../graphql/scalars.js';
import { FactClaim } from '../source/claim.type.js';
import { ConceptStatus } from '../source/concept-status.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';

@ObjectType({
  implements: [Node, Sourced],
  description: 'A credential that an issuer awards, and that validates skills.',
  simpleResolvers: true,
})
export class Certification extends Node {
  readonly claims!: FactClaim[];

  @Field(() => String, { description: 'Its full name.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Who awards it; null where no source says.' })
  readonly issuer!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about, in a sentence.' })
  readonly summary!: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Where its issuer describes it.' })
  readonly url!: string | null;

  @Field(() => ConceptStatus, { description: 'Whether a current release still claims it.' })
  readonly status!: ConceptStatus;

  @Field(() => Int, { description: 'The graph’s revision when this certification or a fact about it last changed.' })
  readonly revision!: number;
}
export const CertificationConnection = connectionType('Certification', () => Certification, 'certifications');

@ObjectType({ implements: Sourced, description: 'A certification, and who says that it belongs here.', simpleResolvers: true })
export class CertificationLink extends Sourced {
  @Field(() => Certification, { description: 'The certification.' })
  readonly certification!: Certification;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
