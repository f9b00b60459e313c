import { Field, Float, InputType, ObjectType } from 'type-graphql';

const WEIGHTED = 'Its share of the whole, 0 or more.';

@InputType({ description: 'Those left out keep their defaults. Negative, or all zero: BAD_USER_INPUT.' })
export class EffortWeights {
  @Field(() => Float, { nullable: true, description: WEIGHTED })
  readonly skillGap?: number | null;

  @Field(() => Float, { nullable: true, description: WEIGHTED })
  readonly levelGap?: number | null;

  @Field(() => Float, { nullable: true, description: WEIGHTED })
  readonly educationGap?: number | null;

  @Field(() => Float, { nullable: true, description: WEIGHTED })
  readonly unfamiliarity?: number | null;
}

@ObjectType({
  description:
    'What a move costs: each part 0 (nothing to do) to 1, and their weighted mean. A part that no data speaks to is null and counts as the graph’s median of it; `estimated` is then true. docs/methods.md has the formulas.',
  simpleResolvers: true,
})
export class Effort {
  @Field(() => Float, { description: 'The weighted mean of the parts, 0 to 1.' })
  readonly total!: number;

  @Field(() => Boolean, { description: 'Whether a part was not known and its median taken.' })
  readonly estimated!: boolean;

  @Field(() => Float, { nullable: true, description: '1 less the importance-weighted share of what the role needs that is owned.' })
  readonly skillGap!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Rungs to climb beyond the next one, as a share of the scale, or years short of the role’s least, out of ten: the greater.',
  })
  readonly levelGap!: number | null;

  @Field(() => Float, { nullable: true, description: 'Levels of education short of the lowest accepted, out of seven.' })
  readonly educationGap!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: '1 less the affinity of the two roles: how alike their tasks, activities, titles, knowledge and tools are.',
  })
  readonly unfamiliarity!: number | null;
}
