import { inspectGraph } from '../src/graph/graph-state.js';
import { type ClaimChange, compareFacts, type SourceFacts, writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { baker, claimedBy, factsOfEveryKind, kneading, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { emptyGraph, send } from './support/shared-graph.js';

const own = ownGraph();
const needs = { fact: 'requires', role: 'role:baker', skill: 'skill:kneading' } as const;
/** All that is said, without when it was. */
const snapshot = () =>
  own.graph.read(`MATCH (n) WHERE NOT n:Graph|Release|Change OPTIONAL MATCH (n)-[r]->(m)
    RETURN n.id AS id, labels(n) AS labels, properties(n) AS node, properties(r) AS claim, m.id AS to ORDER BY id, claim.id`);
const revision = async () => (await own.graph.read<{ revision: number }>('MATCH (g:Graph) RETURN g.revision AS revision'))[0]?.revision;

beforeEach(async () => {
  await emptyGraph(own.graph);
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

  test('about pay without a figure that it had before takes the figure back', async () => {
    const pay = { fact: 'pays', id: 'salary:baker/a', role: 'role:baker', currency: 'USD', period: 'YEAR' } as const;
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker, { ...pay, mean: 30_000, median: 29_000 })]);
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker, { ...pay, median: 29_000 })]);
    const { data } = await send(own.graph, '{ role(id: "role:baker") { salaries { mean median } } }');
    expect(data.role.salaries).toEqual([{ mean: null, median: 29_000 }]);
  });

  test('that say a thing twice keeps what was said first, so that a second run changes nothing', async () => {
    const twice = [claimedBy(sourceA, baker, kneading, { ...needs, importance: 0.4 }, { ...needs, importance: 0.8 })];
    expect(await writeFacts(own.graph, 'test', twice)).toEqual({ added: 3, changed: 0, removed: 0 });
    expect(await writeFacts(own.graph, 'test', twice)).toEqual({ added: 0, changed: 0, removed: 0 });
    const { data } = await send(own.graph, '{ role(id: "role:baker") { skills { edges { importance } } } }');
    expect(data.role.skills.edges).toEqual([{ importance: 0.4 }]);
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

describe('Comparing facts', () => {
  const said = claimedBy(sourceA, ...factsOfEveryKind);
  const everyKind = new Set(factsOfEveryKind.map(({ fact }) => fact));
  /** What is counted and listed by `work`, in the order of the subjects. */
  const changesOf = async (work: typeof compareFacts, sources: SourceFacts[]) => {
    const listed: ClaimChange[] = [];
    const counts = await work(own.graph, sources, { onChanges: (changes) => listed.push(...changes) });
    return { counts, listed: listed.map((change) => JSON.stringify(change)).sort() };
  };
  const write: typeof compareFacts = (graph, sources, options) => writeFacts(graph, 'test', sources, options);

  test('with an empty graph finds all of them new, and writes nothing', async () => {
    const compared = await changesOf(compareFacts, [said]);
    expect(compared.counts).toEqual({ added: factsOfEveryKind.length, changed: 0, removed: 0 });
    expect(await own.graph.read('MATCH (n) RETURN n')).toEqual([]);
    expect(await changesOf(write, [said])).toEqual(compared);
  });

  test('finds what writing them then changes: concepts, claims, what they describe, the source, and what is said no more', async () => {
    await writeFacts(own.graph, 'test', [said]);
    expect((await changesOf(compareFacts, [said])).listed).toEqual([]);
    const kept = factsOfEveryKind.filter(({ fact }) => !['works', 'name', 'activity', 'involves'].includes(fact));
    const changed = kept.map((fact) =>
      fact.fact === 'pays' ? { ...fact, mean: undefined } : fact.fact === 'requires' ? { ...fact, importance: 0.123 } : fact,
    );
    const facts = [...changed, { fact: 'level', id: 'level:lead', name: 'Lead', scale: 'career-stage', rank: 6 }] as typeof kept;
    facts[0] = { ...baker, title: 'Master of Bread', summary: 'Bakes.' };
    const next = [{ ...claimedBy({ ...sourceA, version: '2.0' }, ...facts), complete: everyKind }];

    const before = await snapshot();
    const compared = await changesOf(compareFacts, next);
    expect(await snapshot()).toEqual(before);
    expect(await changesOf(write, next)).toEqual(compared);
    const removed = factsOfEveryKind.length - kept.length;
    const requirements = kept.filter(({ fact }) => fact === 'requires').length;
    expect(compared.counts).toEqual({ added: 1, changed: requirements + 3, removed });
    expect(compared.listed).toEqual(
      expect.arrayContaining(
        [
          { change: 'added', fact: 'level', subject: 'level:lead' },
          { change: 'changed', fact: 'source', subject: 'source:a' },
          { change: 'changed', fact: 'role', subject: 'role:baker' },
          { change: 'changed', fact: 'pays', subject: 'role:baker', other: 'salary:baker/a/all' },
          { change: 'removed', fact: 'activity', subject: 'activity:bake' },
          { change: 'removed', fact: 'involves', subject: 'role:baker', other: 'activity:bake' },
        ].map((change) => JSON.stringify(change)),
      ),
    );
    expect((await changesOf(compareFacts, next)).listed).toEqual([]);
  });

  test('refuses what writing them would refuse', async () => {
    const comparing = compareFacts(own.graph, [claimedBy(sourceA, baker, needs)]);
    await expect(comparing).rejects.toThrow('Facts speak of skill:kneading, which no fact describes.');
    await writeFacts(own.graph, 'test', [claimedBy(sourceB, kneading)]);
    expect(await compareFacts(own.graph, [claimedBy(sourceA, baker, needs)])).toMatchObject({ added: 2 });
  });
});

test('A database is told to be empty, a career graph, or something else', async () => {
  expect(await inspectGraph(own.graph)).toBe('empty');
  await own.graph.write('CREATE (:Customer)');
  expect(await inspectGraph(own.graph)).toBe('foreign');
});
