import { Field, Float, ID, InputType } from 'type-graphql';
import { EducationLevel } from '../role/role-facts.type.js';

@InputType({ description: 'A skill that somebody has: exactly one of id and name.' })
export class OwnedSkillInput {
  @Field(() => ID, { nullable: true, description: 'The skill’s id.' })
  readonly id?: string | null;

  @Field(() => String, { nullable: true, description: 'A name of it, as one would write it; aliases and slips are understood.' })
  readonly name?: string | null;

  @Field(() => Float, { nullable: true, description: 'How far it is mastered, 0 to 1; when left out, fully.' })
  readonly level?: number | null;
}

@InputType({
  description:
    'Who is moving: current roles, or skills, or both; nothing at all owns nothing. Skills of current roles and certifications count as owned. Each list holds up to 200.',
})
export class ProfileInput {
  @Field(() => [ID], { nullable: true, description: 'Roles that are held now. An id that is not there is NOT_FOUND.' })
  readonly currentRoles?: string[] | null;

  @Field(() => [OwnedSkillInput], {
    nullable: true,
    description: 'Names that match no skill are answered in `unrecognised`; an id that is not there is NOT_FOUND.',
  })
  readonly skills?: OwnedSkillInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Certifications that are held: what they validate counts as owned.' })
  readonly certifications?: string[] | null;

  @Field(() => Float, { nullable: true, description: 'Years, 0 to 80; when left out, the least that the current roles ask for.' })
  readonly yearsOfExperience?: number | null;

  @Field(() => EducationLevel, { nullable: true, description: 'When left out, the least that the current roles accept.' })
  readonly education?: EducationLevel | null;
}
