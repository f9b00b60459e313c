import type { Graph } from '../../graph/graph.js';
import type { FactCount } from '../source/source.type.js';
import type { GraphInfo } from './graph-info.type.js';
import { type GraphEdge, type GraphNode, type GraphSlice, TYPE_BY_LABEL } from './graph-slice.type.js';
import { ALL_RELEASES, BEST_CONNECTED_ROLES, COUNTS, GRAPH_STATE, NEXT_RING, SLICE } from './overview.queries.js';
import type { Release } from './release.type.js';

/** How many edges one step outwards may follow: a skill that thousands of roles need must not make a drawing slow. */
const EDGES_PER_STEP = 10_000;

export class OverviewRepository {
  constructor(private readonly graph: Graph) {}

  /** The state of a graph that nothing was ever loaded into is revision 0. */
  async state(): Promise<GraphInfo> {
    const [state] = await this.graph.read<GraphInfo>(GRAPH_STATE);
    return state ?? { revision: 0, changedAt: null };
  }

  counts(): Promise<FactCount[]> {
    return this.graph.read<FactCount>(COUNTS);
  }

  async releases(): Promise<Release[]> {
    const rows = await this.graph.read<{ release: Release }>(ALL_RELEASES);
    return rows.map(({ release }) => release);
  }

  /** What lies around a node, step by step outwards until `limit` nodes are found; null where there is no such node. */
  async around(id: string, depth: number, limit: number): Promise<GraphSlice | null> {
    const chosen = [id];
    let ring = [id];
    let truncated = false;
    for (let step = 1; step <= depth && ring.length > 0; step++) {
      const room = limit - chosen.length;
      const found = await this.graph.read<{ id: string; ties: number }>(NEXT_RING, { ring, chosen, room });
      const next = found.slice(0, room);
      chosen.push(...next.map((node) => node.id));
      ring = followed(next);
      truncated ||= found.length > room || (step < depth && ring.length < next.length);
      if (found.length > room) break;
    }
    const slice = await this.slice(chosen, truncated);
    return slice.nodes.length === 0 ? null : slice;
  }

  async bestConnected(limit: number): Promise<GraphSlice> {
    const found = await this.graph.read<{ id: string }>(BEST_CONNECTED_ROLES, { room: limit });
    const ids = found.slice(0, limit).map(({ id }) => id);
    return this.slice(ids, found.length > limit);
  }

  private async slice(ids: readonly string[], truncated: boolean): Promise<GraphSlice> {
    const [slice] = await this.graph.read<{ nodes: GraphNode[]; edges: GraphEdge[] }>(SLICE, { ids, types: TYPE_BY_LABEL });
    return { ...slice!, truncated };
  }
}

/** From which nodes to go on: from those with few ties first, as far as the bound allows. */
function followed(nodes: readonly { id: string; ties: number }[]): string[] {
  let edges = 0;
  return [...nodes]
    .sort((a, b) => a.ties - b.ties)
    .filter(({ ties }) => (edges += ties) <= EDGES_PER_STEP)
    .map(({ id }) => id);
}
