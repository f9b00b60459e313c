/** Makes of a value as it was sent what a query answers. */
export type Unpack = (packed: any) => unknown; // eslint-disable-line @typescript-eslint/no-explicit-any

/** A value that a query answers: the Cypher for it, and how it is read. */
export interface Packed {
  readonly packed: string;
  readonly unpack: Unpack;
}

/** What an object is made of: expressions in Cypher, values that are packed themselves, and objects within. */
export interface Fields {
  readonly [key: string]: string | Packed | Fields;
}

/** A query that answers a `key` and its `value` for each of `$ids` of which it finds anything. */
export interface KeyedQuery {
  readonly cypher: string;
  readonly unpack: Unpack;
}

type Template<T> = (parts: TemplateStringsArray, ...within: unknown[]) => T;

/** Ends a query that finds for each `id` the thing that the projection is of. */
export const oneOf =
  ({ packed, unpack }: Packed): Template<KeyedQuery> =>
  (parts, ...within) => ({ cypher: `${String.raw({ raw: parts }, ...within)}\nRETURN id AS key, ${packed} AS value`, unpack });

/** The same where there are several for each, in their order. */
export const listOf = (part: Packed | string): Template<KeyedQuery> => {
  const { packed, unpack } = typeof part === 'string' ? { packed: part, unpack: asIs } : part;
  return oneOf({ packed: `collect(${packed})`, unpack: each(unpack) });
};

const asIs: Unpack = (value) => value;

const each =
  (unpack: Unpack): Unpack =>
  (values: unknown[]) =>
    values.map(unpack);

/** A list of what is packed already, by the name that it has in the query. */
export const packedList = (variable: string, { unpack }: Packed): Packed => ({ packed: variable, unpack: each(unpack) });

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
    packed: `[${parts.map(([, part]) => (typeof part === 'string' ? part : part.packed)).join(', ')}]`,
    unpack: (values: unknown[]) => {
      const object = { ...template };
      for (let place = 0; place < keys.length; place++) {
        const unpack = unpackers[place];
        object[keys[place]!] = unpack === undefined ? values[place] : unpack(values[place]);
      }
      return object;
    },
  };
}

/** Fields become an object. */
export const packedOf = (fields: Packed | Fields): Packed => (isPacked(fields) ? fields : record(fields));
const isPacked = (field: Packed | Fields): field is Packed => typeof field.unpack === 'function';

/** What queries answer of a node or a claim, written once. The first of its properties is one that it always has: without it, there is nothing. */
export class Projection implements Packed {
  readonly packed: string;
  readonly unpack: Unpack;

  constructor(
    private readonly variable: string,
    private readonly properties: readonly string[],
    private readonly more: { fields?: Fields; typename?: string } = {},
  ) {
    const { fields, typename } = more;
    const { packed, unpack } = record({ ...Object.fromEntries(properties.map((key) => [key, `${variable}.${key}`])), ...fields }, typename);
    this.packed = packed;
    this.unpack = (values: unknown[]) => (values[0] === null ? null : unpack(values));
  }

  /** The same of what has another name in the query. */
  of(variable: string): Projection {
    return new Projection(variable, this.properties, this.more);
  }

  /** As a map, for the few rows of a query that says what its columns are. */
  toString(): string {
    const { fields = {}, typename } = this.more;
    const more = Object.entries(fields).map(([key, field]) => `${key}: ${String(field)}`);
    const parts = [...this.properties.map((key) => `.${key}`), ...more, ...(typename === undefined ? [] : [`__typename: '${typename}'`])];
    return `${this.variable} { ${parts.join(', ')} }`;
  }
}
