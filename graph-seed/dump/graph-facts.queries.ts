import { type ClaimType, TYPE_BY_FACT } from '../graph-writes.js';

/** Waits for whoever writes, then keeps others from it: every writer changes this node first. */
export const LOCK_GRAPH = `/* lockGraph */
MATCH (graph:Graph { id: 'graph:careergraph' })
SET graph.revision = graph.revision
RETURN graph.importing AS importing, graph.revision AS revision`;

export const COUNT_CLAIMS = `/* countClaims */
MATCH ()-[claim:${[...new Set(Object.values(TYPE_BY_FACT))].join('|')}]->()
RETURN count(claim) AS claims`;

export const SOURCES = `/* sourceRecords */
MATCH (source:Source)
RETURN properties(source) AS source ORDER BY source.id`;

/** `id >= ''` lets the index give the order, so that rows come as they are found. */
const inOrder = (label: string): string => `MATCH (node:${label}) WHERE node.id >= ''`;

const ATTESTED = `COLLECT {
    MATCH (node)-[claim:ATTESTED_BY]->(:Source)
    RETURN properties(claim) AS said ORDER BY claim.source
  }`;

/** What is said of a node, in an order that a reader can follow and that is always the same. Of nodes that are no concepts, all they have. */
const claimed = (pattern: string): string => `COLLECT {
    MATCH ${pattern}
    RETURN { type: type(claim), claim: properties(claim), other: CASE WHEN other.sortName IS NULL THEN properties(other) ELSE { id: other.id } END } AS said
    ORDER BY type(claim), other.id, claim.source, claim.id
  }`;

const OWN_TYPES = [...new Set(Object.values(TYPE_BY_FACT))].filter((type) => type !== 'ATTESTED_BY' && type !== 'NAMES') as ClaimType[];
const CLAIMED = `${claimed(`(node)-[claim:${OWN_TYPES.join('|')}]->(other)`)} + ${claimed('(node)<-[claim:NAMES]-(other)')}`;

export const concepts = (label: string): string => `/* concepts${label} */
${inOrder(label)}
RETURN properties(node) AS node, ${ATTESTED} AS attested, [] AS claims ORDER BY node.id`;

export const claims = (label: string): string => `/* claims${label} */
${inOrder(label)}
WITH node, ${CLAIMED} AS claims WHERE claims <> []
RETURN properties(node) AS node, [] AS attested, claims ORDER BY node.id`;

export const conceptsWithClaims = (label: string): string => `/* conceptsWithClaims${label} */
${inOrder(label)}
RETURN properties(node) AS node, ${ATTESTED} AS attested, ${CLAIMED} AS claims ORDER BY node.id`;
