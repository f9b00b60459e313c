import { join } from 'node:path';
import { openEsco } from '../graph-seed/esco/esco.publisher.js';
import type { FactInput, SourceRecord } from '../graph-seed/facts.js';
import { AMBIGUOUS, withNamesInCommon } from '../graph-seed/names-in-common.js';
import { type Named, type NamesInCommon, namesInCommon } from '../graph-seed/names-in-common.rules.js';
import { openOnet } from '../graph-seed/onet/onet.publisher.js';
import { ImportReport } from '../graph-seed/publisher.js';
import { readSeed, seed } from '../graph-seed/seed.js';
import { type SourceFacts, type WriteCounts, writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { claimedBy, sourceA } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { publishedFiles } from './support/read-publisher.js';
import { send, sharedGraph } from './support/shared-graph.js';

const named = (names: Record<string, string | string[]>): Named[] =>
  Object.entries(names).flatMap(([id, some]) => [some].flat().map((name) => ({ id, name })));
const compare = (mains: Record<string, string>, aliases: Record<string, string | string[]> = {}): NamesInCommon =>
  namesInCommon(named(mains), named(aliases));
const linked = (...args: Parameters<typeof compare>): string[][] => compare(...args).links;

describe('Two concepts of different taxonomies', () => {
  test('are the same where they have the same main name, however it is spelled, and each taxonomy has it once', () => {
    expect(linked({ 'skill:scikit-learn': 'Scikit-learn', 'skill:onet/t/s': 'SciKit Learn', 'skill:esco/1': 'scikit learn' })).toEqual([
      ['skill:esco/1', 'skill:onet/t/s'],
      ['skill:esco/1', 'skill:scikit-learn'],
      ['skill:onet/t/s', 'skill:scikit-learn'],
    ]);
    expect(linked({ 'skill:c': 'C', 'skill:onet/t/c': 'C#', 'skill:esco/1': 'C++' })).toEqual([]);
    expect(linked({ 'skill:a': 'Same', 'skill:b': 'Same' })).toEqual([]);
  });

  test('are the same whatever ESCO adds in parentheses, and only ESCO’s skills have such additions', () => {
    expect(linked({ 'skill:python': 'Python', 'skill:esco/1': 'Python (computer programming)' })).toHaveLength(1);
    expect(linked({ 'skill:python': 'Python', 'skill:onet/t/p': 'Python (snakes)' })).toEqual([]);
    expect(linked({ 'role:drafter': 'Drafter', 'role:esco/1': 'drafter (and painter)' })).toEqual([]);
    expect(linked({ 'skill:x': '(x)', 'skill:esco/1': '(x)' })).toHaveLength(1);
  });

  test.each([
    ['Data Scientists', 'data scientist'],
    ['Nannies', 'nanny'],
    ['Coaches', 'coach'],
    ['Actresses', 'actress'],
    ['Nurses', 'nurse'],
    ['Childcare Workers', 'child care worker'],
  ])('are the same in the plural, if they are roles: %s, %s', (plural, singular) => {
    expect(linked({ 'role:onet/1': plural, 'role:esco/1': singular })).toHaveLength(1);
    expect(linked({ 'skill:onet/1': plural, 'skill:esco/1': singular })).toEqual([]);
  });

  test('are not the same for being alike', () => {
    expect(linked({ 'role:onet/1': 'Chemists', 'role:esco/1': 'chemistry' })).toEqual([]);
    expect(linked({ 'role:onet/1': 'Business', 'role:esco/1': 'Busines' })).toEqual([]);
    expect(linked({ 'role:onet/1': 'Data Scientists', 'role:esco/1': 'data scientist assistant' })).toEqual([]);
    expect(linked({ 'skill:a': '!!', 'skill:esco/1': '??' })).toEqual([]);
  });

  test('are the same where each goes by the other’s main name', () => {
    const mains = { 'role:onet/1': 'Physical Therapists', 'role:esco/1': 'physiotherapist' };
    expect(linked(mains, { 'role:onet/1': 'Physiotherapists', 'role:esco/1': ['physical therapist', 'physio'] })).toHaveLength(1);
  });

  test('are not the same where only one goes by the other’s main name: that may be an example, or a speciality', () => {
    expect(linked({ 'skill:git': 'Git', 'skill:esco/1': 'tools for version control' }, { 'skill:esco/1': 'Git' })).toEqual([]);
    expect(linked({ 'skill:spark': 'Apache Spark', 'skill:esco/1': 'SPARK' }, { 'skill:spark': 'Spark' })).toEqual([]);
    expect(linked({ 'role:a': 'Baker', 'role:onet/1': 'Cooks' }, { 'role:a': 'Chef', 'role:onet/1': 'Chef' })).toEqual([]);
  });

  test('are left apart, and named, where a main name means several things in one taxonomy', () => {
    expect(
      compare({ 'skill:mathematics': 'Mathematics', 'skill:onet/a': 'Mathematics', 'skill:onet/b': 'Mathematics', 'skill:esco/1': 'mathematics' }),
    ).toEqual({
      links: [['skill:esco/1', 'skill:mathematics']],
      ambiguous: ['Mathematics: skill:esco/1 | skill:mathematics | skill:onet/a, skill:onet/b'],
    }); // prettier-ignore
  });

  test('are left apart, and named, where an alias means several things in one taxonomy', () => {
    const mains = { 'role:mle': 'Machine Learning Engineer', 'role:onet/1': 'Data Scientists', 'role:onet/2': 'Programmers' };
    expect(compare(mains, { 'role:onet/1': 'Machine Learning Engineer', 'role:onet/2': 'Machine Learning Engineers' })).toEqual({
      links: [],
      ambiguous: ['Machine Learning Engineer: role:mle | role:onet/1, role:onet/2'],
    });
  });

  test('are the same by a main name whoever else has it for an alias', () => {
    expect(
      compare(
        { 'role:data-scientist': 'Data Scientist', 'role:mle': 'Machine Learning Engineer', 'role:onet/1': 'Data Scientists' },
        { 'role:mle': 'Data Scientist' },
      ),
    ).toEqual({ links: [['role:data-scientist', 'role:onet/1']], ambiguous: [] });
  });

  test('are the same in whatever order they are read', () => {
    const mains = named({
      'role:a': 'Baker',
      'role:onet/1': 'Bakers',
      'role:esco/1': 'baker',
      'role:onet/2': 'Cooks',
      'role:b': 'Cook',
      'role:esco/2': 'cook',
      'role:esco/3': 'COOK',
    });
    const aliases = named({ 'role:onet/2': ['Chef', 'Baker'], 'role:b': 'Chef' });
    expect(namesInCommon([...mains].reverse(), [...aliases].reverse())).toEqual(namesInCommon(mains, aliases));
    expect(namesInCommon(mains, aliases)).toMatchObject({ links: { length: 4 }, ambiguous: { length: 1 } });
  });
});

describe('In the graph', () => {
  const own = ownGraph();
  beforeAll(() => applySchema(own.graph));
  beforeEach(() => own.graph.write('MATCH (n) DETACH DELETE n'));

  const taxonomy = (id: string): SourceRecord => ({ ...sourceA, id, sourceKind: 'TAXONOMY' });
  const ALL = new Set(['role', 'skill', 'name', 'requires', 'broader'] as const);
  const claims = (id: string, ...facts: FactInput[]): SourceFacts => ({ ...claimedBy(taxonomy(id), ...facts), complete: ALL });

  const guide = claims(
    'source:a',
    { fact: 'role', id: 'role:data-scientist', scheme: 'guide', title: 'Data Scientist' },
    { fact: 'role', id: 'role:mle', scheme: 'guide', title: 'Machine Learning Engineer' },
    { fact: 'skill', id: 'skill:python', name: 'Python' },
    { fact: 'skill', id: 'skill:statistics', name: 'Statistics' },
    { fact: 'name', of: 'role:mle', text: 'Data Scientist' },
  );
  const onetFacts: FactInput[] = [
    { fact: 'role', id: 'role:onet/15-2051.00', scheme: 'onet', title: 'Data Scientists' },
    { fact: 'role', id: 'role:onet/15-1221.00', scheme: 'onet', title: 'Computer Scientists' },
    { fact: 'role', id: 'role:onet/29-1123.00', scheme: 'onet', title: 'Physical Therapists' },
    { fact: 'skill', id: 'skill:onet/technology/python', name: 'Python' },
    ...['15-2051.00', '15-1221.00'].map((code): FactInput => ({
      fact: 'name',
      of: `role:onet/${code}`,
      text: 'Machine Learning Engineer',
    })),
    { fact: 'name', of: 'role:onet/29-1123.00', text: 'Physiotherapists' },
  ];
  const onet = claims('source:onet', ...onetFacts);
  const esco = claims(
    'source:esco',
    { fact: 'role', id: 'role:esco/ds', scheme: 'esco', title: 'data scientist' },
    { fact: 'role', id: 'role:esco/pt', scheme: 'esco', title: 'physiotherapist' },
    { fact: 'skill', id: 'skill:esco/py', name: 'Python (computer programming)' },
    { fact: 'skill', id: 'skill:esco/st', name: 'statistics' },
    { fact: 'skill', id: 'skill:esco/isced-f/0542', name: 'statistics' },
    { fact: 'broader', narrower: 'skill:esco/st', broader: 'skill:esco/isced-f/0542' },
    { fact: 'name', of: 'role:esco/pt', text: 'physical therapist' },
    { fact: 'requires', role: 'role:esco/ds', skill: 'skill:esco/st' },
  );
  const EXPECTED = [
    'role:data-scientist = role:esco/ds',
    'role:data-scientist = role:onet/15-2051.00',
    'role:esco/ds = role:onet/15-2051.00',
    'role:esco/pt = role:onet/29-1123.00',
    'skill:esco/py = skill:onet/technology/python',
    'skill:esco/py = skill:python',
    'skill:esco/st = skill:statistics',
    'skill:onet/technology/python = skill:python',
  ];

  const write = (...sources: SourceFacts[]): Promise<WriteCounts> => writeFacts(own.graph, 'test', withNamesInCommon(own.graph, sources));
  const links = async (): Promise<string[]> =>
    (
      await own.graph.read<{ link: string }>(
        `MATCH (a)-[claim:SAME_AS { source: 'source:careergraph-names', match: 'EXACT' }]->(b)
         RETURN a.id + ' = ' + b.id AS link ORDER BY link`,
      )
    ).map(({ link }) => link);
  const ask = async (query: string): Promise<any> => {
    const { data, errors } = await send(own.graph, query);
    expect(errors).toBeUndefined();
    return data;
  };
  const changesSince = async (since: number): Promise<any> =>
    (await ask(`{ changes(since: ${since}, first: 200) { revision nodes { subject kind fields source { id } } } }`)).changes;

  test.each([
    ['guide, O*NET, ESCO', [[guide], [onet], [esco]]],
    ['ESCO, O*NET, guide', [[esco], [onet], [guide]]],
    ['O*NET and guide at once, ESCO', [[onet, guide], [esco]]],
  ])('things of one name are linked, in whatever order they came: %s', async (_, runs) => {
    for (const sources of runs) await write(...sources);
    expect(await links()).toEqual(EXPECTED);
    expect(await write(...runs.flat())).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(await changesSince(runs.length)).toEqual({ revision: runs.length, nodes: [] });
  });

  const ours = { id: 'source:careergraph-names', publisher: 'Careergraph' };

  test('links say whose they are', async () => {
    await write(guide, onet);
    const sameAs = 'sameAs { match sources { id publisher }';
    expect(await ask(`{ role(id: "role:mle") { ${sameAs} } } }`)).toEqual({ role: { sameAs: [] } });
    expect(await ask(`{ role(id: "role:data-scientist") { ${sameAs} role { id } } } }`)).toEqual({
      role: { sameAs: [{ match: 'EXACT', sources: [ours], role: { id: 'role:onet/15-2051.00' } }] },
    });
    expect(await ask(`{ skill(id: "skill:onet/technology/python") { ${sameAs} skill { id } } } }`)).toEqual({
      skill: { sameAs: [{ match: 'EXACT', sources: [ours], skill: { id: 'skill:python' } }] },
    });
  });

  test('a name that is ambiguous in one taxonomy links nothing there, and the report lists it', async () => {
    const report = new ImportReport();
    await writeFacts(own.graph, 'test', withNamesInCommon(own.graph, [guide, onet, esco], report));
    expect(report.remarks).toEqual({
      [AMBIGUOUS]: ['Machine Learning Engineer: role:mle | role:onet/15-1221.00, role:onet/15-2051.00'],
    });
  });

  test('a link goes in the run in which its name goes, and the feed names both of its ends and nothing else', async () => {
    await write(guide, onet, esco);
    const renamed = onetFacts.map((fact) => (fact.fact === 'skill' ? { ...fact, name: 'Monty Python' } : fact));
    expect(await write(claims('source:onet', ...renamed))).toMatchObject({ added: 0, removed: 2 });
    expect(await links()).toEqual(EXPECTED.filter((link) => !link.includes('skill:onet')));
    const { nodes } = await changesSince(1);
    expect(nodes).toEqual([
      { subject: 'skill:esco/py', kind: 'CHANGED', fields: ['sameAs'], source: { id: ours.id } },
      { subject: 'skill:onet/technology/python', kind: 'CHANGED', fields: expect.arrayContaining(['name', 'sameAs']), source: null },
      { subject: 'skill:python', kind: 'CHANGED', fields: ['sameAs'], source: { id: ours.id } },
    ]);
  });

  test('what is retired in a run is linked no more in that run, and again when it is back', async () => {
    await write(guide, onet, esco);
    await write(claims('source:onet', ...onetFacts.filter((fact) => fact.fact === 'role' && fact.id === 'role:onet/15-1221.00')));
    expect(await links()).toEqual(EXPECTED.filter((link) => !link.includes('onet')));
    await write(onet);
    expect(await links()).toEqual(EXPECTED);
  });

  test('a change that is about no name changes no link', async () => {
    await write(guide, onet, esco);
    const more: FactInput = { fact: 'requires', role: 'role:onet/15-2051.00', skill: 'skill:onet/technology/python' };
    expect(await write(claims('source:onet', ...onetFacts, more))).toEqual({ added: 1, changed: 0, removed: 0 });
    expect((await changesSince(1)).nodes).toMatchObject([{ subject: 'role:onet/15-2051.00', fields: ['skills'] }]);
  });

  test('the seed alone has no links, and no source for them; beside taxonomies it has', async () => {
    const alone = await (await sharedGraph()).read<{ id: string }>('MATCH (n:Source|Release) RETURN n.id AS id');
    expect(alone.length).toBeGreaterThan(5);
    expect(alone.filter(({ id }) => id.includes('careergraph-names'))).toEqual([]);

    await write(onet, esco);
    expect(await links()).toEqual(EXPECTED.filter((link) => link.includes('esco') && link.includes('onet')));
    await seed(own.graph);
    expect(await links()).toEqual(EXPECTED);
  }, 120_000);

  test('what is one thing is one hit, the guides’ before O*NET’s before ESCO’s, by the best of their names', async () => {
    await write(guide, onet, esco);
    const search = async (text: string, schemes = 'null'): Promise<[score: number, matchedText: string, id: string][]> => {
      const query = `{ search(text: "${text}", schemes: ${schemes}) { hits { score matchedText node { ... on Role { id } ... on Skill { id } } } } }`;
      return (await ask(query)).search.hits.map(({ score, matchedText, node }: any) => [score, matchedText, node.id]);
    };
    const hits = await search('data scientist');
    expect(hits.slice(0, 2)).toEqual([
      [1, 'Data Scientist', 'role:data-scientist'],
      [0.98, 'Data Scientist', 'role:mle'],
    ]);
    expect(hits.filter(([, , id]) => ['role:esco/ds', 'role:onet/15-2051.00'].includes(id))).toEqual([]);
    expect((await search('physiotherapist'))[0]).toEqual([1, 'physiotherapist', 'role:onet/29-1123.00']);
    expect((await search('data scientist', '[ESCO, ONET]'))[0]).toEqual([1, 'data scientist', 'role:onet/15-2051.00']);
    expect((await search('data scientist', '[ESCO]'))[0]).toEqual([1, 'data scientist', 'role:esco/ds']);
    expect(await search('python')).toEqual([[1, 'Python', 'skill:python']]);
  });

  test('a phrase that names one thing in three taxonomies is not ambiguous; one that names several things is', async () => {
    await write(guide, onet, esco);
    const { matchSkills } = await ask('{ matchSkills(phrases: ["python", "statistics"]) { skill { id } alternatives { id } } }');
    expect(matchSkills).toEqual([
      { skill: { id: 'skill:python' }, alternatives: [] },
      { skill: { id: 'skill:statistics' }, alternatives: [{ id: 'skill:esco/isced-f/0542' }] },
    ]);
  });
});

publishedFiles('.').describeIfThere('In the seed, O*NET 29.0 and ESCO 1.1.1', () => {
  let links: string[][];
  let ambiguous: string[];
  const nameOf = new Map<string, string>();

  beforeAll(async () => {
    const aliases: Named[] = [];
    const [above, needed] = [new Set<string>(), new Set<string>()];
    const published = (name: string): string => join(publishedFiles('.').path, name);
    const everything = [
      ...(await readSeed()).map(({ facts }) => facts),
      ...[await openOnet(published('onet-29.0')), await openEsco(published('esco-1.1.1'))].map((one) => one.facts(new ImportReport())),
    ];
    for (const facts of everything) {
      for await (const fact of facts) {
        if (fact.fact === 'role') nameOf.set(fact.id, fact.title);
        if (fact.fact === 'skill') nameOf.set(fact.id, fact.name);
        if (fact.fact === 'name') aliases.push({ id: fact.of, name: fact.text });
        if (fact.fact === 'broader') above.add(fact.broader);
        if (fact.fact === 'requires') needed.add(fact.skill);
      }
    }
    const found = ['role:', 'skill:'].map((type) => {
      const isOne = ({ id }: Named): boolean => id.startsWith(type) && (type === 'role:' || needed.has(id) || !above.has(id));
      return namesInCommon([...nameOf].map(([id, name]) => ({ id, name })).filter(isOne), aliases.filter(isOne));
    });
    links = found.flatMap((one) => one.links);
    ambiguous = found.flatMap((one) => one.ambiguous);
  }, 120_000);

  const isLinked = (a: string, b: string): boolean => links.some((link) => [a, b].sort().join() === link.join());
  const named = (beginning: string, name: string): string =>
    [...nameOf].find(([id, other]) => id.startsWith(beginning) && other === name)![0];

  test('174 pairs of roles and 100 of skills are the same, none of them twice in one taxonomy', () => {
    expect(links.filter(([id]) => id!.startsWith('role:'))).toHaveLength(174);
    expect(links.filter(([id]) => id!.startsWith('skill:'))).toHaveLength(100);
    const ends = links.flatMap(([a, b]) => [`${a} ${b!.replace(/[^/]*$/, '')}`, `${b} ${a!.replace(/[^/]*$/, '')}`]);
    expect(new Set(ends).size).toBe(ends.length);
  });

  test('Python and the data scientist meet in all three', () => {
    const python = ['skill:python', 'skill:onet/technology/python', named('skill:esco/', 'Python (computer programming)')] as const;
    const scientist = ['role:data-scientist', 'role:onet/15-2051.00', named('role:esco/', 'data scientist')] as const;
    for (const [a, b, c] of [python, scientist]) expect([isLinked(a, b), isLinked(a, c), isLinked(b, c)]).toEqual([true, true, true]);
  });

  test('what goes by a like name stays apart: an example, another thing, a group', () => {
    expect(isLinked('skill:git', named('skill:esco/', 'tools for software configuration management'))).toBe(false);
    expect(isLinked('skill:apache-spark', named('skill:esco/', 'SPARK'))).toBe(false);
    expect(isLinked('skill:machine-learning', named('skill:esco/', 'ML (computer programming)'))).toBe(false);
    expect(links.flat().filter((id) => /unspsc|isced-f/.test(id))).toEqual([]);
  });

  test('names that are ambiguous are listed', () => {
    expect(ambiguous).toHaveLength(350);
    expect(ambiguous).toContainEqual(expect.stringMatching(/^Machine Learning Engineer: role:machine-learning-engineer \| role:onet\/\S+, role:onet\/\S+, role:onet\/15-2051.00$/));
    expect(ambiguous).toContainEqual(expect.stringMatching(/^mathematics: .*skill:onet\/2.A.1.e, skill:onet\/2.C.4.a/i));
  }); // prettier-ignore
});
