import { VERSIONED } from '../writer.rules.js';

/** A graph's history: its revision, its releases, its change feed, and when each concept last changed. */
export const HISTORY = [
  `/* graphHistory */
MATCH (graph:Graph { id: 'graph:careergraph' })
RETURN { history: 'graph', revision: graph.revision, changedAt: toString(graph.changedAt) } AS entry`,
  `/* releaseHistory */
MATCH (release:Release)-[:RELEASED_BY]->(source:Source)
RETURN release { .*, history: 'release', at: toString(release.at), source: source.id } AS entry ORDER BY release.id`,
  `/* changeHistory */
MATCH (change:Change) WHERE change.revision >= 0
RETURN change { .*, history: 'change', at: toString(change.at) } AS entry ORDER BY change.revision, change.subject, change.kind`,
  ...VERSIONED.map(
    (label) => `/* history${label} */
MATCH (node:${label}) WHERE node.id >= ''
RETURN { history: 'concept', id: node.id, revision: node.revision } AS entry ORDER BY node.id`,
  ),
];

export const FORGET_CHANGES = `/* forgetChanges */
MATCH (change:Change)
WITH change LIMIT 10000
DELETE change
RETURN count(*) AS changes`;

/** What the run that wrote the facts has noted, as if it were a revision of its own. */
export const FORGET_RUN = [
  `/* forgetTouched */
MATCH (node:Touched)
REMOVE node:Touched, node.touched`,
  `/* forgetRelease */
MATCH (release:Release) WHERE release.revision IS NULL
DETACH DELETE release`,
];

export const RESTORE_HISTORY = {
  graph: `/* restoreGraph */
UNWIND $rows AS row
MATCH (graph:Graph { id: 'graph:careergraph' })
SET graph.revision = toInteger(row.revision), graph.changedAt = datetime(row.changedAt)`,
  release: `/* restoreReleases */
UNWIND $rows AS row
MATCH (source:Source { id: row.source })
MERGE (release:Release { id: row.id })
MERGE (release)-[:RELEASED_BY { source: row.source }]->(source)
SET release.revision = toInteger(row.revision), release.at = datetime(row.at),
  release.added = toInteger(row.added), release.changed = toInteger(row.changed), release.removed = toInteger(row.removed)`,
  change: `/* restoreChanges */
UNWIND $rows AS row
CREATE (change:Change)
SET change = row, change.history = null, change.revision = toInteger(row.revision), change.at = datetime(row.at)`,
  concept: `/* restoreRevisions */
UNWIND $rows AS row
MATCH (node:${VERSIONED.join('|')} { id: row.id })
SET node.revision = toInteger(row.revision)`,
};

/** Only now readers take it for a whole. */
export const END_RESTORE = `/* endRestore */
MATCH (graph:Graph { id: 'graph:careergraph' })
REMOVE graph.importing, graph.importer, graph.beat`;
