import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../src/console.js';
import { startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import type { BenchOptions } from './bench.js';
import { runProgram, type Server, startCareergraph } from './programs.js';
import { type Download } from './publishers.js';

/** Where the whole graph is, or will be: kept for the next time if so asked. */
export const wholeHome = ({ folder, home }: BenchOptions): string => home ?? join(folder, 'whole');

/** The seed and every download that is there. */
export async function startWhole(home: string, downloads: readonly Download[], env: NodeJS.ProcessEnv = {}): Promise<Server> {
  await fillWhole(home, downloads);
  return startCareergraph(home, env);
}

/** Makes it where it is not there yet. */
export async function fillWhole(home: string, downloads: readonly Download[]): Promise<void> {
  if (existsSync(home)) return;
  await (await startCareergraph(home)).stop();
  const neo4j = await startEmbeddedNeo4j({ home });
  for (const { what, path } of downloads) {
    say(`Importing ${what} ...`);
    await runProgram('dist/graph-seed/import.js', [what, path], neo4j.connection);
  }
  await neo4j.stop();
}
