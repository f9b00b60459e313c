import { eitherOf, type KeyedQuery, listOf, record } from '../../graph/projection.js';
import { CERTIFICATION } from '../certification/certification.projection.js';
import { EMPLOYER, INDUSTRY } from '../market/market.projection.js';
import { ROLE } from '../role/role.projection.js';
import { SKILL } from '../skill/skill.projection.js';

const CONCEPT = eitherOf('concept', { Role: ROLE, Skill: SKILL, Certification: CERTIFICATION, Industry: INDUSTRY, Employer: EMPLOYER });
const CANDIDATE = record({ node: CONCEPT, names: 'names', connections: 'connections', sameAs: 'sameAs' });

/** From a name to what it names: a main name stands on the concept itself. Industries and employers have no status. */
const NAMED = `MATCH (name)-[:NAMES]->{0,1}(concept:Role|Skill|Certification|Industry|Employer)
    WHERE any(label IN labels(concept) WHERE label IN $kinds)
      AND (concept.status = 'ACTIVE' OR concept:Industry OR concept:Employer)
      AND ($schemes IS NULL OR NOT concept:Role OR concept.scheme IN $schemes)`;

const BY_KEY = `MATCH (name:Role|Skill|Certification|Industry|Employer|Name)
    WHERE name.key = text.key
    ${NAMED}
    RETURN name, concept`;

/** Names that begin with the text, the shortest first, for they fit best: sorted by what the index holds, before it is looked up what they name. */
const BY_BEGINNING = `MATCH (name:Role|Skill|Certification|Industry|Employer|Name)
    WHERE size(text.key) > 1 AND name.key STARTS WITH text.key
    WITH name, name.key AS key ORDER BY size(key), key
    ${NAMED}
    RETURN name, concept ORDER BY size(key), key, concept.id LIMIT toInteger($limit)`;

/**
 * The index answers best first; only so many are looked at. Left to itself it gathers all that match before it answers: many, while a
 * word is being typed. Where only some kinds are asked for, the best of those may come late, so there it is.
 */
const BY_WORDS = `CALL db.index.fulltext.queryNodes('names', text.lucene,
      CASE WHEN $narrowed THEN {} ELSE { limit: 2 * toInteger($limit) } END) YIELD node AS name
    ${NAMED}
    RETURN name, concept LIMIT toInteger($limit)`;

/**
 * What each of `$texts` may name, with the names that say so, and the ids of what is the same thing elsewhere. A skill is as
 * connected as roles need it.
 */
const candidates = (name: string, branches: readonly string[]): KeyedQuery => listOf(CANDIDATE)`/* ${name} */
UNWIND $texts AS text
CALL (text) {
  CALL (text) {
    ${branches.join('\n  UNION\n    ')}
  }
  WITH concept, collect(DISTINCT coalesce(name.title, name.name, name.text)) AS names
  RETURN concept, names,
    CASE WHEN concept:Skill THEN COUNT { (concept)<-[:REQUIRES]-() } ELSE COUNT { (concept)--() } END AS connections,
    [(concept)-[:SAME_AS { match: 'EXACT' }]-(same) | same.id] AS sameAs
}
WITH text.text AS id, concept, names, connections, sameAs`;

/** Those of exactly this name, however it is spelled. */
export const CANDIDATES_BY_KEY = candidates('candidatesByKey', [BY_KEY]);

/** Those too whose names begin with the text, or share words with it. */
export const CANDIDATES_BY_WORDS = candidates('candidatesByWords', [BY_KEY, BY_BEGINNING, BY_WORDS]);
