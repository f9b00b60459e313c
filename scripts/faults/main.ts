// Does to a Careergraph what happens to services, and checks what docs/operations.md promises:
//   npm run faults [-- <scenario>...]   kill-database, kill-api, freeze, abandon, stop, disk, clock, attack, soak; the first five unless told
// Each starts its own Careergraph and database in a temporary folder. FAULTS_SCALE=10 does ten times as much.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showProgress } from '../../src/console.js';
import { endRuns } from '../../tests/support/child-process.js';
import { attack } from './attack.js';
import { jumpClock, runOutOfDisk } from './machine.js';
import { abandon, type Findings, freezeDatabase, killApi, killDatabase, type Report, stopUnderLoad } from './scenarios.js';
import { Service } from './service.js';
import { soak } from './soak.js';

const scale = Number(process.env.FAULTS_SCALE ?? 1);
const withService =
  (work: (service: Service, report: Report) => Promise<Findings>) =>
  async (home: string, report: Report): Promise<Findings> =>
    work(await Service.start(home), report);

const scenarios: Record<string, (home: string, report: Report) => Promise<Findings>> = {
  'kill-database': withService((service, report) => killDatabase(service, { kills: 10, curators: 16, edits: 1_000 * scale }, report)),
  'kill-api': withService(
    async (service, report) => (await killApi(service, { kills: 5, curators: 16, edits: 500 * scale }, report)).findings,
  ),
  freeze: withService((service) => freezeDatabase(service, { clients: 300 })),
  abandon: withService((service) => abandon(service, { clients: 200 })),
  stop: withService((service) => stopUnderLoad(service, { clients: 16 })),
  disk: (home) => runOutOfDisk(home, { room: 262_144 }),
  clock: jumpClock,
  attack: withService((service, report) => attack(service, { seconds: 30 * scale }, report)),
  soak: withService((service, report) => soak(service, { seconds: 60 * scale }, report)),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in scenarios));
if (unknown.length > 0) throw new Error(`There is no scenario "${unknown[0]}". Expected ${Object.keys(scenarios).join(', ')}.`);

execFileSync(process.execPath, ['scripts/set-up.mjs'], { stdio: 'inherit' });
for (const name of asked.length > 0 ? asked : Object.keys(scenarios).slice(0, 5)) {
  const home = mkdtempSync(join(tmpdir(), 'careergraph-faults-'));
  try {
    const { figures, broken, late = [] } = await showProgress(name, (report) => scenarios[name]!(home, report));
    for (const [what, figure] of Object.entries(figures)) console.log(`  ${what}: ${figure}`);
    const against = [...broken, ...late];
    for (const what of against.slice(0, 20)) console.log(`  BROKEN: ${what}`);
    if (against.length > 0) process.exitCode = 1;
    else console.log('  holds');
  } finally {
    await endRuns();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
process.exit();
