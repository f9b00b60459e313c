import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';

export enum ChangeKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  REMOVED = 'REMOVED',
  REPLACED = 'REPLACED',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What became of a subject.',
  valuesConfig: {
    ADDED: { description: 'It is new.' },
    CHANGED: { description: 'Some of its facts are others than before; `fields` says which.' },
    REMOVED: { description: 'No current release claims it any more: it is retired, or gone.' },
    REPLACED: { description: 'It is retired, and names a successor.' },
  },
});

@ObjectType({
  description:
    'That the facts of one node changed in one revision: one entry, however many of its facts. A fact is that of the node that states it: of the role that requires a skill, of the certification that validates it.',
  simpleResolvers: true,
})
export class Change {
  readonly sourceId!: string | null;

  @Field(() => Int, { description: 'The revision that it came with.' })
  readonly revision!: number;

  @Field(() => ChangeKind, { description: 'What became of it.' })
  readonly kind!: ChangeKind;

  @Field(() => ID, { description: 'The id of the node whose facts changed.' })
  readonly subject!: string;

  @Field(() => [String], { description: 'The fields that show something else than before; empty where the whole node is new.' })
  readonly fields!: string[];

  @Field(() => String, { description: 'Who made it: an import, or a curator.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When its revision was made.' })
  readonly at!: string;
}

@ObjectType({ description: 'A page of the change feed.', simpleResolvers: true })
export class ChangePage {
  @Field(() => [Change], { description: 'Oldest first; within a revision by subject.' })
  readonly nodes!: Change[];

  @Field(() => Int, { description: 'The graph’s revision now: where to go on from, once there is no more.' })
  readonly revision!: number;

  @Field(() => String, { nullable: true, description: 'The last entry’s cursor; null on an empty page.' })
  readonly endCursor!: string | null;

  @Field(() => Boolean, { description: 'Whether more follow; ask for them with `after: endCursor`.' })
  readonly hasMore!: boolean;
}
