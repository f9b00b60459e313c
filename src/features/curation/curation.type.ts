import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum ProblemCode {
  BAD_USER_INPUT = 'BAD_USER_INPUT',
  NOT_FOUND = 'NOT_FOUND',
  FORBIDDEN = 'FORBIDDEN',
  CONFLICT = 'CONFLICT',
  IN_USE = 'IN_USE',
  GRAPH_NOT_READY = 'GRAPH_NOT_READY',
}
registerEnumType(ProblemCode, {
  name: 'ProblemCode',
  description: 'Why an edit was refused.',
  valuesConfig: {
    BAD_USER_INPUT: { description: 'A value is not what is expected there.' },
    NOT_FOUND: { description: 'Nothing in the graph has this id.' },
    FORBIDDEN: { description: 'It is no source that this token may write for.' },
    CONFLICT: { description: 'It contradicts what is there, or what came with it, or the thing has changed since it was read.' },
    IN_USE: { description: 'Others point to it: it would leave them pointing to what is out of use.' },
    GRAPH_NOT_READY: {
      description:
        'An import has the graph, or was cut off and has to be run again, or nothing was loaded yet. Nothing is wrong with the edit itself.',
    },
  },
});

@ObjectType({ description: 'Why an edit was refused: one entry for each thing that is wrong with it.', simpleResolvers: true })
export class Problem {
  @Field(() => String, { nullable: true, description: 'Where in the input, e.g. `facts[2].requires.importance`; null for the whole.' })
  readonly path!: string | null;

  @Field(() => ProblemCode, { description: 'What sort of problem it is.' })
  readonly code!: ProblemCode;

  @Field(() => String, { description: 'All of it in one sentence, for people.' })
  readonly message!: string;

  @Field(() => String, { description: 'What was expected there.' })
  readonly expected!: string;

  @Field(() => String, { nullable: true, description: 'What came instead, as JSON, cut short where it is long; null where nothing came.' })
  readonly received!: string | null;
}

@ObjectType({
  description: 'What became of an edit. It was made as a whole, or, where there are problems, not at all.',
  simpleResolvers: true,
})
export class CurationPayload {
  /** Whether it made the revision. */
  readonly changed!: boolean;

  @Field(() => [Problem], { description: 'Empty where the edit was made. All that is wrong with it is found at once.' })
  readonly problems!: Problem[];

  @Field(() => Int, {
    nullable: true,
    description: 'The graph’s revision that it made; the one it found where all was there already; null where it was refused.',
  })
  readonly revision!: number | null;

  @Field(() => [ID], {
    description:
      'The claims that it made or took back, to be retracted by: of `assertFacts` one for each fact, in their order; of `retractClaims` as they were given.',
  })
  readonly claimIds!: string[];
}
