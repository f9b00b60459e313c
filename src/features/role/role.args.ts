import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { ConceptStatus } from '../source/concept-status.type.js';
import { RoleScheme } from './role.type.js';

@InputType({ description: 'A code in a publisher’s scheme, such as `onet-soc` `15-2051.00`.' })
export class ExternalIdInput {
  @Field(() => String, { description: 'The publisher’s scheme, e.g. `onet-soc`.' })
  readonly scheme!: string;

  @Field(() => String, { description: 'The code.' })
  readonly value!: string;
}

@InputType({ description: 'What is left out does not narrow. Lists mean any of theirs, but `requiresSkills` means all.' })
export class RoleFilter {
  @Field(() => [ID], { nullable: true, description: 'At any of these levels.' })
  readonly levels?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'In any of these families, or of those below them.' })
  readonly families?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Found in any of these industries.' })
  readonly industries?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Requires all of these skills.' })
  readonly requiresSkills?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Spoken of by any of these sources.' })
  readonly sources?: string[] | null;

  @Field(() => [RoleScheme], { nullable: true, description: 'Defined by any of these.' })
  readonly schemes?: RoleScheme[] | null;

  @Field(() => String, { nullable: true, description: 'A part of the main title; case and accents do not matter.' })
  readonly titleContains?: string | null;

  @Field(() => ConceptStatus, { nullable: true, description: 'ACTIVE when left out.' })
  readonly status?: ConceptStatus | null;
}

export enum RoleOrder {
  TITLE = 'TITLE',
  LEVEL = 'LEVEL',
}
registerEnumType(RoleOrder, {
  name: 'RoleOrder',
  description: 'How roles are ordered.',
  valuesConfig: {
    TITLE: { description: 'By title.' },
    LEVEL: { description: 'By rank on `career-stage`, then title; roles without one last.' },
  },
});
