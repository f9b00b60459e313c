import DataLoader from 'dataloader';
import { groupBy } from '../group-by.js';
import type { KeyedRow } from '../graph/projection.js';
import type { RevisionCache } from '../graph/revision-cache.js';

export type PromiseOrValue<T> = T | Promise<T>;

/** Goes on with what is there at once where it is: a promise for each of a page's hundred facts costs more than the facts. */
export function whenLoaded<T, U>(value: PromiseOrValue<T>, then: (value: T) => U): PromiseOrValue<Awaited<U>> {
  return (value instanceof Promise ? value.then(then) : then(value)) as PromiseOrValue<Awaited<U>>;
}

export const allLoaded = <T>(values: PromiseOrValue<T>[]): PromiseOrValue<T[]> =>
  values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T[]);

export type Fetch<V, A extends unknown[] = []> = (keys: readonly string[], ...args: A) => Promise<KeyedRow<V>[]>;

/** The values of keys, in the keys' order; null for a key without a row. */
export type Batch<K, V> = (keys: readonly K[]) => Promise<(V | null)[]>;

export function alignToKeys<V>(keys: readonly string[], rows: Iterable<KeyedRow<V>>): (V | null)[] {
  const valueOf = new Map<string, V>();
  for (const { key, value } of rows) valueOf.set(key, value);
  return keys.map((key) => valueOf.get(key) ?? null);
}

export const byKey =
  <V>(fetch: Fetch<V>): Batch<string, V> =>
  async (keys) =>
    alignToKeys(keys, await fetch(keys));

/** What a key and arguments give. */
export interface KeyWithArgs<A> {
  key: string;
  args: A;
}

/** One fetch for all keys that are asked for with the same arguments. */
export const byKeyAndArgs =
  <V, A>(fetch: Fetch<V, [A]>): Batch<KeyWithArgs<A>, V> =>
  async (requests) => {
    const found = new Map<string, V>();
    const groups = groupBy(requests, ({ args }) => JSON.stringify(args));
    await Promise.all(
      [...groups].map(async ([args, group]) => {
        const rows = await fetch(group.map(({ key }) => key), group[0]!.args); // prettier-ignore
        for (const { key, value } of rows) found.set(`${key} ${args}`, value);
      }),
    );
    return requests.map((request) => found.get(textOf(request)) ?? null);
  };

const textOf = (key: string | KeyWithArgs<unknown>): string => (typeof key === 'string' ? key : `${key.key} ${JSON.stringify(key.args)}`);

/** What loaders keep across requests. */
export interface Kept {
  value: unknown;
  bytes: number;
}
export type LoaderCache = RevisionCache<Kept>;

/** An object in memory takes about so many times what it takes as JSON. */
const MEMORY_PER_JSON = 2;

export interface LoaderParts<K, V, R> {
  /** Tells its entries in the cache from those of other loaders. */
  name: string;
  cache: LoaderCache;
  batch: Batch<K, V>;
  /** What to make of what a batch finds for a key. */
  shape: (found: V | null, key: K) => R;
}

/**
 * One request's way to what a query answers: from the cache at once, else by a batch of all that the request asks for at the
 * same time. Values are shared by requests, so nobody may change them.
 */
export class Loader<K extends string | KeyWithArgs<unknown>, V, R> {
  private batches: DataLoader<K, R, string> | undefined;

  constructor(private readonly parts: LoaderParts<K, V, R>) {}

  load(key: K): PromiseOrValue<R> {
    const kept = this.parts.cache.get(this.idOf(key));
    if (kept !== undefined) return kept.value as R;
    this.batches ??= new DataLoader<K, R, string>((keys) => this.fetch(keys), { cacheKeyFn: textOf });
    return this.batches.load(key);
  }

  loadMany(keys: readonly K[]): PromiseOrValue<R[]> {
    return allLoaded(keys.map((key) => this.load(key)));
  }

  private idOf(key: K): string {
    return `${this.parts.name} ${textOf(key)}`;
  }

  private async fetch(keys: readonly K[]): Promise<R[]> {
    const { cache, batch, shape } = this.parts;
    const stamp = cache.stampNow();
    const found = await batch(keys);
    return keys.map((key, index) => {
      const value = shape(found[index] ?? null, key);
      if (stamp !== undefined) {
        const bytes = MEMORY_PER_JSON * JSON.stringify(found[index] ?? null).length;
        cache.set(this.idOf(key), { value, bytes }, stamp);
      }
      return value;
    });
  }
}
