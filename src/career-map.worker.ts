import { parentPort, workerData } from 'node:worker_threads';
import type { CareerMap } from './career-map/career-map.js';
import { buildHere } from './career-map-keeper.js';
import { GraphUnavailableError } from './graph/errors.js';
import { Graph } from './graph/graph.js';
import type { Neo4jConnection } from './graph/neo4j-connection.js';

/** A database that is away is no defect; an error's class is lost between threads. */
export type BuildResult = { map: CareerMap } | { unavailable: string };

parentPort!.postMessage(await build(workerData as Neo4jConnection));

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
