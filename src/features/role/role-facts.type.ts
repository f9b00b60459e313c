import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { UrlScalar } from '../../graphql/scalars.js';
import { Level } from '../level/level.type.js';
import { EquivalenceClaim, FactClaim } from '../source/claim.type.js';
import { MappingKind } from '../source/mapping-kind.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';
import { Role } from './role.type.js';

@ObjectType({ implements: Sourced, description: 'A role, and who says that it belongs here.', simpleResolvers: true })
export class RoleLink extends Sourced {
  @Field(() => Role, { description: 'The role.' })
  readonly role!: Role;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
export const RoleLinkConnection = connectionType('RoleLink', () => RoleLink, 'roles with their claims');

@ObjectType({ implements: Sourced, description: 'Another name of a role, a skill or a certification.', simpleResolvers: true })
export class AlternativeTitle extends Sourced {
  @Field(() => String, { description: 'The name.' })
  readonly title!: string;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
export const AlternativeTitleConnection = connectionType('AlternativeTitle', () => AlternativeTitle, 'other names');

@ObjectType({
  description: 'A code in a publisher’s scheme: `onet-soc` and `esco` name one role; `soc`, `isco` and the like may name several.',
  simpleResolvers: true,
})
export class ExternalId {
  @Field(() => String, { description: 'The publisher’s scheme, e.g. `onet-soc`.' })
  readonly scheme!: string;

  @Field(() => String, { description: 'The code.' })
  readonly value!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'Where the publisher shows it.' })
  readonly url!: string | null;
}

@ObjectType({ implements: Sourced, description: 'A short text that sources state, in our words.', simpleResolvers: true })
export class TextFact extends Sourced {
  @Field(() => String, { description: 'The statement.' })
  readonly text!: string;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}

@ObjectType({
  implements: Sourced,
  description: 'A level at which sources place a role. A claim’s `wording` is its source’s own name for the level.',
  simpleResolvers: true,
})
export class LevelFact extends Sourced {
  @Field(() => Level, { description: 'The level.' })
  readonly level!: Level;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}

@ObjectType({
  implements: Sourced,
  description: 'Years of experience that go with a role, or with one of its levels.',
  simpleResolvers: true,
})
export class ExperienceRange extends Sourced {
  @Field(() => Float, { nullable: true, description: 'The least; null where only a most is given.' })
  readonly minYears!: number | null;

  @Field(() => Float, { nullable: true, description: 'Null: open-ended.' })
  readonly maxYears!: number | null;

  @Field(() => String, { nullable: true, description: 'The source’s own name for it, e.g. Veteran.' })
  readonly label!: string | null;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}

@ObjectType({ implements: Sourced, description: 'Something that people in a role do.', simpleResolvers: true })
export class Responsibility extends Sourced {
  @Field(() => String, { description: 'What they do.' })
  readonly text!: string;

  @Field(() => Level, { nullable: true, description: 'The career stage it is said of; null: of the role as a whole.' })
  readonly level!: Level | null;

  @Field(() => String, { nullable: true, description: 'The first source’s own name for that stage.' })
  readonly label!: string | null;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
export const ResponsibilityConnection = connectionType('Responsibility', () => Responsibility, 'responsibilities');

@ObjectType({ implements: Sourced, description: 'The counterpart of a role in another taxonomy.', simpleResolvers: true })
export class EquivalentRole extends Sourced {
  @Field(() => Role, { description: 'The counterpart.' })
  readonly role!: Role;

  @Field(() => MappingKind, { description: 'How this role compares with it.' })
  readonly match!: MappingKind;

  @Field(() => Float, { nullable: true, description: '0 to 1: the crosswalk’s own, divided by the top of its scale.' })
  readonly confidence!: number | null;

  @Field(() => [EquivalenceClaim], ONE_PER_SOURCE)
  override readonly claims!: EquivalenceClaim[];
}

export enum EducationLevel {
  NONE = 'NONE',
  SECONDARY = 'SECONDARY',
  POST_SECONDARY = 'POST_SECONDARY',
  ASSOCIATE = 'ASSOCIATE',
  BACHELOR = 'BACHELOR',
  PROFESSIONAL = 'PROFESSIONAL',
  MASTER = 'MASTER',
  DOCTORATE = 'DOCTORATE',
}
registerEnumType(EducationLevel, {
  name: 'EducationLevel',
  description: 'Levels of education, lowest first.',
  valuesConfig: {
    NONE: { description: 'No schooling is asked for.' },
    SECONDARY: { description: 'A school-leaving certificate, such as a high school diploma.' },
    POST_SECONDARY: { description: 'A certificate or some college after school, without a degree.' },
    ASSOCIATE: { description: 'A two-year degree.' },
    BACHELOR: { description: 'A bachelor’s degree.' },
    PROFESSIONAL: { description: 'A certificate after the bachelor’s degree, or a first professional degree.' },
    MASTER: { description: 'A master’s degree.' },
    DOCTORATE: { description: 'A doctorate, such as a Ph.D., or beyond.' },
  },
});

export enum Necessity {
  ESSENTIAL = 'ESSENTIAL',
  OPTIONAL = 'OPTIONAL',
}
registerEnumType(Necessity, {
  name: 'Necessity',
  description: 'Whether a role cannot be done without it, or is helped by it.',
  valuesConfig: { ESSENTIAL: { description: 'It cannot be done without.' }, OPTIONAL: { description: 'It helps.' } },
});

@ObjectType({ implements: Sourced, description: 'The education that a role expects.', simpleResolvers: true })
export class EducationExpectation extends Sourced {
  @Field(() => EducationLevel, {
    nullable: true,
    description: 'The lowest accepted; null where the source speaks of a degree without saying which.',
  })
  readonly level!: EducationLevel | null;

  @Field(() => [String], { description: 'Fields of study, any of which will do; empty where none are named.' })
  readonly fields!: string[];

  @Field(() => String, { nullable: true, description: 'A way without it, such as a bootcamp and a portfolio.' })
  readonly alternative!: string | null;

  @Field(() => Necessity, { nullable: true, description: 'Whether it is demanded or preferred; null where the source says neither.' })
  readonly necessity!: Necessity | null;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}

export enum GuidanceTopic {
  BECOMING = 'BECOMING',
  SKILL_BUILDING = 'SKILL_BUILDING',
  INTERVIEW = 'INTERVIEW',
  RESUME = 'RESUME',
  ONLINE_PROFILE = 'ONLINE_PROFILE',
  CERTIFICATION = 'CERTIFICATION',
  WORK_LIFE_BALANCE = 'WORK_LIFE_BALANCE',
  DEVELOPMENT_GOALS = 'DEVELOPMENT_GOALS',
  MARKET = 'MARKET',
}
registerEnumType(GuidanceTopic, {
  name: 'GuidanceTopic',
  description: 'What advice is about.',
  valuesConfig: {
    BECOMING: { description: 'Getting into the career.' },
    SKILL_BUILDING: { description: 'What to learn, and how.' },
    INTERVIEW: { description: 'Preparing for interviews.' },
    RESUME: { description: 'The resume.' },
    ONLINE_PROFILE: { description: 'The profile on professional networks.' },
    CERTIFICATION: { description: 'Choosing and earning certifications.' },
    WORK_LIFE_BALANCE: { description: 'Work and the rest of life.' },
    DEVELOPMENT_GOALS: { description: 'Goals for one’s own development.' },
    MARKET: { description: 'The job market and pay.' },
  },
});
