import { CLAIM, linked, linkedPage, pageByName } from '../../graph/cypher.js';
import { ROLE } from '../role/role.projection.js';
import { SKILL } from '../skill/skill.projection.js';
import { CERTIFICATION } from './certification.projection.js';

export const CERTIFICATIONS_BY_IDS = `/* certificationsByIds */
UNWIND $ids AS id
MATCH (certification:Certification { id: id })
RETURN id AS key, ${CERTIFICATION} AS value`;

/** Its own name before an alias, then id. */
export const CERTIFICATIONS_BY_NAME_KEYS = `/* certificationsByNameKeys */
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
WITH key, collect(certification)[0] AS certification
RETURN key, ${CERTIFICATION} AS value`;

export const CERTIFICATIONS_BY_NAME = `/* certificationsByName */
MATCH (certification:Certification)
WHERE certification.status = 'ACTIVE'${pageByName('certification', CERTIFICATION)}`;

export const COUNT_CERTIFICATIONS = `/* countCertifications */
MATCH (certification:Certification { status: 'ACTIVE' })
RETURN count(certification) AS total`;

export const CLAIMS_OF_CERTIFICATIONS = `/* claimsOfCertifications */
UNWIND $ids AS id
MATCH (:Certification { id: id })-[claim:ATTESTED_BY]->(:Source)
WITH id, claim ORDER BY claim.source
RETURN id AS key, collect(${CLAIM}) AS value`;

export const SUCCESSORS_OF_CERTIFICATIONS = `/* successorsOfCertifications */
UNWIND $ids AS id
MATCH (:Certification { id: id })-[:REPLACED_BY]->(certification:Certification)
WITH id, certification ORDER BY certification.id
WITH id, collect(certification)[0] AS certification
RETURN id AS key, ${CERTIFICATION} AS value`;

export const ALIASES_OF_CERTIFICATIONS = linkedPage({
  name: 'aliasesOfCertifications',
  match: `MATCH (:Certification { id: id })<-[claim:NAMES]-(name:Name)
WITH id, claim, name.key AS key`,
  by: 'key',
  gather: ['min(startNode(claim).text) AS title'],
  fact: `{ node: { title: title, claims: claims } }`,
  orderBy: ['key'],
});

export const SKILLS_VALIDATED_BY_CERTIFICATIONS = linked({
  name: 'skillsValidatedByCertifications',
  match: `MATCH (:Certification { id: id })-[claim:VALIDATES]->(skill:Skill)`,
  by: 'skill',
  fact: `{ skill: ${SKILL}, claims: claims }`,
  orderBy: ['skill.sortName', 'skill.id'],
});

export const ROLES_RECOMMENDING_CERTIFICATIONS = linkedPage({
  name: 'rolesRecommendingCertifications',
  match: `MATCH (:Certification { id: id })-[claim:RECOMMENDED_FOR]->(role:Role { status: 'ACTIVE' })`,
  by: 'role',
  fact: `{ node: { role: ${ROLE}, claims: claims } }`,
  orderBy: ['role.sortName', 'role.id'],
});

export const CERTIFICATIONS_OF_ROLES = linked({
  name: 'certificationsOfRoles',
  match: `MATCH (:Role { id: id })<-[claim:RECOMMENDED_FOR]-(certification:Certification { status: 'ACTIVE' })`,
  by: 'certification',
  fact: `{ certification: ${CERTIFICATION}, claims: claims }`,
  orderBy: ['-size(claims)', 'certification.sortName', 'certification.id'],
});
