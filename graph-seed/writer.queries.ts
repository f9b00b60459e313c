import type { ClaimType } from './graph-writes.js';

/** Concepts whose last change is kept as a revision, and which can be retired. */
const VERSIONED = ['Role', 'Skill', 'Certification'];
/** What the change feed speaks of: whatever the API answers by an id of its own. */
const SUBJECTS = [...VERSIONED, 'RoleFamily', 'Level', 'Industry', 'Employer', 'Source'];

/** What one claim alone describes: each time it is said anew, what it says no more is gone. */
const OWNED = ['SalaryEstimate', 'Outlook', 'Guidance'];

/** The field of its subject that shows a claim. */
const FIELD_BY_TYPE: Record<ClaimType, string> = {
  ATTESTED_BY: 'claims', NAMES: 'names', IDENTIFIED_BY: 'externalIds', AT_LEVEL: 'levels', IN_FAMILY: 'families', BROADER: 'broader',
  REQUIRES: 'skills', VALIDATES: 'validates', RECOMMENDED_FOR: 'recommendedFor', PROGRESSES_TO: 'progressesTo',
  ADJACENT_TO: 'adjacentRoles', SAME_AS: 'sameAs', REPLACED_BY: 'replacedBy', IN_INDUSTRY: 'industries', EMPLOYED_BY: 'employers',
  RESPONSIBLE_FOR: 'responsibilities', WORKS: 'workArrangements', EDUCATED: 'education', PAYS: 'salaries', HAS_OUTLOOK: 'outlook',
  GUIDED_BY: 'guidance', MENTIONS: 'guidance', RELATED_TO: 'related', INVOLVES: 'activities',
}; // prettier-ignore

/** Whose fact a claim is: that of the end it leads from, of what it names, or, where both ends say it alike, of both. */
const subjectsOf = (type: ClaimType): string[] => (type === 'NAMES' ? ['to'] : type === 'SAME_AS' ? ['from', 'to'] : ['from']);

/**
 * Notes on a node that `$source` changed a field of it; the run's end makes a revision of it. `Touched` is a label, so that
 * what changed is found at once.
 */
const touch = (node: string, field: string, when: string): string =>
  `FOREACH (_ IN CASE WHEN ${when} AND NOT $source + '|${field}' IN coalesce(${node}.touched, []) THEN [1] ELSE [] END |
  SET ${node}:Touched, ${node}.touched = coalesce(${node}.touched, []) + ($source + '|${field}'))`;

/** Whether writing `properties` to a node would change it. */
const differs = (node: string, properties: string, owned = false): string => {
  const others = owned ? ` + [key IN keys(${node}) WHERE NOT key IN ['id', 'touched']]` : '';
  return `any(key IN keys(${properties})${others} WHERE coalesce(${node}[key] <> ${properties}[key], true))`;
};

export const READ_IMPORT = `/* readImport */
MATCH (graph:Graph { id: 'graph:careergraph' })
RETURN graph.importing AS importing, graph.importer AS importer, graph.beat AS beat`;

/** Takes the graph for one run; what another left behind that has died is taken over with it. */
export const BEGIN_IMPORT = `/* beginImport */
MERGE (graph:Graph { id: 'graph:careergraph' })
ON CREATE SET graph.revision = 0
SET graph.importing = coalesce(graph.importing, $run)
WITH graph WHERE graph.importer IS NULL OR graph.importer = $dead
SET graph.importing = $run, graph.importer = $importer, graph.beat = 0
RETURN graph.revision AS revision`;

export const HEARTBEAT = `/* heartbeat */
MATCH (graph:Graph { importer: $importer })
SET graph.beat = graph.beat + 1`;

/** A run that gives up says so: the next need not wait to see whether it lives. What it wrote stays, to be completed. */
export const GIVE_UP = `/* giveUp */
MATCH (graph:Graph { importer: $importer })
REMOVE graph.importer, graph.beat`;

export const STILL_OURS = `/* stillOurs */
MATCH (graph:Graph { id: 'graph:careergraph', importer: $importer })
RETURN graph.revision AS revision`;

export const WRITE_SOURCE = `/* writeSource */
MERGE (source:Source { id: $source })
WITH source, properties(source) AS before
SET source += $properties
WITH source, size(keys(before)) = 1 AS fresh, before <> properties(source) AS changed
${touch('source', 'id', 'fresh')}
${touch('source', 'version', 'changed')}
RETURN toInteger(changed AND NOT fresh) AS changed`;

export const writeNodes = (label: string): string => {
  const isSubject = SUBJECTS.includes(label);
  return `/* write${label} */
UNWIND $rows AS row
MERGE (node:${label} { id: row.id })
ON CREATE SET node.fresh = true, node += row.initial${VERSIONED.includes(label) ? `, node.status = 'ACTIVE', node.revision = $revision` : ''}
WITH node, row, node.fresh IS NOT NULL AS fresh, properties(node) AS before
SET ${OWNED.includes(label) ? 'node = row.properties, node.id = row.id, node.touched = before.touched' : 'node += row.properties, node.fresh = null'}
WITH node, fresh, NOT fresh AND before <> properties(node) AS changed
${touch('node', 'scheme', 'changed')}
${isSubject ? touch('node', 'id', 'fresh') : ''}
RETURN collect(CASE WHEN changed THEN node.id END) AS changed`;
};

export const writeClaims = (type: ClaimType, from: string, to: string): string => `/* write${from}${to} */
UNWIND $rows AS row
MATCH (from:${from} { id: row.from })
MATCH (to:${to} { id: row.to })
MERGE (from)-[claim:${type} { id: row.id }]->(to)
WITH from, to, claim, row, properties(claim) AS before
SET claim = row.properties, claim.id = row.id, claim.source = $source
WITH from, to, row, before, before <> properties(claim) AS changed
${subjectsOf(type)
  .map((end) => touch(end, FIELD_BY_TYPE[type], 'changed'))
  .join('\n')}
RETURN count(*) AS found,
  collect(CASE WHEN changed AND before.source IS NULL THEN row.id END) AS added,
  collect(CASE WHEN changed AND before.source IS NOT NULL THEN row.id END) AS changed`;

export const missingIds = (label: string): string => `/* missingIds */
UNWIND $ids AS id
WITH id WHERE NOT EXISTS { (:${label} { id: id }) }
RETURN id`;

/** A concept's kind is told by its label, which other claims need not. */
export const claimIds = (type: ClaimType, label: string): string => `/* claimIds */
MATCH (from${label})-[claim:${type} { source: $source }]->(to)
WHERE claim.retired IS NULL AND NOT any(beginning IN $unread WHERE from.id STARTS WITH beginning OR to.id STARTS WITH beginning)
RETURN claim.id AS id, from.id AS from, to.id AS to`;

/** What a claim alone was about goes with it: a band of pay that nobody claims any more. */
export const removeClaims = (type: ClaimType): string => `/* removeClaims */
UNWIND $ids AS id
MATCH (from)-[claim:${type} { id: id }]->(to)
${subjectsOf(type)
  .map((end) => touch(end, FIELD_BY_TYPE[type], 'true'))
  .join('\n')}
DELETE claim
WITH DISTINCT from, to
UNWIND [from, to] AS lone
WITH DISTINCT lone WHERE NOT lone:${SUBJECTS.join('|')} AND NOT EXISTS { (lone)--() }
DELETE lone`;

/** The last source of a concept stays with it when it is retired; of several, the one that no longer speaks of it goes. */
export const RETIRE_CLAIMS = `/* retireClaims */
UNWIND $ids AS id
MATCH (node)-[claim:ATTESTED_BY { id: id }]->(:Source)
WITH node, claim, EXISTS { (node)-[other:ATTESTED_BY]->(:Source) WHERE other.retired IS NULL AND other.source <> $source } AS spokenOf
${touch('node', 'claims', 'spokenOf')}
${touch('node', 'status', 'NOT spokenOf')}
FOREACH (_ IN CASE WHEN spokenOf THEN [1] ELSE [] END | DELETE claim)
FOREACH (_ IN CASE WHEN spokenOf THEN [] ELSE [1] END | SET claim.retired = true)`;

/** What of a concept its sources say, each for itself. */
const SAID: Record<string, readonly string[]> = {
  Role: ['title', 'summary', 'regulatedProfessionNote'],
  Skill: ['name', 'kind', 'description'],
  Certification: ['name', 'issuer', 'summary', 'url'],
  Level: ['name', 'scale', 'rank'],
  RoleFamily: ['name'],
  Industry: ['name'],
  Employer: ['name'],
  Activity: ['name'],
};
/** What every concept has: it keeps the last one that any source gave it. */
const KEPT = ['title', 'name', 'key', 'sortName', 'scale', 'rank'];

/** Run after the last batch, and first of what settles it: what a node's content says is shown by its subject. */
export const TOUCH_SUBJECTS = `/* touchSubjects */
MATCH (content:Touched) WHERE NOT content:${SUBJECTS.join('|')}
MATCH (content)<-[claim]-(subject:${SUBJECTS.join('|')})
WITH content, subject, $fields[type(claim)] AS field
SET subject:Touched, subject.touched = coalesce(subject.touched, []) + [touch IN content.touched | split(touch, '|')[0] + '|' + field]`;
export const FIELDS = { fields: FIELD_BY_TYPE };

export const TOUCHED_CONCEPTS = `/* touchedConcepts */
MATCH (node:Touched)
UNWIND [label IN labels(node) WHERE label IN ['${Object.keys(SAID).join("', '")}']] AS label
RETURN DISTINCT label`;

/**
 * What the sources say of a concept itself, drawn together on its node: curators' words first, then guides'. What shows
 * something else then is noted as touched. A curator's word that it is replaced outweighs those who speak of it still.
 */
export const settle = (label: string): string => {
  const head = (name: string): string => `head([claim IN claims WHERE claim.${name} IS NOT NULL | claim.${name}])`;
  const value = (name: string): string => `${name}: ${KEPT.includes(name) ? `coalesce(${head(name)}, node.${name})` : head(name)}`;
  const shown = SAID[label]!;
  const status = `status: CASE WHEN any(claim IN claims WHERE claim.retired IS NULL)
  AND NOT EXISTS { MATCH (node)-[by:REPLACED_BY]->(), (:Source { id: by.source, sourceKind: 'CURATOR' }) } THEN 'ACTIVE' ELSE 'RETIRED' END`;
  const isVersioned = VERSIONED.includes(label);
  const noted = isVersioned ? [...shown, 'status'] : shown;
  return `/* settle${label} */
MATCH (node:Touched:${label})-[claim:ATTESTED_BY]->(source:Source)
WITH node, claim, source.id AS id, source.id STARTS WITH 'source:careergraph' AS ours,
  CASE source.sourceKind WHEN 'CURATOR' THEN 0 WHEN 'CAREER_GUIDE' THEN 1 WHEN 'TAXONOMY' THEN 2 ELSE 3 END AS standing
ORDER BY claim.retired IS NOT NULL, standing, ours, id
WITH node, collect(claim) AS claims
WITH node, { ${[...['key', 'sortName', ...shown].map(value), ...(isVersioned ? [status] : [])].join(', ')} } AS said,
  split(node.touched[0], '|')[0] AS by
SET node.touched = node.touched + [name IN ['${noted.join("', '")}']
  WHERE coalesce(node[name] <> said[name], node[name] IS NOT NULL OR said[name] IS NOT NULL) | by + '|' + name]
SET node += said`;
};

/**
 * What a run has written of a source so far, kept in the transaction that wrote it: a run that was cut off and the one
 * that completes it are one release.
 */
export const COUNT_WRITTEN = `/* countWritten */
MATCH (source:Source { id: $source })
MERGE (release:Release { id: 'release:' + substring($source, size('source:')) })-[:RELEASED_BY { source: $source }]->(source)
ON CREATE SET release.added = 0, release.changed = 0, release.removed = 0
SET release.added = release.added + toInteger($added), release.changed = release.changed + toInteger($changed),
  release.removed = release.removed + toInteger($removed)`;

const distinct = (list: string): string => `reduce(all = [], item IN ${list} | CASE WHEN item IN all THEN all ELSE all + item END)`;

/** Makes a revision of all that was touched: an entry of the change feed for each subject, by `by`. */
const RAISE_REVISION = `SET graph.revision = graph.revision + 1, graph.changedAt = datetime()
WITH *
CALL (graph, by) {
  MATCH (node:Touched)
  WITH graph, by, node, [touch IN node.touched | split(touch, '|')] AS touches
  REMOVE node:Touched, node.touched
  WITH graph, by, node, ${distinct('[touch IN touches | touch[1]]')} AS fields, ${distinct('[touch IN touches | touch[0]]')} AS sources
  WHERE node:${SUBJECTS.join('|')}
  FOREACH (_ IN CASE WHEN node:${VERSIONED.join('|')} THEN [1] ELSE [] END | SET node.revision = graph.revision)
  CREATE (:Change {
    revision: graph.revision, subject: node.id, by: by, at: graph.changedAt,
    kind: CASE WHEN 'id' IN fields THEN 'ADDED' WHEN coalesce(node.status, 'ACTIVE') = 'ACTIVE' THEN 'CHANGED'
      WHEN EXISTS { (node)-[:REPLACED_BY]->() } THEN 'REPLACED' ELSE 'REMOVED' END,
    fields: CASE WHEN 'id' IN fields THEN [] ELSE fields END, source: CASE WHEN size(sources) = 1 THEN sources[0] END
  })
}`;

/** The revision rises where something was written, in this run or in one that was cut off before it. */
export const END_IMPORT = `/* endImport */
MATCH (graph:Graph { id: 'graph:careergraph' })
WITH graph, graph.importing AS run
REMOVE graph.importing, graph.importer, graph.beat
WITH graph, run
MATCH (release:Release) WHERE release.revision IS NULL
WITH graph, 'import ' + run AS by, collect(release) AS releases
${RAISE_REVISION}
UNWIND releases AS release
SET release.revision = graph.revision, release.at = graph.changedAt, release.id = release.id + '/' + graph.revision`;

/** The same for one edit, in the transaction that wrote it. */
export const END_EDIT = `/* endEdit */
MATCH (graph:Graph { id: 'graph:careergraph' })
WHERE EXISTS { (:Touched) }
WITH graph, $by AS by
${RAISE_REVISION}
RETURN graph.revision AS revision`;

/** Whether writing a source's record would change it. */
export const COMPARE_SOURCE = `/* compareSource */
MATCH (source:Source { id: $source })
WHERE ${differs('source', '$properties')}
RETURN source.id AS id`;

/** The nodes that writing them would change: of those that are there, as a new one comes with a claim that is new. */
export const compareNodes = (label: string): string => `/* compare${label} */
UNWIND $rows AS row
MATCH (node:${label} { id: row.id })
WHERE ${differs('node', 'row.properties', OWNED.includes(label))}
RETURN collect(node.id) AS changed`;

/** Which claims writing them would add or change. */
export const compareClaims = (type: ClaimType): string => `/* compareClaims */
UNWIND $rows AS row
OPTIONAL MATCH ()-[claim:${type} { id: row.id }]->()
RETURN collect(CASE WHEN claim IS NULL THEN row.id END) AS added,
  collect(CASE WHEN properties(claim) <> row.properties THEN row.id END) AS changed`;
