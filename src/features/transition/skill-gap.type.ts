import { Field, Float, ObjectType } from 'type-graphql';
import type { CareerMap } from '../../career-map/career-map.js';
import type { Missing } from '../../career-map/certification-plan.js';
import { Necessity } from '../role/role-facts.type.js';
import { SkillNameMatch } from '../search/search.type.js';

@ObjectType({ description: 'Something needed of which some is owned.', simpleResolvers: true })
export class SkillMatch {
  readonly requiredId!: string;
  readonly ownedId!: string;

  @Field(() => Float, {
    description:
      '1: all of it. Less: the share of the needed level that is owned; where another skill stands in, times how related the two are.',
  })
  readonly match!: number;

  @Field(() => Float, { nullable: true, description: 'Of the requirement, 0 to 1; null where no source rates it.' })
  readonly importance!: number | null;

  @Field(() => Necessity, { nullable: true, description: 'ESSENTIAL if any claim says so; null where none says either.' })
  readonly necessity!: Necessity | null;
}

@ObjectType({ description: 'Something needed of which nothing is owned, or not enough.', simpleResolvers: true })
export class MissingSkill {
  readonly skillId!: string;
  readonly alternativeIds!: readonly string[];
  readonly nearestOwnedId!: string | null;

  @Field(() => Float, { nullable: true, description: 'Of the requirement, 0 to 1; null where no source rates it.' })
  readonly importance!: number | null;

  @Field(() => Necessity, { nullable: true, description: 'ESSENTIAL if any claim says so; null where none says either.' })
  readonly necessity!: Necessity | null;

  @Field(() => Float, { description: 'How much of it is owned, 0 to less than 1.' })
  readonly match!: number;
}

@ObjectType({ description: 'A certification worth getting, and for what.', simpleResolvers: true })
export class PlannedCertification {
  readonly certificationId!: string;
  readonly coverIds!: readonly string[];
}

@ObjectType({
  description: 'The fewest certifications that together validate every missing skill that any certification validates.',
  simpleResolvers: true,
})
export class CertificationPlan {
  readonly uncoveredIds!: readonly string[];

  @Field(() => [PlannedCertification], { description: 'Those that cover most first.' })
  readonly certifications!: readonly PlannedCertification[];

  @Field(() => Boolean, { description: 'True when proved the smallest; false where there were too many to try all.' })
  readonly optimal!: boolean;
}

@ObjectType({ description: 'What somebody has, and lacks, of what a role needs.', simpleResolvers: true })
export class SkillGap {
  readonly toId!: string;
  /** What the certification plan is made of, when it is asked for. */
  readonly planFor!: readonly Missing[];
  readonly map!: CareerMap;

  @Field(() => Float, {
    nullable: true,
    description:
      'Importance-weighted share of what the role needs that the profile already has, 0 to 1; null where nothing is known of what it needs. A requirement weighs its importance, 0.5 where no source rates it, half of that where it is optional.',
  })
  readonly coverage!: number | null;

  @Field(() => [SkillMatch], { description: 'Everything needed of which some is owned: `match` 1 is all of it. Most important first.' })
  readonly matched!: readonly SkillMatch[];

  @Field(() => [MissingSkill], {
    description:
      'Everything needed of which nothing is owned, or not enough (then it is in both, with the same `match`); most important first. Alternatives (`anyOf`) count once.',
  })
  readonly missing!: readonly MissingSkill[];

  @Field(() => [SkillNameMatch], { description: 'Names in the profile that match no skill, with suggestions.' })
  readonly unrecognised!: readonly SkillNameMatch[];
}
