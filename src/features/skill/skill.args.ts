import { Field, ID, InputType } from 'type-graphql';
import { ConceptStatus } from '../source/concept-status.type.js';
import { SkillKind } from './skill.type.js';

@InputType({ description: 'What is left out does not narrow. Lists mean any of theirs.' })
export class SkillFilter {
  @Field(() => [SkillKind], { nullable: true, description: 'Of any of these kinds.' })
  readonly kinds?: SkillKind[] | null;

  @Field(() => ID, { nullable: true, description: 'Below this skill, however far.' })
  readonly broader?: string | null;

  @Field(() => String, { nullable: true, description: 'A part of the name; case and accents do not matter.' })
  readonly nameContains?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Spoken of by any of these sources.' })
  readonly sources?: string[] | null;

  @Field(() => ConceptStatus, { nullable: true, description: 'ACTIVE when left out.' })
  readonly status?: ConceptStatus | null;
}
