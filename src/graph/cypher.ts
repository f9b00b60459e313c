import { type Fields, type KeyedQuery, listOf, oneOf, type Packed, packedList, packedOf, Projection, record } from './projection.js';

/** Pieces of Cypher that queries of all features are made of. A claim relationship is always called `claim`. */

/** What a claim says of itself: what every claim does, and more where it is given. */
export const claimWith = (properties: readonly string[], fields: Fields = {}): Projection =>
  new Projection('claim', ['id', 'wording', 'asOf', ...properties], { fields: { sourceId: 'claim.source', ...fields } });

export const CLAIM = claimWith([]);

export interface Linked<F> {
  /** The query's name in the database's log. */
  name: string;
  /** Binds `claim` and what it is about, given the subject's `id`. */
  match: string;
  /** What tells facts apart, as variables: claims that agree on them are claims of one fact. */
  by: string;
  /** The fact, of these variables, of what is gathered, and of its claims. */
  fact: (claims: Packed) => F;
  /** Expressions that order the facts, ascending; together they are unique. */
  orderBy: string[];
  /** What a claim says of itself, where it says more than every claim does. */
  claim?: Packed;
  /** More to gather from the claims of one fact, e.g. `avg(claim.importance) AS importance`. */
  gather?: string[];
  /** What must hold of the fact. */
  where?: string;
}

/** The facts of each subject in `$ids`: parallel claims of several sources come back as one fact. */
export const linked = ({ name, match, by, fact, orderBy, claim = CLAIM, gather = [], where }: Linked<Fields | Packed>): KeyedQuery =>
  listOf(packedOf(fact(packedList('claims', claim))))`/* ${name} */
UNWIND $ids AS id
${match}
WITH id, ${by}, claim ORDER BY claim.source, claim.id
WITH ${['id', by, `collect(${claim.packed}) AS claims`, ...gather].join(', ')}${where === undefined ? '' : `\nWHERE ${where}`}
WITH *, [${orderBy.join(', ')}] AS place
ORDER BY place`;

/**
 * A page of the facts of each subject in `$ids`, from the place `$after` on, and how many there are in all. Of all of them only what
 * orders them is read; what they and their claims say, of those on the page.
 */
export const linkedPage = ({ name, match, by, fact, orderBy, claim = CLAIM, gather = [], where }: Linked<Fields>): KeyedQuery =>
  pageOf(
    fact(packedList('claims', claim)),
    (row) => `/* ${name} */
UNWIND $ids AS id
CALL (id) {
  ${match}
  WITH ${[by, 'collect(claim) AS claims', ...gather].join(', ')}${where === undefined ? '' : `\n  WHERE ${where}`}
  WITH ${by}, claims, [${orderBy.join(', ')}] AS place ORDER BY place
  WITH collect({ ${each(by, (part) => `${part}: ${part}`)}, claims: claims, place: place }) AS facts
  RETURN size(facts) AS total, ${PAGE} AS page
}
CALL (page) {
  UNWIND page AS fact
  UNWIND fact.claims AS claim
  WITH ${each(by, (part) => `fact.${part} AS ${part}`)}, fact.place AS place, claim ORDER BY claim.source, claim.id
  WITH ${[by, 'place', `collect(${claim.packed}) AS claims`, ...gather].join(', ')}
  ORDER BY place
  RETURN collect(${row}) AS rows
}`,
  );

const each = (variables: string, written: (variable: string) => string): string => variables.split(', ').map(written).join(', ');

/** What of `facts`, a list of maps in the order of their `place`, is on the page. */
export const PAGE = `[fact IN facts WHERE $after IS NULL OR fact.place > $after][..toInteger($take)]`;

/** A query that finds the `total` and the `rows` of a page for each `id`. */
function pageOf(fact: Fields, query: (row: string) => string): KeyedQuery {
  const row = record({ ...fact, place: 'place' });
  return oneOf(record({ total: 'total', rows: packedList('rows', row) }))`${query(row.packed)}`;
}

export interface LinkedNodes {
  name: string;
  /** Binds `node`, given the subject's `id`. */
  match: string;
  node: string;
  projection: Projection;
}

/** As `linkedPage`, of nodes in the order of their names, whoever claims them. */
export const linkedNodesPage = ({ name, match, node, projection }: LinkedNodes): KeyedQuery =>
  pageOf(
    { node: projection },
    (row) => `/* ${name} */
UNWIND $ids AS id
CALL (id) {
  ${match}
  WITH DISTINCT ${node}
  WITH ${node}, [${node}.sortName, ${node}.id] AS place ORDER BY place
  WITH collect({ ${node}: ${node}, place: place }) AS facts
  RETURN size(facts) AS total, ${PAGE} AS page
}
CALL (page) {
  UNWIND page AS fact
  WITH fact.${node} AS ${node}, fact.place AS place
  RETURN collect(${row}) AS rows
}`,
  );

/**
 * Of nodes in the order of their names, those after a place. The index on `status` and `sortName` finds where they begin, so that a
 * page late in a long list costs as little as the first; places compared as lists would have all of them read.
 */
export const afterName = (node: string, name = '$after[0]', id = '$after[1]'): string =>
  `${node}.sortName >= coalesce(${name}, '') AND (${name} IS NULL OR ${node}.sortName > ${name} OR ${node}.id > ${id})`;

/** The first of nodes of one status in the order of their names. Neo4j takes them from the index in order only if `status` is named too. */
export const firstByName = (node: string): string =>
  `WITH ${node} ORDER BY ${node}.status, ${node}.sortName, ${node}.id LIMIT toInteger($take)`;

/** Ends a query that begins with `MATCH (node:Label) WHERE node.status = …`: a page of these nodes in the order of their names. */
export const pageByName = (node: string, projection: Projection): string => `
  AND ${afterName(node)}
${firstByName(node)}
RETURN ${String(projection)} AS node, [${node}.sortName, ${node}.id] AS place`;
