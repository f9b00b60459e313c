import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../../graph-seed/seed.js';
import { startEmbeddedNeo4j } from '../../src/graph/embedded-neo4j.js';
import { Graph } from '../../src/graph/graph.js';

/** One Neo4j with the seed in it, in a folder of its own, for all tests that only read. */
export default async function globalSetup() {
  const home = await mkdtemp(join(tmpdir(), 'careergraph-test-'));
  const neo4j = await startEmbeddedNeo4j({ home });
  globalThis.sharedNeo4j = { neo4j, home };
  const graph = await Graph.connect(neo4j.connection);
  await seed(graph);
  await graph.close();
  process.env.TEST_NEO4J = JSON.stringify(neo4j.connection);
}
