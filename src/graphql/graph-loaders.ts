import type { MergedReads } from '../graph/merged-reads.js';
import type { KeyedQuery } from '../graph/projection.js';
import { byKey, byKeyAndArgs, type KeyWithArgs, Loader, type LoaderCache, type PromiseOrValue } from './batching.js';
import { type Connection, EMPTY_PAGE, type Page, type PageRequest, pageRequest, toConnection } from './pagination.js';

/** The graph as a request reads it, and what is kept of it across requests. */
export interface CachedGraph {
  reads: MergedReads;
  cache: LoaderCache;
}

/** The one value of a key; null where there is none. */
export type OneLoader<V> = Loader<string, V, V | null>;
/** The list of a key; empty where there is none. */
export type ManyLoader<V> = Loader<string, V[], V[]>;
/** A page of the connection of a key; `E` is what an edge holds: its `node`, and what else it says. */
export type PageLoader<E extends { node: unknown }, A extends object = object> = Loader<
  KeyWithArgs<PageRequest & A>,
  Page<E>,
  Connection<E>
>;
/** The same, not made into a connection yet. */
export type RowsLoader<E, A extends object = object> = Loader<KeyWithArgs<PageRequest & A>, Page<E>, Page<E>>;

/** What each feature makes its loaders of: a query that answers for all `$ids` of a batch at once. */
export const graphLoaders = ({ reads, cache }: CachedGraph) => {
  const ofIds = <V>(query: KeyedQuery) => byKey<V>((ids) => reads.read(query, { ids }));
  const ofIdsAndArgs = <E, A extends object>(query: KeyedQuery) =>
    byKeyAndArgs<Page<E>, PageRequest & A>((ids, args) => reads.read(query, { ids, ...(args as PageRequest) }));
  return {
    one: <V>(query: KeyedQuery): OneLoader<V> =>
      new Loader({ name: shortNameOf(query), cache, batch: ofIds<V>(query), shape: (found) => found }),
    many: <V>(query: KeyedQuery): ManyLoader<V> =>
      new Loader({ name: shortNameOf(query), cache, batch: ofIds<V[]>(query), shape: (found) => found ?? [] }),
    pages: <E extends { node: unknown }, A extends object = object>(query: KeyedQuery): PageLoader<E, A> =>
      new Loader({
        name: shortNameOf(query),
        cache,
        batch: ofIdsAndArgs<E, A>(query),
        shape: (found, { args }) => toConnection(found ?? EMPTY_PAGE, args),
      }),
    rows: <E, A extends object = object>(query: KeyedQuery): RowsLoader<E, A> =>
      new Loader({ name: shortNameOf(query), cache, batch: ofIdsAndArgs<E, A>(query), shape: (found) => found ?? EMPTY_PAGE }),
  };
};

const shortNames = new Map<KeyedQuery, string>();
/** A query stands for itself in the cache, by a name that costs little to look up. */
function shortNameOf(query: KeyedQuery): string {
  let name = shortNames.get(query);
  if (name === undefined) shortNames.set(query, (name = String(shortNames.size)));
  return name;
}

/** The arguments of a connection as they come; null means the default. */
export interface PageArgs {
  first: number | null | undefined;
  after: string | null | undefined;
  pageSize: number;
}

/** The connection that a subject has, a page of it. */
export function loadConnection<E extends { node: unknown }, A extends object = object>(
  loader: PageLoader<E, A>,
  key: string,
  { first, after, pageSize }: PageArgs,
  more?: A,
): PromiseOrValue<Connection<E>> {
  return loader.load({ key, args: { ...pageRequest(first, after, pageSize), ...(more as A) } });
}
