import { matchClaim, matchNode } from '../src/graph/cypher.js';
import type { ClaimType } from './graph-writes.js';
import { FIELD_BY_TYPE, OWNED, SUBJECTS, VERSIONED } from './writer.rules.js';

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

/** Which nodes are there already, and what they say. */
export const nodesById = (label: string): string => `/* ${label}ById */
UNWIND $ids AS id
${matchNode('node', label)}
RETURN id, properties(node) AS properties`;

/** Which claims are there already, and what they say. */
export const claimsById = (type: ClaimType): string => `/* claimsById */
UNWIND $ids AS id
${matchClaim('', type, '')}
RETURN id, properties(claim) AS properties`;

/** `MERGE`, for curators may describe a concept while an import is about to. */
export const writeNodes = (label: string): string => {
  const onCreate = ['node += row.initial', ...(VERSIONED.includes(label) ? [`node.status = 'ACTIVE'`, 'node.revision = $revision'] : [])];
  return `/* write${label} */
UNWIND $rows AS row
MERGE (node:${label} { id: row.id })
ON CREATE SET ${onCreate.join(', ')}
${OWNED.includes(label) ? 'WITH node, row, node.touched AS touched\nSET node = row.properties, node.id = row.id, node.touched = touched' : 'SET node += row.properties'}`;
};

/** Claims that are not there yet: only their source's import writes them, and there is one import at a time. */
export const createClaims = (type: ClaimType, from: string, to: string): string => `/* create${from}${to} */
UNWIND $rows AS row
${matchNode('from', from, 'row.from')}
${matchNode('to', to, 'row.to')}
CREATE (from)-[claim:${type}]->(to)
SET claim = row.properties
RETURN count(*) AS created`;

/** Claims that are there and say something else. */
export const rewriteClaims = (type: ClaimType): string => `/* rewriteClaims */
UNWIND $rows AS row
${matchClaim('', type, '', 'row.id')}
SET claim = row.properties`;

/**
 * Notes on nodes which of their fields a source changed; the run's end makes a revision of it. `Touched` is a label, so that what
 * changed is found at once.
 */
export const touchNodes = (label: string): string => `/* touch${label} */
UNWIND $rows AS row
${matchNode('node', label, 'row.id')}
WITH node, coalesce(node.touched, []) AS before, row
WITH node, before, [touch IN row.touches WHERE NOT touch IN before] AS touches
WHERE size(touches) > 0
SET node:Touched, node.touched = before + touches`;

export const missingIds = (label: string): string => `/* missingIds */
UNWIND $ids AS id
WITH id WHERE NOT EXISTS { ${matchNode('node', label)} }
RETURN id`;

/** A concept's kind is told by its label, which other claims need not. */
export const claimIds = (type: ClaimType, label: string): string => `/* claimIds */
MATCH (from${label})-[claim:${type} { source: $source }]->(to)
WHERE claim.retired IS NULL AND NOT any(beginning IN $unread WHERE from.id STARTS WITH beginning OR to.id STARTS WITH beginning)
RETURN claim.id AS id, from.id AS from, to.id AS to`;

/** What a claim alone was about goes with it: a band of pay that nobody claims any more. */
export const removeClaims = (type: ClaimType): string => `/* removeClaims */
UNWIND $ids AS id
${matchClaim('from', type, 'to')}
DELETE claim
WITH DISTINCT from, to
UNWIND [from, to] AS lone
WITH DISTINCT lone WHERE NOT lone:${SUBJECTS.join('|')} AND NOT EXISTS { (lone)--() }
DELETE lone`;

/** The last source of a concept stays with it when it is retired; of several, the one that no longer speaks of it goes. */
export const RETIRE_CLAIMS = `/* retireClaims */
UNWIND $ids AS id
${matchClaim('node', 'ATTESTED_BY', ':Source')}
WITH id, claim, EXISTS { (node)-[other:ATTESTED_BY]->(:Source) WHERE other.retired IS NULL AND other.source <> $source } AS spokenOf
FOREACH (_ IN CASE WHEN spokenOf THEN [1] ELSE [] END | DELETE claim)
FOREACH (_ IN CASE WHEN spokenOf THEN [] ELSE [1] END | SET claim.retired = true)
RETURN id, spokenOf`;

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
  AND NOT EXISTS { MATCH (node)-[by:REPLACED_BY]->() MATCH (:Source { id: by.source, sourceKind: 'CURATOR' }) } THEN 'ACTIVE' ELSE 'RETIRED' END`;
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

const NEXT_REVISION = 'SET graph.revision = graph.revision + 1, graph.changedAt = datetime()';

/** Makes a revision of all that was touched: an entry of the change feed for each subject, by `by`. */
const RAISE_REVISION = `${NEXT_REVISION}
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

/** After changes by other tools: nothing that is kept of the graph holds any more. */
export const TELL_OF_CHANGES = `/* tellOfChanges */
MATCH (graph:Graph { id: 'graph:careergraph' })
${NEXT_REVISION}
RETURN graph.revision AS revision, graph.importing AS importing`;
