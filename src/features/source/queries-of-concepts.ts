import { CLAIM } from '../../graph/cypher.js';
import { type KeyedQuery, listOf, oneOf, type Projection } from '../../graph/projection.js';
import { SOURCE } from './source.projection.js';

/** What is asked alike of roles, skills and certifications. */
type Concept = 'Role' | 'Skill' | 'Certification';

export const claimsOf = (label: Concept): KeyedQuery => listOf(CLAIM)`/* claimsOf${label}s */
UNWIND $ids AS id
MATCH (:${label} { id: id })-[claim:ATTESTED_BY]->(:Source)
WITH id, claim ORDER BY claim.source`;

export const sourcesOf = (label: Concept): KeyedQuery => listOf(SOURCE)`/* sourcesOf${label}s */
UNWIND $ids AS id
MATCH (:${label} { id: id })-[:ATTESTED_BY]->(source:Source)
WITH DISTINCT id, source ORDER BY source.id`;

export const successorsOf = (label: Concept, concept: Projection): KeyedQuery => oneOf(concept)`/* successorsOf${label}s */
UNWIND $ids AS id
MATCH (:${label} { id: id })-[:REPLACED_BY]->(${concept.variable}:${label})
WITH id, ${concept.variable} ORDER BY ${concept.variable}.id
WITH id, collect(${concept.variable})[0] AS ${concept.variable}`;
