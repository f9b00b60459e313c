import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { say, showProgress } from '../src/console.js';
import { startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import type { BenchOptions } from './bench.js';
import { bulkLoad } from './bulk-load.js';
import { GENERATED, generatedFacts } from './generated-facts.js';
import { runProgram, startCareergraph } from './programs.js';
import { type Download, findDownloads } from './publishers.js';

export interface WholeGraph {
  home: string;
  /** What it is not. */
  notes: string[];
}

/** The seed with every download that is there, or a generated graph of that size where there is none; made unless it is kept from an earlier time. */
export async function wholeGraph({ folder, data, home = join(folder, 'whole') }: BenchOptions): Promise<WholeGraph> {
  const { downloads, missing } = findDownloads(data);
  if (downloads.length === 0) {
    // Beside the other one: what is kept for the next time must not be taken for what it is not.
    const generated = `${home}-generated`;
    await makeOnce(generated, (unfinished) => generate(unfinished, 1));
    return { home: generated, notes: ['The graph is generated: the publishers’ files are not there.'] };
  }
  await makeOnce(home, (unfinished) => fill(unfinished, downloads));
  return { home, notes: missing.map((what) => `The whole graph is without ${what}: its files are not there.`) };
}

/** Has its name only when it is complete. */
async function makeOnce(home: string, make: (home: string) => Promise<void>): Promise<void> {
  if (existsSync(home)) return;
  const unfinished = `${home}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  await make(unfinished);
  renameSync(unfinished, home);
}

/** The seed, and downloads. */
export async function fill(home: string, downloads: readonly Download[]): Promise<void> {
  await (await startCareergraph(home)).stop();
  const neo4j = await startEmbeddedNeo4j({ home });
  for (const { what, path } of downloads) {
    say(`Importing ${what} ...`);
    await runProgram('dist/graph-seed/import.js', [what, path], neo4j.connection);
  }
  await neo4j.stop();
}

/** A generated graph, so many times the size of O*NET and ESCO together. */
export async function generate(home: string, factor: number): Promise<void> {
  const tables = `${home}-tables`;
  await (await startCareergraph(home)).stop();
  await showProgress(`Making a graph of ${factor}×`, () => bulkLoad(home, tables, GENERATED, generatedFacts, factor));
  rmSync(tables, { recursive: true });
  await (await startCareergraph(home)).stop(); // makes constraints and indexes
}
