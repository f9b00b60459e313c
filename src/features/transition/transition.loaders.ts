import type { Graph } from '../../graph/graph.js';
import { graphLoaders } from '../../graphql/graph-loaders.js';
import type { Adjacency, AdjacencyKind } from './adjacency.type.js';
import { NEIGHBOURS_OF_ROLES } from './transition.queries.js';

export function createTransitionLoaders(graph: Graph) {
  const { pages } = graphLoaders(graph);
  return { neighbours: pages<{ node: Adjacency }, { kinds: AdjacencyKind[] | null }>(NEIGHBOURS_OF_ROLES) };
}
