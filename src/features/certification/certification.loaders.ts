import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { AlternativeTitle, RoleLink } from '../role/role-facts.type.js';
import type { SkillLink } from '../skill/skill.type.js';
import type { FactClaim } from '../source/claim.type.js';
import type { Source } from '../source/source.type.js';
import * as queries from './certification.queries.js';
import type { Certification, CertificationLink } from './certification.type.js';

export function createCertificationLoaders({ one, many, pages }: GraphLoaders) {
  return {
    byId: one<Certification>(queries.CERTIFICATIONS_BY_IDS),
    byNameKey: one<Certification>(queries.CERTIFICATIONS_BY_NAME_KEYS),
    claims: many<FactClaim>(queries.CLAIMS_OF_CERTIFICATIONS),
    sources: many<Source>(queries.SOURCES_OF_CERTIFICATIONS),
    successor: one<Certification>(queries.SUCCESSORS_OF_CERTIFICATIONS),
    aliases: pages<{ node: AlternativeTitle }>(queries.ALIASES_OF_CERTIFICATIONS),
    validatedSkills: many<SkillLink>(queries.SKILLS_VALIDATED_BY_CERTIFICATIONS),
    recommendedFor: pages<{ node: RoleLink }>(queries.ROLES_RECOMMENDING_CERTIFICATIONS),
    ofRole: many<CertificationLink>(queries.CERTIFICATIONS_OF_ROLES),
  };
}
