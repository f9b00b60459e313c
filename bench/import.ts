import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../src/console.js';
import { type EmbeddedNeo4j, startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { Graph } from '../src/graph/graph.js';
import type { BenchOptions } from './bench.js';
import { type Counts, dumpGraph } from './dump-graph.js';
import { type Finished, runProgram } from './programs.js';
import { type Download, findDownloads } from './publishers.js';
import { median, range, ratio, seconds, type Section, verdict } from './report.js';

const MOST_TIMES = 1.5;
const MOST_MEMORY = 512 * 2 ** 20;
const MEASURED = ['onet', 'esco'];

interface Outcome {
  what: string;
  counts: Counts;
  importer: Finished[];
  bare: Finished[];
}

/** The importer, as a command, against a bare loader of the same nodes and relationships, each into an empty database. */
export async function benchImport({ folder, data, rounds }: BenchOptions): Promise<Section> {
  const { downloads, missing } = findDownloads(data);
  const outcomes: Outcome[] = [];
  for (const download of downloads) if (MEASURED.includes(download.what)) outcomes.push(await compare(download, folder, rounds));
  const notRun = MEASURED.filter((what) => missing.includes(what)).map((what) => `${what} was not run: its files are not there.`);
  return { tables: outcomes.length === 0 ? [] : [table(outcomes)], notes: [...outcomes.map(summarise), ...notRun] };
}

async function compare({ what, path }: Download, folder: string, rounds: number): Promise<Outcome> {
  const outcome: Outcome = { what, counts: { nodes: 0, relationships: 0 }, importer: [], bare: [] };
  const dump = join(folder, `${what}.ndjson`);
  for (let round = 1; round <= rounds; round++) {
    const imported = await onEmptyDatabase(folder, async ({ connection }, graph) => {
      const finished = await runProgram('dist/graph-seed/import.js', [what, path], connection);
      if (round === 1) outcome.counts = await dumpGraph(graph, dump);
      return finished;
    });
    const loaded = await onEmptyDatabase(folder, async ({ connection }, graph) => {
      const finished = await runProgram('bench/bare-loader.mjs', [dump], connection);
      if (round === 1) await requireSame(graph, outcome.counts);
      return finished;
    });
    outcome.importer.push(imported);
    outcome.bare.push(loaded);
    say(`${what}, round ${round}: importer ${seconds(imported.ms)}, bare loader ${seconds(loaded.ms)}`);
  }
  rmSync(dump);
  return outcome;
}

/** A server just started, on an empty database with all constraints and indexes: the same for both. */
async function onEmptyDatabase<T>(folder: string, work: (neo4j: EmbeddedNeo4j, graph: Graph) => Promise<T>): Promise<T> {
  const home = join(folder, 'home');
  const neo4j = await startEmbeddedNeo4j({ home });
  const graph = await Graph.connect(neo4j.connection);
  try {
    await applySchema(graph);
    return await work(neo4j, graph);
  } finally {
    await graph.close();
    await neo4j.stop();
    rmSync(home, { recursive: true });
  }
}

async function requireSame(graph: Graph, { nodes, relationships }: Counts): Promise<void> {
  const [found] = await graph.read<Counts>('/* countAll */ RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships');
  if (found!.nodes === nodes && found!.relationships === relationships) return;
  throw new Error(`The bare loader made ${JSON.stringify(found)}, the importer ${nodes} nodes and ${relationships} relationships.`);
}

const timesOf = (runs: readonly Finished[]): number[] => runs.map((run) => run.ms);
const times = ({ importer, bare }: Outcome): number => median(timesOf(importer)) / median(timesOf(bare));
const memoryOf = ({ importer }: Outcome): number => Math.max(...importer.map(({ peakMemory }) => peakMemory));

const table = (outcomes: readonly Outcome[]): Section['tables'][number] => ({
  title: `Into an empty database, in turn; rounds of each: ${outcomes[0]!.importer.length}. Median (fastest–slowest).`,
  head: ['', 'nodes', 'relationships', 'importer', 'bare loader', 'ratio', 'importer’s memory'],
  rows: outcomes.map((outcome) => [
    outcome.what,
    outcome.counts.nodes.toLocaleString('en'),
    outcome.counts.relationships.toLocaleString('en'),
    range(timesOf(outcome.importer)),
    range(timesOf(outcome.bare)),
    ratio(times(outcome)),
    `${Math.round(memoryOf(outcome) / 2 ** 20)} MB`,
  ]),
});

const summarise = (outcome: Outcome): string =>
  `${outcome.what}: at most ${MOST_TIMES} times the bare loader: ${verdict(times(outcome), MOST_TIMES)} (${ratio(times(outcome))}); ` +
  `under 512 MB: ${verdict(memoryOf(outcome), MOST_MEMORY)}.`;
