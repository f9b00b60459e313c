import { ask, compile, cypherSent, queriesSent, sharedGraph, stateOf } from './support/shared-graph.js';

const page = (first: number): string => `{ roles(first: ${first}) { nodes {
  title level { name } levels { level { name } sources { name } }
  skills(first: 200) { edges { node { name certifications { certification { name } sources { name } } } claims { source { name } stage { name } } } }
  certifications { certification { name validates { skill { name } sources { name } } } sources { name } }
  adjacentRoles { nodes { to { title } sources { name } } }
  salaries { mean level { name } sources { name } }
} } }`;

// Read once, not for a query.
beforeAll(async () => void (await stateOf(await sharedGraph()).careerMaps.current()));

const asked = async (source: string): Promise<string[]> => queriesSent(await sharedGraph(), () => ask(source));

test('A page of roles with their skills, certifications and sources costs as many round trips for all roles as for five', async () => {
  const few = await asked(page(200).replace('(first: 200)', '(first: 200, filter: { titleContains: "machine learning engineer" })'));
  const all = await asked(page(200));
  expect(new Set(all)).toEqual(new Set(few));
  // Sources and levels are asked for at several depths of a query: a few times at most, however long the page is.
  for (const sent of [few, all]) expect(sent.length).toBeLessThanOrEqual(20);
});

test('A look-up by title asks for other titles where it is no main one', async () => {
  const titled = (title: string) => asked(`{ role(title: "${title}") { title } }`);
  expect(await titled('Machine learning engineer')).toEqual(['rolesByTitleKeys']);
  expect(await titled('ML engineer')).toEqual(['rolesByTitleKeys', 'rolesByAlternativeTitleKeys']);
});

test('A field with arguments costs one round trip for each distinct set of them', async () => {
  const sent = await asked(
    '{ roles(first: 20) { nodes { a: skills(first: 5) { totalCount } b: skills(first: 5, kinds: [TECHNOLOGY]) { totalCount } c: skills(first: 5) { totalCount } } } }',
  );
  expect(sent).toEqual(['rolesByTitle', 'skillsOfRolesByImportance', 'skillsOfRolesByImportance']);
});

const together = compile ? test : test.skip;
together('What a page asks for at the same time goes in one query once it has been asked twice, and is answered the same', async () => {
  const query =
    '{ role(id: "role:machine-learning-engineer") { title level { name } skills(first: 3) { nodes { name certifications { certification { name } } } } salaries { mean } adjacentRoles(evidence: DOCUMENTED) { nodes { to { title } } } } }';
  const answers = new Set([JSON.stringify(await ask(query))]);
  let sent: string[] = [];
  while (sent.length !== 1) {
    sent = await asked(query);
    stateOf(await sharedGraph()).cache.clear();
    answers.add(JSON.stringify(await ask(query)));
  }
  // What hangs on the role's id goes with the role, and a skill's certifications with the skill.
  expect(sent).toEqual(['estimatesOfRoles_levelsOfRoles_neighboursOfRoles_rolesByIds_skillsOfRolesByImportance']);
  expect(answers.size).toBe(1);
});

test('Those who ask the same before it has been answered once read by the same queries, each of which Neo4j has to plan', async () => {
  const query = '{ role(id: "role:data-engineer") { summary skills(first: 4) { nodes { name } } } }';
  const sent = await cypherSent(await sharedGraph(), () => Promise.all([ask(query), ask(query), ask(query)]));
  expect(sent.length).toBeGreaterThanOrEqual(2);
  expect(new Set(sent).size).toBe(2);
});

test('How many there are in all is counted only when asked for', async () => {
  expect(await asked('{ roles(first: 3) { nodes { id } } }')).toEqual(['rolesByTitle']);
  expect(await asked('{ roles(first: 3) { totalCount nodes { id } } }')).toEqual(['rolesByTitle', 'countRoles']);
});

test('Of what the database sends, what cannot be made a row is an error of who reads it, and of nobody else', async () => {
  const graph = await sharedGraph();
  const unwilling = (): never => {
    throw new RangeError('Not a row.');
  };
  await expect(graph.read('UNWIND range(1, 3) AS n RETURN n', {}, unwilling)).rejects.toThrow(new RangeError('Not a row.'));
  await expect(graph.read('RETURN 1 AS one')).resolves.toEqual([{ one: 1 }]);
});
