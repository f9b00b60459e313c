import {
  afterName,
  claimWith,
  conditionsOn,
  firstByName,
  firstGiven,
  greatest,
  least,
  linked,
  linkedNodesPage,
  linkedPage,
  PAGE,
  pageByName,
} from '../../graph/cypher.js';
import type { Parameters } from '../../graph/graph.js';
import { listOf, oneOf, Projection } from '../../graph/projection.js';
import { LEVEL } from '../level/level.projection.js';
import { SKILL } from '../skill/skill.projection.js';
import { claimsOf, sourcesOf, successorsOf } from '../source/queries-of-concepts.js';
import { EducationLevel } from './role-facts.type.js';
import { EXTERNAL_ID, FAMILY, ROLE } from './role.projection.js';

export const ROLES_BY_IDS = oneOf(ROLE)`/* rolesByIds */
UNWIND $ids AS id
MATCH (role:Role { id: id })`;

/** Of several: guide, O*NET, ESCO, curated, then id. By one aggregation: to order them takes Neo4j longer to plan. */
const FIRST_ROLE = `min([CASE role.scheme WHEN 'guide' THEN 0 WHEN 'onet' THEN 1 WHEN 'esco' THEN 2 ELSE 3 END, role.id, role])[2] AS role`;

export const ROLES_BY_TITLE_KEYS = oneOf(ROLE)`/* rolesByTitleKeys */
UNWIND $ids AS id
MATCH (role:Role { key: id })
WITH id, ${FIRST_ROLE}`;

export const ROLES_BY_ALTERNATIVE_TITLE_KEYS = oneOf(ROLE)`/* rolesByAlternativeTitleKeys */
UNWIND $ids AS id
MATCH (:Name { key: id })-[:NAMES]->(role:Role)
WITH id, ${FIRST_ROLE}`;

export const ROLES_BY_EXTERNAL_IDS = oneOf(ROLE)`/* rolesByExternalIds */
UNWIND $ids AS id
MATCH (:ExternalId { id: id })<-[:IDENTIFIED_BY]-(role:Role)
WITH id, ${FIRST_ROLE}`;

const CONDITIONS = {
  schemes: 'role.scheme IN $schemes',
  titleContains: 'role.sortName CONTAINS $titleContains',
  levels: 'EXISTS { (role)-[:AT_LEVEL]->(level:Level) WHERE level.id IN $levels }',
  families: 'EXISTS { (role)-[:IN_FAMILY]->(:RoleFamily)-[:BROADER]->{0,10}(family:RoleFamily) WHERE family.id IN $families }',
  industries: 'EXISTS { (role)-[:IN_INDUSTRY]->(industry:Industry) WHERE industry.id IN $industries }',
  sources: 'EXISTS { (role)-[claim:ATTESTED_BY]->(:Source) WHERE claim.source IN $sources }',
  requiresSkills: 'all(id IN $requiresSkills WHERE EXISTS { (role)-[:REQUIRES]->(:Skill { id: id }) })',
};

/** What `RoleFilter` lets through. */
const filtered = (filter: Parameters): string => `MATCH (role:Role)
WHERE role.status = $status${conditionsOn(filter, CONDITIONS)}`;

export const rolesByTitle = (filter: Parameters): string => `/* rolesByTitle */
${filtered(filter)}${pageByName('role', ROLE)}`;

/** Stands for the rank of roles without a level. */
const LAST = 1000;

/**
 * The rank of the level that most claims agree on, the lower one on a tie; roles without one last. These are most of all, so they
 * are not sorted but come in the order of their index.
 */
export const rolesByLevel = (filter: Parameters): string => `/* rolesByLevel */
CALL () {
  ${filtered(filter)} AND EXISTS { (role)-[:AT_LEVEL]->(:Level { scale: 'career-stage' }) }
  MATCH (role)-[claim:AT_LEVEL]->(level:Level { scale: 'career-stage' })
  WITH role, level.rank AS rank, count(claim) AS claims ORDER BY claims DESC, rank
  WITH role, head(collect(rank)) AS rank
  WHERE $after IS NULL OR [rank, role.sortName, role.id] > $after
  RETURN role, rank
  UNION ALL
  ${filtered(filter)} AND NOT EXISTS { (role)-[:AT_LEVEL]->(:Level { scale: 'career-stage' }) }
  AND ${afterName('role', `CASE $after[0] WHEN ${LAST} THEN $after[1] END`, '$after[2]')}
  ${firstByName('role')}
  RETURN role, ${LAST} AS rank
}
WITH role, rank ORDER BY rank, role.sortName, role.id LIMIT toInteger($take)
RETURN ${ROLE} AS node, [rank, role.sortName, role.id] AS place`;

export const countRoles = (filter: Parameters): string => `/* countRoles */
${filtered(filter)}
RETURN count(role) AS total`;

export const CLAIMS_OF_ROLES = claimsOf('Role');
export const SOURCES_OF_ROLES = sourcesOf('Role');
export const SUCCESSORS_OF_ROLES = successorsOf('Role', ROLE);

/** Every source behind any fact of the role, on either end of a relationship. */
export const ATTRIBUTIONS_OF_ROLES = listOf('source')`/* attributionsOfRoles */
UNWIND $ids AS id
MATCH (:Role { id: id })-[claim]-()
WITH DISTINCT id, claim.source AS source ORDER BY source`;

export const TITLES_OF_ROLES = linkedPage({
  name: 'titlesOfRoles',
  match: `MATCH (:Role { id: id })<-[claim:NAMES]-(name:Name)
WITH id, claim, name.key AS key`,
  by: 'key',
  gather: { title: least('startNode(claim).text') },
  fact: (claims) => ({ node: { title: 'title', claims } }),
  orderBy: ['key'],
});

export const EXTERNAL_IDS_OF_ROLES = listOf(EXTERNAL_ID)`/* externalIdsOfRoles */
UNWIND $ids AS id
MATCH (:Role { id: id })-[:IDENTIFIED_BY]->(external:ExternalId)
WITH DISTINCT id, external ORDER BY external.scheme, external.value`;

export const FAMILIES_OF_ROLES = linked({
  name: 'familiesOfRoles',
  match: `MATCH (:Role { id: id })-[claim:IN_FAMILY]->(family:RoleFamily)`,
  by: 'family',
  fact: (claims) => ({ family: FAMILY, claims }),
  orderBy: ['family.sortName', 'family.id'],
});

export const BROADER_OF_ROLES = linked({
  name: 'broaderOfRoles',
  match: `MATCH (:Role { id: id })-[claim:BROADER]->(role:Role)`,
  by: 'role',
  fact: (claims) => ({ role: ROLE, claims }),
  orderBy: ['role.sortName', 'role.id'],
});

export const NARROWER_OF_ROLES = linkedPage({
  name: 'narrowerOfRoles',
  match: `MATCH (:Role { id: id })<-[claim:BROADER]-(role:Role { status: 'ACTIVE' })`,
  by: 'role',
  fact: (claims) => ({ node: { role: ROLE, claims } }),
  orderBy: ['role.sortName', 'role.id'],
});

/** One row for each level and label, with what the claims that agree on them say of years. */
export const LEVELS_OF_ROLES = linked({
  name: 'levelsOfRoles',
  match: `MATCH (:Role { id: id })-[claim:AT_LEVEL]->(level:Level)`,
  by: 'level',
  claim: claimWith(['label', 'minYears', 'maxYears'], { wording: 'coalesce(claim.label, claim.wording)' }),
  fact: (claims) => ({ level: LEVEL, claims }),
  orderBy: ['level.scale', 'level.rank', 'level.id'],
});

export const RESPONSIBILITIES_OF_ROLES = linkedPage({
  name: 'responsibilitiesOfRoles',
  match: `MATCH (:Role { id: id })-[claim:RESPONSIBLE_FOR]->(responsibility:Responsibility)
OPTIONAL MATCH (level:Level { id: claim.stage })`,
  by: 'responsibility, level',
  gather: { label: firstGiven('claim.stageLabel') },
  fact: (claims) => ({ node: { text: 'responsibility.text', level: LEVEL, label: 'label', claims } }),
  orderBy: ['coalesce(level.rank, 0)', 'responsibility.text', 'responsibility.id', `coalesce(level.id, '')`],
});

/** Levels come lowest first; what names none comes last. */
const EDUCATION_RANK = `CASE education.level ${Object.values(EducationLevel)
  .map((level, rank) => `WHEN '${level}' THEN ${rank}`)
  .join(' ')} END`;

export const EDUCATION_OF_ROLES = linked({
  name: 'educationOfRoles',
  match: `MATCH (:Role { id: id })-[claim:EDUCATED]->(education:Education)`,
  by: 'education',
  fact: (claims) => ({
    level: 'education.level',
    fields: 'education.fields',
    alternative: 'education.alternative',
    necessity: 'education.necessity',
    claims,
  }),
  orderBy: [`CASE education.necessity WHEN 'ESSENTIAL' THEN 0 ELSE 1 END`, `coalesce(${EDUCATION_RANK}, 100)`, 'education.id'],
});

export const WORK_ARRANGEMENTS_OF_ROLES = linked({
  name: 'workArrangementsOfRoles',
  match: `MATCH (:Role { id: id })-[claim:WORKS]->(arrangement:WorkArrangement)`,
  by: 'arrangement',
  fact: (claims) => ({ text: 'arrangement.text', claims }),
  orderBy: ['arrangement.text', 'arrangement.id'],
});

export const GUIDANCE_OF_ROLES = linked({
  name: 'guidanceOfRoles',
  match: `MATCH (:Role { id: id })-[claim:GUIDED_BY]->(guidance:Guidance)
OPTIONAL MATCH (level:Level { id: guidance.stage })`,
  by: 'guidance, level',
  fact: (claims) =>
    new Projection('guidance', ['id', 'topic', 'title', 'points'], { fields: { label: 'guidance.stageLabel', level: LEVEL, claims } }),
  orderBy: ['guidance.topic', 'coalesce(level.rank, 0)', 'guidance.title', 'guidance.id'],
});

export const SKILLS_OF_GUIDANCE = linked({
  name: 'skillsOfGuidance',
  match: `MATCH (:Guidance { id: id })-[claim:MENTIONS]->(skill:Skill)`,
  by: 'skill',
  fact: (claims) => ({ skill: SKILL, claims }),
  orderBy: ['skill.sortName', 'skill.id'],
});

/** A crosswalk is read from both of its sides. What is broader from here is narrower from there. */
export const EQUIVALENTS_OF_ROLES = linked({
  name: 'equivalentsOfRoles',
  match: `MATCH (self:Role { id: id })-[claim:SAME_AS]-(role:Role)
WITH id, role, claim, CASE WHEN startNode(claim) = self THEN claim.match
  ELSE CASE claim.match WHEN 'BROAD' THEN 'NARROW' WHEN 'NARROW' THEN 'BROAD' ELSE claim.match END END AS match`,
  by: 'role, match',
  claim: claimWith(['confidence'], { match: 'match' }),
  gather: { confidence: greatest('claim.confidence') },
  fact: (claims) => ({ role: ROLE, match: 'match', confidence: 'confidence', claims }),
  orderBy: ['role.sortName', 'role.id', 'match'],
});

export const FAMILIES_BY_IDS = oneOf(FAMILY)`/* familiesByIds */
UNWIND $ids AS id
MATCH (family:RoleFamily { id: id })`;

export const TOP_FAMILIES = `/* topFamilies */
MATCH (family:RoleFamily)
WHERE ($scheme IS NULL OR family.scheme = $scheme)
  AND CASE WHEN $parent IS NULL THEN NOT EXISTS { (family)-[:BROADER]->(:RoleFamily) }
    ELSE EXISTS { (family)-[:BROADER]->(:RoleFamily { id: $parent }) } END
WITH family ORDER BY family.sortName, family.id
WITH collect({ node: ${FAMILY}, place: [family.sortName, family.id] }) AS facts
RETURN size(facts) AS total, ${PAGE} AS rows`;

export const PARENTS_OF_FAMILIES = oneOf(FAMILY)`/* parentsOfFamilies */
UNWIND $ids AS id
MATCH (:RoleFamily { id: id })-[:BROADER]->(family:RoleFamily)
WITH id, family ORDER BY family.id
WITH id, collect(family)[0] AS family`;

export const CHILDREN_OF_FAMILIES = listOf(FAMILY)`/* childrenOfFamilies */
UNWIND $ids AS id
MATCH (:RoleFamily { id: id })<-[:BROADER]-(family:RoleFamily)
WITH DISTINCT id, family ORDER BY family.sortName, family.id`;

/** Its own and those of all below it. */
export const ROLES_OF_FAMILIES = linkedNodesPage({
  name: 'rolesOfFamilies',
  match: `MATCH (:RoleFamily { id: id })<-[:BROADER]-{0,10}(:RoleFamily)<-[:IN_FAMILY]-(role:Role { status: 'ACTIVE' })`,
  node: 'role',
  projection: ROLE,
});
