import { parentPort, workerData } from 'node:worker_threads';
import type { CareerMap } from './career-map/career-map.js';
import { buildHere } from './career-map-keeper.js';
import { GraphUnavailableError } from './graph/errors.js';
import { Graph } from './graph/graph.js';
import type { Neo4jConnection } from './graph/neo4j-connection.js';

/** A database that is away is no defect; an error's class is lost between threads. */
export type BuildResult = { map: CareerMap } | { unavailable: string };

const result = await build(workerData as Neo4jConnection);
parentPort!.postMessage(result, [...buffersIn(result)]); // handed over, not copied

function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) buffersIn(part, found);
  return found;
}

async function build(connection: Neo4jConnection): Promise<BuildResult> {
  try {
    const graph = await Graph.connect(connection);
    try {
      return { map: await buildHere(graph) };
    } finally {
      await graph.close();
    }
  } catch (error) {
    if (error instanceof GraphUnavailableError) return { unavailable: error.message };
    throw error;
  }
}
