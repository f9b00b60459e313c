import { type ClaimType, TYPE_BY_FACT } from '../../../graph-seed/graph-writes.js';
import { VERSIONED } from '../../../graph-seed/writer.rules.js';
import { matchClaim } from '../../graph/cypher.js';
import { CIRCLE_FREE, CURATED } from './curation.rules.js';

const CLAIM_TYPES = [...new Set<ClaimType>(Object.values(TYPE_BY_FACT))];
/** What can be out of use and still be there. */
const RETIRABLE = VERSIONED.join('|');
/** What is gone with the last who speaks of it. */
const PASSING = 'RoleFamily|Level|Industry|Employer|Activity|Source';
const CONCEPT = `${RETIRABLE}|RoleFamily|Level|Industry|Employer|Activity`;
const CONTENT = 'SalaryEstimate|Outlook|Guidance';

/**
 * One edit at a time: all others wait here. Nothing is read before, for it would be as it was before the wait. A `MERGE`
 * would have all of them share the node first, and then wait for each other; to remove what is not there takes no lock.
 */
export const LOCK_GRAPH = `/* lockGraph */
MATCH (graph:Graph { id: 'graph:careergraph' })
SET graph.locked = true
REMOVE graph.locked`;

const A_DAY_AGO = `datetime() - duration('P1D')`;

/** Where the graph stands, if anything was ever loaded, and whether this edit was made before. */
export const READ_EDIT = `/* readEdit */
MATCH (graph:Graph { id: 'graph:careergraph' })
OPTIONAL MATCH (edit:Edit { id: $edit }) WHERE edit.at >= ${A_DAY_AGO}
RETURN graph.revision AS revision, graph.importing AS importing, edit.digest AS digest, edit.answer AS answer`;

/** For a day: older ones go. */
export const KEEP_EDIT = `/* keepEdit */
CALL () {
  MATCH (old:Edit) WHERE old.at < ${A_DAY_AGO}
  DELETE old
}
MERGE (edit:Edit { id: $edit })
SET edit.digest = $digest, edit.answer = $answer, edit.at = datetime()`;

export const REVISIONS = `/* revisions */
UNWIND $ids AS id
MATCH (node:${RETIRABLE} { id: id })
RETURN id, node.revision AS revision`;

/** Of these ids those that are there, with the scheme of a concept, and of content whose it is and who says so. */
export const DESCRIBED = `/* described */
UNWIND $ids AS id
MATCH (node:${CONCEPT}|${CONTENT}|Source { id: id })
RETURN id, node.scheme AS scheme, [(owner)-[claim:PAYS|HAS_OUTLOOK|GUIDED_BY]->(node) | { owner: owner.id, source: claim.source }] AS owners`;

/** Which of these claims close a circle: among what their source says, or, of what took whose place, among all. */
export const CIRCLES = `/* circles */
UNWIND $rows AS row
MATCH (from:${CONCEPT} { id: row.from })
MATCH (to:${CONCEPT} { id: row.to })
MATCH SHORTEST 1 (to) (()-[link:${CIRCLE_FREE.join('|')} WHERE type(link) = row.type AND (row.type = 'REPLACED_BY' OR link.source = $source)]->())+ (from)
RETURN row.id AS id`;

export const CLAIMS_BY_IDS = `/* claimsByIds */
UNWIND $ids AS id
CALL (id) {
  ${CLAIM_TYPES.map((type) => `${matchClaim('from', type, 'to')} RETURN claim, from, to`).join('\n  UNION ALL ')}
}
WITH id, claim, from, to WHERE claim.retired IS NULL
RETURN id, type(claim) AS type, from.id AS from, to.id AS to, claim.source AS source`;

/** Of concepts that nobody speaks of any more and that no other took the place of, what points to them; of others nothing. */
export const POINTING_TO_UNSPOKEN_OF = `/* pointingToUnspokenOf */
UNWIND $ids AS id
MATCH (node:${CONCEPT} { id: id })
WHERE NOT EXISTS { (node)-[claim:ATTESTED_BY]->(:Source) WHERE claim.retired IS NULL } AND NOT EXISTS { (node)-[:REPLACED_BY]->() }
WITH id, node, node:${RETIRABLE} AS stays
CALL (node, stays) {
  MATCH (node)-[claim]-(other)
  WHERE type(claim) <> 'ATTESTED_BY' AND (NOT stays OR type(claim) = 'SAME_AS' OR (endNode(claim) = node AND type(claim) <> 'NAMES'))
  WITH DISTINCT other.id AS other ORDER BY other
  RETURN collect(other) AS pointing
}
RETURN id, stays, size(pointing) AS count, pointing[..5] AS pointing`;

/** What a source says, other than what it is. */
export const CLAIMS_OF_SOURCE = `/* claimsOfSource */
MATCH ()-[claim]->() WHERE claim.source = $source
RETURN count(claim) AS count`;

/** Says in the change feed that these are no more. They are deleted only after that. */
export const MARK_GONE = `/* markGone */
UNWIND $ids AS id
MATCH (node:${PASSING} { id: id })
SET node:Touched, node.status = 'RETIRED', node.touched = coalesce(node.touched, []) + ($source + '|status')`;

export const DELETE_GONE = `/* deleteGone */
UNWIND $ids AS id
MATCH (node:${PASSING} { id: id })
DETACH DELETE node`;

export const NAMES_OF_CONCEPTS = `/* namesOfConcepts */
UNWIND $ids AS id
MATCH (node:${RETIRABLE} { id: id })
RETURN id, coalesce(node.title, node.name) AS name, node.key AS key, node.status AS status`;

/** What curators say of a concept, other than that there is one and what took its place. */
export const CURATED_CLAIMS = `/* curatedClaims */
MATCH (:${RETIRABLE} { id: $id })-[claim]-()
WHERE claim.source STARTS WITH '${CURATED}' AND NOT type(claim) IN ['ATTESTED_BY', 'REPLACED_BY']
RETURN type(claim) AS type, startNode(claim).id AS from, endNode(claim).id AS to, claim.id AS id, claim.source AS source,
  properties(claim) AS properties`;
