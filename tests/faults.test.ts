import { Curators } from '../scripts/faults/curators.js';
import { hasFakeClock, jumpClock, runOutOfDisk } from '../scripts/faults/machine.js';
import { abandon, freezeDatabase, killApi, killDatabase, stopUnderLoad } from '../scripts/faults/scenarios.js';
import { Service } from '../scripts/faults/service.js';
import { endRuns, removeTemporaryFolders, temporaryFolder } from './support/child-process.js';

/** One service suffers all of these, in their order; `npm run faults` does the same at length. */
let service: Service;
const testLimitMs = 300_000;

beforeAll(async () => {
  service = await Service.start(temporaryFolder(), { REQUEST_TIMEOUT_MS: '2000' });
}, testLimitMs);
afterAll(async () => {
  await endRuns();
  removeTemporaryFolders();
}, testLimitMs);

test(
  'A write through one process is seen by another: at once by whoever says its revision, and soon by everybody',
  async () => {
    const uri = service.bolt.replace('bolt://', 'neo4j://');
    const other = await Service.start(temporaryFolder(), { NEO4J_URI: uri, NEO4J_PASSWORD: service.password });
    const curators = new Curators(() => service);
    const skill = curators.skillOf(0, 0);
    const look = `{ skill(id: "${skill}") { id } }`;
    expect(await other.ask(look)).toMatchObject({ code: 'ok', data: { skill: null } });
    await curators.start(1);
    await curators.until(1);
    await curators.stop();
    const written = { code: 'ok', data: { skill: { id: skill } } };
    expect(await other.ask(look, {}, { 'careergraph-revision': String(curators.revision) })).toMatchObject(written);
    while ((await other.ask(look)).data.skill === null);
    expect(await other.ask(look, {}, { 'careergraph-revision': '1000000' })).toMatchObject({ code: 'GRAPH_UNAVAILABLE' });
    expect(await other.stop()).toBe(0);
  },
  testLimitMs,
);

test(
  'A database that is killed while curators write comes back by itself, and nothing acknowledged is lost, doubled or half there',
  async () => {
    const { broken, figures } = await killDatabase(service, { kills: 2, curators: 4, edits: 120 });
    expect(broken).toEqual([]);
    expect(figures['acknowledged edits']).toBeGreaterThanOrEqual(120);
    expect(figures['answers that the graph is away']).toBeGreaterThan(0);
  },
  testLimitMs,
);

test(
  'A frozen database, asked by more clients than there are connections, is told to all of them as unavailable',
  async () => {
    const { broken, figures } = await freezeDatabase(service, { clients: 120 });
    expect(broken).toEqual([]);
    expect(figures.GRAPH_UNAVAILABLE).toBe(121); // one waits for a revision
  },
  testLimitMs,
);

test(
  'Clients that leave, or never finish what they say, harm nobody',
  async () => {
    expect((await abandon(service, { clients: 20 })).broken).toEqual([]);
  },
  testLimitMs,
);

test(
  'An API that is killed while curators write starts again with everything that it has acknowledged',
  async () => {
    const outcome = await killApi(service, { kills: 1, curators: 4, edits: 20 });
    service = outcome.service;
    expect(outcome.findings.broken).toEqual([]);
  },
  testLimitMs,
);

test(
  'An API that is stopped under load answers whom it has let in, and ends in good order',
  async () => {
    const { broken, figures } = await stopUnderLoad(service, { clients: 4 });
    expect(broken).toEqual([]);
    expect(figures.ok).toBeGreaterThan(0);
  },
  testLimitMs,
);

test(
  'A full disk is told as an outage, and with room again everything is there that was acknowledged before',
  async () => {
    const { broken, figures } = await runOutOfDisk(temporaryFolder(), { room: 65_536 });
    expect(broken).toEqual([]);
    expect(figures.GRAPH_UNAVAILABLE).toBeGreaterThan(0);
  },
  testLimitMs,
);

const ifFakeClock = hasFakeClock ? test : test.skip;
if (!hasFakeClock) process.stderr.write('libfaketime is not there: the test of a clock that jumps is skipped.\n');
ifFakeClock(
  'A clock that jumps an hour ahead and two back stops neither edits nor reads',
  async () => {
    expect((await jumpClock(temporaryFolder())).broken).toEqual([]);
  },
  testLimitMs,
);
