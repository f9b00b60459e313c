import type { Graph } from '../src/graph/graph.js';
import { ask } from './client.js';
import { GENERATED } from './generated-facts.js';
import type { Server } from './programs.js';
import { growing } from './read.questions.js';

type Variables = Record<string, unknown>;

/** The same question in the words of each server, and what makes its answer comparable with the others'. */
interface Question {
  name: string;
  ours: string;
  /** Undefined where the peer has nothing of the kind. */
  peer?: string;
  /** The name of a query that is written out in peers/bare.mjs. */
  bare?: string;
  /** The peer's answer in the shape of ours; without it, answers are not compared. */
  asOurs?: (data: any) => unknown;
}

interface PeerQuestion extends Question {
  variables: (pool: Pool) => Variables[];
}

export interface AskedQuestion extends Question {
  /** Of as many different requests as there are. */
  variables: Variables[];
}

/** What there is to ask about, read from the graph once. */
export interface Pool {
  /** O*NET's roles that have 30 rated skills or more. */
  roles: string[];
  /** Those of them whose skills one page can hold, and fifty of whose pages one operation may cost. */
  rolesOfOnePage: string[];
  skills: string[];
  /** What the 100th page of all roles comes after: as our cursor, and as the last role of the page before. */
  deep: { after: string; sortName: string; id: string };
  texts: string[];
}

/** What there is to ask about in the graph of a server. */
export async function readPool(graph: Graph, { url }: Server): Promise<Pool> {
  const ids = async (cypher: string, parameters = {}): Promise<string[]> =>
    (await graph.read<{ id: string }>(cypher, parameters)).map(({ id }) => id);
  const roles = await ids(`/* pool */ MATCH (role:Role { scheme: 'onet', status: 'ACTIVE' })
WHERE COUNT { (role)-[claim:REQUIRES]->() WHERE claim.importance IS NOT NULL } >= 30 RETURN role.id AS id ORDER BY id`);
  const rolesOfOnePage = await ids(
    `/* pool */ MATCH (role:Role) WHERE role.id IN $roles AND COUNT { (role)-[:REQUIRES]->() } <= ${ONE_PAGE}
RETURN role.id AS id ORDER BY id`,
    { roles },
  );
  const skills = await ids(`/* pool */ MATCH (skill:Skill { status: 'ACTIVE' })
WHERE COUNT { (skill)<-[claim:REQUIRES]-() WHERE claim.importance IS NOT NULL } >= 50 RETURN skill.id AS id ORDER BY id`);
  let after: string | null = null;
  for (let rows = 1_980; rows > 0; rows -= 180) {
    const query = 'query ($after: String) { roles(first: 180, after: $after) { pageInfo { endCursor } } }';
    after = (await ask<{ roles: { pageInfo: { endCursor: string } } }>(url, { query, variables: { after } })).data.roles.pageInfo.endCursor;
  }
  const [last] = await graph.read<{ sortName: string; id: string }>(`/* pool */ MATCH (role:Role { status: 'ACTIVE' })
RETURN role.sortName AS sortName, role.id AS id ORDER BY role.status, sortName, id SKIP 1979 LIMIT 1`);
  const generated = await graph.read<{ title: string }>(
    '/* pool */ MATCH (:Source { id: $id }) MATCH (role:Role) RETURN role.title AS title ORDER BY role.id LIMIT 8',
    { id: GENERATED.id },
  );
  const texts =
    generated.length > 0
      ? generated.flatMap(({ title }) => [3, 5, 8, 12].map((length) => title.slice(0, length)))
      : NAMES.flatMap((name) => growing(name, 3));
  return { roles, rolesOfOnePage, skills, deep: { after: after!, ...last! }, texts };
}

const NAMES = ['machine learning', 'data scientist', 'registered nurse', 'python', 'accountant', 'welding'];

/** What graphs are asked, those questions that there is something to ask about. */
export const questionsAbout = (pool: Pool): AskedQuestion[] =>
  PEER_QUESTIONS.map((question) => ({ ...question, variables: question.variables(pool) })).filter(({ variables }) => variables.length > 0);

const claims = 'claims { source { id } }';
const source = ({ properties }: any): unknown => [{ source: { id: properties.source } }];
const BY_NAME = '{ node: { sortName: ASC } }, { node: { id: ASC } }';
/** Of what is rated, the most important first. */
const RATED = `where: { edge: { importance: { gte: 0 } }, node: { status: { eq: "ACTIVE" } } }, sort: [{ edge: { importance: DESC } }, ${BY_NAME}]`;
const byId = (a: any, b: any): number => (a.id < b.id ? -1 : 1);

const PAGE = `query ($id: ID!) { role(id: $id) { id title summary
  levels { level { id name } ${claims} }
  skills(first: 30) { edges { importance level ${claims} node { id name certifications { certification { id name } } } } }
  adjacentRoles(evidence: DOCUMENTED, first: 20) { nodes { strength kind to { id title } ${claims} } }
  salaries { id median mean p10 p90 ${claims} }
  progressesTo { to { id title } ${claims} }
  sources { id name } } }`;
const PEER_PAGE = `query ($id: ID!) { roles(where: { id: { eq: $id } }) { id title summary
  levelsConnection { edges { properties { source } node { id name } } }
  skillsConnection(first: 30, ${RATED}) {
    edges { properties { source importance level } node { id name certifications(sort: [{ sortName: ASC }]) { id name } } } }
  neighboursConnection(first: 20, where: { node: { status: { eq: "ACTIVE" } } }, sort: [{ edge: { strength: DESC } }, ${BY_NAME}]) {
    edges { properties { source strength kind } node { id title } } }
  salariesConnection { edges { properties { source } node { id median mean p10 p90 } } }
  progressesToConnection { edges { properties { source } node { id title } } }
  sources { id name } } }`;

const asPage = ({ roles: [role] }: any): unknown => ({
  role: {
    ...{ id: role.id, title: role.title, summary: role.summary },
    levels: role.levelsConnection.edges.map((edge: any) => ({ level: edge.node, claims: source(edge) })),
    skills: {
      edges: role.skillsConnection.edges.map((edge: any) => ({
        ...{ importance: edge.properties.importance, level: edge.properties.level, claims: source(edge) },
        node: { ...edge.node, certifications: edge.node.certifications.map((certification: any) => ({ certification })) },
      })),
    },
    adjacentRoles: {
      nodes: role.neighboursConnection.edges.map((edge: any) => ({
        ...{ strength: edge.properties.strength, kind: edge.properties.kind, to: edge.node, claims: source(edge) },
      })),
    },
    salaries: role.salariesConnection.edges.map((edge: any) => ({ ...edge.node, claims: source(edge) })),
    progressesTo: role.progressesToConnection.edges.map((edge: any) => ({ to: edge.node, claims: source(edge) })),
    sources: [...role.sources].sort(byId),
  },
});

/** So many skills of each of fifty roles an operation may ask for, as servers are set up. */
const ONE_PAGE = 80;

const fifty = (skills: string): string =>
  `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Role { id title skills(${skills}) { edges { importance level ${claims} node { id name } } } } } }`;
const peerFifty = (skills: string): string => `query ($ids: [ID!]!) { roles(where: { id: { in: $ids } }, sort: [{ id: ASC }]) { id title
      skillsConnection(${skills}) { edges { properties { source importance level } node { id name } } } } }`;
const fifties = (ids: readonly string[]): { ids: string[] }[] =>
  Array.from({ length: Math.min(16, Math.floor(ids.length / 50)) }, (_, page) => ({ ids: ids.slice(page * 50, (page + 1) * 50) }));
const asFifty = ({ roles }: any): unknown => ({
  nodes: roles.map(({ id, title, skillsConnection }: any) => ({
    ...{ id, title },
    skills: {
      edges: skillsConnection.edges.map((edge: any) => ({
        ...{ importance: edge.properties.importance, level: edge.properties.level, claims: source(edge), node: edge.node },
      })),
    },
  })),
});

const PEER_QUESTIONS: PeerQuestion[] = [
  {
    name: 'a role’s page',
    ours: PAGE,
    peer: PEER_PAGE,
    bare: 'page',
    variables: ({ roles }) => roles.map((id) => ({ id })),
    asOurs: asPage,
  },
  {
    name: 'fifty roles with twenty skills',
    ours: fifty('first: 20'),
    peer: peerFifty(`first: 20, ${RATED}`),
    bare: 'fifty',
    variables: ({ roles }) => fifties(roles),
    asOurs: asFifty,
  },
  {
    name: 'fifty roles with all their skills',
    ours: fifty(`first: ${ONE_PAGE}, orderBy: NAME`),
    peer: peerFifty(`where: { node: { status: { eq: "ACTIVE" } } }, sort: [${BY_NAME}]`),
    bare: 'fiftyWithAll',
    variables: ({ rolesOfOnePage }) => fifties(rolesOfOnePage),
    asOurs: asFifty,
  },
  {
    name: 'a skill with its roles',
    ours: 'query ($id: ID!) { skill(id: $id) { id name roles(schemes: [ONET], first: 50) { edges { importance node { id title } } } } }',
    peer: `query ($id: ID!) { skills(where: { id: { eq: $id } }) { id name rolesConnection(first: 50, ${RATED}) { edges { properties { importance } node { id title } } } } }`,
    bare: 'skill',
    variables: ({ skills }) => skills.map((id) => ({ id })),
    asOurs: ({ skills: [skill] }) => ({
      skill: {
        ...{ id: skill.id, name: skill.name },
        roles: {
          edges: skill.rolesConnection.edges.map((edge: any) => ({ importance: edge.properties.importance, node: edge.node })),
        },
      },
    }),
  },
  {
    name: 'search as it is typed',
    ours: 'query ($text: String!) { search(text: $text, first: 10) { hits { score node { __typename ... on Node { id } } } } }',
    peer: 'query ($lucene: String!) { searchNames(phrase: $lucene, first: 10) { edges { score node { text roles { id title } } } } }',
    bare: 'search',
    // After a space a star alone would find every name there is.
    variables: ({ texts }) => texts.map((text) => ({ text, lucene: `${text.trimEnd()}*` })),
  },
  {
    name: 'a deep page',
    ours: 'query ($after: String) { roles(first: 20, after: $after) { nodes { id title summary } } }',
    peer: 'query { roles(where: { status: { eq: "ACTIVE" } }, sort: [{ sortName: ASC }, { id: ASC }], offset: 1980, limit: 20) { id title summary } }',
    bare: 'deep',
    variables: ({ deep }) => [deep],
    asOurs: ({ roles }) => ({ roles: { nodes: roles } }),
  },
  {
    name: 'a look-up of 200 ids',
    ours: 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Role { id title } } }',
    peer: 'query ($ids: [ID!]!) { roles(where: { id: { in: $ids } }) { id title } }',
    bare: 'ids',
    variables: ({ roles }) => [0, 200, 400, 600].map((from) => ({ ids: roles.slice(from, from + 200) })),
    asOurs: ({ roles }) => ({ nodes: [...roles].sort(byId) }),
  },
  {
    name: 'recommendations',
    ours: 'query ($id: ID!) { recommendTransitions(from: { currentRoles: [$id] }, first: 20) { nodes { role { id title } score kind effort { total } } } }',
    variables: ({ roles }) => roles.map((id) => ({ id })),
  },
  {
    name: 'paths',
    ours: 'query ($from: ID!, $to: ID!) { transitionPaths(from: { currentRoles: [$from] }, to: [$to], limit: 5) { exhaustive paths { totalEffort moves { to { id title } } } } }',
    variables: ({ roles }) =>
      roles.map((from, index) => ({ from, to: roles[(index * 7 + 3) % roles.length] })).filter(({ from, to }) => from !== to),
  },
];

const SCHEMA =
  '{ __schema { types { name kind fields { name args { name type { name kind } } type { name kind ofType { name kind } } } } } }';
/** About a server instead of its graph. */
export const INTROSPECTION: AskedQuestion = { name: 'introspection', ours: SCHEMA, peer: SCHEMA, variables: [{}] };
