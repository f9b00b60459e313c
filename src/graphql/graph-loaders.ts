import type { Graph } from '../graph/graph.js';
import { byKeyAndArgs, type LoaderWithArgs, manyByKey, oneByKey } from './batching.js';
import { type Connection, EMPTY_PAGE, type Page, type PageRequest, pageRequest, toConnection } from './pagination.js';

/** What each feature makes its loaders of: a Cypher query that answers for all `$ids` of a batch at once. */
export const graphLoaders = (graph: Graph) => ({
  one: <V>(cypher: string) => oneByKey<V>((ids) => graph.read(cypher, { ids })),
  many: <V>(cypher: string) => manyByKey<V>((ids) => graph.read(cypher, { ids })),
  /** Pages of connections; `N` is what an edge holds: its `node`, and what else it says. */
  pages: <E, A extends object = object>(cypher: string): PageLoader<E, A> =>
    byKeyAndArgs<Page<E>, PageRequest & A>((ids, args) => graph.read(cypher, { ids, ...(args as PageRequest) })),
});

export type PageLoader<E, A extends object = object> = LoaderWithArgs<Page<E>, PageRequest & A>;

/** The arguments of a connection as they come; null means the default. */
export interface PageArgs {
  first: number | null | undefined;
  after: string | null | undefined;
  pageSize: number;
}

/** The connection that a subject has, a page of it. */
export async function loadConnection<E extends { node: unknown }, A extends object = object>(
  loader: PageLoader<E, A>,
  key: string,
  { first, after, pageSize }: PageArgs,
  more?: A,
): Promise<Connection<E>> {
  const page = pageRequest(first, after, pageSize);
  return toConnection((await loader.load({ key, args: { ...page, ...(more as A) } })) ?? EMPTY_PAGE, page);
}
