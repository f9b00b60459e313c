import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { SkillLink } from '../skill/skill.type.js';
import type { FactClaim } from '../source/claim.type.js';
import type { Source } from '../source/source.type.js';
import type { Guidance } from './guidance.type.js';
import * as queries from './role.queries.js';
import type { LevelWithClaims } from './role.rules.js';
import type { FamilyLink, RoleFamily } from './role-family.type.js';
import type {
  AlternativeTitle,
  EducationExpectation,
  EquivalentRole,
  ExternalId,
  Responsibility,
  RoleLink,
  TextFact,
} from './role-facts.type.js';
import type { Role } from './role.type.js';

/** Loaders of one request: a page of roles of any size costs one round trip per relation. */
export function createRoleLoaders({ one, many, pages }: GraphLoaders) {
  return {
    byId: one<Role>(queries.ROLES_BY_IDS),
    byTitleKey: one<Role>(queries.ROLES_BY_TITLE_KEYS),
    byAlternativeTitleKey: one<Role>(queries.ROLES_BY_ALTERNATIVE_TITLE_KEYS),
    byExternalId: one<Role>(queries.ROLES_BY_EXTERNAL_IDS),
    claims: many<FactClaim>(queries.CLAIMS_OF_ROLES),
    sources: many<Source>(queries.SOURCES_OF_ROLES),
    successor: one<Role>(queries.SUCCESSORS_OF_ROLES),
    attributions: many<string>(queries.ATTRIBUTIONS_OF_ROLES),
    titles: pages<{ node: AlternativeTitle }>(queries.TITLES_OF_ROLES),
    externalIds: many<ExternalId>(queries.EXTERNAL_IDS_OF_ROLES),
    families: many<FamilyLink>(queries.FAMILIES_OF_ROLES),
    broader: many<RoleLink>(queries.BROADER_OF_ROLES),
    narrower: pages<{ node: RoleLink }>(queries.NARROWER_OF_ROLES),
    levels: many<LevelWithClaims>(queries.LEVELS_OF_ROLES),
    responsibilities: pages<{ node: Responsibility }>(queries.RESPONSIBILITIES_OF_ROLES),
    education: many<EducationExpectation>(queries.EDUCATION_OF_ROLES),
    workArrangements: many<TextFact>(queries.WORK_ARRANGEMENTS_OF_ROLES),
    guidance: many<Guidance>(queries.GUIDANCE_OF_ROLES),
    guidanceSkills: many<SkillLink>(queries.SKILLS_OF_GUIDANCE),
    equivalents: many<EquivalentRole>(queries.EQUIVALENTS_OF_ROLES),
    familyById: one<RoleFamily>(queries.FAMILIES_BY_IDS),
    familyParent: one<RoleFamily>(queries.PARENTS_OF_FAMILIES),
    familyChildren: many<RoleFamily>(queries.CHILDREN_OF_FAMILIES),
    familyRoles: pages<{ node: Role }>(queries.ROLES_OF_FAMILIES),
  };
}
