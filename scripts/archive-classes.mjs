// Leaves an archive of the classes that Neo4j loads to start, to be filled and to be read, in the file that is named:
//   node scripts/archive-classes.mjs <file>
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../dist/graph-seed/seed.js';
import { startEmbeddedNeo4j } from '../dist/src/graph/embedded-neo4j.js';
import { Graph } from '../dist/src/graph/graph.js';
import { readCareerRows } from '../dist/src/read-career-rows.js';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'careergraph-classes-')));
try {
  const neo4j = await startEmbeddedNeo4j({ home, archiveClassesTo: process.argv[2] });
  const graph = await Graph.connect(neo4j.connection);
  await seed(graph);
  await readCareerRows(graph);
  await graph.close();
  await neo4j.stop();
} finally {
  rmSync(home, { recursive: true, force: true });
}
