import { writeFacts } from '../graph-seed/writer.js';
import { luceneQuery } from '../src/features/search/lucene.rules.js';
import { nameScore, wordingOf } from '../src/features/search/name-score.rules.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { nameKey } from '../src/graph/names.js';
import { claimedBy, sourceA } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { ask, queriesSent, refusal, send, sharedGraph } from './support/shared-graph.js';

const HIT = `score matchedText node { __typename ... on Role { id title } ... on Skill { id name } ... on Certification { id name } ... on Industry { id name } ... on Employer { id name } }`;
const SEARCH = `query ($text: String!, $kinds: [SearchKind!], $schemes: [RoleScheme!], $first: Int) {
  search(text: $text, kinds: $kinds, schemes: $schemes, first: $first) { hits { ${HIT} } } }`;
const MATCH = `query ($phrases: [String!]!) { matchSkills(phrases: $phrases) { phrase confidence skill { id name } alternatives { name } } }`;

const nameOf = ({ node }: any): string => node.title ?? node.name;
const search = async (text: string, more: object = {}): Promise<any[]> => (await ask(SEARCH, { text, ...more })).search.hits;
const found = async (text: string, more: object = {}): Promise<string[]> => (await search(text, more)).map(nameOf);
const match = async (...phrases: string[]): Promise<any[]> => (await ask(MATCH, { phrases })).matchSkills;

describe('A search', () => {
  test.each([
    ['misspelled and unfinished', 'mashine lerning engin'],
    ['by an alternative title', 'AI Engineer'],
    ['without regard to case, accents and spaces', 'MACHINE-learning éngineer'],
    ['written as one word', 'machinelearningengineer'],
    ['in other words’ company', 'the machine learning engineer'],
  ])('finds a role %s', async (_, text) => {
    expect((await found(text))[0]).toBe('Machine Learning Engineer');
  });

  test('says which text matched, and how well', async () => {
    expect((await search('machine learning engineer'))[0]).toMatchObject({ score: 1, matchedText: 'Machine Learning Engineer' });
    expect((await search('ai engineer'))[0]).toMatchObject({ score: 0.98, matchedText: 'AI Engineer' });
    expect((await search('machine lerning engineer'))[0].score).toBeCloseTo(0.95);
  });

  test('puts a role that has the whole title before one that has more words', async () => {
    const names = await found('AI Engineer');
    expect(names.indexOf('Lead AI Engineer')).toBeGreaterThan(0);
  });

  test('finds what is begun', async () => {
    expect(await found('mach lea')).toContain('Machine Learning Engineer');
    expect((await found('kub'))[0]).toBe('Kubernetes');
    expect((await found('tensor fl'))[0]).toBe('TensorFlow');
    expect((await found('machinelearningeng'))[0]).toBe('Machine Learning Engineer');
  });

  test('finds each thing once, best first', async () => {
    const hits = await search('machine learning engineer', { first: 200 });
    const ids = hits.map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(ids.length);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.min(...scores)).toBeGreaterThan(0);
  });

  test('finds every name and every alias in the graph, before anything of another name', async () => {
    const names = await (
      await sharedGraph()
    ).read<{ id: string; text: string }>(
      `MATCH (name:Role|Skill|Certification|Industry|Employer|Name)-[:NAMES]->{0,1}(concept:!Name)
       RETURN DISTINCT concept.id AS id, coalesce(name.title, name.name, name.text) AS text`,
    );
    expect(names.length).toBeGreaterThan(400);
    const keysOf = new Map<string, Set<string>>();
    for (const { id, text } of names) keysOf.set(id, (keysOf.get(id) ?? new Set()).add(nameKey(text)));
    for (let at = 0; at < names.length; at += 20) {
      const some = names.slice(at, at + 20);
      const answer = await ask(
        `{ ${some.map(({ text }, i) => `s${i}: search(text: ${JSON.stringify(text)}) { hits { ${HIT} } }`).join('\n')} }`,
      );
      some.forEach(({ id, text }, i) => {
        const ids = answer[`s${i}`].hits.map(({ node }: any) => node.id);
        const before = ids.slice(0, ids.indexOf(id));
        expect({ text, id, found: ids.includes(id) }).toEqual({ text, id, found: true });
        for (const other of before)
          expect({ text, other, sameName: keysOf.get(other)!.has(nameKey(text)) }).toEqual({ text, other, sameName: true });
      });
    }
  });

  test('narrows to kinds, and roles to schemes', async () => {
    const kindsOf = async (more: object): Promise<string[]> => [
      ...new Set((await search('machine learning', { first: 50, ...more })).map(({ node }) => node.__typename)),
    ];
    expect((await kindsOf({})).sort()).toEqual(['Certification', 'Role', 'Skill']);
    expect(await kindsOf({ kinds: ['CERTIFICATION'] })).toEqual(['Certification']);
    expect((await kindsOf({ schemes: ['ESCO'] })).sort()).toEqual(['Certification', 'Skill']);
    expect(await kindsOf({ kinds: ['ROLE'], schemes: ['ONET', 'GUIDE'] })).toEqual(['Role']);
    expect(await kindsOf({ kinds: [] })).toEqual([]);
    expect((await found('tesla', { kinds: ['EMPLOYER'] }))[0]).toBe('Tesla');
    expect((await found('helth care', { kinds: ['INDUSTRY'] }))[0]).toBe('Healthcare');
  });

  test.each(['', '   ', '()', '🤖', '"', '\\', '+-&&||!(){}[]^"~*?:\\/', '¿?', '\u0000', '\ud800'])(
    'finds nothing for %j',
    async (text) => {
      expect(await search(text)).toEqual([]);
    },
  );

  test.each([
    'C++ AND (', 'C++ OR', 'NOT C++', '"C++', 'C++ && ||', 'C++*', 'C++~2', 'C++^4', 'name:C++', '/C++/', '[C++ TO', '{C++}', '\\C++', 'C++ 🤖', '!C++?', 'C ++',
  ])('takes signs and operators for what they are: %s', async (text) => {
    expect((await found(text))[0]).toBe('C++');
  }); // prettier-ignore

  test('takes a text of many words', async () => {
    const text =
      'engineering of machine learning operations and data science pipelines for software products with natural language processing research '.repeat(
        2,
      );
    expect((await search(text.slice(0, 200))).length).toBeGreaterThan(0);
    expect(await search('a b c d e f g h i j k l m n o p q r s t u v w x y z '.repeat(3))).toEqual(expect.any(Array));
    expect(await search('x'.repeat(200))).toEqual([]);
  });

  test('refuses a text that is too long, and sizes out of bounds', async () => {
    expect((await refusal(SEARCH, { text: 'x'.repeat(201) })).extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'text' });
    for (const first of [0, -1, 201]) {
      expect((await refusal(SEARCH, { text: 'python', first })).extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' });
    }
    expect(await search('learning', { first: null })).toHaveLength(10);
  });

  test.each([
    ['spelled as a name is', 'machine learning', 1],
    ['still being typed', 'machine learning eng', 1],
    ['in the plural', 'machine learning engineers', 1],
    ['misspelled', 'mashine lerning', 2],
    ['with a word that no name has', 'machine learning engineer paris', 2],
  ])('costs one round trip, and a second where a word is not found as it is spelled: %s', async (_what, text, trips) => {
    expect(await queriesSent(await sharedGraph(), () => search(text, { first: 200 }))).toEqual(Array(trips).fill('candidatesByWords'));
  });

  test('reads no more of what it finds than is asked for, and ranks it alike', async () => {
    const [all, few] = [
      'node { __typename ... on Role { id title summary } ... on Skill { id name description } }',
      'node { ... on Node { id } }',
    ].map((selected) => `{ search(text: "engineer") { hits { score matchedText ${selected} } } }`);
    const idsOf = async (query: string) => {
      for (let time = 0; time < 2; time++) await ask(query); // once it comes again, it is compiled
      return (await ask(query)).search.hits.map(({ score, node }: any) => [score, node.id]);
    };
    expect((await idsOf(few!)).filter(([, id]: [number, string]) => /^(role|skill):/.test(id))).toEqual(
      (await idsOf(all!)).filter(([, id]: [number, string]) => id !== undefined),
    );
  });
});

describe('Phrases', () => {
  test.each([
    ['tensor flow', 'TensorFlow', 1],
    ['TENSORFLOW', 'TensorFlow', 1],
    ['scikit learn', 'Scikit-learn', 1],
    ['sklearn', 'Scikit-learn', 0.98],
    ['k8s', 'Kubernetes', 0.98],
    ['machinelearning', 'Machine Learning', 1],
    ['pyton', 'Python', 0.94],
    ['pyhton', 'Python', 0.93],
    ['machine lerning', 'Machine Learning', 0.95],
    ['tensr flow', 'TensorFlow', 0.95],
    ['neural network', 'Neural Networks', 0.95],
    ['optimisation', 'Optimization', 0.95],
    ['Data Modelling', 'Data Modeling', 0.95],
    ['experience with Python', 'Python', 0.98],
    ['5+ years of hands-on experience in machine learning', 'Machine Learning', 0.98],
    ['Strong communication skills', 'Communication', 0.98],
  ])('%s is %s', async (phrase, name, confidence) => {
    expect((await match(phrase))[0]).toMatchObject({ phrase, skill: { name }, confidence });
  });

  test.each([
    ['pyth', ['Python']],
    ['data analyst', ['Data Analysis']],
    ['TensorFlow on Kubernetes', ['TensorFlow', 'Kubernetes']],
  ])('%s is no skill’s name, but suggests some', async (phrase, names) => {
    const [{ skill, confidence, alternatives }] = await match(phrase);
    expect(skill).toBeNull();
    expect(confidence).toBeLessThan(0.85);
    expect(alternatives.map(({ name }: any) => name)).toEqual(expect.arrayContaining(names));
    expect(alternatives.length).toBeLessThanOrEqual(5);
  });

  test.each(['', '   ', '()*&', '🤖', 'zzzzzz', 'x'.repeat(201)])('name nothing: %j', async (phrase) => {
    expect(await match(phrase)).toEqual([{ phrase, skill: null, confidence: 0, alternatives: [] }]);
  });

  test('are answered in order, each as often as it is asked', async () => {
    expect(
      (await match('k8s', 'nothing of the kind', 'Kubernetes', 'k8s', '')).map(({ phrase, skill }) => [phrase, skill?.name ?? null]),
    ).toEqual([
      ['k8s', 'Kubernetes'],
      ['nothing of the kind', null],
      ['Kubernetes', 'Kubernetes'],
      ['k8s', 'Kubernetes'],
      ['', null],
    ]);
  });

  test('that are names or aliases of skills are all recognised, in one round trip; others cost one more', async () => {
    const graph = await sharedGraph();
    const names = await graph.read<{ id: string; text: string }>(
      `MATCH (name:Skill|Name)-[:NAMES]->{0,1}(skill:Skill) RETURN DISTINCT skill.id AS id, coalesce(name.name, name.text) AS text`,
    );
    for (let at = 0; at < names.length; at += 200) {
      const some = names.slice(at, at + 200);
      let answers: any[] = [];
      expect(await queriesSent(graph, async () => (answers = await match(...some.map(({ text }) => text))))).toEqual(['candidatesByKey']);
      expect(answers.map(({ skill }) => skill.id)).toEqual(some.map(({ id }) => id));
    }
    const misspelled = names.slice(0, 200).map(({ text }) => `${text}xq`);
    expect(await queriesSent(graph, () => match(...misspelled))).toEqual(['candidatesByKey', 'candidatesByWords']);
  });

  test('are at most 200', async () => {
    expect(await match(...Array(200).fill('python'))).toHaveLength(200);
    expect((await refusal(MATCH, { phrases: Array(201).fill('python') })).extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'phrases',
    });
    expect(await match()).toEqual([]);
  });
});

describe('In a graph of look-alikes', () => {
  const own = ownGraph();
  const ofOwn = async (query: string, variables: object): Promise<any> => {
    const { data, errors } = await send(own.graph, query, variables as Record<string, unknown>);
    expect(errors).toBeUndefined();
    return data;
  };
  const namesFound = async (text: string): Promise<string[]> => (await ofOwn(SEARCH, { text, first: 200 })).search.hits.map(nameOf);
  const matched = async (phrase: string): Promise<any> => (await ofOwn(MATCH, { phrases: [phrase] })).matchSkills[0];

  beforeAll(async () => {
    await applySchema(own.graph);
    const skills = [
      'C',
      'C++',
      'C#',
      '.NET',
      'Objective-C',
      'Java',
      'JavaScript',
      'PostgreSQL',
      'Python',
      'Pyston',
      'Mediation',
      'Medication Safety',
      'Élan',
      'Node.js',
    ];
    await writeFacts(own.graph, 'test', [
      claimedBy(
        sourceA,
        ...skills.map((name) => ({ fact: 'skill' as const, id: `skill:${encodeURIComponent(name)}`, name })),
        { fact: 'skill', id: 'skill:old-lace', name: 'Old Lace' },
        { fact: 'role', id: 'role:esco/1', scheme: 'esco', title: 'Baker' },
        { fact: 'role', id: 'role:onet/1', scheme: 'onet', title: 'Baker' },
        { fact: 'role', id: 'role:curated-baker', scheme: 'curated', title: 'Baker' },
        { fact: 'role', id: 'role:baker', scheme: 'guide', title: 'Baker' },
        { fact: 'role', id: 'role:baker-b', scheme: 'guide', title: 'Baker' },
        { fact: 'role', id: 'role:baker-a', scheme: 'guide', title: 'Baker' },
        { fact: 'skill', id: 'skill:baker', name: 'Baker' },
        { fact: 'requires', role: 'role:baker-b', skill: 'skill:baker' },
        { fact: 'requires', role: 'role:baker', skill: 'skill:Python' },
        ...Array.from({ length: 300 }, (_, i) => ({
          fact: 'role' as const,
          id: `role:baker-${i}`,
          scheme: 'onet' as const,
          title: `Baker ${i}`,
        })),
        ...Array.from({ length: 130 }, (_, i) => ({ fact: 'name' as const, of: `role:baker-${i}`, text: 'Dough Master' })),
        { fact: 'role', id: 'role:esco/tailor', scheme: 'esco', title: 'tailor' },
        { fact: 'role', id: 'role:onet/tailor', scheme: 'onet', title: 'Tailors' },
        { fact: 'name', of: 'role:esco/tailor', text: 'bespoke clothier' },
        { fact: 'same-as', a: 'role:esco/tailor', b: 'role:onet/tailor', match: 'EXACT' },
        { fact: 'role', id: 'role:esco/weaver', scheme: 'esco', title: 'Weaver' },
        { fact: 'role', id: 'role:onet/weaver', scheme: 'onet', title: 'Weaver' },
        { fact: 'same-as', a: 'role:esco/weaver', b: 'role:onet/weaver', match: 'CLOSE' },
        ...['skill:felting', 'skill:onet/felting', 'skill:esco/felting'].map((id) => ({ fact: 'skill' as const, id, name: 'Felting' })),
        { fact: 'requires', role: 'role:onet/tailor', skill: 'skill:esco/felting' },
        { fact: 'same-as', a: 'skill:felting', b: 'skill:esco/felting', match: 'EXACT' },
        { fact: 'same-as', a: 'skill:onet/felting', b: 'skill:esco/felting', match: 'EXACT' },
        { fact: 'skill', id: 'skill:esco/other-felting', name: 'Felting' },
      ),
    ]);
    await own.graph.write(`MATCH (skill:Skill { id: 'skill:old-lace' }) SET skill.status = 'RETIRED'`);
  });

  test('names that differ only in signs are found each by its own', async () => {
    for (const name of ['C', 'C++', 'C#', '.NET', 'Java', 'Node.js']) expect([name, (await namesFound(name))[0]]).toEqual([name, name]);
    expect((await namesFound('elan'))[0]).toBe('Élan');
    expect((await namesFound('dot net'))[0]).toBe('.NET');
    expect((await namesFound('nodejs'))[0]).toBe('Node.js');
  });

  test('equals are ordered: roles by scheme, then the better connected, then by id; then other kinds', async () => {
    const { hits } = (await ofOwn(SEARCH, { text: 'baker', first: 7 })).search;
    expect(hits.map(({ node }: any) => node.id)).toEqual([
      'role:baker',
      'role:baker-b',
      'role:baker-a',
      'role:onet/1',
      'role:esco/1',
      'role:curated-baker',
      'skill:baker',
    ]);
  });

  test('exact names are never pushed out, however many there are, and however many are like them', async () => {
    const { hits } = (await ofOwn(SEARCH, { text: 'dough master', first: 200 })).search;
    expect(hits.filter(({ score }: any) => score === 0.98)).toHaveLength(130);
    expect((await namesFound('baker')).filter((name) => name === 'Baker')).toHaveLength(7);
  });

  test('the same thing in two taxonomies is one hit: what stands first, by the name that fits best of either’s', async () => {
    const hits = async (text: string, schemes?: string[]): Promise<unknown[]> =>
      (await ofOwn(SEARCH, { text, schemes })).search.hits.map(({ score, matchedText, node }: any) => [score, matchedText, node.id]);
    expect(await hits('tailor')).toEqual([[1, 'tailor', 'role:onet/tailor']]);
    expect(await hits('tailors')).toEqual([[1, 'Tailors', 'role:onet/tailor']]);
    expect(await hits('tailor', ['ESCO'])).toEqual([[1, 'tailor', 'role:esco/tailor']]);
    expect(await hits('bespoke clothier')).toEqual([[0.98, 'bespoke clothier', 'role:esco/tailor']]);
    expect(await hits('weaver')).toEqual([
      [1, 'Weaver', 'role:onet/weaver'],
      [1, 'Weaver', 'role:esco/weaver'],
    ]);
  });

  test('a phrase that names the same skill in three taxonomies names one, and suggests only what is another', async () => {
    const query = 'query ($phrases: [String!]!) { matchSkills(phrases: $phrases) { confidence skill { id } alternatives { id } } }';
    expect((await ofOwn(query, { phrases: ['felting', 'feltings'] })).matchSkills).toEqual([
      { confidence: 1, skill: { id: 'skill:felting' }, alternatives: [{ id: 'skill:esco/other-felting' }] },
      { confidence: 0.94, skill: { id: 'skill:felting' }, alternatives: [{ id: 'skill:esco/other-felting' }] },
    ]);
  });

  test('what is retired is not found', async () => {
    expect(await namesFound('old lace')).toEqual([]);
    expect(await matched('old lace')).toMatchObject({ skill: null, alternatives: [] });
  });

  test('the beginning of a name suggests it, and is not taken for it', async () => {
    expect(await matched('postgre')).toMatchObject({ skill: null, alternatives: [{ name: 'PostgreSQL' }] });
    expect(await matched('java')).toMatchObject({ skill: { name: 'Java' } });
    expect(await matched('JavaScrip')).toMatchObject({ skill: { name: 'JavaScript' } });
  });

  test('a word that another name contains is not taken for a slip', async () => {
    expect(await matched('mediaton')).toMatchObject({ skill: { name: 'Mediation' } });
    expect((await matched('medication')).skill).toBeNull();
  });

  test('of two skills that a slip might mean, the one that roles need is given, the other suggested', async () => {
    expect(await matched('pyton')).toMatchObject({ skill: { name: 'Python' }, alternatives: [{ name: 'Pyston' }] });
  });
});

describe('What the full-text index is asked for', () => {
  test('stays below Lucene’s limit of clauses, even where each misspelled word stands for fifty in each of three properties', () => {
    const longest = Array.from({ length: 30 }, (_, i) => 'abcdef'.slice(0, 6 - (i % 3)) + String.fromCharCode(97 + (i % 26))).join(' ');
    for (const typing of [true, false]) {
      const clauses = luceneQuery(wordingOf(longest), { typing, slips: 2 }).split(' ');
      const fuzzy = clauses.filter((clause) => clause.includes('~')).length;
      expect(3 * (clauses.length - fuzzy + 50 * fuzzy)).toBeLessThan(1_024);
    }
  });

  test('holds no sign but its own', () => {
    expect(luceneQuery(wordingOf('NOT "C++" && (a* OR b~) AND +c:[d TO e]'), { typing: true, slips: 2 })).toMatch(
      /^([\p{L}\p{N}]+(\^4|\*\^2|~[12])( |$))+$/u,
    );
  });
});

describe('The score of a name', () => {
  const score = (text: string, name: string, known: string[] = []): number => nameScore(wordingOf(text), wordingOf(name), new Set(known));

  test('ranks the same, a variant, what contains it, what it begins, and what is like it in this order', () => {
    const scores = [
      score('data engineer', 'Data-Engineer'),
      score('data enginer', 'Data Engineer'),
      score('data engineer', 'Lead Data Engineer'),
      score('data engin', 'Lead Data Engineer'),
      score('data enginer', 'Lead Data Engineer'),
      score('data engineer', 'Data'),
      score('data engineer', 'Baker'),
    ];
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
    expect(scores[0]).toBe(1);
    expect(scores[1]).toBeGreaterThanOrEqual(0.9);
    expect(scores[2]).toBeLessThan(0.8);
    expect(scores.at(-1)).toBe(0);
  });

  test.each([
    ['Java', 'JavaScript'],
    ['R', 'C'],
    ['SQL', 'SQS'],
    ['Windows 7', 'Windows 8'],
    ['ISO 9001', 'ISO 9000'],
    ['booking', 'cooking'],
    ['REST', 'test'],
  ])('takes none for a variant of another: %s, %s', (text, name) => {
    expect(score(text, name)).toBeLessThan(0.8);
    expect(score(name, text)).toBeLessThan(0.8);
  });

  test('takes no known word for a slip of another', () => {
    expect(score('meditation', 'Mediation')).toBeGreaterThan(0.9);
    expect(score('meditation', 'Mediation', ['meditation'])).toBeLessThan(0.8);
  });

  test('stays within 0 to 1 and is the same again for any words', () => {
    const names = ['C++', 'a a a a', 'the of', 'Machine Learning', 'aaaaaaaaaaaaaaaaaaaa', '1', 'Ω', 'résumé', 'mmmm mmmm'];
    for (const text of names) {
      for (const name of names) {
        expect(score(text, name)).toBeGreaterThanOrEqual(0);
        expect(score(text, name)).toBeLessThanOrEqual(1);
        expect(score(text, name) === 1).toBe(nameKey(text) === nameKey(name));
      }
    }
  });
});
