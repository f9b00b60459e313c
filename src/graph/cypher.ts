import type { Parameters } from './graph.js';
import {
  answering,
  type Fields,
  type KeyedQuery,
  listIn,
  listOf,
  type Packed,
  packedList,
  packedOf,
  Projection,
  record,
} from './projection.js';

/** Pieces of Cypher that queries of all features are made of. A claim relationship is always called `claim`. */

/** What a claim says of itself: what every claim does, and more where it is given. */
export const claimWith = (properties: readonly string[], fields: Fields = {}): Projection =>
  new Projection('claim', ['id', 'wording', 'asOf', ...properties], { fields: { sourceId: 'claim.source', ...fields } });

export const CLAIM = claimWith([]);

/** Told to, Neo4j seeks: an index that it last counted while it was empty, as when a graph is filled, it takes for empty, and reads all of it for each id. */
const seek = (variable: string, of: string): string => `USING INDEX SEEK ${variable}:${of}(id)`;

export const matchNode = (variable: string, label: string, id = 'id'): string =>
  `MATCH (${variable}:${label} { id: ${id} }) ${seek(variable, label)}`;

export const matchClaim = (from: string, type: string, to: string, id = 'id'): string =>
  `MATCH (${from})-[claim:${type} { id: ${id} }]->(${to}) ${seek('claim', type)}`;

/** What the claims of one fact come to, and what that is where there is but one, as `claims`. */
interface Gathered {
  readonly all: string;
  readonly one: string;
}
type Gathering = Readonly<Record<string, Gathered>>;

const gatheredBy =
  (aggregate: (each: string) => string) =>
  (each: string): Gathered => ({ all: aggregate(each), one: each.replace(/\bclaim\b/g, 'head(claims)') });

export const average = gatheredBy((each) => `avg(${each})`);
export const least = gatheredBy((each) => `min(${each})`);
export const greatest = gatheredBy((each) => `max(${each})`);
/** That of the first claim that has one. */
export const firstGiven = gatheredBy((each) => `head(collect(${each}))`);

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
  claim?: Projection;
  /** More to gather from the claims of one fact, e.g. `importance: average('claim.importance')`. */
  gather?: Gathering;
  /** What must hold of the fact. */
  where?: string;
}

/** The facts of each subject in `$ids`: parallel claims of several sources come back as one fact. */
export const linked = (facts: Linked<Fields | Packed>): KeyedQuery =>
  listOf(packedFact(facts))`/* ${facts.name} */
UNWIND $ids AS id
${factsInOrder(facts, 'id, ')}`;

/** The same of a `node` that a query has found, as a part of what it answers, called `name` there. */
export function linkedTo(node: string, facts: Linked<Fields | Packed>): Packed {
  const { name } = facts;
  const of = (fact: Packed): Packed => ({
    ...packedList(name, fact),
    bound: `\n  CALL (${node}) {\n  ${factsInOrder(facts)}\n  RETURN collect(${fact.packed}) AS ${name}\n  }`,
    only: (selection) => of(fact.only(selection)),
  });
  return of(packedFact(facts));
}

const packedFact = ({ fact, claim = CLAIM }: Linked<Fields | Packed>): Packed => packedOf(fact(listIn('claims', claim)));

/** `subject`: what tells subjects apart. */
const factsInOrder = ({ match, by, orderBy, gather = {}, where }: Linked<Fields | Packed>, subject = ''): string => `${match}
WITH ${subject}${by}, claim ORDER BY claim.source, claim.id
WITH ${[`${subject}${by}`, 'collect(claim) AS claims', ...gathered(gather)].join(', ')}${where === undefined ? '' : `\nWHERE ${where}`}
WITH * ORDER BY ${orderBy.join(', ')}`;

const gathered = (gather: Gathering): string[] => Object.entries(gather).map(([variable, { all }]) => `${all} AS ${variable}`);

/** The same where the claims have been collected and put in order. */
const gatheredInOrder = (gather: Gathering): string[] =>
  Object.entries(gather).map(
    ([variable, { one, all }]) => `${ofSeveral(one, `COLLECT { UNWIND claims AS claim RETURN ${all} }[0]`)} AS ${variable}`,
  );

/** Most facts have one claim, and are spared what only several need. */
const ofSeveral = (one: string, several: string): string => `CASE size(claims) WHEN 1 THEN ${one} ELSE ${several} END`;

/**
 * A page of the facts of each subject in `$ids`, from the place `$after` on, and where that is asked for how many there are in all. Of all of them only what
 * orders them is read; what they and their claims say, of those on the page.
 */
export const linkedPage = ({ name, match, by, fact, orderBy, claim = CLAIM, gather = {}, where = 'true' }: Linked<Fields>): KeyedQuery => {
  const gatheredFor = (...texts: string[]): string[] => gathered(mentionedIn(texts.join(), gather));
  return pageOf(fact(listIn('claims', claim)), orderBy, {
    rows: (row, places) => `/* ${name} */
UNWIND $ids AS id
CALL (id) {
  ${match}
  WITH ${[by, 'collect(claim) AS claims', ...gatheredFor(where, ...orderBy)].join(', ')}
  WHERE ${where}
  ${firstInOrder([...by.split(', '), 'claims'], orderBy)}
  WITH ${by}, ${places}, ${IN_ORDER} AS claims
  WITH ${['*', ...gatheredInOrder(mentionedIn(row.packed, gather))].join(', ')}${row.bound ?? ''}
  WITH * ORDER BY ${places}
  RETURN collect(${row.packed}) AS rows
}`,
    total: `CALL (id) {
  ${match}
  WITH ${[by, 'count(claim) AS size', ...gatheredFor(where)].join(', ')}
  WHERE ${where}
  RETURN count(*) AS total
}`,
  });
};

const IN_ORDER = ofSeveral('claims', 'COLLECT { UNWIND claims AS claim WITH claim ORDER BY claim.source, claim.id RETURN claim }');

const mentionedIn = (text: string, gather: Gathering): Gathering =>
  Object.fromEntries(Object.entries(gather).filter(([variable]) => new RegExp(`(?<![.\\w])${variable}\\b`).test(text)));

const placeAt = (index: number): string => `place${index}`;
const placesOf = (orderBy: readonly string[]): string => orderBy.map((_, index) => placeAt(index)).join(', ');

/** The first after `$after`. Ordered by lists, which a place is, they would take twice the time. */
function firstInOrder(variables: readonly string[], orderBy: readonly string[]): string {
  const places = orderBy.map((expression, index) => ({ name: placeAt(index), expression }));
  const read = places.filter(({ expression }) => readsNode(expression));
  const known = places.filter((place) => !read.includes(place));
  const found =
    read.length > 0 && known[0] === places[0]
      ? `${contenders(variables, known)}\n  WITH *, ${named(read)}`
      : `WITH ${variables.join(', ')}, ${named(places)}`;
  return `${found}
  WHERE $after IS NULL OR [${placesOf(orderBy)}] > $after
  WITH * ORDER BY ${placesOf(orderBy)} LIMIT toInteger($take)`;
}

interface Place {
  readonly name: string;
  readonly expression: string;
}
const named = (places: readonly Place[]): string => places.map(({ name, expression }) => `${expression} AS ${name}`).join(', ');
/** What is bound or gathered has been read by then; a property has a dot. */
const readsNode = (expression: string): boolean => /\w\.\w/.test(expression);

/**
 * Those that may be among the first, by the first thing that orders them. Names and ids, which order what is equal until then, would take most of the time if
 * they were read of all.
 */
function contenders(variables: readonly string[], known: readonly Place[]): string {
  const kept = [...known.map(({ name }) => name), ...variables];
  return `WITH ${variables.join(', ')}, ${named(known)}
  WHERE $after IS NULL OR place0 >= $after[0]
  WITH * ORDER BY place0
  WITH collect([${kept.join(', ')}]) AS found
  WITH found, coalesce(found[toInteger($take) - 1 + size([each IN found WHERE each[0] = $after[0]])], found[-1])[0] AS last
  UNWIND [each IN found WHERE each[0] <= last] AS each
  WITH ${kept.map((variable, index) => `each[${index}] AS ${variable}`).join(', ')}`;
}

/** A query that finds the `rows` of a page for each `id`, and the `total` where it is asked for. */
function pageOf(
  fact: Fields,
  orderBy: readonly string[],
  find: { rows: (row: Packed, places: string) => string; total: string },
): KeyedQuery {
  const places = placesOf(orderBy);
  const row = record({ ...fact, place: `[${places}]` });
  return answering(record({ total: 'total', rows: packedList('rows', row) }), (selection) => {
    const asked = selection === undefined ? row : row.only(selection.rows!);
    const rows = find.rows(asked, places);
    return selection === undefined || selection.total !== undefined ? `${rows}\n${find.total}` : rows;
  });
}

/** What of `facts`, a list of maps in the order of their `place`, is on the page. */
export const PAGE = `[fact IN facts WHERE $after IS NULL OR fact.place > $after][..toInteger($take)]`;

export interface LinkedNodes {
  name: string;
  /** Binds `node`, given the subject's `id`. */
  match: string;
  node: string;
  projection: Projection;
}

/** As `linkedPage`, of nodes in the order of their names, whoever claims them. */
export const linkedNodesPage = ({ name, match, node, projection }: LinkedNodes): KeyedQuery => {
  const orderBy = [`${node}.sortName`, `${node}.id`];
  return pageOf({ node: projection }, orderBy, {
    rows: (row) => `/* ${name} */
UNWIND $ids AS id
CALL (id) {
  ${match}
  WITH DISTINCT ${node}
  ${firstInOrder([node], orderBy)}${row.bound ? `${row.bound}\n  WITH * ORDER BY ${placesOf(orderBy)}` : ''}
  RETURN collect(${row.packed}) AS rows
}`,
    total: `CALL (id) {
  ${match}
  RETURN count(DISTINCT ${node}) AS total
}`,
  });
};

/** Conditions by the parameter that each is about: those that are asked for. The others would narrow nothing, and take most of the time that the query is planned. */
export const conditionsOn = (parameters: Parameters, conditions: Readonly<Record<string, string>>): string =>
  Object.entries(conditions)
    .filter(([parameter]) => (parameters[parameter] ?? null) !== null)
    .map(([, condition]) => `\n  AND ${condition}`)
    .join('');

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
