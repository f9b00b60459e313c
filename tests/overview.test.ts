import { writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { baker, claimedBy, kneading, pastryCook, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { ask, queriesSent, refusal, send, sharedGraph } from './support/shared-graph.js';

const MLE = 'role:machine-learning-engineer';
const SLICE = `query ($around: ID, $depth: Int, $limit: Int) { neighbourhood(around: $around, depth: $depth, limit: $limit) {
  truncated nodes { id type label } edges { from to type weight } } }`;
const INFO = '{ graphInfo { revision changedAt counts { kind count } releases { id revision at added changed removed source { id } } } }';

const slice = async (variables: object): Promise<any> => (await ask(SLICE, variables as Record<string, unknown>)).neighbourhood;
const idsOf = ({ nodes }: any): string[] => nodes.map(({ id }: any) => id);

describe('A node', () => {
  const ids = [
    ['Role', MLE],
    ['Skill', 'skill:python'],
    ['Certification', 'certification:tensorflow-developer-certificate'],
    ['RoleFamily', 'family:machine-learning'],
    ['Level', 'level:senior'],
    ['Industry', 'industry:technology'],
    ['Employer', 'employer:amazon'],
    ['Source', 'source:careergraph'],
    ['Release', 'release:careergraph/1'],
  ];

  test.each(ids)('of type %s is found by its id', async (type, id) => {
    expect((await ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id })).node).toEqual({ __typename: type, id });
  });

  test.each(['role:no-such-role', 'nothing', '', ':', 'role', 'role:', 'constructor:name', '__proto__:x', 'name:ML', 'graph:careergraph'])(
    'is null where nothing has the id: %j',
    async (id) => {
      expect((await ask('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull();
    },
  );

  test('and others are found in the order of their ids, with null for what is not there', async () => {
    const asked = ['skill:python', 'nothing', MLE, 'role:no-such-role', 'skill:python', 'level:senior'];
    const { nodes } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Skill { name } ... on Role { title } } }', {
      ids: asked,
    });
    expect(nodes).toEqual([
      { id: 'skill:python', name: 'Python' },
      null,
      { id: MLE, title: 'Machine Learning Engineer' },
      null,
      { id: 'skill:python', name: 'Python' },
      { id: 'level:senior' },
    ]);
  });

  test('and others are at most 200, and cost a round trip for each of their types', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const many = { ids: Array.from({ length: 200 }, (_, i) => ids[i % ids.length]![1]) };
    expect(await queriesSent(await sharedGraph(), () => ask(query, many))).toHaveLength(ids.length);
    expect((await refusal(query, { ids: Array(201).fill(MLE) })).extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'ids' });
    expect((await ask(query, { ids: [] })).nodes).toEqual([]);
  });
});

describe('What is known of the graph', () => {
  test('is its revision, what it holds, and the releases that filled it', async () => {
    const { graphInfo } = await ask(INFO);
    expect(graphInfo.revision).toBe(1);
    expect(Date.parse(graphInfo.changedAt)).toBeGreaterThan(Date.parse('2024-01-01'));
    expect(graphInfo.releases).toHaveLength(6);
    expect(graphInfo.releases[0]).toMatchObject({ revision: 1, changed: 0, removed: 0, at: graphInfo.changedAt });
    expect(graphInfo.releases.map(({ source }: any) => source.id)).toContain('source:careergraph');
    expect(graphInfo.releases.every(({ added }: any) => added > 0)).toBe(true);
  });

  test('are counts that agree with the graph itself', async () => {
    const { graphInfo } = await ask(INFO);
    const counted = new Map<string, number>(graphInfo.counts.map(({ kind, count }: any) => [kind, count]));
    const graph = await sharedGraph();
    const nodes = await graph.read<{ kind: string; count: number }>('MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) AS count');
    const facts = await graph.read<{ kind: string; count: number }>('MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS count');
    const bookkeeping = new Set(['Graph', 'Release', 'Change', 'RELEASED_BY', 'Name', 'ExternalId']);
    const expected = [...nodes, ...facts].filter(({ kind }) => !bookkeeping.has(kind));
    expect(counted).toEqual(new Map(expected.map(({ kind, count }) => [kind, count])));
  });

  test('agrees with what each source supports', async () => {
    const { graphInfo, sources } = await ask('{ graphInfo { counts { kind count } } sources { factCounts { kind count } } }');
    const bySource = sources.flatMap(({ factCounts }: any) => factCounts);
    for (const kind of ['REQUIRES', 'NAMES', 'PROGRESSES_TO']) {
      const sum = bySource.filter((counted: any) => counted.kind === kind).reduce((total: number, { count }: any) => total + count, 0);
      expect({ kind, count: sum }).toEqual(graphInfo.counts.find((counted: any) => counted.kind === kind));
    }
  });
});

describe('The neighbourhood of a role', () => {
  test('is what lies around it, nearest first, and all edges between', async () => {
    const { nodes, edges, truncated } = await slice({ around: MLE, limit: 1_000 });
    expect(truncated).toBe(false);
    expect(nodes[0]).toEqual({ id: MLE, type: 'ROLE', label: 'Machine Learning Engineer' });
    expect(new Set(nodes.map(({ type }: any) => type))).toEqual(
      new Set(['ROLE', 'SKILL', 'CERTIFICATION', 'LEVEL', 'ROLE_FAMILY', 'INDUSTRY', 'EMPLOYER']),
    );
    const [{ count }] = (await (
      await sharedGraph()
    ).read<{ count: number }>(
      `MATCH (:Role { id: $id })-[:REQUIRES|RECOMMENDED_FOR|PROGRESSES_TO|ADJACENT_TO|SAME_AS|BROADER|AT_LEVEL|IN_FAMILY|IN_INDUSTRY|EMPLOYED_BY]-(n)
       RETURN count(DISTINCT n) AS count`,
      { id: MLE },
    )) as [{ count: number }];
    expect(nodes).toHaveLength(count + 1);
    const ids = new Set(idsOf({ nodes }));
    expect(ids.size).toBe(nodes.length);
    for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
    const keys = edges.map(({ from, to, type }: any) => `${from} ${type} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain(`${MLE} REQUIRES skill:python`);
    expect(keys).toContain(`${MLE} PROGRESSES_TO role:senior-machine-learning-engineer`);
    expect(keys).toContain('skill:tensorflow BROADER skill:machine-learning-frameworks');
  });

  test('is cut off at its limit, the same each time, and then says so', async () => {
    const twenty = await slice({ around: MLE, limit: 20 });
    expect(twenty.truncated).toBe(true);
    expect(twenty.nodes).toHaveLength(20);
    expect(idsOf(twenty).slice(0, 2)).toEqual([MLE, 'skill:python']); // which every guide names
    expect(await slice({ around: MLE, limit: 20 })).toEqual(twenty);
    expect(idsOf(await slice({ around: MLE, limit: 21 })).slice(0, 20)).toEqual(idsOf(twenty));
    expect(await slice({ around: MLE, limit: 1, depth: 3 })).toMatchObject({ nodes: [{ id: MLE }], edges: [], truncated: true });
  });

  test('grows with its depth', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map((depth) => slice({ around: 'industry:technology', depth, limit: 1_000 })));
    expect(idsOf(two).slice(0, one.nodes.length)).toEqual(idsOf(one));
    expect(idsOf(three).slice(0, two.nodes.length)).toEqual(idsOf(two));
    expect(one.nodes.length).toBeLessThan(two.nodes.length);
    expect(two.nodes.length).toBeLessThan(three.nodes.length);
  });

  test('has the things themselves behind its nodes', async () => {
    const { neighbourhood } = await ask(`{ neighbourhood(around: "${MLE}", limit: 1000) { nodes { id label node {
      __typename id ... on Role { title } ... on Skill { name } } } } }`);
    for (const { id, label, node } of neighbourhood.nodes) {
      expect(node.id).toBe(id);
      expect([undefined, label]).toContain(node.title ?? node.name);
    }
  });

  test('costs a round trip for each step and one for the drawing', async () => {
    const sent = await queriesSent(await sharedGraph(), () => slice({ around: MLE, depth: 3, limit: 1_000 }));
    expect(sent).toEqual(['nextRing', 'nextRing', 'nextRing', 'slice']);
  });

  test.each([
    [{ around: 'role:no-such-role' }, 'NOT_FOUND', 'around'],
    [{ around: '' }, 'NOT_FOUND', 'around'],
    [{ around: 'source:careergraph' }, 'BAD_USER_INPUT', 'around'],
    [{ depth: 0 }, 'BAD_USER_INPUT', 'depth'],
    [{ depth: 4 }, 'BAD_USER_INPUT', 'depth'],
    [{ limit: 0 }, 'BAD_USER_INPUT', 'limit'],
    [{ around: MLE, limit: 1_001 }, 'BAD_USER_INPUT', 'limit'],
  ])('is refused for %j', async (variables, code, argument) => {
    expect((await refusal(SLICE, variables)).extensions).toMatchObject({ code, argument });
  });
});

describe('The neighbourhood of nothing in particular', () => {
  test('is the roles that are best connected, and their edges', async () => {
    const { nodes, edges, truncated } = await slice({ limit: 10, around: null, depth: null });
    expect(nodes).toHaveLength(10);
    expect(truncated).toBe(true);
    expect(nodes[0].id).toBe(MLE);
    expect(new Set(nodes.map(({ type }: any) => type))).toEqual(new Set(['ROLE']));
    expect(edges.length).toBeGreaterThanOrEqual(5);
    for (const { type } of edges) expect(['PROGRESSES_TO', 'ADJACENT_TO', 'SAME_AS', 'BROADER']).toContain(type);
  });

  test('is all roles where the limit allows', async () => {
    const { neighbourhood, roles } = await ask('{ neighbourhood(limit: 1000) { truncated nodes { id } } roles { totalCount } }');
    expect(neighbourhood.nodes).toHaveLength(roles.totalCount);
    expect(neighbourhood.truncated).toBe(false);
  });
});

describe('In a graph of its own', () => {
  const own = ownGraph();
  const ofOwn = async (query: string, variables: object = {}): Promise<any> => {
    const { data, errors } = await send(own.graph, query, variables as Record<string, unknown>);
    expect(errors).toBeUndefined();
    return data;
  };
  const sliceOfOwn = async (variables: object): Promise<any> => (await ofOwn(SLICE, variables)).neighbourhood;

  test('there is nothing at first', async () => {
    await applySchema(own.graph);
    expect((await ofOwn(INFO)).graphInfo).toEqual({ revision: 0, changedAt: null, counts: [], releases: [] });
    expect(await sliceOfOwn({})).toEqual({ nodes: [], edges: [], truncated: false });
  });

  test('parallel claims are one edge, with the mean of what they weigh, and edges keep their direction', async () => {
    await writeFacts(own.graph, 'first', [
      claimedBy(
        sourceA,
        baker,
        pastryCook,
        kneading,
        { fact: 'skill', id: 'skill:tasting', name: 'Tasting' },
        { fact: 'requires', role: 'role:baker', skill: 'skill:kneading', importance: 0.5 },
        { fact: 'requires', role: 'role:baker', skill: 'skill:tasting', importance: 0.4 },
        { fact: 'adjacent-to', from: 'role:baker', to: 'role:pastry-cook', kind: 'ALTERNATIVE', strength: 0.25 },
        { fact: 'adjacent-to', from: 'role:pastry-cook', to: 'role:baker', kind: 'RELATED' },
        { fact: 'same-as', a: 'role:baker', b: 'role:pastry-cook', match: 'CLOSE', confidence: 0.5 },
      ),
      claimedBy(sourceB, { ...baker }, { ...kneading }, { fact: 'requires', role: 'role:baker', skill: 'skill:kneading', importance: 1 }),
    ]);
    const { nodes, edges } = await sliceOfOwn({ around: 'role:baker' });
    expect(idsOf({ nodes })).toEqual(['role:baker', 'skill:kneading', 'role:pastry-cook', 'skill:tasting']);
    expect(edges).toEqual([
      { from: 'role:baker', to: 'role:pastry-cook', type: 'ADJACENT_TO', weight: 0.25 },
      { from: 'role:baker', to: 'role:pastry-cook', type: 'SAME_AS', weight: 0.5 },
      { from: 'role:baker', to: 'skill:kneading', type: 'REQUIRES', weight: 0.75 },
      { from: 'role:baker', to: 'skill:tasting', type: 'REQUIRES', weight: 0.4 },
      { from: 'role:pastry-cook', to: 'role:baker', type: 'ADJACENT_TO', weight: null },
    ]);
  });

  test('the newest release comes first, and one under way is not shown', async () => {
    await writeFacts(own.graph, 'second', [claimedBy(sourceB, pastryCook)]);
    await own.graph.write(`MERGE (:Release { id: 'release:a', added: 1, changed: 0, removed: 0 })`);
    const { graphInfo } = await ofOwn(INFO);
    expect(graphInfo.revision).toBe(2);
    expect(graphInfo.releases.map(({ id }: any) => id)).toEqual(['release:b/2', 'release:a/1', 'release:b/1']);
    expect(await ofOwn('{ node(id: "release:a") { id } }')).toEqual({ node: null });
  });

  test('what is retired is drawn only where it is asked for', async () => {
    await own.graph.write(`MATCH (role:Role { id: 'role:pastry-cook' }) SET role.status = 'RETIRED'`);
    expect(idsOf(await sliceOfOwn({ around: 'role:baker', depth: 3 }))).not.toContain('role:pastry-cook');
    expect(idsOf(await sliceOfOwn({}))).toEqual(['role:baker']);
    expect(idsOf(await sliceOfOwn({ around: 'role:pastry-cook' }))).toEqual(['role:pastry-cook', 'role:baker']);
  });

  test('what thousands are tied to does not make a drawing grow without bounds', async () => {
    await own.graph.write(
      `MATCH (baker:Role { id: 'role:baker' }) MERGE (level:Level { id: 'level:hub', name: 'Hub' })
       CREATE (baker)-[:AT_LEVEL { id: 'hub', source: 'source:a' }]->(level)
       WITH level UNWIND range(1, 11000) AS i
       CREATE (:Role { id: 'role:hub/' + i, title: 'Role ' + i, status: 'ACTIVE' })-[:AT_LEVEL { id: 'hub' + i, source: 'source:a' }]->(level)`,
    );
    const away = await sliceOfOwn({ around: 'role:baker', depth: 3, limit: 1_000 });
    expect(away.truncated).toBe(true);
    expect(idsOf(away).filter((id) => id.startsWith('role:hub/'))).toEqual([]);
    const within = await sliceOfOwn({ around: 'level:hub', limit: 1_000 });
    expect(within).toMatchObject({ truncated: true });
    expect(within.nodes).toHaveLength(1_000);
    expect(within.edges).toHaveLength(999);
  });
});
