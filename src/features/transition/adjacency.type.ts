import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { TextFact } from '../role/role-facts.type.js';
import { Role } from '../role/role.type.js';
import { AdjacencyClaim } from '../source/claim.type.js';
import { Sourced } from '../source/sourced.type.js';

export enum EvidenceKind {
  DOCUMENTED = 'DOCUMENTED',
  INFERRED = 'INFERRED',
}
registerEnumType(EvidenceKind, {
  name: 'EvidenceKind',
  description: 'Whether a source says so, or the model of this service does.',
  valuesConfig: {
    DOCUMENTED: { description: 'At least one source says so.' },
    INFERRED: { description: 'No source does; the model finds the two alike.' },
  },
});

export enum AdjacencyKind {
  RELATED = 'RELATED',
  ALTERNATIVE = 'ALTERNATIVE',
  SPECIALIZATION = 'SPECIALIZATION',
  FEEDER = 'FEEDER',
}
registerEnumType(AdjacencyKind, {
  name: 'AdjacencyKind',
  description: 'How two careers are neighbours.',
  valuesConfig: {
    RELATED: { description: 'Much in common. Also how a feeder career sees the career it feeds.' },
    ALTERNATIVE: { description: 'Another career for the same people.' },
    SPECIALIZATION: { description: 'A narrower field of the same career.' },
    FEEDER: { description: 'A career that leads here: this role is `to`.' },
  },
});

@ObjectType({ implements: Sourced, description: 'Two neighbouring careers, and who says so.', simpleResolvers: true })
export class Adjacency extends Sourced {
  @Field(() => Role, { description: 'The role that one comes from.' })
  readonly from!: Role;

  @Field(() => Role, { description: 'The role that can be entered.' })
  readonly to!: Role;

  @Field(() => AdjacencyKind, { description: 'How they are neighbours.' })
  readonly kind!: AdjacencyKind;

  @Field(() => [TextFact], { description: 'What is different over there, as each source tells it.' })
  readonly differences!: TextFact[];

  @Field(() => EvidenceKind, { description: 'Whether a source says so, or the model does.' })
  readonly evidence!: EvidenceKind;

  @Field(() => Float, {
    nullable: true,
    description: '0 to 1. For INFERRED, the model’s affinity; for DOCUMENTED, the source’s own rank scaled, null where it gives none.',
  })
  readonly strength!: number | null;

  @Field(() => [AdjacencyClaim], { description: 'Empty for INFERRED.' })
  override readonly claims!: AdjacencyClaim[];
}
export const AdjacencyConnection = connectionType('Adjacency', () => Adjacency, 'neighbouring careers');
