import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { projectRoot } from '../src/project-root.js';
import { createSchema } from '../src/schema.js';
import { ask, compile, cypherSent, refusal, send, sharedGraph } from './support/shared-graph.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'schema/api.graphql'), 'utf8'));

type Fields = GraphQLField<unknown, unknown>[];
function fieldsOf(typeName: string): Fields {
  const type = schema.getType(typeName) as GraphQLObjectType | GraphQLInterfaceType;
  return Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
}

/** A field with all that is plain below it, two levels deep. */
function written({ name, type }: GraphQLField<unknown, unknown>, depth = 2): string | undefined {
  const named = getNamedType(type);
  if (isLeafType(named)) return name;
  const within = depth === 0 || !('getFields' in named) ? [] : fieldsOf(named.name).flatMap((field) => written(field, depth - 1) ?? []);
  return within.length === 0 ? undefined : `${name} { ${within.join(' ')} }`;
}

const ROLE = 'role(id: "role:machine-learning-engineer")';
const SKILL = 'skill(id: "skill:python")';
const places: [typeName: string, around: (field: string) => string][] = [
  ['Role', (field) => `{ ${ROLE} { ${field} } }`],
  ['Role', (field) => `{ role(title: "data analyst") { ${field} } }`],
  ['Skill', (field) => `{ ${SKILL} { ${field} } }`],
  ['Certification', (field) => `{ node(id: "certification:deep-learning-specialization") { ... on Certification { ${field} } } }`],
  ['Role', (field) => `{ nodes(ids: ["role:data-scientist", "skill:sql"]) { id ... on Role { ${field} } } }`],
  ['RoleSkillConnection', (field) => `{ ${ROLE} { skills(first: 30) { ${field} } } }`],
  ['RoleSkillEdge', (field) => `{ ${ROLE} { skills(first: 30) { edges { ${field} } } } }`],
  ['RequirementClaim', (field) => `{ ${ROLE} { skills(first: 30) { edges { claims { ${field} } } } } }`],
  ['Skill', (field) => `{ ${ROLE} { skills(first: 5, orderBy: NAME) { nodes { ${field} } edges { cursor } } } }`],
  ['SkillRoleEdge', (field) => `{ ${SKILL} { roles(first: 10) { edges { ${field} } } } }`],
  ['Role', (field) => `{ ${SKILL} { roles(first: 3) { nodes { ${field} } } } }`],
  ['AdjacencyConnection', (field) => `{ ${ROLE} { adjacentRoles { ${field} } } }`],
  ['Adjacency', (field) => `{ ${ROLE} { adjacentRoles(evidence: DOCUMENTED) { nodes { ${field} } } } }`],
  ['Adjacency', (field) => `{ ${ROLE} { adjacentRoles(kinds: [FEEDER]) { edges { node { ${field} } } } } }`],
  ['AlternativeTitle', (field) => `{ ${ROLE} { alternativeTitles(first: 5) { nodes { ${field} } } } }`],
  ['AlternativeTitle', (field) => `{ ${SKILL} { aliases { edges { node { ${field} } } } } }`],
  ['Responsibility', (field) => `{ ${ROLE} { responsibilities(first: 5) { nodes { ${field} } } } }`],
  ['RoleLink', (field) => `{ certifications(first: 5) { nodes { recommendedFor { nodes { ${field} } } } } }`],
  ['RoleLink', (field) => `{ industries { nodes { roles(first: 3) { nodes { ${field} } } } } }`],
  ['RoleLinkConnection', (field) => `{ employers { nodes { roles(first: 3) { ${field} } } } }`],
  ['RoleConnection', (field) => `{ levels { roles(first: 3) { ${field} } } }`],
  ['Certification', (field) => `{ certification(id: "certification:deep-learning-specialization") { ${field} } }`],
  ['SalaryEstimate', (field) => `{ ${ROLE} { salaries { ${field} } } }`],
  ['Progression', (field) => `{ ${ROLE} { progressesTo { ${field} } progressesFrom { ${field} } } }`],
  ['PageInfo', (field) => `{ ${ROLE} { skills(first: 3) { pageInfo { ${field} } } adjacentRoles(first: 3) { pageInfo { ${field} } } } }`],
];

test('The values of enums that are answered are what they are called, for a compiled operation sends them as they are', () => {
  const types = Object.values(createSchema().getTypeMap());
  const answered = new Set(
    types.filter(isObjectType).flatMap((type) => Object.values(type.getFields()).map((field) => getNamedType(field.type))),
  );
  const enums = [...answered].filter(isEnumType).filter(({ name }) => !name.startsWith('__'));
  expect(enums.length).toBeGreaterThan(10);
  for (const type of enums) for (const { name, value } of type.getValues()) expect(`${type.name} ${value}`).toBe(`${type.name} ${name}`);
});

const compiled = compile ? describe : describe.skip;
compiled('An operation that comes again reads no more than it selects, and is answered the same', () => {
  test.each(places)('of %s, whichever field it is', async (typeName, around) => {
    const fields = fieldsOf(typeName).flatMap((field) => written(field) ?? []);
    expect(fields.length).toBeGreaterThan(2);
    for (const field of fields) {
      const query = around(field);
      const first = await send(await sharedGraph(), query);
      expect(first.errors).toBeUndefined();
      for (let time = 0; time < 2; time++) expect({ query, ...(await send(await sharedGraph(), query)) }).toEqual({ query, ...first });
    }
  });

  test('in fragments and under conditions, too', async () => {
    const query = `query ($all: Boolean!) { ${ROLE} { ...Titled skills(first: 2) { ... on RoleSkillConnection { edges { importance @include(if: $all) node { ...Named } } } } } }
      fragment Titled on Role { title } fragment Named on Skill { name description @skip(if: $all) }`;
    const first = [await ask(query, { all: true }), await ask(`${query} `, { all: false })];
    expect(first[0]).not.toEqual(first[1]);
    for (let time = 0; time < 2; time++) {
      expect([await ask(query, { all: true }), await ask(query, { all: false })]).toEqual(first);
    }
  });

  test.each([
    `{ ${ROLE} { skills(first: 3) { pageInfo { endCursor } pageInfo { hasNextPage } } } }`,
    `{ ${ROLE} { skills(first: 3) { edges { node { name } } edges { importance } } } }`,
    `{ ${ROLE} { skills(first: 3) { edges { ...Edge node { id } } } } } fragment Edge on RoleSkillEdge { node { name description } cursor }`,
    `{ ${ROLE} { skills(first: 3) { a: nodes { name } b: nodes { description } } } }`,
    `{ ${ROLE} { title ...More } ...Again } fragment More on Role { levels { level { name } } } fragment Again on Query { ${ROLE} { summary } }`,
    `{ ${ROLE} { a: adjacentRoles(kinds: [FEEDER]) { nodes { to { title } } } b: adjacentRoles(kinds: [RELATED]) { nodes { from { summary } } } } }`,
    `{ ${ROLE} { e: skills(necessity: ESSENTIAL) { nodes { name } } all: skills(first: 20) { totalCount edges { claims { wording source { name } } } } } }`,
    `{ nodes(ids: ["skill:python", "role:data-scientist"]) { ... on Node { id } ... on Skill { name ... on Node { ... on Skill { kind } } } } }`,
  ])('where fields are selected more than once: %s', async (query) => {
    const first = await send(await sharedGraph(), query);
    expect(first.errors).toBeUndefined();
    for (let time = 0; time < 2; time++) expect(await send(await sharedGraph(), query)).toEqual(first);
  });

  test('and what it does not select is not sent', async () => {
    const graph = await sharedGraph();
    const read = import.meta.jest.spyOn(graph, 'read');
    for (let time = 0; time < 2; time++) await ask(`{ role(id: "role:data-engineer") { skills(first: 7) { nodes { name } } } }`);
    const sent = read.mock.calls.map(([cypher]) => cypher).filter((cypher) => cypher.startsWith('/* skillsOfRolesByImportance */'));
    read.mockRestore();
    expect(sent).toHaveLength(2);
    expect(sent[0]).toContain('skill.description');
    for (const left of ['skill.description', 'claim.wording', 'total']) expect(sent[1]).not.toContain(left);
  });

  test('of what is not there, too and what is wrong with an argument is said as ever', async () => {
    for (const [query, expected] of [
      ['{ role(id: "role:nobody") { title skills(first: 3) { nodes { name } } } }', { role: null }],
      [
        '{ nodes(ids: ["role:nobody", "skill:python"]) { ... on Skill { name } ... on Role { title levels { level { name } } } } }',
        { nodes: [null, { name: 'Python' }] },
      ],
    ] as const)
      for (let time = 0; time < 3; time++) expect(await ask(query)).toEqual(expected);
    const wrong = '{ role(id: "role:data-scientist") { title skills(first: 0) { nodes { name } } } }';
    const first = await refusal(wrong);
    expect(first.extensions.code).toBe('BAD_USER_INPUT');
    for (let time = 0; time < 2; time++) expect(await refusal(wrong)).toEqual(first);
  });

  test('what goes wrong in a part of it is told beside the rest, as ever, and nothing is read twice for it', async () => {
    const query = `{ fine: ${ROLE} { title } wrong: role(id: "role:data-scientist") { skills(first: 0) { nodes { name } } } }`;
    const graph = await sharedGraph();
    const first = await send(graph, query);
    expect(first).toMatchObject({ data: { fine: { title: expect.any(String) }, wrong: null }, errors: [{ path: ['wrong', 'skills'] }] });
    const sent = await cypherSent(graph, async () => expect(await send(graph, query)).toEqual(first));
    expect(sent).not.toEqual([]);
    expect(new Set(sent).size).toBe(sent.length);
  });
});
