import { type ClaimType, TYPE_BY_FACT } from '../graph-writes.js';

/** Waits for whoever writes, then keeps others from it: every writer changes this node first. */
export const LOCK_FOR_DUMP = `/* lockForDump */
MATCH (graph:Graph { id: 'graph:careergraph' })
SET graph.revision = graph.revision
RETURN graph.importing AS importing, graph.revision AS revision`;

export const COUNT_CLAIMS = `/* countClaims */
MATCH ()-[claim:${[...new Set(Object.values(TYPE_BY_FACT))].join('|')}]->()
RETURN count(claim) AS claims`;

export const SOURCES = `/* sourceRecords */
MATCH (source:Source)
RETURN properties(source) AS source ORDER BY source.id`;

/**
 * What is said of each node of a label, a row for each claim, in an order that a reader can follow and that is always the same.
 * `id >= ''` lets the index give the order of nodes, so that only the claims of one are sorted at a time. Of what is no
 * concept comes all there is, for it has no other claims.
 */
const said = (label: string, types: readonly ClaimType[]): string => `MATCH (node:${label}) WHERE node.id >= ''
MATCH (node)-[claim:${types.join('|')}]-(other)
WHERE (startNode(claim) = node) = (type(claim) <> 'NAMES')
RETURN CASE type(claim) WHEN 'ATTESTED_BY' THEN properties(node) ELSE { id: node.id } END AS subject, type(claim) AS type,
  properties(claim) AS said, CASE WHEN other.sortName IS NULL THEN properties(other) ELSE { id: other.id } END AS about
ORDER BY node.id, type(claim), other.id, claim.source, claim.id`;

const TYPES = [...new Set<ClaimType>(Object.values(TYPE_BY_FACT))];

export const concepts = (label: string): string => `/* concepts${label} */
${said(label, ['ATTESTED_BY'])}`;

export const claims = (label: string): string => `/* claims${label} */
${said(
  label,
  TYPES.filter((type) => type !== 'ATTESTED_BY'),
)}`;

export const conceptsWithClaims = (label: string): string => `/* conceptsWithClaims${label} */
${said(label, TYPES)}`;
