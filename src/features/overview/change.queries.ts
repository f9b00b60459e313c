export const CHANGES_SINCE = `/* changesSince */
MATCH (graph:Graph { id: 'graph:careergraph' })
OPTIONAL MATCH (change:Change)
WHERE change.revision > $since AND change.revision >= $from AND ($after IS NULL OR [change.revision, change.subject] > $after)
WITH graph, change ORDER BY change.revision, change.subject LIMIT toInteger($take)
RETURN graph.revision AS revision, collect(change { .revision, .kind, .subject, .fields, .by, at: toString(change.at), sourceId: change.source,
  place: [change.revision, change.subject] }) AS rows`;
