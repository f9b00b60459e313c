import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar } from '../../graphql/scalars.js';
import { Level } from '../level/level.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';

export enum PayPeriod {
  YEAR = 'YEAR',
  MONTH = 'MONTH',
  HOUR = 'HOUR',
}
registerEnumType(PayPeriod, {
  name: 'PayPeriod',
  description: 'What a figure pays for. An hour is 2,080 to the year, a month 12.',
  valuesConfig: {
    YEAR: { description: 'A year’s work.' },
    MONTH: { description: 'A month’s work.' },
    HOUR: { description: 'An hour’s work.' },
  },
});

const amount = { nullable: true, description: 'In `currency` per `period`; null where the source gives none.' };

@ObjectType({
  implements: Sourced,
  description: 'One claim about pay, as its source states it: a band (`min` to `max`), a point (`mean`, `median`), or a distribution.',
  simpleResolvers: true,
})
export class SalaryEstimate extends Sourced {
  @Field(() => ID, { description: 'Stable.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166 code; null where the source names no country.' })
  readonly country!: string | null;

  @Field(() => String, { description: 'ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => PayPeriod, { description: 'What the figures pay for.' })
  readonly period!: PayPeriod;

  @Field(() => Float, amount)
  readonly min!: number | null;

  @Field(() => Float, amount)
  readonly max!: number | null;

  @Field(() => Boolean, { description: 'Pay goes beyond what is stated: `250,000+`, or a statistic’s withheld top.' })
  readonly openEnded!: boolean;

  @Field(() => Float, amount)
  readonly mean!: number | null;

  @Field(() => Float, amount)
  readonly median!: number | null;

  @Field(() => Float, { ...amount, description: 'A tenth earn less.' })
  readonly p10!: number | null;

  @Field(() => Float, { ...amount, description: 'A quarter earn less.' })
  readonly p25!: number | null;

  @Field(() => Float, { ...amount, description: 'A quarter earn more.' })
  readonly p75!: number | null;

  @Field(() => Float, { ...amount, description: 'A tenth earn more.' })
  readonly p90!: number | null;

  @Field(() => Level, { nullable: true, description: 'The career stage it is for; null: for the role as a whole.' })
  readonly level!: Level | null;

  @Field(() => String, { nullable: true, description: 'The source’s own name for the level or band.' })
  readonly label!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day it is of, where the source says.' })
  readonly asOf!: string | null;

  @Field(() => String, { nullable: true, description: 'What to know about it, e.g. that several roles share one figure.' })
  readonly note!: string | null;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}

@ObjectType({
  description:
    'The claims of pay drawn together, always for a year. Only estimates in `currency` count, and of those the ones for the country asked for or for none.',
  simpleResolvers: true,
})
export class SalarySummary {
  @Field(() => String, { description: 'As asked for: ISO 4217.' })
  readonly currency!: string;

  @Field(() => PayPeriod, { description: 'Always YEAR.' })
  readonly period!: PayPeriod;

  @Field(() => Float, { nullable: true, description: 'The lowest figure of any band, point or percentile.' })
  readonly low!: number | null;

  @Field(() => Float, { nullable: true, description: 'The highest; see `openEnded`.' })
  readonly high!: number | null;

  @Field(() => Boolean, { description: 'Whether the estimate that reaches highest is open-ended: `high` is then no ceiling.' })
  readonly openEnded!: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'The median of the point estimates (median, else mean) that are for no particular level; where there is none, of all points and all middles of bands.',
  })
  readonly typical!: number | null;

  @Field(() => Int, { description: 'How many claims were drawn together.' })
  readonly estimateCount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      '(highest − lowest) / typical, over all points and all middles of bands, of every level; 0 is full agreement, null where fewer than two can be compared.',
  })
  readonly disagreement!: number | null;
}

@ObjectType({
  implements: Sourced,
  description: 'How a career is said to grow: 40% by 2027 and 40% over ten years are two claims.',
  simpleResolvers: true,
})
export class Outlook extends Sourced {
  @Field(() => ID, { description: 'Stable.' })
  readonly id!: string;

  @Field(() => Float, { nullable: true, description: 'Growth of employment over the whole time, in percent.' })
  readonly growthPercent!: number | null;

  @Field(() => Int, { nullable: true, description: 'The year growth is counted from, where the source names it.' })
  readonly fromYear!: number | null;

  @Field(() => Int, { nullable: true, description: 'The year growth is counted to, where the source names it.' })
  readonly toYear!: number | null;

  @Field(() => Int, { nullable: true, description: 'Over how many years, where the source names no year.' })
  readonly horizonYears!: number | null;

  @Field(() => String, { nullable: true, description: 'The source’s own word for demand.' })
  readonly demand!: string | null;

  @Field(() => Float, { nullable: true, description: 'People needed a year, for growth and to replace those who leave.' })
  readonly openingsPerYear!: number | null;

  @Field(() => String, { nullable: true, description: 'What to know about it.' })
  readonly note!: string | null;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
