/** Told by who speaks of it: during a run `status` is still that of before. */
const SPOKEN_OF = `EXISTS { (concept)-[claim:ATTESTED_BY]->(:Source) WHERE claim.retired IS NULL }`;

/** What a concept that the run has touched is called now: its node is told only at the run's end. */
const nameOf = (property: 'title' | 'name'): string => `CASE WHEN concept:Touched
  THEN coalesce([(concept)-[claim:ATTESTED_BY]->(:Source) WHERE claim.retired IS NULL | claim.${property}][0], concept.${property})
  ELSE concept.${property} END`;

export const ROLE_TITLES = `/* roleTitles */
MATCH (concept:Role)
WHERE ${SPOKEN_OF}
RETURN concept.id AS id, ${nameOf('title')} AS name`;

/** Not the groups that skills are only filed under. */
export const SKILL_NAMES = `/* skillNames */
MATCH (concept:Skill)
WHERE ${SPOKEN_OF} AND (EXISTS { (concept)<-[:REQUIRES]-() } OR NOT EXISTS { (concept)<-[:BROADER]-() })
RETURN concept.id AS id, ${nameOf('name')} AS name`;

/** What else goes by these names. */
export const ALIASES = `/* aliases */
UNWIND $keys AS key
MATCH (name:Name { key: key })-[:NAMES]->(concept:Role|Skill)
RETURN DISTINCT concept.id AS id, name.text AS name`;

export const HAS_SOURCE = `/* hasSource */
MATCH (source:Source { id: $source })
RETURN source.id AS id`;
