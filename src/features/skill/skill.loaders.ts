import type { Scheme } from '../../career-map/career-rows.js';
import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { CertificationLink } from '../certification/certification.type.js';
import type { AlternativeTitle, ExternalId, Necessity } from '../role/role-facts.type.js';
import type { Role } from '../role/role.type.js';
import type { FactClaim } from '../source/claim.type.js';
import type { Source } from '../source/source.type.js';
import type { Requirement } from './requirement.type.js';
import * as queries from './skill.queries.js';
import type { EquivalentSkill, Skill, SkillKind, SkillLink } from './skill.type.js';

/** Null lets everything through. */
export type RoleSkillsArgs = { necessity: Necessity | null; kinds: SkillKind[] | null; stage: string | null };
export type SkillRolesArgs = { necessity: Necessity | null; schemes: Scheme[] | null };

export function createSkillLoaders({ one, many, pages }: GraphLoaders) {
  return {
    byId: one<Skill>(queries.SKILLS_BY_IDS),
    byNameKey: one<Skill>(queries.SKILLS_BY_NAME_KEYS),
    claims: many<FactClaim>(queries.CLAIMS_OF_SKILLS),
    sources: many<Source>(queries.SOURCES_OF_SKILLS),
    successor: one<Skill>(queries.SUCCESSORS_OF_SKILLS),
    aliases: pages<{ node: AlternativeTitle }>(queries.ALIASES_OF_SKILLS),
    externalIds: many<ExternalId>(queries.EXTERNAL_IDS_OF_SKILLS),
    broader: many<SkillLink>(queries.BROADER_OF_SKILLS),
    narrower: pages<{ node: SkillLink }>(queries.NARROWER_OF_SKILLS),
    equivalents: many<EquivalentSkill>(queries.EQUIVALENTS_OF_SKILLS),
    certifications: many<CertificationLink>(queries.CERTIFICATIONS_OF_SKILLS),
    ofRoleByName: pages<Requirement<Skill>, RoleSkillsArgs>(queries.SKILLS_OF_ROLES_BY_NAME),
    ofRoleByImportance: pages<Requirement<Skill>, RoleSkillsArgs>(queries.SKILLS_OF_ROLES_BY_IMPORTANCE),
    roles: pages<Requirement<Role>, SkillRolesArgs>(queries.ROLES_OF_SKILLS),
  };
}
