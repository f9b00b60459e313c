import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionType } from '../../graphql/connection.type.js';
import { Node } from '../../graphql/node.type.js';
import type { CertificationLink } from '../certification/certification.type.js';
import { EquivalenceClaim, FactClaim } from '../source/claim.type.js';
import { ConceptStatus } from '../source/concept-status.type.js';
import { MappingKind } from '../source/mapping-kind.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';

export enum SkillKind {
  TECHNOLOGY = 'TECHNOLOGY',
  KNOWLEDGE = 'KNOWLEDGE',
  COMPETENCE = 'COMPETENCE',
  SOFT_SKILL = 'SOFT_SKILL',
}
registerEnumType(SkillKind, {
  name: 'SkillKind',
  description: 'What sort of skill it is.',
  valuesConfig: {
    TECHNOLOGY: { description: 'A language, tool, library, platform or product.' },
    KNOWLEDGE: { description: 'A field that one knows.' },
    COMPETENCE: { description: 'Something that one is able to do.' },
    SOFT_SKILL: { description: 'A way of working with oneself and others.' },
  },
});

@ObjectType({ implements: [Node, Sourced], description: 'Something that one knows, uses or is able to do.', simpleResolvers: true })
export class Skill extends Node {
  readonly claims!: FactClaim[];
  /** Where they were read along with it. */
  readonly certifications?: CertificationLink[];

  @Field(() => String, { description: 'Its main name.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What it is, where its publisher says.' })
  readonly description!: string | null;

  @Field(() => SkillKind, { nullable: true, description: 'Null where its publisher does not say.' })
  readonly kind!: SkillKind | null;

  @Field(() => ConceptStatus, { description: 'Whether a current release still claims it.' })
  readonly status!: ConceptStatus;

  @Field(() => Int, { description: 'The graph’s revision when this skill or a fact about it last changed.' })
  readonly revision!: number;
}
export const SkillConnection = connectionType('Skill', () => Skill, 'skills');

@ObjectType({ implements: Sourced, description: 'A skill, and who says that it belongs here.', simpleResolvers: true })
export class SkillLink extends Sourced {
  @Field(() => Skill, { description: 'The skill.' })
  readonly skill!: Skill;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}
export const SkillLinkConnection = connectionType('SkillLink', () => SkillLink, 'skills with their claims');

@ObjectType({ implements: Sourced, description: 'The same skill in another taxonomy.', simpleResolvers: true })
export class EquivalentSkill extends Sourced {
  @Field(() => Skill, { description: 'The counterpart.' })
  readonly skill!: Skill;

  @Field(() => MappingKind, { description: 'How this skill compares with it.' })
  readonly match!: MappingKind;

  @Field(() => [EquivalenceClaim], ONE_PER_SOURCE)
  override readonly claims!: EquivalenceClaim[];
}
