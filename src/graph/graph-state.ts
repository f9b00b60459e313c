import type { Graph } from './graph.js';

export interface GraphState {
  readonly revision: number;
  /** Then what is in the graph is no whole. */
  readonly importing: boolean;
  /** The number of the last migration that it has been through. */
  readonly migration: number;
}

/** One query for all who ask, which Neo4j plans but once: just after its start that takes a tenth of a second. */
const GRAPH_STATE = `/* graphState */
MATCH (graph:Graph { id: 'graph:careergraph' })
RETURN graph.revision AS revision, graph.importing IS NOT NULL AS importing, coalesce(graph.migration, 0) AS migration`;

/** Undefined where nothing of ours was ever loaded. */
export async function readGraphState(graph: Graph): Promise<GraphState | undefined> {
  const [state] = await graph.read<GraphState>(GRAPH_STATE);
  return state;
}

/** Nothing at all, a career graph, one whose seeding was cut off, or something else, which is not ours to write to. */
export type DatabaseContent = 'empty' | 'careergraph' | 'incomplete' | 'foreign';

export async function inspectGraph(graph: Graph): Promise<DatabaseContent> {
  const state = await readGraphState(graph);
  if (state !== undefined) return state.importing ? 'incomplete' : 'careergraph';
  const [found] = await graph.read<{ anything: boolean }>('/* anything */ RETURN EXISTS { MATCH () } AS anything');
  return found!.anything ? 'foreign' : 'empty';
}
