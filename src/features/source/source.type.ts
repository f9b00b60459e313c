import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../graphql/node.type.js';
import { DateScalar, UrlScalar } from '../../graphql/scalars.js';

export enum SourceKind {
  CAREER_GUIDE = 'CAREER_GUIDE',
  TAXONOMY = 'TAXONOMY',
  STATISTICS = 'STATISTICS',
  CURATOR = 'CURATOR',
}
registerEnumType(SourceKind, {
  name: 'SourceKind',
  description: 'What sort of source it is.',
  valuesConfig: {
    CAREER_GUIDE: { description: 'An article that tells people about one career.' },
    TAXONOMY: { description: 'A reference taxonomy of occupations and skills, such as O*NET or ESCO.' },
    STATISTICS: { description: 'Official statistics of pay and employment.' },
    CURATOR: { description: 'People who correct and complete this graph.' },
  },
});

@ObjectType({ description: 'How many there are of one kind.', simpleResolvers: true })
export class FactCount {
  @Field(() => String, { description: 'The kind’s name in the graph: a relationship type of facts, or a label of nodes.' })
  readonly kind!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ implements: Node, description: 'Where facts come from. Every fact in the graph has at least one.', simpleResolvers: true })
export class Source extends Node {
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string;

  @Field(() => String, { description: 'Who publishes it; “Not stated” where the source does not say.' })
  readonly publisher!: string;

  @Field(() => SourceKind, { description: 'What sort of source it is.' })
  readonly sourceKind!: SourceKind;

  @Field(() => UrlScalar, { nullable: true, description: 'Where it is published; null where it states no address.' })
  readonly url!: string | null;

  @Field(() => String, { nullable: true, description: 'Null where it states none.' })
  readonly licence!: string | null;

  @Field(() => String, { nullable: true, description: 'The words its licence asks users to show.' })
  readonly attribution!: string | null;

  @Field(() => String, { nullable: true, description: 'The publisher’s own version of it, e.g. 29.0.' })
  readonly version!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day its facts are of.' })
  readonly asOf!: string | null;
}
