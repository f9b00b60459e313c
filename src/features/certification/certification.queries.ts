import { least, linked, linkedPage, pageByName } from '../../graph/cypher.js';
import { oneOf } from '../../graph/projection.js';
import { ROLE } from '../role/role.projection.js';
import { SKILL } from '../skill/skill.projection.js';
import { claimsOf, sourcesOf, successorsOf } from '../source/queries-of-concepts.js';
import { CERTIFICATION } from './certification.projection.js';

export const CERTIFICATIONS_BY_IDS = oneOf(CERTIFICATION)`/* certificationsByIds */
UNWIND $ids AS id
MATCH (certification:Certification { id: id })`;

/** Its own name before an alias, then id. */
export const CERTIFICATIONS_BY_NAME_KEYS = oneOf(CERTIFICATION)`/* certificationsByNameKeys */
UNWIND $ids AS key
CALL (key) {
  MATCH (certification:Certification { key: key })
  RETURN certification, 0 AS standing
  UNION
  MATCH (:Name { key: key })-[:NAMES]->(certification:Certification)
  RETURN certification, 1 AS standing
}
WITH key, certification, min(standing) AS standing
ORDER BY standing, certification.id
WITH key AS id, collect(certification)[0] AS certification`;

export const CERTIFICATIONS_BY_NAME = `/* certificationsByName */
MATCH (certification:Certification)
WHERE certification.status = 'ACTIVE'${pageByName('certification', CERTIFICATION)}`;

export const COUNT_CERTIFICATIONS = `/* countCertifications */
MATCH (certification:Certification { status: 'ACTIVE' })
RETURN count(certification) AS total`;

export const CLAIMS_OF_CERTIFICATIONS = claimsOf('Certification');
export const SOURCES_OF_CERTIFICATIONS = sourcesOf('Certification');
export const SUCCESSORS_OF_CERTIFICATIONS = successorsOf('Certification', CERTIFICATION);

export const ALIASES_OF_CERTIFICATIONS = linkedPage({
  name: 'aliasesOfCertifications',
  match: `MATCH (:Certification { id: id })<-[claim:NAMES]-(name:Name)
WITH id, claim, name.key AS key`,
  by: 'key',
  gather: { title: least('startNode(claim).text') },
  fact: (claims) => ({ node: { title: 'title', claims } }),
  orderBy: ['key'],
});

export const SKILLS_VALIDATED_BY_CERTIFICATIONS = linked({
  name: 'skillsValidatedByCertifications',
  match: `MATCH (:Certification { id: id })-[claim:VALIDATES]->(skill:Skill)`,
  by: 'skill',
  fact: (claims) => ({ skill: SKILL, claims }),
  orderBy: ['skill.sortName', 'skill.id'],
});

export const ROLES_RECOMMENDING_CERTIFICATIONS = linkedPage({
  name: 'rolesRecommendingCertifications',
  match: `MATCH (:Certification { id: id })-[claim:RECOMMENDED_FOR]->(role:Role { status: 'ACTIVE' })`,
  by: 'role',
  fact: (claims) => ({ node: { role: ROLE, claims } }),
  orderBy: ['role.sortName', 'role.id'],
});

export const CERTIFICATIONS_OF_ROLES = linked({
  name: 'certificationsOfRoles',
  match: `MATCH (:Role { id: id })<-[claim:RECOMMENDED_FOR]-(certification:Certification { status: 'ACTIVE' })`,
  by: 'certification',
  fact: (claims) => ({ certification: CERTIFICATION, claims }),
  orderBy: ['-size(claims)', 'certification.sortName', 'certification.id'],
});
