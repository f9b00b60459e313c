import { LRUCache } from 'lru-cache';
import { onceEach } from '../once-each.js';
import type { RowOf } from './graph.js';

/** What is asked of a thing: its fields by name, and what is asked of each in turn. */
export interface Selection {
  readonly [field: string]: Selection;
}

/** Makes of a value as it was sent what a query answers. */
export type Unpack = (packed: any) => unknown; // eslint-disable-line @typescript-eslint/no-explicit-any

/** A value that a query answers: the Cypher for it, and how it is read. */
export interface Packed {
  /** Clauses that bind what `packed` speaks of, where the query does not. */
  readonly bound?: string;
  readonly packed: string;
  readonly unpack: Unpack;
  /** The same with no more than is asked of it. */
  only(selection: Selection): Packed;
}

/** What an object is made of: expressions in Cypher, values that are packed themselves, and objects within. */
export interface Fields {
  readonly [key: string]: string | Packed | Fields;
}

/** How a query is written, and how its values are read. */
interface Written {
  readonly cypher: string;
  readonly unpack: Unpack;
}

/** Each is a query of its own to Neo4j, which has to plan it and keeps a thousand plans: so many new ones in so long, and no more. */
const MOST_NARROWED = 500;
const NARROWED_FOR_MS = 600_000;
/** By their Cypher: what is asked in different ways is often the same. */
const narrowed = new LRUCache<string, KeyedQuery>({ max: MOST_NARROWED, ttl: NARROWED_FOR_MS });

/** What a keyed query answers: in any order, at most one for each key. */
export interface KeyedRow<V> {
  key: string;
  value: V;
}

/** A query that answers a `key` and its `value` for each of `$ids` of which it finds anything. */
export class KeyedQuery implements Written {
  private static made = 0;
  /** Stands for it where it is looked up, which costs less than its Cypher does. */
  readonly mark = String(KeyedQuery.made++);
  readonly cypher: string;
  readonly unpack: Unpack;
  /**
   * One that reads no more than is selected; itself, which reads everything, where there are too many. A selection is an object that stays as long as its
   * operation is known.
   */
  readonly only = onceEach((selection: Selection): KeyedQuery => {
    const written = this.write(selection);
    if (written.cypher === this.cypher) return this;
    const known = narrowed.get(written.cypher);
    if (known !== undefined) return known;
    if (narrowed.size >= MOST_NARROWED && !narrowed.purgeStale()) return this;
    const query = new KeyedQuery(this.write, written);
    narrowed.set(query.cypher, query);
    return query;
  });

  constructor(
    private readonly write: (selection?: Selection) => Written,
    { cypher, unpack } = write(),
  ) {
    this.cypher = cypher;
    this.unpack = unpack;
  }
}

/** Makes of a record what such a query answers. */
export const rowOf =
  <V>({ unpack }: KeyedQuery): RowOf<KeyedRow<V>> =>
  (sent) => ({ key: sent.get('key'), value: unpack(sent.get('value')) as V });

type Template<T> = (parts: TemplateStringsArray, ...within: unknown[]) => T;

/** Ends a query that finds for each `id` the thing that is packed. */
export const oneOf =
  (thing: Packed): Template<KeyedQuery> =>
  (parts, ...within) =>
    answering(thing, () => String.raw({ raw: parts }, ...within));

/** The same where there are several for each, in their order. */
export const listOf = (part: Packed | string): Template<KeyedQuery> => oneOf(collected(typeof part === 'string' ? plain(part) : part));

/** A query that finds for each `id` what is packed; how it finds it may depend on what is asked for. */
export const answering = (thing: Packed, find: (selection?: Selection) => string): KeyedQuery =>
  new KeyedQuery((selection) => {
    const asked = selection === undefined ? thing : thing.only(selection);
    return { cypher: `${find(selection)}\nRETURN id AS key, ${asked.packed} AS value`, unpack: asked.unpack };
  });

const plain = (packed: string): Packed => ({ packed, unpack: (value) => value, only: () => plain(packed) });

const each =
  (unpack: Unpack): Unpack =>
  (values: unknown[]) =>
    values.map(unpack);

const collected = (part: Packed): Packed => ({
  packed: `collect(${part.packed})`,
  unpack: each(part.unpack),
  only: (selection) => collected(part.only(selection)),
});

/** A list of what is packed already, by the name that it has in the query. */
export const packedList = (variable: string, part: Packed): Packed => ({
  packed: variable,
  unpack: each(part.unpack),
  only: (selection) => packedList(variable, part.only(selection)),
});

/** What is read of each in a list of nodes or claims. */
export const listIn = (list: string, { variable, present }: Projection): Packed => eachIn(list, variable, present);

const eachIn = (list: string, variable: string, part: Packed): Packed => ({
  packed: `[${variable} IN ${list} | ${part.packed}]`,
  unpack: each(part.unpack),
  only: (selection) => eachIn(list, variable, part.only(selection)),
});

const NOTHING: Selection = {};

/**
 * An object, sent as the list of its values: a map would bring its keys along each time, and of the time that a long answer takes the driver would
 * spend half on them.
 */
export function record(fields: Fields, typename?: string): Packed {
  const parts = Object.entries(fields).map(([key, field]) => [key, typeof field === 'string' ? field : packedOf(field)] as const);
  // Cloned, an object has the shape and the size that it will need.
  const template: Record<string, unknown> = Object.fromEntries(parts.map(([key]) => [key, null]));
  if (typename !== undefined) template.__typename = typename;
  const keys = parts.map(([key]) => key);
  const unpackers = parts.map(([, part]) => (typeof part === 'string' ? undefined : part.unpack));
  return {
    bound: parts.map(([, part]) => (typeof part === 'string' ? '' : (part.bound ?? ''))).join(''),
    packed: `[${parts.map(([, part]) => (typeof part === 'string' ? part : part.packed)).join(', ')}]`,
    unpack: (values: unknown[]) => {
      const object = { ...template };
      for (let place = 0; place < keys.length; place++) {
        const unpack = unpackers[place];
        object[keys[place]!] = unpack === undefined ? values[place] : unpack(values[place]);
      }
      return object;
    },
    only: (selection) => record(askedOf(fields, selection), typename),
  };
}

const askedOf = (fields: Fields, selection: Selection): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([key]) => key in selection)
      .map(([key, field]) => [key, typeof field === 'string' ? field : packedOf(field).only(selection[key] ?? NOTHING)]),
  );

/** Fields become an object. */
export const packedOf = (fields: Packed | Fields): Packed => (isPacked(fields) ? fields : record(fields));
const isPacked = (field: Packed | Fields): field is Packed => typeof field.unpack === 'function';

/** What is read of a node of one of several labels: which, and that. */
export function eitherOf(variable: string, projections: Readonly<Record<string, Projection>>): Packed {
  const cases = Object.entries(projections).map(([label, projection]) => [label, projection.of(variable)] as const);
  const whens = cases.map(([label, { packed }], place) => `WHEN ${variable}:${label} THEN [${place}, ${packed}]`);
  return {
    packed: `CASE ${whens.join(' ')} END`,
    unpack: ([place, values]: [number, unknown]) => cases[place]![1].unpack(values),
    only: (selection) => eitherOf(variable, Object.fromEntries(cases.map(([label, projection]) => [label, projection.only(selection)]))),
  };
}

/** What queries answer of a node or a claim, written once. The first of its properties is one that it always has: without it, there is nothing. */
export class Projection implements Packed {
  /** The same where it is known to be there. */
  readonly present: Packed;
  readonly bound: string | undefined;
  readonly packed: string;
  readonly unpack: Unpack;

  constructor(
    readonly variable: string,
    private readonly properties: readonly string[],
    private readonly more: { fields?: Fields; typename?: string; along?: Fields } = {},
  ) {
    const { fields, typename } = more;
    this.present = record({ ...Object.fromEntries(properties.map((key) => [key, `${variable}.${key}`])), ...fields }, typename);
    const { bound, packed, unpack } = this.present;
    this.bound = bound;
    this.packed = packed;
    this.unpack = (values: unknown[]) => (values[0] === null ? null : unpack(values));
  }

  /** The same of what has another name in the query. */
  of(variable: string): Projection {
    const renamed = (field: Fields[string]) => (typeof field === 'string' ? field.replaceAll(`${this.variable}.`, `${variable}.`) : field);
    const fields = Object.entries(this.more.fields ?? {}).map(([key, field]) => [key, renamed(field)]);
    return new Projection(variable, this.properties, { ...this.more, fields: Object.fromEntries(fields) });
  }

  /** What is read along with it, where it is asked for by its name: the query that takes this binds it with `bound`. */
  along(along: Fields): Projection {
    return new Projection(this.variable, this.properties, { ...this.more, along });
  }

  only(selection: Selection): Projection {
    const { fields = {}, along = {}, typename } = this.more;
    const properties = this.properties.filter((key, place) => place === 0 || key in selection);
    return new Projection(this.variable, properties, { fields: askedOf({ ...fields, ...along }, selection), typename });
  }

  /** As a map, for the few rows of a query that says what its columns are. */
  toString(): string {
    const { fields = {}, typename } = this.more;
    const more = Object.entries(fields).map(([key, field]) => `${key}: ${String(field)}`);
    const parts = [...this.properties.map((key) => `.${key}`), ...more, ...(typename === undefined ? [] : [`__typename: '${typename}'`])];
    return `${this.variable} { ${parts.join(', ')} }`;
  }
}
