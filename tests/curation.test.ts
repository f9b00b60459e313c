import { setTimeout as sleep } from 'node:timers/promises';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { fact as factShape } from '../graph-seed/facts.js';
import { TYPE_BY_FACT } from '../graph-seed/graph-writes.js';
import { writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { type Scope } from '../src/graphql/identity.js';
import { baker, claimedBy, factsOfEveryKind, sourceA, sourceB } from './support/facts.js';
import { curate, EDITORS, inputOf, defineEditors } from './support/curate.js';
import { ownGraph } from './support/own-graph.js';
import { ask, emptyGraph, send, stateOf } from './support/shared-graph.js';
import { post, serve } from './support/serve.js';
import { acceptingTokens, badAuthorizations, callerWith, token } from './support/tokens.js';

const own = ownGraph();
const REQUIRES = { role: 'role:baker', skill: 'skill:kneading' };

/** All that is in the graph, to tell that nothing was written. */
const everything = () =>
  own.graph.read(`MATCH (n) OPTIONAL MATCH (n)-[r]->(m)
    RETURN labels(n) AS labels, properties(n) AS node, type(r) AS type, properties(r) AS claim, m.id AS to ORDER BY toString(n.id), claim.id`);
const look = async (query: string) => (await send(own.graph, query)).data;
const edit = (mutation: string, input: object, ...scopes: Scope[]) => curate(own.graph, mutation, input, ...scopes);
const assertFacts = (facts: object[], more: object = {}) => edit('assertFacts', { source: EDITORS, facts, ...more });
const problemsOf = ({ problems }: { problems: any[] }) => problems.map(({ path, code }) => [path, code]);

beforeAll(() => applySchema(own.graph));
beforeEach(async () => {
  await emptyGraph(own.graph);
  await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
  await defineEditors(own.graph);
});

describe('A curator', () => {
  test('states every kind of fact that an import can, and the API shows each as if imported', async () => {
    const facts = factsOfEveryKind.map((fact) => inputOf(fact, 'curated'));
    const stated = await assertFacts(facts);
    expect(stated.problems).toEqual([]);
    expect(new Set(stated.claimIds).size).toBe(factsOfEveryKind.length);
    const kinds = await own.graph.read<{ type: string }>(
      'MATCH ()-[claim { source: $source }]->() RETURN DISTINCT type(claim) AS type ORDER BY type',
      { source: EDITORS },
    );
    expect(kinds.map(({ type }) => type)).toEqual([...new Set<string>(Object.values(TYPE_BY_FACT))].sort());
    expect(new Set(factsOfEveryKind.map(({ fact }) => fact)).size).toBe(factShape.options.length);
  });

  test('is told what an edit changed, as is everybody else, with who and when', async () => {
    const { revision, changes } = await assertFacts([{ requires: { ...REQUIRES, importance: 0.2 } }]);
    expect(changes).toEqual([
      {
        revision,
        subject: 'role:baker',
        kind: 'CHANGED',
        fields: ['skills'],
        by: 'ada',
        source: { id: EDITORS },
        at: expect.anything(),
        node: { id: 'role:baker' },
      },
    ]);
    const feed = await look(
      `{ changes(since: ${revision - 1}) { revision nodes { revision subject kind fields by at source { id } node { id } } } }`,
    );
    expect(feed.changes).toEqual({ revision, nodes: changes });
    expect((await look('{ role(id: "role:baker") { revision } }')).role.revision).toBe(revision);
  });

  test('makes a new role together with what it is about, in any order', async () => {
    const made = await assertFacts([
      { requires: { role: 'role:prompt-baker', skill: 'skill:asking' } },
      { skill: { id: 'skill:asking', name: 'Asking', kind: 'SOFT_SKILL' } },
      { role: { id: 'role:prompt-baker', title: 'Prompt Baker' } },
    ]);
    expect(made.problems).toEqual([]);
    expect(await look('{ role(title: "prompt baker") { id scheme status skills { nodes { name } } sources { id } } }')).toEqual({
      role: {
        id: 'role:prompt-baker',
        scheme: 'CURATED',
        status: 'ACTIVE',
        skills: { nodes: [{ name: 'Asking' }] },
        sources: [{ id: EDITORS }],
      },
    });
  });

  test('makes a role that is found by its title after those of the guides, and before those that have it as another title', async () => {
    const titled = async (title: string) => (await look(`{ role(title: "${title}") { id } }`)).role?.id;
    const alternative = (of: string, text: string) => ({ name: { of, text } });
    const made = await assertFacts([
      { role: { id: 'role:second-baker', title: 'Baker' } },
      { role: { id: 'role:oven-minder', title: 'Oven Minder' } },
      alternative('role:baker', 'Oven Minder'),
      alternative('role:second-baker', 'Kneader'),
      alternative('role:baker', 'Kneader'),
      alternative('role:oven-minder', 'Crust Keeper'),
      alternative('role:second-baker', 'Crust Keeper'),
    ]);
    expect(made.problems).toEqual([]);
    expect(await Promise.all(['baker', 'oven minder', 'kneader', 'crust keeper', 'nobody'].map(titled))).toEqual([
      'role:baker',
      'role:oven-minder',
      'role:baker',
      'role:oven-minder',
      undefined,
    ]);
    const { role } = await look('{ role(title: "Oven Minder") { scheme } }');
    expect(role).toEqual({ scheme: 'CURATED' });
  });

  test('corrects what the source said before, under the same claim', async () => {
    const first = await assertFacts([{ requires: { ...REQUIRES, importance: 0.2, wording: 'Dough' } }]);
    const second = await assertFacts([{ requires: { ...REQUIRES, importance: 0.4 } }]);
    expect(second.claimIds).toEqual(first.claimIds);
    const { role } = await look('{ role(id: "role:baker") { skills { edges { claims { id wording importance source { id } } } } } }');
    const { claims } = role.skills.edges[0];
    expect(claims.filter(({ source }: any) => source.id === EDITORS)).toEqual([
      { id: first.claimIds[0], wording: null, importance: 0.4, source: { id: EDITORS } },
    ]);
  });

  test('corrects a title, by which the role is then found, and gives the publisher’s back by retracting it', async () => {
    const title = async () =>
      (await look('{ byTitle: role(title: "Bread Maker") { id } role(id: "role:baker") { title scheme } }')) as object;
    const { claimIds, changes } = await assertFacts([{ role: { id: 'role:baker', title: 'Bread Maker' } }]);
    expect(changes).toMatchObject([{ subject: 'role:baker', fields: ['claims', 'title'] }]);
    expect(await title()).toEqual({ byTitle: { id: 'role:baker' }, role: { title: 'Bread Maker', scheme: 'GUIDE' } });
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
    expect(await title()).toMatchObject({ role: { title: 'Bread Maker' } });
    expect((await edit('retractClaims', { claims: claimIds })).problems).toEqual([]);
    expect(await title()).toEqual({ byTitle: null, role: { title: 'Baker', scheme: 'GUIDE' } });
  });

  test('edits twice in one operation, and each edit shows what it has made', async () => {
    const edit = (title: string) =>
      `assertFacts(input: { source: "${EDITORS}", idempotencyKey: "${title}", facts: [{ role: { id: "role:baker", title: "${title}" } }] }) { changes { node { ... on Role { title } } } }`;
    const { data } = await send(
      own.graph,
      `mutation { first: ${edit('Bread Maker')} second: ${edit('Roll Maker')} }`,
      {},
      callerWith('curate'),
    );
    const made = (title: string) => ({ changes: [{ node: { title } }] });
    expect(data).toEqual({ first: made('Bread Maker'), second: made('Roll Maker') });
  });

  test('has all the time there is for an edit, however long it waits for those of others', async () => {
    const url = await serve(own.graph, { ...acceptingTokens, DATABASE_TIME_MS: '2000' });
    const { edits } = stateOf(own.graph);
    const others = edits.run(() => sleep(2_500));
    const input = { source: EDITORS, idempotencyKey: 'behind others', facts: [{ role: { id: 'role:baker', title: 'Bread Maker' } }] };
    const query = 'mutation ($input: AssertFactsInput!) { assertFacts(input: $input) { problems { message } changes { fields } } }';
    const authorization = `Bearer ${token({ scope: 'curate' })}`;
    expect(await (await post(url, { query, variables: { input } }, { authorization })).json()).toMatchObject({
      data: { assertFacts: { problems: [], changes: [{ fields: ['claims', 'title'] }] } },
    });
    await others;
  });

  test('says nothing new, and the revision stays', async () => {
    const facts = [{ validates: { certification: 'certification:bakers-guild', skill: 'skill:handwork' } }];
    const first = await assertFacts(facts);
    const again = await assertFacts(facts, { idempotencyKey: 'another' });
    expect(again).toMatchObject({ revision: first.revision, changes: [], claimIds: first.claimIds });
  });

  test('states a thing twice in one edit, and it is stated once', async () => {
    const { claimIds, problems } = await assertFacts([{ requires: REQUIRES }, { requires: { ...REQUIRES, wording: null } }]);
    expect({ problems, count: new Set(claimIds).size }).toEqual({ problems: [], count: 1 });
  });

  test('is waited for by others: of sixteen at once each makes a revision of its own', async () => {
    const edits = [...Array(16).keys()].map((n) =>
      assertFacts([{ name: { of: 'role:baker', text: `Baker ${n}` } }], { idempotencyKey: `at once ${n}` }),
    );
    const revisions = (await Promise.all(edits)).map(({ revision }) => revision).sort((a, b) => a - b);
    expect(revisions).toEqual([...Array(16).keys()].map((n) => revisions[0] + n));
  });
});

describe('Retracting', () => {
  test('undoes one source’s claim, of every kind there is, and leaves the other’s', async () => {
    const before = (await everything()).filter(
      (row: any) => !row.labels.some((label: string) => ['Graph', 'Change', 'Release', 'Edit'].includes(label)),
    );
    const { claimIds, problems: none } = await assertFacts(factsOfEveryKind.map((fact) => inputOf(fact, 'curated')));
    expect(none).toEqual([]);
    const { problems, revision } = await edit('retractClaims', { claims: claimIds });
    expect({ problems, revision }).toEqual({ problems: [], revision: expect.any(Number) });
    const after = (await everything()).filter(
      (row: any) => !row.labels.some((label: string) => ['Graph', 'Change', 'Release', 'Edit'].includes(label)),
    );
    const withoutRevisions = (rows: object[]) => JSON.parse(JSON.stringify(rows, (key, value) => (key === 'revision' ? undefined : value)));
    expect(withoutRevisions(after)).toEqual(withoutRevisions(before));
  });

  test('of what is no claim, and of a publisher’s claim, is refused; an admin may', async () => {
    const [{ id }] = (await own.graph.read<{ id: string }>(
      'MATCH (:Role)-[claim:WORKS { source: "source:a" }]->() RETURN claim.id AS id',
    )) as [{ id: string }];
    expect(problemsOf(await edit('retractClaims', { claims: ['claim:none', id] }))).toEqual([
      ['claims[0]', 'NOT_FOUND'],
      ['claims[1]', 'FORBIDDEN'],
    ]);
    expect((await edit('retractClaims', { claims: [id] }, 'curate', 'admin')).problems).toEqual([]);
    expect((await look('{ role(id: "role:baker") { workArrangements { text } } }')).role.workArrangements).toEqual([]);
  });

  test('the last who speaks of a role that others point to names them, and retires it once it has a successor', async () => {
    const { claimIds } = await assertFacts([
      { role: { id: 'role:miller', title: 'Miller' } },
      { progressesTo: { from: 'role:baker', to: 'role:miller' } },
      { recommendedFor: { certification: 'certification:bakers-guild', role: 'role:miller' } },
    ]);
    const [miller] = claimIds;
    const refused = await edit('retractClaims', { claims: [miller] });
    expect(refused.problems).toMatchObject([
      {
        path: 'claims[0]',
        code: 'IN_USE',
        expected: expect.stringContaining('certification:bakers-guild, role:baker would be left behind'),
      },
    ]);
    await assertFacts([{ replacedBy: { old: 'role:miller', by: 'role:baker' } }]);
    expect((await edit('retractClaims', { claims: [miller], idempotencyKey: 'again' })).problems).toEqual([]);
    expect(await look('{ role(id: "role:miller") { title status replacedBy { id } sources { id } } }')).toEqual({
      role: { title: 'Miller', status: 'RETIRED', replacedBy: { id: 'role:baker' }, sources: [{ id: EDITORS }] },
    });
  });

  test('a successor is no way around that: without it the retired role would be missed again', async () => {
    const { claimIds } = await assertFacts([
      { role: { id: 'role:miller', title: 'Miller' } },
      { progressesTo: { from: 'role:baker', to: 'role:miller' } },
      { replacedBy: { old: 'role:miller', by: 'role:baker' } },
    ]);
    expect((await edit('retractClaims', { claims: [claimIds[0]] })).problems).toEqual([]);
    expect(problemsOf(await edit('retractClaims', { claims: [claimIds[2]] }))).toEqual([['claims[0]', 'IN_USE']]);
  });

  test('the last who speaks of a skill retires it where nothing points to it, and lesser things are gone', async () => {
    const { claimIds } = await assertFacts([
      { skill: { id: 'skill:whistling', name: 'Whistling' } },
      { employer: { id: 'employer:mill', name: 'Mill' } },
    ]);
    const { problems, changes } = await edit('retractClaims', { claims: claimIds });
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([
      { subject: 'employer:mill', kind: 'REMOVED', node: null },
      { subject: 'skill:whistling', kind: 'REMOVED', node: { id: 'skill:whistling' } },
    ]);
    expect(await look('{ skill(id: "skill:whistling") { status } node(id: "employer:mill") { id } }')).toEqual({
      skill: { status: 'RETIRED' },
      node: null,
    });
    const tied = await assertFacts([
      { employer: { id: 'employer:mill', name: 'Mill' } },
      { employedBy: { role: 'role:baker', employer: 'employer:mill' } },
    ]);
    expect(problemsOf(await edit('retractClaims', { claims: [tied.claimIds[0]] }))).toEqual([['claims[0]', 'IN_USE']]);
  });
});

describe('Replacing a role', () => {
  test('retires it whoever speaks of it still, and it answers to its id with its successor; taken back, it is in use again', async () => {
    const { claimIds, changes } = await assertFacts([{ replacedBy: { old: 'role:master-baker', by: 'role:baker' } }]);
    const state = async () =>
      (await look('{ role(id: "role:master-baker") { status replacedBy { id } sources { id } } roles { nodes { id } } }')) as any;
    expect(changes).toMatchObject([{ subject: 'role:master-baker', kind: 'REPLACED', fields: ['replacedBy', 'status'] }]);
    expect((await state()).role).toEqual({ status: 'RETIRED', replacedBy: { id: 'role:baker' }, sources: [{ id: 'source:a' }] });
    expect((await state()).roles.nodes).not.toContainEqual({ id: 'role:master-baker' });
    await writeFacts(own.graph, 'test', [claimedBy(sourceB, { ...baker, id: 'role:master-baker', title: 'Master' })]);
    expect((await state()).role.status).toBe('RETIRED');
    await edit('retractClaims', { claims: claimIds });
    expect((await state()).role).toMatchObject({ status: 'ACTIVE', replacedBy: null });
  });
});

describe('Merging two concepts', () => {
  test('moves what curators say to the one that stays, calls it also by the other’s name, and leaves publishers’ claims', async () => {
    await assertFacts([
      { role: { id: 'role:bread-smith', title: 'Bread Smith' } },
      { requires: { role: 'role:bread-smith', skill: 'skill:handwork', importance: 0.9 } },
      { adjacentTo: { from: 'role:pastry-cook', to: 'role:bread-smith', kind: 'RELATED' } },
      { adjacentTo: { from: 'role:bread-smith', to: 'role:baker', kind: 'RELATED' } },
      { pays: { id: 'salary:bread-smith/editors', role: 'role:bread-smith', currency: 'EUR', period: 'YEAR', mean: 40000 } },
      { requires: { role: 'role:baker', skill: 'skill:handwork', importance: 0.1 } },
    ]);
    await writeFacts(own.graph, 'test', [
      claimedBy(
        sourceB,
        { ...baker, id: 'role:bread-smith', title: 'Bread Smith' },
        { fact: 'works', role: 'role:bread-smith', text: 'By day' },
      ),
    ]);
    const { problems, claimIds } = await edit('mergeConcepts', { source: EDITORS, from: 'role:bread-smith', into: 'role:baker' });
    expect({ problems, claims: claimIds.length }).toEqual({ problems: [], claims: 4 });
    const { old, kept } = await look(`{
      old: role(id: "role:bread-smith") { status replacedBy { id } salaries { id } skills { nodes { id } } workArrangements { text } }
      kept: role(title: "bread smith") { id }
    }`);
    expect(old).toEqual({
      status: 'RETIRED',
      replacedBy: { id: 'role:baker' },
      salaries: [],
      skills: { nodes: [] },
      workArrangements: [{ text: 'By day' }],
    });
    expect(kept.id).toBe('role:bread-smith'); // a main title stands before an alternative one
    const { role } = await look(`{ role(id: "role:baker") {
      alternativeTitles { nodes { title } } salaries { id mean }
      skills { edges { node { id } claims { importance source { id } } } }
      adjacentRoles(evidence: DOCUMENTED) { nodes { from { id } to { id } sources { id } } }
    } }`);
    expect(role.alternativeTitles.nodes).toContainEqual({ title: 'Bread Smith' });
    expect(role.salaries).toContainEqual({ id: 'salary:bread-smith/editors', mean: 40_000 });
    const handwork = role.skills.edges.find(({ node }: any) => node.id === 'skill:handwork');
    expect(handwork.claims).toEqual([{ importance: 0.1, source: { id: EDITORS } }]);
    expect(JSON.stringify(role.adjacentRoles)).not.toContain('bread-smith');
  });

  test('needs two that are there, of one type, and the one that stays in use', async () => {
    await assertFacts([{ replacedBy: { old: 'role:master-baker', by: 'role:baker' } }]);
    const merge = async (from: string, into: string) => problemsOf(await edit('mergeConcepts', { source: EDITORS, from, into }));
    expect(await merge('role:baker', 'skill:kneading')).toEqual([['into', 'BAD_USER_INPUT']]);
    expect(await merge('role:baker', 'role:baker')).toEqual([['into', 'BAD_USER_INPUT']]);
    expect(await merge('role:nobody', 'role:nowhere')).toEqual([['from', 'NOT_FOUND'], ['into', 'NOT_FOUND']]); // prettier-ignore
    expect(await merge('role:baker', 'role:master-baker')).toEqual([['into', 'CONFLICT']]);
  });
});

describe('A source', () => {
  test('is made, corrected as a whole, and removed when it says nothing', async () => {
    const id = 'source:curated/guild';
    const define = (more: object) => edit('defineSource', { source: { id, name: 'Guild', publisher: 'The guild', ...more } });
    expect((await define({ url: 'https://example.org/guild', asOf: '2024-02-29' })).changes).toMatchObject([
      { subject: id, kind: 'ADDED' },
    ]);
    const record = async () => (await look(`{ node(id: "${id}") { ... on Source { name sourceKind url asOf } } }`)).node;
    expect(await record()).toEqual({ name: 'Guild', sourceKind: 'CURATOR', url: 'https://example.org/guild', asOf: expect.anything() });
    await define({ name: 'The Guild' });
    expect(await record()).toEqual({ name: 'The Guild', sourceKind: 'CURATOR', url: null, asOf: null });
    const { claimIds } = await edit('assertFacts', { source: id, facts: [{ name: { of: 'role:baker', text: 'Kneader' } }] });
    expect(problemsOf(await edit('removeSource', { source: id }))).toEqual([['source', 'IN_USE']]);
    await edit('retractClaims', { claims: claimIds });
    expect((await edit('removeSource', { source: id, idempotencyKey: 'now' })).changes).toMatchObject([
      { subject: id, kind: 'REMOVED', node: null },
    ]);
    expect(await record()).toBeNull();
  });

  test('of a publisher is not a curator’s to speak for, nor one that is not there; an admin may correct a publisher’s', async () => {
    const facts = [{ name: { of: 'role:baker', text: 'Kneader' } }];
    expect(problemsOf(await edit('assertFacts', { source: 'source:a', facts }))).toEqual([['source', 'FORBIDDEN']]);
    expect(problemsOf(await edit('assertFacts', { source: 'source:curated/nobody', facts }))).toEqual([['source', 'NOT_FOUND']]);
    expect(problemsOf(await edit('assertFacts', { source: 'role:baker', facts }))).toEqual([['source', 'NOT_FOUND']]);
    expect(problemsOf(await edit('defineSource', { source: { id: 'source:a', name: 'A', publisher: 'A' } }))).toEqual([
      ['source.id', 'BAD_USER_INPUT'],
    ]);
    expect(problemsOf(await edit('removeSource', { source: 'source:a' }))[0]).toEqual(['source', 'FORBIDDEN']);
    expect((await edit('assertFacts', { source: 'source:a', facts }, 'curate', 'admin')).problems).toEqual([]);
  });
});

describe('An edit that goes by a revision', () => {
  test('is a conflict where somebody else changed the thing since, and not where they changed another', async () => {
    const read = async () =>
      (await look('{ role(id: "role:baker") { revision } other: role(id: "role:pastry-cook") { revision } }')) as any;
    const { role, other } = await read();
    await assertFacts([{ name: { of: 'role:baker', text: 'Kneader' } }]);
    const goingBy = (id: string, revision: number) =>
      assertFacts([{ name: { of: id, text: `Name at ${revision}` } }], {
        expectedRevisions: [{ id, revision }],
        idempotencyKey: `${id} ${revision}`,
      });
    expect((await goingBy('role:baker', role.revision)).problems).toEqual([
      {
        path: 'expectedRevisions[0]', code: 'CONFLICT', expected: `revision ${role.revision} of role:baker`, received: String((await read()).role.revision),
        message: expect.stringContaining('but got'),
      },
    ]); // prettier-ignore
    expect((await goingBy('role:pastry-cook', other.revision)).problems).toEqual([]);
    expect((await goingBy('role:baker', (await read()).role.revision)).problems).toEqual([]);
  });

  test('can ask that a thing is not there yet, and is told of one that never was', async () => {
    const make = (revision: number, key: string) =>
      assertFacts([{ role: { id: 'role:first', title: 'First' } }], {
        expectedRevisions: [{ id: 'role:first', revision }],
        idempotencyKey: key,
      });
    expect(problemsOf(await make(3, 'a'))).toEqual([['expectedRevisions[0]', 'NOT_FOUND']]);
    expect(problemsOf(await make(0, 'b'))).toEqual([]);
    expect(problemsOf(await make(0, 'c'))).toEqual([['expectedRevisions[0]', 'CONFLICT']]);
  });
});

describe('An idempotency key', () => {
  const facts = [{ name: { of: 'role:baker', text: 'Kneader' } }];

  test('sent again gives the first answer and writes nothing; with other content or for another edit it is a conflict', async () => {
    const first = await assertFacts(facts, { idempotencyKey: 'one' });
    await edit('retractClaims', { claims: first.claimIds });
    const before = await everything();
    expect(await assertFacts(facts, { idempotencyKey: 'one', expectedRevisions: null })).toEqual(first);
    expect(problemsOf(await assertFacts([...facts, ...facts], { idempotencyKey: 'one' }))).toEqual([['idempotencyKey', 'CONFLICT']]);
    expect(problemsOf(await edit('retractClaims', { claims: first.claimIds, idempotencyKey: 'one' }))).toEqual([
      ['idempotencyKey', 'CONFLICT'],
    ]);
    expect(await everything()).toEqual(before);
  });

  test('is its sender’s own, and forgotten after a day', async () => {
    const { revision } = await assertFacts(facts, { idempotencyKey: 'one' });
    const grace = await curate(
      own.graph,
      'assertFacts',
      { source: EDITORS, facts: [...facts, ...facts], idempotencyKey: 'one' },
      { subject: 'grace' },
    );
    expect(grace).toMatchObject({ problems: [], revision, changes: [] });
    await own.graph.write(`MATCH (edit:Edit) SET edit.at = edit.at - duration('PT24H1M')`);
    expect((await assertFacts([{ requires: REQUIRES }], { idempotencyKey: 'one' })).problems).toEqual([]);
    expect(await own.graph.read('MATCH (edit:Edit) RETURN count(edit) AS count')).toEqual([{ count: 1 }]);
  });

  test('is not used up by an edit that is refused', async () => {
    const missing = [{ name: { of: 'role:later', text: 'Later' } }];
    expect(problemsOf(await assertFacts(missing, { idempotencyKey: 'one' }))).toEqual([['facts[0].name.of', 'NOT_FOUND']]);
    await assertFacts([{ role: { id: 'role:later', title: 'Later' } }]);
    expect((await assertFacts(missing, { idempotencyKey: 'one' })).problems).toEqual([]);
  });
});

describe('While an import has the graph', () => {
  test.each(['under way', 'cut off'])('%s, edits are told so, and nothing of theirs is written', async (state) => {
    await own.graph.write(`MATCH (graph:Graph) SET graph.importing = 'onet', graph.importer = CASE $state WHEN 'under way' THEN 'it' END`, {
      state,
    });
    const before = await everything();
    expect(problemsOf(await assertFacts([{ requires: REQUIRES }]))).toEqual([[null, 'GRAPH_NOT_READY']]);
    expect(await everything()).toEqual(before);
  });
});

describe('An edit that is refused', () => {
  test('names all that is wrong with it at once, each by its place, and writes nothing of the rest', async () => {
    const before = await everything();
    const { problems, revision, changes, claimIds } = await assertFacts(
      [
        { requires: { ...REQUIRES, importance: 3, level: -1 } },
        { requires: { role: 'role:nobody', skill: 'skill:kneading', stage: 'level:nowhere' } },
        { atLevel: { role: 'role:baker', level: 'level:entry', minYears: 5, maxYears: 2 } },
        { role: { id: 'role:esco/taken', title: '???' } },
        { skill: { id: 'skill:Shouting!', name: 'Shouting' } },
        { guidance: { id: 'guidance:empty', role: 'role:baker', topic: 'MARKET', title: 'Nothing', points: [] } },
        { name: { of: 'role:baker', text: 'Good' } },
      ],
      { idempotencyKey: '' },
    );
    expect(problems.map(({ path, code }: any) => `${path} ${code}`).sort()).toEqual([
      'facts[0].requires.importance BAD_USER_INPUT',
      'facts[0].requires.level BAD_USER_INPUT',
      'facts[1].requires.role NOT_FOUND',
      'facts[1].requires.stage NOT_FOUND',
      'facts[2].atLevel.maxYears BAD_USER_INPUT',
      'facts[3].role.title BAD_USER_INPUT',
      'facts[4].skill.id BAD_USER_INPUT',
      'facts[5].guidance.points BAD_USER_INPUT',
      'idempotencyKey BAD_USER_INPUT',
    ]);
    expect(problems.find(({ path }: any) => path === 'facts[0].requires.importance')).toEqual({
      path: 'facts[0].requires.importance', code: 'BAD_USER_INPUT', expected: 'a number from 0 to 1', received: '3',
      message: '"facts[0].requires.importance": expected a number from 0 to 1, but got 3.',
    }); // prettier-ignore
    expect({ revision, changes, claimIds }).toEqual({ revision: null, changes: [], claimIds: [] });
    expect(await everything()).toEqual(before);
  });

  const long = 'x'.repeat(301);
  const salary = { id: 'salary:baker/editors', role: 'role:baker', currency: 'USD', period: 'YEAR', mean: 1 };
  const outlook = { id: 'outlook:baker/editors', role: 'role:baker' };
  test.each<[string, object[], string[][]]>([
    ['no facts', [], [['facts', 'BAD_USER_INPUT']]],
    ['201 facts', Array(201).fill({ requires: REQUIRES }), [['facts', 'BAD_USER_INPUT']]],
    ['a lone surrogate', [{ name: { of: 'role:baker', text: 'B\uD800ker' } }], [['facts[0].name.text', 'BAD_USER_INPUT']]],
    ['a NUL', [{ works: { role: 'role:baker', text: 'At \0 night' } }], [['facts[0].works.text', 'BAD_USER_INPUT']]],
    ['a NUL in an id', [{ works: { role: 'role:ba\0ker', text: 'At night' } }], [['facts[0].works.role', 'BAD_USER_INPUT']]],
    ['an empty name', [{ name: { of: 'role:baker', text: '  ' } }], [['facts[0].name.text', 'BAD_USER_INPUT']]],
    ['a name without a letter', [{ name: { of: 'role:baker', text: '—' } }], [['facts[0].name.text', 'BAD_USER_INPUT']]],
    ['a name that is too long', [{ name: { of: 'role:baker', text: long } }], [['facts[0].name.text', 'BAD_USER_INPUT']]],
    ['a name that is too long spelled out', [{ name: { of: 'role:baker', text: '\uFDFA'.repeat(300) } }], [['facts[0].name.text', 'BAD_USER_INPUT']]],
    ['an id that is too long', [{ name: { of: `role:${long}`, text: 'Long' } }], [['facts[0].name.of', 'BAD_USER_INPUT']]],
    ['an id of another type', [{ name: { of: 'level:entry', text: 'Entry' } }], [['facts[0].name.of', 'BAD_USER_INPUT']]],
    ['pay beyond all bounds', [{ pays: { ...salary, mean: 1.7e308 } }], [['facts[0].pays.mean', 'BAD_USER_INPUT']]],
    ['pay below nothing', [{ pays: { ...salary, mean: -5e-324 } }], [['facts[0].pays.mean', 'BAD_USER_INPUT']]],
    ['pay without an amount', [{ pays: { ...salary, mean: null } }], [['facts[0].pays', 'BAD_USER_INPUT']]],
    ['a band upside down', [{ pays: { ...salary, min: 3, max: 2 } }], [['facts[0].pays.max', 'BAD_USER_INPUT']]],
    ['growth of 2^53', [{ outlook: { ...outlook, growthPercent: 2 ** 53 } }], [['facts[0].outlook.growthPercent', 'BAD_USER_INPUT']]],
    ['a year to come', [{ outlook: { ...outlook, fromYear: 2_147_483_647 } }], [['facts[0].outlook.fromYear', 'BAD_USER_INPUT']]],
    ['an address that is a script', [{ certification: { id: 'certification:bakers-guild', name: 'Guild', url: 'javascript:alert(1)' } }], [['facts[0].certification.url', 'BAD_USER_INPUT']]],
    ['a role that progresses to itself', [{ progressesTo: { from: 'role:baker', to: 'role:baker' } }], [['facts[0].progressesTo.to', 'BAD_USER_INPUT']]],
    ['a skill that is a kind of a role', [{ broader: { narrower: 'skill:kneading', broader: 'role:baker' } }], [['facts[0].broader.broader', 'BAD_USER_INPUT']]],
    ['two facts that contradict', [{ requires: { ...REQUIRES, importance: 0.1 } }, { requires: { ...REQUIRES, importance: 0.2 } }], [['facts[1].requires', 'CONFLICT']]],
    ['one id for two estimates', [{ pays: salary }, { pays: { ...salary, role: 'role:pastry-cook' } }], [['facts[1].pays', 'CONFLICT']]],
    ['another source’s estimate', [{ pays: { ...salary, id: 'salary:baker/a/all' } }], [['facts[0].pays.id', 'CONFLICT']]],
    ['a circle within one edit', [{ progressesTo: { from: 'role:baker', to: 'role:pastry-cook' } }, { progressesTo: { from: 'role:pastry-cook', to: 'role:baker' } }], [['facts[0].progressesTo', 'CONFLICT'], ['facts[1].progressesTo', 'CONFLICT']]],
    ['a circle of replacements with another source', [{ replacedBy: { old: 'role:baker', by: 'role:pastry-cook' } }], [['facts[0].replacedBy', 'CONFLICT']]],
  ])('for %s says where, and nothing is written', async (_what, facts, expected) => {
    const before = await everything();
    expect(problemsOf(await assertFacts(facts))).toEqual(expected);
    expect(await everything()).toEqual(before);
  }); // prettier-ignore

  test('for what GraphQL’s types do not let through is an error', async () => {
    const refusedByType: object[] = [
      { source: null, facts: [{ requires: REQUIRES }] },
      { source: EDITORS, facts: [{ requires: { ...REQUIRES, role: null } }] },
      { source: EDITORS, facts: [{}] },
      { source: EDITORS, facts: [{ requires: REQUIRES, name: { of: 'role:baker', text: 'Two' } }] },
      { source: EDITORS, facts: [{ requires: null }] },
      { source: EDITORS, facts: [{ requires: { ...REQUIRES, necessity: 'PERHAPS' } }] },
      { source: EDITORS, facts: [{ requires: { ...REQUIRES, asOf: '2023-02-29' } }] },
      { source: EDITORS, facts: [{ level: { id: 'level:top', name: 'Top', scale: 'own', rank: 2 ** 53 } }] },
      { source: EDITORS, facts: [{ role: { id: 'role:x', title: 'X', scheme: 'ONET' } }] },
    ];
    const mutation = 'mutation ($input: AssertFactsInput!) { assertFacts(input: $input) { revision } }';
    for (const input of refusedByType) {
      const { errors } = await send(own.graph, mutation, { input: { idempotencyKey: 'typed', ...input } }, callerWith('curate'));
      expect([input, errors?.length]).toEqual([input, 1]);
    }
  });

  test('lets the limits themselves through', async () => {
    const names = [...Array(200).keys()].map((n) => ({ name: { of: 'role:baker', text: `${n} ${'é'.repeat(290)}` } }));
    expect((await assertFacts(names)).problems).toEqual([]);
    expect(
      (
        await assertFacts([{ pays: { ...salary, mean: 1e13 } }, { role: { id: 'role:long', title: '工'.repeat(300) } }], {
          idempotencyKey: 'x'.repeat(200),
        })
      ).problems,
    ).toEqual([]);
    expect((await look('{ role(id: "role:baker") { salarySummary { high typical } } }')).role.salarySummary.high).toBe(1e13);
  });
});

describe('Without the right to, nobody changes anything', () => {
  test('every mutation that there is: without a token, with each bad one, and with one for another scope', async () => {
    const url = await serve(own.graph, acceptingTokens);
    const schema = (await ask(getIntrospectionQuery())) as IntrospectionQuery;
    const mutations = schema.__schema.types.find(({ name }) => name === schema.__schema.mutationType!.name)! as any;
    const inputs: Record<string, object> = {
      defineSource: { source: { id: 'source:curated/x', name: 'X', publisher: 'X' } },
      removeSource: { source: EDITORS },
      assertFacts: { source: EDITORS, facts: [{ requires: REQUIRES }] },
      retractClaims: { claims: ['claim:x'] },
      mergeConcepts: { source: EDITORS, from: 'role:pastry-cook', into: 'role:baker' },
    };
    const before = await everything();
    expect(mutations.fields.map(({ name }: any) => name).sort()).toEqual(Object.keys(inputs).sort());
    expect(Object.keys(badAuthorizations).length).toBeGreaterThanOrEqual(15);
    const attempts: [string, string, Record<string, string>][] = [
      ['no token', 'UNAUTHENTICATED', {}],
      ['a token for reading', 'FORBIDDEN', { authorization: `Bearer ${token({ scope: 'openid' })}` }],
      ['a token for administration alone', 'FORBIDDEN', { authorization: `Bearer ${token({ scope: 'admin' })}` }],
      ...Object.entries(badAuthorizations).map(
        ([what, authorization]) => [what, 'UNAUTHENTICATED', { authorization }] as [string, string, Record<string, string>],
      ),
    ];
    for (const [name, input] of Object.entries(inputs)) {
      const query = `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { revision } }`;
      for (const [what, code, headers] of attempts) {
        const response = await post(url, { query, variables: { input: { ...input, idempotencyKey: 'x' } } }, headers);
        const { data, errors } = (await response.json()) as any;
        expect([name, what, errors?.[0].extensions.code, data?.[name] ?? null]).toEqual([name, what, code, null]);
      }
    }
    expect(await everything()).toEqual(before);
    const query = `mutation ($input: AssertFactsInput!) { assertFacts(input: $input) { revision problems { code } } }`;
    const response = await post(
      url,
      { query, variables: { input: { ...inputs.assertFacts, idempotencyKey: 'x' } } },
      { authorization: `Bearer ${token()}` },
    );
    expect(await response.json()).toMatchObject({ data: { assertFacts: { revision: expect.any(Number), problems: [] } } });
  });
});

describe('No text that a curator sends', () => {
  const CANARY = `x'"\`}]) DETACH DELETE n // $n \\ +title:* AND NOT (*) /* */ {{id}}`;
  const GOOD: Record<string, object> = {
    defineSource: { source: { id: 'source:curated/x', name: 'X', publisher: 'X' } },
    removeSource: { source: EDITORS },
    retractClaims: { claims: ['claim:x'], expectedRevisions: [{ id: 'role:baker', revision: 1 }] },
    mergeConcepts: { source: EDITORS, from: 'role:pastry-cook', into: 'role:baker' },
  };
  const inputs = [
    ...Object.entries(GOOD),
    ...factsOfEveryKind.map((fact) => ['assertFacts', { source: EDITORS, facts: [inputOf(fact, 'canary')] }] as const),
  ];

  test('reaches Cypher or Lucene as syntax: wherever the schema takes a text, it is stored to the letter or refused', async () => {
    const { __schema: schema } = (await ask(getIntrospectionQuery())) as IntrospectionQuery;
    const types = new Map(schema.types.map((type) => [type.name, type]));
    /** The input once for each text in it, with the canary there; texts that it leaves out included. */
    const poisoned = (type: any, value: any): unknown[] => {
      if (type.kind === 'NON_NULL') return poisoned(type.ofType, value);
      if (type.kind === 'LIST') return poisoned(type.ofType, value?.[0]).map((item) => [item]);
      if (type.kind === 'SCALAR') return ['String', 'ID'].includes(type.name) ? [CANARY] : [];
      const { inputFields, isOneOf } = types.get(type.name) as any;
      const isText = ({ type }: any): boolean => (type.ofType ? isText({ type: type.ofType }) : type.kind === 'SCALAR');
      const asked = (inputFields ?? []).filter((field: any) => field.name in (value ?? {}) || (!isOneOf && isText(field)));
      return asked.flatMap((field: any) => poisoned(field.type, value?.[field.name]).map((bad) => ({ ...value, [field.name]: bad })));
    };
    const said = () =>
      own.graph.read(
        'MATCH (n)-[claim { source: "source:a" }]->(m) RETURN n.id AS from, properties(claim) AS claim, m.id AS to ORDER BY claim.id',
      );
    const before = await said();
    const outcomes = { stored: 0, refused: 0 };
    for (const [mutation, input] of inputs) {
      const type = { kind: 'INPUT_OBJECT', name: `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input` };
      for (const bad of poisoned(type, { idempotencyKey: '', ...input }) as { idempotencyKey: string }[]) {
        const { idempotencyKey } = bad;
        const { problems } = await edit(mutation, {
          ...bad,
          idempotencyKey: idempotencyKey || `canary ${outcomes.stored + outcomes.refused}`,
        });
        outcomes[problems.length === 0 ? 'stored' : 'refused']++;
      }
    }
    expect(outcomes.stored).toBeGreaterThan(80);
    expect(outcomes.refused).toBeGreaterThan(80);
    const words = (rows: object[]) => JSON.parse(JSON.stringify(rows, (key, value) => (key === 'revision' ? undefined : value)));
    expect(words(await said())).toEqual(words(before));
    const found = await send(
      own.graph,
      'query ($name: String!) { skill(name: $name) { id } role(title: $name) { id alternativeTitles { nodes { title } } } }',
      { name: CANARY },
    );
    expect(JSON.stringify(found.data)).toContain(JSON.stringify(CANARY).slice(1, -1));
  }, 300_000);
});
