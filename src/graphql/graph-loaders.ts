import type { MergedReads } from '../graph/merged-reads.js';
import type { KeyedQuery, Selection } from '../graph/projection.js';
import { byKey, byKeyAndArgs, type KeyWithArgs, Loader, type LoaderCache, type LoaderParts, type PromiseOrValue } from './batching.js';
import { type Connection, EMPTY_PAGE, type Page, type PageRequest, pageRequest, pageSelection, toConnection } from './pagination.js';

/** The graph as a request reads it, and what is kept of it across requests. */
export interface CachedGraph {
  reads: MergedReads;
  cache: LoaderCache;
}

/** A loader of what a query answers. A request has some seventy and uses a few, so each is made when it is first asked. */
class QueryLoader<K extends string | KeyWithArgs<unknown>, V, R> {
  private made: Loader<K, V, R> | undefined;
  private narrower: Map<KeyedQuery, QueryLoader<K, V, R>> | undefined;

  constructor(
    private readonly query: KeyedQuery,
    private readonly partsFor: (query: KeyedQuery) => LoaderParts<K, V, R>,
  ) {}

  load(key: K): PromiseOrValue<R> {
    return this.loader().load(key);
  }

  loadMany(keys: readonly K[]): PromiseOrValue<R[]> {
    return this.loader().loadMany(keys);
  }

  private loader(): Loader<K, V, R> {
    return (this.made ??= new Loader(this.partsFor(this.query)));
  }

  /** The same, reading no more than is selected, where that is known. */
  only(selection: Selection | undefined): QueryLoader<K, V, R> {
    const query = selection === undefined ? this.query : this.query.only(selection);
    if (query === this.query) return this;
    this.narrower ??= new Map();
    let loader = this.narrower.get(query);
    if (loader === undefined) this.narrower.set(query, (loader = new QueryLoader(query, this.partsFor)));
    return loader;
  }
}

/** The one value of a key; null where there is none. */
export type OneLoader<V> = QueryLoader<string, V, V | null>;
/** The list of a key; empty where there is none. */
export type ManyLoader<V> = QueryLoader<string, V[], V[]>;
/** A page of the connection of a key; `E` is what an edge holds: its `node`, and what else it says. */
export type PageLoader<E extends { node: unknown }, A extends object = object> = QueryLoader<
  KeyWithArgs<PageRequest & A>,
  Page<E>,
  Connection<E>
>;
/** The same, not made into a connection yet. */
export type RowsLoader<E, A extends object = object> = QueryLoader<KeyWithArgs<PageRequest & A>, Page<E>, Page<E>>;

/** What each feature makes its loaders of: a query that answers for all `$ids` of a batch at once. */
export const graphLoaders = ({ reads, cache }: CachedGraph) => {
  const ofIds =
    <V, R>(shape: (found: V | null) => R) =>
    (query: KeyedQuery): LoaderParts<string, V, R> => ({
      name: query.mark,
      cache,
      batch: byKey((ids) => reads.read(query, { ids })),
      shape,
    });
  const ofPages =
    <E, A extends object, R>(shape: (found: Page<E>, page: PageRequest) => R) =>
    (query: KeyedQuery): LoaderParts<KeyWithArgs<PageRequest & A>, Page<E>, R> => ({
      name: query.mark,
      cache,
      batch: byKeyAndArgs((ids, args) => reads.read(query, { ids, ...(args as PageRequest) })),
      shape: (found, { args }) => shape(found ?? EMPTY_PAGE, args),
    });
  const [one, many] = [ofIds<unknown, unknown>((found) => found), ofIds<unknown[], unknown[]>((found) => found ?? [])];
  return {
    one: <V>(query: KeyedQuery) => new QueryLoader(query, one) as OneLoader<V>,
    many: <V>(query: KeyedQuery) => new QueryLoader(query, many) as ManyLoader<V>,
    pages: <E extends { node: unknown }, A extends object = object>(query: KeyedQuery): PageLoader<E, A> =>
      new QueryLoader(query, ofPages(toConnection<E>)),
    rows: <E, A extends object = object>(query: KeyedQuery): RowsLoader<E, A> =>
      new QueryLoader(
        query,
        ofPages<E, A, Page<E>>((page) => page),
      ),
  };
};

export type GraphLoaders = ReturnType<typeof graphLoaders>;

/** The arguments of a connection as they come; null means the default. */
export interface PageArgs {
  first: number | null | undefined;
  after: string | null | undefined;
  pageSize: number;
  /** What is selected of the connection, where that is known. */
  selection?: Selection;
}

/** The connection that a subject has, a page of it. */
export function loadConnection<E extends { node: unknown }, A extends object = object>(
  loader: PageLoader<E, A>,
  key: string,
  { first, after, pageSize, selection }: PageArgs,
  more?: A,
): PromiseOrValue<Connection<E>> {
  const args = { ...pageRequest(first, after, pageSize), ...(more as A) };
  return loader.only(selection && pageSelection(selection)).load({ key, args });
}
