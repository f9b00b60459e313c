import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedNeo4j, startEmbeddedNeo4j } from '../../src/graph/embedded-neo4j.js';
import { Graph } from '../../src/graph/graph.js';

/** An empty Neo4j of a test file's own, for tests that write or stop it; gone after its last test. */
export function ownGraph(start = (home: string) => startEmbeddedNeo4j({ home })): { readonly graph: Graph; readonly neo4j: EmbeddedNeo4j } {
  let home: string;
  let neo4j: EmbeddedNeo4j;
  let graph: Graph;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'careergraph-test-'));
    neo4j = await start(home);
    graph = await Graph.connect(neo4j.connection);
  }, 120_000);
  afterAll(async () => {
    await graph?.close();
    await neo4j?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);
  return {
    get graph() {
      return graph;
    },
    get neo4j() {
      return neo4j;
    },
  };
}
