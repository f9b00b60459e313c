import { type CachedGraph, graphLoaders } from '../../graphql/graph-loaders.js';
import type { Adjacency, AdjacencyKind } from './adjacency.type.js';
import { NEIGHBOURS_OF_ROLES } from './transition.queries.js';

export function createTransitionLoaders(cached: CachedGraph) {
  const { rows } = graphLoaders(cached);
  return { neighbours: rows<{ node: Adjacency }, { kinds: AdjacencyKind[] | null }>(NEIGHBOURS_OF_ROLES) };
}
