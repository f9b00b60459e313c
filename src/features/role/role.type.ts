import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Scheme } from '../../career-map/career-rows.js';
import { connectionType } from '../../graphql/connection.type.js';
import { Node } from '../../graphql/node.type.js';
import { type FactClaim } from '../source/claim.type.js';
import { ConceptStatus } from '../source/concept-status.type.js';
import { Sourced } from '../source/sourced.type.js';

export enum RoleScheme {
  GUIDE = 'GUIDE',
  ONET = 'ONET',
  ESCO = 'ESCO',
  CURATED = 'CURATED',
}
/** As the graph has them: in small letters. Null, which lets all through, where none are given. */
export const inGraph = (schemes: readonly RoleScheme[] | null | undefined): Scheme[] | null =>
  schemes?.map((scheme) => scheme.toLowerCase() as Scheme) ?? null;

registerEnumType(RoleScheme, {
  name: 'RoleScheme',
  description: 'Where a role’s definition comes from: career guides, O*NET, ESCO, or curators of this graph.',
  valuesConfig: {
    GUIDE: { description: 'Career guides.' },
    ONET: { description: 'O*NET, of the United States.' },
    ESCO: { description: 'ESCO, of the European Union.' },
    CURATED: { description: 'Curators of this graph.' },
  },
});

@ObjectType({
  implements: [Node, Sourced],
  description: 'A career, or one rung of it. What sources claim of it stands in its fields, each fact with its claims.',
  simpleResolvers: true,
})
export class Role extends Node {
  readonly claims!: FactClaim[];

  @Field(() => RoleScheme, { description: 'Where its definition comes from.' })
  readonly scheme!: RoleScheme;

  @Field(() => String, { description: 'Its main title.' })
  readonly title!: string;

  @Field(() => String, { nullable: true, description: 'What it is, in a sentence or two.' })
  readonly summary!: string | null;

  @Field(() => ConceptStatus, { description: 'Whether a current release still claims it.' })
  readonly status!: ConceptStatus;

  @Field(() => Int, { description: 'The graph’s revision when this role or a fact about it last changed.' })
  readonly revision!: number;

  @Field(() => String, { nullable: true, description: 'Where the occupation is regulated, and how; null where no source says.' })
  readonly regulatedProfessionNote!: string | null;
}

export const RoleConnection = connectionType('Role', () => Role, 'roles');
