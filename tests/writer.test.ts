import { inspectGraph } from '../graph-seed/seed.js';
import { writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { baker, claimedBy, factsOfEveryKind, kneading, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { send } from './support/shared-graph.js';

const own = ownGraph();
const needs = { fact: 'requires', role: 'role:baker', skill: 'skill:kneading' } as const;
/** All that is said, without when it was. */
const snapshot = () =>
  own.graph.read(`MATCH (n) WHERE NOT n:Graph|Release|Change OPTIONAL MATCH (n)-[r]->(m)
    RETURN n.id AS id, labels(n) AS labels, properties(n) AS node, properties(r) AS claim, m.id AS to ORDER BY id, claim.id`);
const revision = async () => (await own.graph.read<{ revision: number }>('MATCH (g:Graph) RETURN g.revision AS revision'))[0]?.revision;

beforeEach(async () => {
  await own.graph.write('MATCH (n) DETACH DELETE n');
  await applySchema(own.graph);
});

describe('Writing facts', () => {
  test('twice is writing them once: nothing changes, and the revision stays', async () => {
    const first = await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
    expect(first).toEqual({ added: factsOfEveryKind.length, changed: 0, removed: 0 });
    const before = await snapshot();
    expect(await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)])).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(await snapshot()).toEqual(before);
    expect(await revision()).toBe(1);
  });

  test('keeps what two sources say of one thing side by side', async () => {
    await writeFacts(own.graph, 'test', [
      claimedBy(sourceA, baker, kneading, { ...needs, importance: 0.4 }),
      claimedBy(sourceB, baker, kneading, { ...needs, importance: 0.8, necessity: 'ESSENTIAL', wording: 'Dough work' }),
    ]);
    const { data } = await send(
      own.graph,
      '{ role(id: "role:baker") { skills { edges { importance necessity claims { importance wording source { id } } } } } }',
    );
    expect(data.role.skills.edges).toEqual([
      {
        importance: expect.closeTo(0.6),
        necessity: 'ESSENTIAL',
        claims: [
          { importance: 0.4, wording: null, source: { id: 'source:a' } },
          { importance: 0.8, wording: 'Dough work', source: { id: 'source:b' } },
        ],
      },
    ]);
  });

  test('raises the revision once for a run that changes something, and on what it changed', async () => {
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
    const changed = await writeFacts(own.graph, 'test', [
      claimedBy(sourceA, { ...baker, summary: 'Bakes cake.' }, kneading, { ...needs, importance: 0.1 }),
    ]);
    expect(changed).toEqual({ added: 0, changed: 2, removed: 0 });
    const { data } = await send(
      own.graph,
      `{ role(id: "role:baker") { revision summary } pastry: role(id: "role:pastry-cook") { revision } skill(id: "skill:kneading") { revision } }`,
    );
    expect(data).toEqual({ role: { revision: 2, summary: 'Bakes cake.' }, pastry: { revision: 1 }, skill: { revision: 1 } });
    const releases = await own.graph.read(
      'MATCH (r:Release) RETURN r.revision AS revision, r.added AS added, r.changed AS changed ORDER BY revision',
    );
    expect(releases).toEqual([
      { revision: 1, added: factsOfEveryKind.length, changed: 0 },
      { revision: 2, added: 0, changed: 2 },
    ]);
  });

  test('counts changed pay as a change of the role whose pay it is', async () => {
    const pay = { fact: 'pays', id: 'salary:baker/a', role: 'role:baker', currency: 'USD', period: 'YEAR', mean: 30_000 } as const;
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker, pay)]);
    expect(await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker, { ...pay, mean: 31_000 })])).toEqual({
      added: 0,
      changed: 1,
      removed: 0,
    });
    const { data } = await send(own.graph, '{ role(id: "role:baker") { revision salaries { mean } } }');
    expect(data.role).toEqual({ revision: 2, salaries: [{ mean: 31_000 }] });
  });

  test('prefers a curator’s summary to a guide’s, and falls back when it says none', async () => {
    const curator = { ...sourceB, sourceKind: 'CURATOR' as const };
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker), claimedBy(curator, { ...baker, summary: 'Makes bread, with care.' })]);
    const summary = async () => (await send(own.graph, '{ role(id: "role:baker") { summary } }')).data.role.summary;
    expect(await summary()).toBe('Makes bread, with care.');
    await writeFacts(own.graph, 'test', [claimedBy(curator, { ...baker, summary: undefined })]);
    expect(await summary()).toBe('Bakes bread.');
  });

  test('about something that no fact describes is refused, naming it, and nothing of that batch stays', async () => {
    const writing = writeFacts(own.graph, 'test', [claimedBy(sourceA, baker, needs)]);
    await expect(writing).rejects.toThrow('Facts speak of skill:kneading, which no fact describes.');
    expect(await own.graph.read('MATCH (n:Role) RETURN n')).toEqual([]);
  });

  test('that was cut off leaves the graph marked, and the next run completes it to the same graph', async () => {
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
    const whole = await snapshot();
    await own.graph.write('MATCH (n) DETACH DELETE n');

    const onWritten = (): never => {
      throw new Error('cut off');
    };
    const cutOff = writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)], { onWritten });
    await expect(cutOff).rejects.toThrow('cut off');
    expect(await inspectGraph(own.graph)).toBe('incomplete');
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
    expect(await inspectGraph(own.graph)).toBe('careergraph');
    expect(await snapshot()).toEqual(whole);
  });
});

test('A database is told to be empty, a career graph, or something else', async () => {
  expect(await inspectGraph(own.graph)).toBe('empty');
  await own.graph.write('CREATE (:Customer)');
  expect(await inspectGraph(own.graph)).toBe('foreign');
});
