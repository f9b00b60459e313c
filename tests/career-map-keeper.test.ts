import { fact } from '../graph-seed/facts.js';
import { writeFacts } from '../graph-seed/writer.js';
import { buildCareerMap } from '../src/career-map/build-career-map.js';
import { buildHere, CareerMapKeeper } from '../src/career-map-keeper.js';
import { GraphUnavailableError } from '../src/graph/errors.js';
import { RevisionWatch } from '../src/graph/revision-watch.js';
import { readCareerRows, withoutStrangers } from '../src/read-career-rows.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { baker, claimedBy, kneading, pastryCook, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { send } from './support/shared-graph.js';

const own = ownGraph();
const masterBaker = { fact: 'role', id: 'role:master-baker', scheme: 'guide', title: 'Master Baker' } as const;

/** An import that has written one of its sources, and waits in the middle of the other. */
async function halfAnImport(): Promise<{ finish(): Promise<void> }> {
  let go = (): void => {};
  const waiting = new Promise<void>((resolve) => (go = resolve));
  async function* slowly() {
    yield fact.parse(kneading);
    await waiting;
  }
  const rung = { fact: 'progresses-to', from: 'role:baker', to: 'role:master-baker' } as const;
  const whole = writeFacts(own.graph, 'big', [claimedBy(sourceA, masterBaker, rung), { source: sourceB, facts: slowly() }]);
  while ((await own.graph.read('MATCH (:Role)-[rung:PROGRESSES_TO]->(:Role) RETURN rung.id AS id')).length === 0);
  return {
    finish: async () => {
      go();
      await whole;
    },
  };
}

const PATHS = `query ($to: ID!) {
  transitionPaths(from: { currentRoles: ["role:baker"] }, to: [$to]) { exhaustive paths { moves { to { id } evidence } } }
}`;
const RECOMMENDED = '{ recommendTransitions(from: { currentRoles: ["role:baker"] }) { nodes { role { id } } } }';
const recommended = async (): Promise<string[]> =>
  (await send(own.graph, RECOMMENDED)).data.recommendTransitions.nodes.map(({ role }: any) => role.id);

beforeAll(() => applySchema(own.graph));
beforeEach(async () => {
  await own.graph.write('MATCH (n) DETACH DELETE n');
  const move = { fact: 'adjacent-to', from: 'role:baker', to: 'role:pastry-cook', kind: 'ALTERNATIVE' } as const;
  await writeFacts(own.graph, 'first', [claimedBy(sourceA, baker, pastryCook, move)]);
});

test('While an import runs, answers come from the last whole revision, and switch to the new one by themselves', async () => {
  while ((await recommended())[0] !== 'role:pastry-cook');
  const { finish } = await halfAnImport();
  expect(await recommended()).toEqual(['role:pastry-cook']);
  expect((await send(own.graph, PATHS, { to: 'role:master-baker' })).errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND' });
  expect((await send(own.graph, PATHS, { to: 'role:pastry-cook' })).data.transitionPaths).toEqual({
    exhaustive: true,
    paths: [{ moves: [{ to: { id: 'role:pastry-cook' }, evidence: 'DOCUMENTED' }] }],
  });
  await finish();
  while ((await recommended()).length === 1);
  expect((await recommended()).sort()).toEqual(['role:master-baker', 'role:pastry-cook']);
  expect((await send(own.graph, PATHS, { to: 'role:master-baker' })).data.transitionPaths.paths).toHaveLength(1);
});

test('A map is not taken over that was read while an import began', async () => {
  let during = async (): Promise<void> => {};
  let built = (): void => {};
  const keeper = new CareerMapKeeper(async () => {
    await during();
    const map = await buildHere(own.graph);
    built();
    return map;
  });
  const revisions = new RevisionWatch(own.graph);
  keeper.follow(revisions, () => {});
  const before = await keeper.current();
  await writeFacts(own.graph, 'second', [claimedBy(sourceB, kneading)]);
  let finish = async (): Promise<void> => {};
  during = async () => void ({ finish } = await halfAnImport());
  let builtDuring = false;
  built = () => (builtDuring = true);
  while (!builtDuring) await revisions.look(); // the keeper rests between two builds, for as long as the first one took
  await revisions.look();
  expect(await keeper.current()).toBe(before);
  during = async () => {};
  await finish();
  while ((await keeper.current()) === before) await revisions.look();
  expect((await keeper.current()).roles.ids).toContain('role:master-baker');
});

test('Where edits never pause, the map is built of what has been read, and counts as older', async () => {
  let writing = true;
  const edits = (async () => {
    while (writing) await own.graph.write('MATCH (graph:Graph) SET graph.revision = graph.revision + 1');
  })();
  const { revision, roles } = await readCareerRows(own.graph);
  writing = false;
  await edits;
  const [now] = await own.graph.read<{ revision: number }>('MATCH (graph:Graph) RETURN graph.revision AS revision');
  expect(roles.map(({ id }) => id).sort()).toEqual(['role:baker', 'role:pastry-cook']);
  expect(revision).toBeLessThan(now!.revision);
});

test('What names a role or a skill that came while the rest was read is left out of the map', async () => {
  await writeFacts(own.graph, 'more', [claimedBy(sourceB, baker, kneading, { fact: 'requires', role: 'role:baker', skill: kneading.id })]);
  const rows = await readCareerRows(own.graph);
  expect(rows.roles.find(({ id }) => id === 'role:baker')!.requirements).toHaveLength(1);
  expect(rows.moves).toHaveLength(1);
  const early = withoutStrangers({ ...rows, skills: [], roles: rows.roles.filter(({ id }) => id === 'role:baker') });
  expect(early.roles[0]!.requirements).toEqual([]);
  expect(early.moves).toEqual([]);
  expect(buildCareerMap(early).roles.ids).toEqual(['role:baker']);
});

test('Who asks before there is a first map does not wait for ever, and gets it once it is there', async () => {
  let finish = (): void => {};
  const slow = new Promise<void>((resolve) => (finish = resolve));
  const keeper = new CareerMapKeeper(() => slow.then(() => buildHere(own.graph)), 50);
  await expect(keeper.current()).rejects.toThrow(new GraphUnavailableError('The career map is still being built.'));
  finish();
  await keeper.rebuild();
  expect((await keeper.current()).roles.ids).toContain('role:baker');
});
