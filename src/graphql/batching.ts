import DataLoader from 'dataloader';
import { groupBy } from '../group-by.js';

/** What a batch finds: rows in any order, at most one for each key. */
export type Keyed<V> = { key: string; value: V };
export type Fetch<V, A extends unknown[] = []> = (keys: readonly string[], ...args: A) => Promise<Keyed<V>[]>;

/** One value per key, in the keys' order; null for a key without a row. */
export function alignToKeys<V>(keys: readonly string[], rows: Iterable<Keyed<V>>): (V | null)[] {
  const valueOf = new Map<string, V>();
  for (const { key, value } of rows) valueOf.set(key, value);
  return keys.map((key) => valueOf.get(key) ?? null);
}

/** Loads the one value of a key; null where there is none. */
export type OneLoader<V> = DataLoader<string, V | null>;
export const oneByKey = <V>(fetch: Fetch<V>): OneLoader<V> => new DataLoader(async (keys) => alignToKeys(keys, await fetch(keys)));

/** Loads the list of a key; empty where there is none. */
export type ManyLoader<V> = DataLoader<string, V[]>;
export const manyByKey = <V>(fetch: Fetch<V[]>): ManyLoader<V> =>
  new DataLoader(async (keys) => alignToKeys(keys, await fetch(keys)).map((values) => values ?? []));

/** Loads what a key and arguments give: one fetch for all keys that are asked for with the same arguments. */
export type LoaderWithArgs<V, A> = DataLoader<{ key: string; args: A }, V | null, string>;
export const byKeyAndArgs = <V, A>(fetch: Fetch<V, [A]>): LoaderWithArgs<V, A> =>
  new DataLoader(
    async (requests) => {
      const found = new Map<string, V>();
      const groups = groupBy(requests, ({ args }) => JSON.stringify(args));
      await Promise.all(
        [...groups].map(async ([args, group]) => {
          const rows = await fetch(group.map(({ key }) => key), group[0]!.args); // prettier-ignore
          for (const { key, value } of rows) found.set(`${key} ${args}`, value);
        }),
      );
      return requests.map(({ key, args }) => found.get(`${key} ${JSON.stringify(args)}`) ?? null);
    },
    { cacheKeyFn: ({ key, args }) => `${key} ${JSON.stringify(args)}` },
  );
