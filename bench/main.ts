// Measures Careergraph on this machine, and writes the figures into docs/:
//   npm run bench [-- <what>...] [--data <folder>] [--home <folder>] [--rounds <number>] [--minutes <number>]
// Each bench starts its own Neo4j in a folder of its own, and every server and program that it measures as a process of its own.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../src/project-root.js';
import type { Bench } from './bench.js';
import { benchExplorer } from './explorer.js';
import { benchImport } from './import.js';
import { benchLoad } from './load.js';
import { benchPaths } from './paths.js';
import { benchPeers } from './peers.js';
import { benchRead } from './read.js';
import { writeSection } from './report.js';
import { benchScale } from './scale.js';
import { benchStartUp } from './start-up.js';

const benches: Record<string, { bench: Bench; page: string }> = {
  import: { bench: benchImport, page: 'performance.md' },
  read: { bench: benchRead, page: 'performance.md' },
  peers: { bench: benchPeers, page: 'performance.md' },
  paths: { bench: benchPaths, page: 'performance.md' },
  start: { bench: benchStartUp, page: 'performance.md' },
  scale: { bench: benchScale, page: 'performance.md' },
  load: { bench: benchLoad, page: 'performance.md' },
  explorer: { bench: benchExplorer, page: 'explorer.md' },
};

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string', default: join(projectRoot, '../shared/data') },
    home: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '10' },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => name !== 'all' && !(name in benches));
if (unknown.length > 0) throw new Error(`There is no bench "${unknown[0]}". Expected all, ${Object.keys(benches).join(', ')}.`);
const all = positionals.length === 0 || positionals.includes('all');

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careergraph-bench-')));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
for (const [name, { bench, page }] of Object.entries(benches)) {
  if (!all && !positionals.includes(name)) continue;
  const home = values.home === undefined ? {} : { home: resolve(values.home) };
  writeSection(
    name,
    page,
    await bench({ folder, data: resolve(values.data), ...home, rounds: Number(values.rounds), minutes: Number(values.minutes) }),
  );
}
process.exit();
