/** Concepts whose last change is kept as a revision. */
const VERSIONED = 'Role|Skill|Certification';
/** Ends that a claim changes. The others, such as a level, are shared by too many to change with each. */
const CHANGED_BY_CLAIMS = new Set(['Role', 'Skill', 'Certification', 'Guidance']);

export const BEGIN_IMPORT = `/* beginImport */
MERGE (graph:Graph { id: 'graph:careergraph' })
ON CREATE SET graph.revision = 0
SET graph.importing = $run`;

export const WRITE_SOURCE = `/* writeSource */
MERGE (source:Source { id: $id })
WITH source, properties(source) AS before
SET source = $properties
RETURN toInteger(size(keys(before)) > 1 AND before <> properties(source)) AS changed`;

/** `Touched` marks what changed until the run's end, which gives it its revision; a label, so that it is found at once. */
export const writeNodes = (label: string): string => `/* write${label} */
UNWIND $rows AS row
MERGE (node:${label} { id: row.id })
WITH node, row, properties(node) AS before
SET node += row.properties
WITH node, before WHERE before <> properties(node)
SET node:Touched
RETURN count(CASE WHEN size(keys(before)) > 1 THEN 1 END) AS changed`;

export const writeClaims = (type: string, from: string, to: string): string => {
  const touched = [CHANGED_BY_CLAIMS.has(from) && 'from:Touched', CHANGED_BY_CLAIMS.has(to) && 'to:Touched'].filter(Boolean);
  return `/* write${from}${to} */
UNWIND $rows AS row
MATCH (from:${from} { id: row.from })
MATCH (to:${to} { id: row.to })
MERGE (from)-[claim:${type} { id: row.id }]->(to)
WITH from, to, claim, row, properties(claim) AS before
SET claim = row.properties, claim.id = row.id, claim.source = row.source
WITH from, to, before, before <> properties(claim) AS changed
${touched.length > 0 ? `FOREACH (_ IN CASE WHEN changed THEN [1] ELSE [] END | SET ${touched.join(', ')})` : ''}
RETURN count(*) AS found,
  count(CASE WHEN changed AND before.source IS NULL THEN 1 END) AS added,
  count(CASE WHEN changed AND before.source IS NOT NULL THEN 1 END) AS changed`;
};

export const missingIds = (label: string): string => `/* missingIds */
UNWIND $ids AS id
WITH id WHERE NOT EXISTS { (:${label} { id: id }) }
RETURN id`;

/** What the sources say of a concept itself, drawn together on its node: curators' words first, then guides'. */
const attested = (label: string, attributes: readonly string[]): string => `/* settle${label} */
MATCH (node:Touched:${label})-[claim:ATTESTED_BY]->(source:Source)
WITH node, claim, CASE source.sourceKind WHEN 'CURATOR' THEN 0 WHEN 'CAREER_GUIDE' THEN 1 WHEN 'TAXONOMY' THEN 2 ELSE 3 END AS standing, source
ORDER BY standing, source.id
WITH node, collect(claim) AS claims
SET node.status = 'ACTIVE', ${attributes
  .map((name) => `node.${name} = head([claim IN claims WHERE claim.${name} IS NOT NULL | claim.${name}])`)
  .join(', ')}`;

/** Run once, after the last batch and in the transaction that raises the revision. */
export const SETTLE_TOUCHED = [
  `/* touchSubjects */
MATCH (node:Touched) WHERE NOT node:${VERSIONED}
MATCH (node)--(subject:${VERSIONED})
SET subject:Touched`,
  attested('Role', ['summary', 'regulatedProfessionNote']),
  attested('Skill', ['kind', 'description']),
  attested('Certification', ['issuer', 'summary', 'url']),
];

/**
 * What a run has written of a source so far, kept in the transaction that wrote it: a run that was cut off and the one
 * that completes it are one release.
 */
export const COUNT_WRITTEN = `/* countWritten */
MATCH (source:Source { id: $source })
MERGE (release:Release { id: 'release:' + substring($source, size('source:')) })-[:RELEASED_BY { source: $source }]->(source)
ON CREATE SET release.added = 0, release.changed = 0, release.removed = 0
SET release.added = release.added + toInteger($added), release.changed = release.changed + toInteger($changed)`;

/** The revision rises where something was written, in this run or in one that was cut off before it. */
export const END_IMPORT = `/* endImport */
MATCH (graph:Graph { id: 'graph:careergraph' })
REMOVE graph.importing
WITH graph
MATCH (release:Release) WHERE release.revision IS NULL
WITH graph, collect(release) AS releases
SET graph.revision = graph.revision + 1, graph.changedAt = datetime()
WITH graph, releases
CALL (graph) {
  MATCH (node:Touched)
  REMOVE node:Touched
  WITH graph, node WHERE node:${VERSIONED}
  SET node.revision = graph.revision
}
UNWIND releases AS release
SET release.revision = graph.revision, release.at = graph.changedAt, release.id = release.id + '/' + graph.revision
RETURN sum(release.added) AS added, sum(release.changed) AS changed`;
