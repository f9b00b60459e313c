import { oneOf, Projection } from '../../graph/projection.js';
import { GraphEdgeType, TYPE_BY_LABEL } from './graph-slice.type.js';

/** A release without a revision is of an import that is still under way. */
const RELEASE = new Projection('release', ['id', 'revision', 'added', 'changed', 'removed'], {
  typename: 'Release',
  fields: { at: 'toString(release.at)', sourceId: 'head([(release)-[by:RELEASED_BY]->(:Source) | by.source])' },
});

export const RELEASES_BY_IDS = oneOf(RELEASE)`/* releasesByIds */
UNWIND $ids AS id
MATCH (release:Release { id: id }) WHERE release.revision IS NOT NULL`;

export const ALL_RELEASES = `/* allReleases */
MATCH (release:Release) WHERE release.revision IS NOT NULL
WITH release ORDER BY release.revision DESC, release.id
RETURN ${RELEASE} AS release`;

export const GRAPH_STATE = `/* graphState */
MATCH (graph:Graph)
RETURN graph.revision AS revision, toString(graph.changedAt) AS changedAt`;

/** What users know as things and as facts about them; alternative names and codes count as facts, bookkeeping not at all. */
const COUNTED_NODES = [
  'Role', 'Skill', 'Certification', 'RoleFamily', 'Level', 'Industry', 'Employer', 'SalaryEstimate', 'Outlook', 'Education',
  'Responsibility', 'Activity', 'WorkArrangement', 'Guidance', 'Source',
]; // prettier-ignore
const COUNTED_FACTS = [
  'ATTESTED_BY', 'NAMES', 'IDENTIFIED_BY', 'AT_LEVEL', 'IN_FAMILY', 'BROADER', 'REQUIRES', 'RELATED_TO', 'INVOLVES', 'VALIDATES', 'RECOMMENDED_FOR',
  'PROGRESSES_TO', 'ADJACENT_TO', 'SAME_AS', 'REPLACED_BY', 'IN_INDUSTRY', 'EMPLOYED_BY', 'RESPONSIBLE_FOR', 'WORKS', 'EDUCATED',
  'PAYS', 'HAS_OUTLOOK', 'GUIDED_BY', 'MENTIONS',
]; // prettier-ignore

/** Neo4j keeps these counts itself, and reads no node for them as long as each stands alone: hence no status is looked at. */
export const COUNTS = `/* counts */
UNWIND [
  ${[
    ...COUNTED_NODES.map((label) => `{ kind: '${label}', count: COUNT { (:${label}) } }`),
    ...COUNTED_FACTS.map((type) => `{ kind: '${type}', count: COUNT { ()-[:${type}]->() } }`),
  ].join(',\n  ')}
] AS counted
WITH counted WHERE counted.count > 0
RETURN counted.kind AS kind, counted.count AS count`;

const DRAWN = Object.keys(TYPE_BY_LABEL).join('|');
const EDGE = Object.values(GraphEdgeType).join('|');
const WEIGHT = `CASE type(claim) WHEN 'REQUIRES' THEN claim.importance WHEN 'ADJACENT_TO' THEN claim.strength WHEN 'SAME_AS' THEN claim.confidence END`;

/**
 * What is one step away from `$ring` and not among `$chosen`: first what is tied to it most, by the weights of all claims
 * (0.5 for those that have none), then what has most ties at all. One more than there is room for tells that there is more.
 */
export const NEXT_RING = `/* nextRing */
UNWIND $ring AS id
MATCH (near:${DRAWN} { id: id })
MATCH (near)-[claim:${EDGE}]-(node:${DRAWN})
WHERE NOT node.id IN $chosen AND (node.status = 'ACTIVE' OR NOT node:Role|Skill|Certification)
WITH node, sum(coalesce(${WEIGHT}, 0.5)) AS pull
WITH node, pull, COUNT { (node)-[:${EDGE}]-() } AS ties
ORDER BY pull DESC, ties DESC, node.id LIMIT toInteger($room) + 1
RETURN node.id AS id, ties`;

/** A drawing of roles lives on the ties among them. */
export const BEST_CONNECTED_ROLES = `/* bestConnectedRoles */
MATCH (role:Role { status: 'ACTIVE' })
WITH role, COUNT { (role)-[:PROGRESSES_TO|ADJACENT_TO|SAME_AS|BROADER]-() } AS ties, COUNT { (role)--() } AS connections
ORDER BY ties DESC, connections DESC, role.id LIMIT toInteger($room) + 1
RETURN role.id AS id`;

/** The nodes of a drawing, in the order of `$ids`, and all edges among them. Edges lead away from hubs' many neighbours, so they are followed forwards. */
export const SLICE = `/* slice */
UNWIND range(0, size($ids) - 1) AS place
MATCH (node:${DRAWN} { id: $ids[place] })
WITH node ORDER BY place
WITH collect(node) AS nodes
CALL (nodes) {
  UNWIND nodes AS from
  MATCH (from)-[claim:${EDGE}]->(to) WHERE to.id IN $ids
  WITH from.id AS from, to.id AS to, type(claim) AS type, avg(${WEIGHT}) AS weight
  ORDER BY from, to, type
  RETURN collect({ from: from, to: to, type: type, weight: weight }) AS edges
}
RETURN edges, [node IN nodes | {
  id: node.id, label: coalesce(node.title, node.name),
  type: head([type IN [label IN labels(node) | $types[label]] WHERE type IS NOT NULL])
}] AS nodes`;
