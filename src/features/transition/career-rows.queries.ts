/** What the career map is read from; retired roles and skills too, as a profile may name them. */
export const CAREER_ROLES = `/* careerRoles */
MATCH (role:Role)
CALL (role) {
  OPTIONAL MATCH (role)-[claim:AT_LEVEL]->(level:Level { scale: 'career-stage' })
  WITH level.rank AS rank, count(claim) AS claims
  ORDER BY claims DESC, rank LIMIT 1
  RETURN rank AS stage
}
RETURN role.id AS id, role.title AS title, role.scheme AS scheme, role.status = 'ACTIVE' AS active, role.summary AS summary, stage,
  COLLECT { MATCH (role)<-[:NAMES]-(name:Name) RETURN DISTINCT name.text AS text ORDER BY text } AS names,
  COLLECT { MATCH (role)-[:RESPONSIBLE_FOR]->(task:Responsibility) RETURN DISTINCT task.text AS text ORDER BY text } AS tasks,
  COLLECT { MATCH (role)-[:INVOLVES]->(activity:Activity) RETURN DISTINCT activity.id AS id ORDER BY id } AS activities,
  COLLECT { MATCH (role)-[:IN_FAMILY]->(family:RoleFamily) RETURN DISTINCT family.id AS id ORDER BY id } AS families,
  COLLECT { MATCH (role)-[:IDENTIFIED_BY]->(code:ExternalId) RETURN DISTINCT code.scheme + ' ' + code.value AS code ORDER BY code } AS codes,
  COLLECT { MATCH (role)-[:BROADER]->(broader:Role) RETURN DISTINCT broader.id AS id ORDER BY id } AS broader,
  COLLECT { MATCH (role)-[:EDUCATED]->(education:Education) WHERE education.level IS NOT NULL RETURN DISTINCT education.level AS level } AS educations,
  COLLECT { MATCH (role)-[:AT_LEVEL]->(zone:Level { scale: 'job-zone' }) RETURN zone.rank AS rank ORDER BY rank }[0] AS jobZone,
  COLLECT { MATCH (role)-[claim:AT_LEVEL]->() WHERE claim.minYears IS NOT NULL RETURN claim.minYears AS years ORDER BY years }[0] AS minYears
ORDER BY id`;

/** A list a claim: few names and many rows make maps a waste. */
export const CAREER_REQUIREMENTS = `/* careerRequirements */
MATCH (role:Role)
RETURN role.id AS id, COLLECT {
  MATCH (role)-[claim:REQUIRES]->(skill:Skill)
  OPTIONAL MATCH (stage:Level { id: claim.stage })
  WITH skill, claim, stage ORDER BY skill.id, claim.id
  RETURN [skill.id, claim.importance, claim.level, claim.necessity, claim.anyOf, stage.rank, claim.source]
} AS requirements`;

export const CAREER_SKILLS = `/* careerSkills */
MATCH (skill:Skill)
RETURN skill.id AS id, skill.name AS name, skill.status = 'ACTIVE' AS active, skill.kind AS kind,
  COLLECT { MATCH (skill)-[:BROADER]->(broader:Skill) RETURN DISTINCT broader.id AS id ORDER BY id } AS broader,
  COLLECT { MATCH (skill)-[:RELATED_TO]->(related:Skill) RETURN DISTINCT related.id AS id ORDER BY id } AS related
ORDER BY id`;

export const CAREER_CERTIFICATIONS = `/* careerCertifications */
MATCH (certification:Certification)
RETURN certification.id AS id, certification.name AS name, certification.status = 'ACTIVE' AS active,
  COLLECT { MATCH (certification)-[:VALIDATES]->(skill:Skill) RETURN DISTINCT skill.id AS id ORDER BY id } AS validates
ORDER BY id`;

/** A move leads from where one is to what can be entered, whichever kind of neighbour its source calls it. */
export const CAREER_MOVES = `/* careerMoves */
MATCH (from:Role)-[claim:PROGRESSES_TO|ADJACENT_TO]->(to:Role { status: 'ACTIVE' })
WITH from, to, CASE type(claim) WHEN 'PROGRESSES_TO' THEN 'PROGRESSION' ELSE claim.kind END AS kind, claim
ORDER BY claim.source, claim.id
RETURN from.id AS from, to.id AS to, kind, avg(claim.strength) AS strength,
  collect(claim { .id, sourceId: claim.source, .wording, .asOf }) AS claims
ORDER BY from, to, kind`;

export const CAREER_EQUIVALENTS = `/* careerEquivalents */
MATCH (one:Role|Skill)-[:SAME_AS { match: 'EXACT' }]->(other:Role|Skill)
RETURN DISTINCT one.id AS one, other.id AS other ORDER BY one, other`;

export const CAREER_SOURCES = `/* careerSources */
MATCH (source:Source)
RETURN source.id AS id, source.name AS name`;

export const CAREER_FAMILIES = `/* careerFamilies */
MATCH (family:RoleFamily)-[:BROADER]->(parent:RoleFamily)
RETURN DISTINCT family.id AS id, parent.id AS parent ORDER BY id, parent`;
