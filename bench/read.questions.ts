import type { Question } from './client.js';

/** A list, and a page of it that is far from its beginning. */
export interface Page {
  name: string;
  around?: string;
  field: string;
  node: string;
  late: number;
}

const ROLE = 'id title summary';
export const PAGES: Page[] = [
  { name: 'roles by title', field: 'roles', node: ROLE, late: 100 },
  { name: 'roles by level', field: 'roles(orderBy: LEVEL)', node: ROLE, late: 100 },
  { name: 'skills by name', field: 'skills', node: 'id name description', late: 100 },
  { name: 'skills by name, almost all', field: 'skills', node: 'id name description', late: 1_000 },
  { name: 'roles that need mathematics', around: 'skill(id: "skill:onet/2.A.1.e")', field: 'roles', node: ROLE, late: 40 },
];

export function pageQuestion({ around, field, node }: Page, after: string | null, first = 20): Question {
  const called = `${field.replace(/\)$/, '').replace(/^(\w+)$/, '$1(')} first: $first, after: $after)`;
  const page = `page: ${called} { nodes { ${node} } pageInfo { hasNextPage endCursor } }`;
  const query = `query ($first: Int, $after: String) { ${around === undefined ? page : `around: ${around} { ${page} }`} }`;
  return { query, variables: { first, after } };
}

/** A text as it grows under somebody's fingers, from so many letters on. */
export const growing = (text: string, from: number): string[] =>
  Array.from({ length: text.length - from + 1 }, (_, more) => text.slice(0, from + more));
/** What somebody types, with slips. */
export const SEARCHED = [
  ...['machine learning', 'python', 'data scientist', 'kubernetes'].flatMap((text) => growing(text, 2)),
  ...['machin lerning engineer', 'tensor flow', 'pyhton', 'sr ml engineer', 'comunication', 'deep learning', 'google cloud', 'statistcs'],
];

export const searchQuestion = (text: string): Question => ({
  query: 'query ($text: String!) { search(text: $text, first: 5) { hits { score node { __typename ... on Node { id } } } } }',
  variables: { text },
});

const question = (query: string, variables: Record<string, unknown>): Question => ({ query, variables });

/** Things that the seed alone has too, so that both graphs answer the same. */
export const LOOKED_UP: Record<string, Question[]> = {
  'a role by id': ['machine-learning-engineer', 'data-analyst', 'robotics-engineer', 'statistician'].map((id) =>
    question('query ($id: ID!) { role(id: $id) { id title summary status } }', { id: `role:${id}` }),
  ),
  'a role by title': ['ML Engineer', 'Deep-Learning Engineer', 'machine learning engineer', 'Applied scientist'].map((title) =>
    question('query ($title: String!) { role(title: $title) { id title summary status } }', { title }),
  ),
  'a skill by id': ['python', 'kubernetes', 'tensorflow', 'c-plus-plus'].map((id) =>
    question('query ($id: ID!) { skill(id: $id) { id name description status } }', { id: `skill:${id}` }),
  ),
  'a skill by name': ['Python', 'k8s', 'tensor flow', 'C++'].map((name) =>
    question('query ($name: String!) { skill(name: $name) { id name description status } }', { name }),
  ),
  'a code that nobody has': ['00-0000.00', '15-0000.99'].map((value) =>
    question('query ($value: String!) { role(externalId: { scheme: "onet-soc", value: $value }) { id title } }', { value }),
  ),
};
