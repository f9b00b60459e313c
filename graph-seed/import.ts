import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.js';
import { say, sayFailure, showProgress } from '../src/console.js';
import { openDatabase } from '../src/database.js';
import type { Graph } from '../src/graph/graph.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { StartUpError } from '../src/start-up-error.js';
import { ImportReport, type Publisher } from './publisher.js';
import { PUBLISHERS } from './publishers.js';
import { inspectGraph } from './seed.js';
import { type WriteCounts, writeFacts } from './writer.js';

const HELP = `npm run import -- <what> <path> [options]

Loads a publisher's own download into the database that the settings name: the one at NEO4J_URI, or else Careergraph's own
(stop Careergraph first, or point NEO4J_URI at the address that it printed). docs/importing.md says where to download what.

  onet <folder>       O*NET's text release, 25 to 30.x
  esco <folder>       ESCO's CSV files, 1.1 or 1.2, in English
  bls <folder>        OEWS wages (national_M20YY_dl.xlsx) and projections (occupation.xlsx), for the roles of O*NET
  crosswalk <file>    the ESCO-O*NET crosswalk, between roles that are there

  --dry-run           read and check everything, write nothing
  --prune             retract what this source said before and says no more; only of the kinds whose files are there
  --report <file>     write what became of each row, as JSON
  --help              show this
`;

try {
  await run();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
process.exit();

interface Options {
  path: string;
  open: (path: string, graph: Graph) => Promise<Publisher[]>;
  what: string;
  dryRun: boolean;
  prune: boolean;
  report: string | undefined;
}

async function run(): Promise<void> {
  const options = readOptions();
  if (options === null) return say(HELP);
  if (existsSync('.env')) process.loadEnvFile();
  const database = await openDatabase(loadConfig(process.env));
  try {
    const { graph } = database;
    if ((await inspectGraph(graph)) === 'foreign') {
      throw new StartUpError('The database holds something that is not a career graph, so nothing was written. Point NEO4J_URI elsewhere.');
    }
    await applySchema(graph);
    await importDownload(graph, options);
  } finally {
    await database.close();
  }
}

async function importDownload(graph: Graph, { open, path, what, dryRun, prune, report: reportFile }: Options): Promise<void> {
  const publishers = await open(path, graph);
  const report = new ImportReport();
  // Read through once before anything is written: a download that is cut short is found out in time, and how much there is, too.
  const total = await showProgress(`Checking ${what}`, (progress) => countFacts(publishers, report, progress));
  let written: WriteCounts = { added: 0, changed: 0, removed: 0 };
  if (!dryRun) {
    written = await showProgress(`Importing ${what}`, (progress) => {
      let done = 0;
      const sources = publishers.map((publisher) => ({
        source: publisher.source,
        facts: publisher.facts(new ImportReport()),
        ...(prune && { complete: publisher.kinds, unread: publisher.unread ?? [] }),
      }));
      return writeFacts(graph, what, sources, {
        onWritten: (facts) => progress((done += facts), total),
        onWaiting: (other) => say(`Another import (${other}) has the graph. Seeing whether it is still alive ...`),
      });
    });
  }
  summarise(report, total, dryRun ? null : written);
  if (reportFile !== undefined)
    writeFileSync(reportFile, `${JSON.stringify({ what, dryRun, facts: total, written, ...report }, null, 2)}\n`);
}

async function countFacts(
  publishers: readonly Publisher[],
  report: ImportReport,
  progress: (done: number, total: number) => void,
): Promise<number> {
  let count = 0;
  for (const publisher of publishers) {
    for await (const _ of publisher.facts(report)) if (++count % 10_000 === 0) progress(count, count * 2);
  }
  return count;
}

function summarise({ files, missing, remarks }: ImportReport, facts: number, written: WriteCounts | null): void {
  for (const [name, { read, used, skipped }] of Object.entries(files)) {
    say(`${name}: ${read} rows read, ${used} used`);
    for (const [reason, { rows, examples }] of Object.entries(skipped)) say(`  ${rows} skipped: ${reason} (such as ${examples[0]})`);
  }
  for (const [name, unread] of Object.entries(missing)) say(`${name} is not there: ${unread}`);
  for (const [remark, about] of Object.entries(remarks)) say(`${about.length} ${remark} (such as ${about[0]})`);
  if (written === null) return say(`${facts} facts are in order. Nothing was written.`);
  say(`${facts} facts: ${written.added} added, ${written.changed} changed, ${written.removed} retracted; all others were there already.`);
}

/** Null when help is asked for. */
function readOptions(): Options | null {
  const { values, positionals } = parse();
  if (values.help) return null;
  const [what, path] = positionals;
  const open = PUBLISHERS[what ?? ''];
  if (what === undefined || open === undefined || path === undefined || positionals.length > 2) {
    throw new StartUpError(`Expected what to import and where it is; got "${positionals.join(' ')}".\n\n${HELP}`);
  }
  if (!existsSync(path)) throw new StartUpError(`There is no ${path}. Expected the folder or file that was downloaded for ${what}.`);
  return { what, path, open, dryRun: values['dry-run'] ?? false, prune: values.prune ?? false, report: values.report };
}

function parse() {
  const options = {
    'dry-run': { type: 'boolean' },
    prune: { type: 'boolean' },
    report: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new StartUpError(`${(error as Error).message}\n\n${HELP}`);
  }
}
