import { average, claimWith, conditionsOn, least, type Linked, linked, linkedPage, linkedTo, pageByName } from '../../graph/cypher.js';
import type { Parameters } from '../../graph/graph.js';
import { type Fields, type KeyedQuery, listOf, oneOf } from '../../graph/projection.js';
import { CERTIFICATION } from '../certification/certification.projection.js';
import { EXTERNAL_ID, ROLE } from '../role/role.projection.js';
import { claimsOf, sourcesOf, successorsOf } from '../source/queries-of-concepts.js';
import { SKILL } from './skill.projection.js';

export const SKILLS_BY_IDS = oneOf(SKILL)`/* skillsByIds */
UNWIND $ids AS id
MATCH (skill:Skill { id: id })`;

/** Its own name before an alias, then by how many claim to need it, then id. */
export const SKILLS_BY_NAME_KEYS = oneOf(SKILL)`/* skillsByNameKeys */
UNWIND $ids AS key
CALL (key) {
  MATCH (skill:Skill { key: key })
  RETURN skill, 0 AS standing
  UNION
  MATCH (:Name { key: key })-[:NAMES]->(skill:Skill)
  RETURN skill, 1 AS standing
}
WITH key, skill, min(standing) AS standing
ORDER BY standing, COUNT { (skill)<-[:REQUIRES]-() } DESC, skill.id
WITH key AS id, collect(skill)[0] AS skill`;

const CONDITIONS = {
  kinds: 'skill.kind IN $kinds',
  nameContains: 'skill.sortName CONTAINS $nameContains',
  broader: 'EXISTS { (skill)-[:BROADER]->{1,10}(:Skill { id: $broader }) }',
  sources: 'EXISTS { (skill)-[claim:ATTESTED_BY]->(:Source) WHERE claim.source IN $sources }',
};

/** What `SkillFilter` lets through. */
const filtered = (filter: Parameters): string => `MATCH (skill:Skill)
WHERE skill.status = $status${conditionsOn(filter, CONDITIONS)}`;

export const skillsByName = (filter: Parameters): string => `/* skillsByName */
${filtered(filter)}${pageByName('skill', SKILL)}`;

export const countSkills = (filter: Parameters): string => `/* countSkills */
${filtered(filter)}
RETURN count(skill) AS total`;

export const CLAIMS_OF_SKILLS = claimsOf('Skill');
export const SOURCES_OF_SKILLS = sourcesOf('Skill');
export const SUCCESSORS_OF_SKILLS = successorsOf('Skill', SKILL);

export const ALIASES_OF_SKILLS = linkedPage({
  name: 'aliasesOfSkills',
  match: `MATCH (:Skill { id: id })<-[claim:NAMES]-(name:Name)
WITH id, claim, name.key AS key`,
  by: 'key',
  gather: { title: least('startNode(claim).text') },
  fact: (claims) => ({ node: { title: 'title', claims } }),
  orderBy: ['key'],
});

export const EXTERNAL_IDS_OF_SKILLS = listOf(EXTERNAL_ID)`/* externalIdsOfSkills */
UNWIND $ids AS id
MATCH (:Skill { id: id })-[:IDENTIFIED_BY]->(external:ExternalId)
WITH DISTINCT id, external ORDER BY external.scheme, external.value`;

export const BROADER_OF_SKILLS = linked({
  name: 'broaderOfSkills',
  match: `MATCH (:Skill { id: id })-[claim:BROADER]->(skill:Skill)`,
  by: 'skill',
  fact: (claims) => ({ skill: SKILL, claims }),
  orderBy: ['skill.sortName', 'skill.id'],
});

export const NARROWER_OF_SKILLS = linkedPage({
  name: 'narrowerOfSkills',
  match: `MATCH (:Skill { id: id })<-[claim:BROADER]-(skill:Skill { status: 'ACTIVE' })`,
  by: 'skill',
  fact: (claims) => ({ node: { skill: SKILL, claims } }),
  orderBy: ['skill.sortName', 'skill.id'],
});

/** A crosswalk is read from both of its sides. What is broader from here is narrower from there. */
export const EQUIVALENTS_OF_SKILLS = linked({
  name: 'equivalentsOfSkills',
  match: `MATCH (self:Skill { id: id })-[claim:SAME_AS]-(skill:Skill)
WITH id, skill, claim, CASE WHEN startNode(claim) = self THEN claim.match
  ELSE CASE claim.match WHEN 'BROAD' THEN 'NARROW' WHEN 'NARROW' THEN 'BROAD' ELSE claim.match END END AS match`,
  by: 'skill, match',
  claim: claimWith(['confidence'], { match: 'match' }),
  fact: (claims) => ({ skill: SKILL, match: 'match', claims }),
  orderBy: ['skill.sortName', 'skill.id', 'match'],
});

const certificationsOf = (subject: string): Linked<Fields> => ({
  name: 'certificationsOfSkills',
  match: `MATCH ${subject}<-[claim:VALIDATES]-(certification:Certification { status: 'ACTIVE' })`,
  by: 'certification',
  fact: (claims) => ({ certification: CERTIFICATION, claims }),
  orderBy: ['certification.sortName', 'certification.id'],
});
export const CERTIFICATIONS_OF_SKILLS = linked(certificationsOf('(:Skill { id: id })'));

/** A skill as a list of skills has it. */
const SKILL_IN_LIST = SKILL.along({ certifications: linkedTo('skill', certificationsOf('(skill)')) });

/** What the claims of one requirement come to: the same from its role's side and from its skill's. */
const REQUIREMENT = {
  claim: claimWith(['importance', 'level', 'necessity', 'stageLabel', 'anyOf', 'hotTechnology', 'inDemand'], { stageId: 'claim.stage' }),
  gather: {
    importance: average('claim.importance'),
    level: average('claim.level'),
    necessity: least('claim.necessity'), // ESSENTIAL comes before OPTIONAL
  },
};
const FIGURES = { importance: 'importance', level: 'level', necessity: 'necessity' };

const skillsOfRoles = (name: string, orderBy: string[]): KeyedQuery =>
  linkedPage({
    name,
    match: `MATCH (:Role { id: id })-[claim:REQUIRES]->(skill:Skill { status: 'ACTIVE' })
WHERE ($stage IS NULL OR claim.stage = $stage) AND ($kinds IS NULL OR skill.kind IN $kinds)`,
    by: 'skill',
    ...REQUIREMENT,
    where: '$necessity IS NULL OR necessity = $necessity',
    fact: (claims) => ({ node: SKILL_IN_LIST, ...FIGURES, claims }),
    orderBy,
  });

export const SKILLS_OF_ROLES_BY_NAME = skillsOfRoles('skillsOfRolesByName', ['skill.sortName', 'skill.id']);

/** Unrated ones follow the rated: essential before the rest, then those that more claims agree on. */
export const SKILLS_OF_ROLES_BY_IMPORTANCE = skillsOfRoles('skillsOfRolesByImportance', [
  'coalesce(-importance, 1)',
  `CASE necessity WHEN 'ESSENTIAL' THEN 0 ELSE 1 END`,
  '-size(claims)',
  'skill.sortName',
  'skill.id',
]);

export const ROLES_OF_SKILLS = linkedPage({
  name: 'rolesOfSkills',
  match: `MATCH (:Skill { id: id })<-[claim:REQUIRES]-(role:Role { status: 'ACTIVE' })
WHERE $schemes IS NULL OR role.scheme IN $schemes`,
  by: 'role',
  ...REQUIREMENT,
  where: '$necessity IS NULL OR necessity = $necessity',
  fact: (claims) => ({ node: ROLE, ...FIGURES, claims }),
  orderBy: ['coalesce(-importance, 1)', `CASE necessity WHEN 'ESSENTIAL' THEN 0 ELSE 1 END`, 'role.sortName', 'role.id'],
});
