import type { Graph } from './graph.js';

export interface GraphState {
  readonly revision: number;
  /** Then what is in the graph is no whole. */
  readonly importing: boolean;
  /** The number of the last migration that it has been through. */
  readonly migration: number;
}

/** One query for all who ask, and no expressions in it: a Neo4j that has just begun takes a quarter of a second to plan even this. */
const GRAPH_STATE = `/* graphState */
MATCH (graph:Graph { id: 'graph:careergraph' })
RETURN graph.revision AS revision, graph.importing AS importing, graph.migration AS migration`;

/** Undefined where nothing of ours was ever loaded. */
export async function readGraphState(graph: Graph): Promise<GraphState | undefined> {
  const [state] = await graph.read<{ revision: number; importing: unknown; migration: number | null }>(GRAPH_STATE);
  return state && { revision: state.revision, importing: state.importing !== null, migration: state.migration ?? 0 };
}

/** Nothing at all, a career graph, one whose seeding was cut off, or something else, which is not ours to write to. */
export type DatabaseContent = 'empty' | 'careergraph' | 'incomplete' | 'foreign';

export async function inspectGraph(graph: Graph): Promise<DatabaseContent> {
  const state = await readGraphState(graph);
  if (state !== undefined) return state.importing ? 'incomplete' : 'careergraph';
  const [found] = await graph.read<{ anything: boolean }>('/* anything */ RETURN EXISTS { MATCH () } AS anything');
  return found!.anything ? 'foreign' : 'empty';
}
