import { Field, Float, Int, ObjectType } from 'type-graphql';
import { SkillNameMatch } from '../search/search.type.js';

const UNLOCK_COUNT = 'How many roles it opens up.';
const EFFORT_REDUCTION = 'Effort saved: towards the target; without one, the mean over the moves that it makes easier.';

@ObjectType({ description: 'A skill to get next, by what it opens up.', simpleResolvers: true })
export class NextBestSkill {
  readonly skillId!: string;
  readonly unlockIds!: readonly string[];

  @Field(() => Int, { description: UNLOCK_COUNT })
  readonly unlockCount!: number;

  @Field(() => Float, { description: EFFORT_REDUCTION })
  readonly effortReduction!: number;
}

@ObjectType({ description: 'What to learn next.', simpleResolvers: true })
export class NextBestSkills {
  @Field(() => [NextBestSkill], { description: 'Best first.' })
  readonly items!: readonly NextBestSkill[];

  @Field(() => [SkillNameMatch], { description: 'Names in the profile that match no skill, with suggestions.' })
  readonly unrecognised!: readonly SkillNameMatch[];
}

@ObjectType({ description: 'A certification to get next, by what it opens up.', simpleResolvers: true })
export class NextBestCertification {
  readonly certificationId!: string;
  readonly unlockIds!: readonly string[];

  @Field(() => Int, { description: UNLOCK_COUNT })
  readonly unlockCount!: number;

  @Field(() => Float, { description: EFFORT_REDUCTION })
  readonly effortReduction!: number;
}

@ObjectType({ description: 'What to get certified in next.', simpleResolvers: true })
export class NextBestCertifications {
  @Field(() => [NextBestCertification], { description: 'Best first.' })
  readonly items!: readonly NextBestCertification[];

  @Field(() => [SkillNameMatch], { description: 'Names in the profile that match no skill, with suggestions.' })
  readonly unrecognised!: readonly SkillNameMatch[];
}
