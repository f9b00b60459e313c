import { accessSync, constants, existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { say, showProgress } from '../src/console.js';
import type { Graph } from '../src/graph/graph.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { runCommand } from './command.js';
import { withNamesInCommon } from './names-in-common.js';
import { ImportReport } from './publisher.js';
import { type Download, DOWNLOADS } from './publishers.js';
import { type ClaimChange, compareFacts, type SourceFacts, type WriteCounts, writeFacts } from './writer.js';

/** So many claims of each kind of change the report lists; how many there are in all it always says. */
const LISTED_CLAIMS = 1_000;
/** No more than so many of each are shown one by one on the console. */
const SHOWN_CLAIMS = 10;

const HELP = `npm run import -- <what> <path> [options]

Loads a publisher's own download into the database that the settings name: the one at NEO4J_URI, or else Careergraph's own, be
Careergraph running or not. docs/importing.md says where to download what.

  onet <folder>       O*NET's text release, 25 to 30.x
  esco <folder>       ESCO's CSV files, 1.1 or 1.2, in English
  bls <folder>        OEWS wages (national_M20YY_dl.xlsx) and projections (occupation.xlsx), for the roles of O*NET
  crosswalk <file>    the ESCO-O*NET crosswalk, between roles that are there
  facts <file>        facts as JSON Lines, such as \`npm run export -- --format jsonl\` writes; docs/exporting.md says what they look like

  --dry-run           read and check everything, say what the import would change in the graph, and write nothing
  --prune             retract what this source said before and says no more; only of the kinds whose files are there
  --report <file>     write as JSON what became of each row, and which claims are added, changed and removed
                      (of each at most ${LISTED_CLAIMS.toLocaleString('en')}, and how many there are in all)
  --help              show this

Everything is checked before anything is written. An import that was cut off is completed by running it again; one that is run
again when it is complete changes nothing. Only one import writes at a time.
`;

interface Options {
  what: string;
  path: string;
  open: (path: string, graph: Graph) => Promise<Download>;
  dryRun: boolean;
  prune: boolean;
  reportFile: string | undefined;
}

/** What an import changes, or would: counted in all, and listed as far as there is room. */
class Changes {
  readonly counts: WriteCounts = { added: 0, changed: 0, removed: 0 };
  readonly listed: Record<ClaimChange['change'], Omit<ClaimChange, 'change'>[]> = { added: [], changed: [], removed: [] };

  take(batch: readonly ClaimChange[]): void {
    for (const { change, ...claim } of batch) {
      this.counts[change] += 1;
      if (this.listed[change].length < LISTED_CLAIMS) this.listed[change].push(claim);
    }
  }
}

async function importDownload(graph: Graph, { what, path, open, dryRun, prune, reportFile }: Options): Promise<void> {
  const download = await open(path, graph);
  const report = new ImportReport();
  const own = new Set<string>();
  // Read through once before anything is written: a download that is cut short is found out in time, and how much there is, too.
  const total = await showProgress(`Checking ${what}`, (progress) => countFacts(download, report, own, progress));
  const sources = readAgain(download, prune);
  const changes = new Changes();
  /** What names have in common shows only in the graph that an import ends in: it is no part of what a dry run foresees. */
  const links = new Changes();
  await showProgress(`${dryRun ? 'Comparing' : 'Importing'} ${what}`, async (progress) => {
    let done = 0;
    const options = {
      onWritten: (facts: number) => progress((done = Math.min(done + facts, total)), total),
      onChanges: (batch: readonly ClaimChange[], source: string) => (own.has(source) ? changes : links).take(batch),
      onWaiting: (other: string) => say(`Another import (${other}) has the graph. Seeing whether it is still alive ...`),
    };
    if (dryRun) return compareFacts(graph, sources, options);
    await applySchema(graph);
    return writeFacts(graph, what, withNamesInCommon(graph, sources, report), options);
  });
  summarise(report);
  say(`${total} facts: ${describeCounts(changes.counts, dryRun)}`);
  if (!dryRun) say(`Names in common with what else is there: ${links.counts.added} links added, ${links.counts.removed} retracted.`);
  showChanges(changes, reportFile);
  if (reportFile === undefined) return;
  const content = {
    ...{ what, dryRun, prune, facts: total },
    ...{ written: changes.counts, changes: { listedAtMost: LISTED_CLAIMS, ...changes.listed } },
    namesInCommon: dryRun ? null : { written: links.counts, changes: { listedAtMost: LISTED_CLAIMS, ...links.listed } },
    ...report,
  };
  writeFileSync(reportFile, `${JSON.stringify(content, null, 2)}\n`);
}

async function countFacts(
  download: Download,
  report: ImportReport,
  sources: Set<string>,
  progress: (done: number) => void,
): Promise<number> {
  let count = 0;
  for await (const { source, facts } of download(report)) {
    sources.add(source.id);
    for await (const _ of facts) if (++count % 1_000 === 0) progress(count);
  }
  return count;
}

async function* readAgain(download: Download, prune: boolean): AsyncGenerator<SourceFacts> {
  for await (const { source, facts, complete, unread } of download(new ImportReport())) {
    yield { source, facts, ...(prune && { complete, unread }) };
  }
}

function summarise({ files, missing, remarks }: ImportReport): void {
  for (const [name, { read, used, skipped }] of Object.entries(files)) {
    say(`${name}: ${read} rows read, ${used} used`);
    for (const [reason, { rows, examples }] of Object.entries(skipped)) say(`  ${rows} skipped: ${reason} (such as ${examples[0]})`);
  }
  for (const [name, unread] of Object.entries(missing)) say(`${name} is not there: ${unread}`);
  for (const [remark, about] of Object.entries(remarks)) say(`${about.length} ${remark} (such as ${about[0]})`);
}

function describeCounts({ added, changed, removed }: WriteCounts, dryRun: boolean): string {
  return dryRun
    ? `${added} would be added, ${changed} changed, ${removed} retracted. Nothing was written: run it without --dry-run for that.`
    : `${added} added, ${changed} changed, ${removed} retracted; all others were there already.`;
}

function showChanges({ counts, listed }: Changes, reportFile: string | undefined): void {
  for (const change of ['added', 'changed', 'removed'] as const) {
    if (counts[change] > SHOWN_CLAIMS) continue;
    for (const { fact, subject, other = '' } of listed[change]) say(`  ${change}: ${fact} ${subject} ${other}`.trimEnd());
  }
  if (reportFile !== undefined) say(`The report is in ${reportFile}.`);
  else if (Object.values(counts).some((count) => count > SHOWN_CLAIMS)) say('--report <file> lists which.');
}

function readOptions(): Options {
  const options = { 'dry-run': { type: 'boolean' }, prune: { type: 'boolean' }, report: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [what, path] = positionals;
  const open = Object.hasOwn(DOWNLOADS, what ?? '') ? DOWNLOADS[what!] : undefined;
  if (what === undefined || open === undefined || path === undefined || positionals.length > 2) {
    throw new Error(`Expected what to import and where it is; got "${positionals.join(' ')}".`);
  }
  if (!existsSync(path)) throw new Error(`There is no ${path}. Expected the folder or file that was downloaded for ${what}.`);
  if (values.report !== undefined) requireFolderOf(values.report);
  return { what, path, open, dryRun: values['dry-run'] ?? false, prune: values.prune ?? false, reportFile: values.report };
}

/** Nobody should wait for an import to learn that its report cannot be written. */
function requireFolderOf(reportFile: string): void {
  try {
    accessSync(dirname(reportFile), constants.W_OK);
  } catch (cause) {
    throw new Error(`The report cannot be written to ${reportFile}. Name a file in a folder that is there and can be written to.`, {
      cause,
    });
  }
}

await runCommand({ help: HELP, readOptions, work: importDownload });
