import type { FactInput } from '../graph-seed/facts.js';
import { writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { claimedBy, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { send } from './support/shared-graph.js';

const own = ownGraph();

const numbers = Array.from({ length: 24 }, (_, number) => number);
const two = (number: number): string => String(number).padStart(2, '0');
/** Two thirds of all have one name in four spellings, which sort alike; some ids run against the order of names. */
const nameOf = (number: number): string => (number % 3 === 0 ? `Cook ${two(number)}` : ['Baker', 'BAKER', 'Båker', 'baker'][number % 4]!);
const roleId = (number: number): string => `role:${two((number * 7) % 24)}`;
const skillId = (number: number): string => `skill:${two((number * 5) % 24)}`;

const roles: FactInput[] = numbers.map((number) => ({
  fact: 'role',
  id: roleId(number),
  scheme: number % 2 === 0 ? 'guide' : 'esco',
  title: nameOf(number),
}));
const skills: FactInput[] = numbers.map((number) => ({
  fact: 'skill',
  id: skillId(number),
  name: nameOf(number),
  kind: number % 2 === 0 ? 'KNOWLEDGE' : 'TECHNOLOGY',
}));
const certifications: FactInput[] = numbers.map((number) => ({
  fact: 'certification',
  id: `certification:${two(number)}`,
  name: nameOf(number),
}));
/** Importance ties in fours, is missing for a quarter, and necessity differs within ties. */
const weight = (number: number): object => ({
  ...(number % 4 !== 0 && { importance: (number % 3) / 4 }),
  ...(number % 2 === 0 && { necessity: number % 6 === 0 ? 'ESSENTIAL' : 'OPTIONAL' }),
});
const [hub, broad] = ['skill:hub', 'role:broad'];
const common: FactInput[] = [
  { fact: 'skill', id: hub, name: 'Hub' },
  { fact: 'role', id: broad, scheme: 'guide', title: 'Broad' },
  { fact: 'level', id: 'level:low', name: 'Low', scale: 'career-stage', rank: 1 },
  { fact: 'level', id: 'level:high', name: 'High', scale: 'career-stage', rank: 2 },
  { fact: 'family', id: 'family:all', name: 'All', scheme: 'guide' },
  { fact: 'family', id: 'family:some', name: 'Some', scheme: 'guide' },
  { fact: 'broader', narrower: 'family:some', broader: 'family:all' },
];
const links: FactInput[] = numbers.flatMap((number): FactInput[] => [
  { fact: 'requires', role: roleId(number), skill: hub, ...weight(number) },
  { fact: 'requires', role: broad, skill: skillId(number), ...weight(number) },
  { fact: 'broader', narrower: skillId(number), broader: hub },
  { fact: 'in-family', role: roleId(number), family: number % 2 === 0 ? 'family:all' : 'family:some' },
  { fact: 'name', of: broad, text: `Other name ${two((number * 11) % 24)}` },
  { fact: 'name', of: broad, text: `OTHER NAME ${two(number)}` },
  { fact: 'responsible-for', role: broad, text: `Duty ${two(number)}`, ...(number % 2 === 0 && { stage: 'level:low' }) },
  { fact: 'adjacent-to', from: broad, to: roleId(number), kind: 'RELATED', strength: (number % 3) / 4 },
  ...(number % 5 < 3
    ? [{ fact: 'at-level' as const, role: roleId(number), level: number % 4 === 0 ? 'level:low' : 'level:high' } as const]
    : []),
]);
/** A second source says half of it again, and of some another level. */
const again: FactInput[] = numbers
  .filter((number) => number % 2 === 0)
  .flatMap((number) => [
    { fact: 'requires', role: roleId(number), skill: hub, importance: 0.5 },
    { fact: 'requires', role: broad, skill: skillId(number), importance: 0.5 },
    { fact: 'at-level', role: roleId(number), level: 'level:low' },
  ]);

beforeAll(async () => {
  await applySchema(own.graph);
  await writeFacts(own.graph, 'test', [
    claimedBy(sourceA, ...common, ...roles, ...skills, ...certifications, ...links),
    claimedBy(sourceB, ...again),
  ]);
});

const CLAIMED = 'claims { id importance necessity source { id } }';
const LINK = 'claims { id source { id } }';
/** Each a field that is a connection, within what, its arguments, what its edges hold, and how many it has. */
const connections: [name: string, around: string, field: string, edge: string, total: number][] = [
  ['roles by title', '', 'roles(PAGE)', 'node { id title }', 25],
  ['roles by level', '', 'roles(orderBy: LEVEL PAGE)', 'node { id title level { rank } }', 25],
  ['roles of a scheme', '', 'roles(filter: { schemes: [ESCO] } PAGE)', 'node { id }', 12],
  ['roles at a level', '', 'roles(filter: { levels: ["level:low"] } PAGE)', 'node { id }', 12],
  ['roles of a family by level', '', 'roles(orderBy: LEVEL filter: { families: ["family:some"] } PAGE)', 'node { id }', 12],
  ['roles that require a skill', '', `roles(filter: { requiresSkills: ["${hub}"] } PAGE)`, 'node { id }', 24],
  ['roles by a part of the title', '', 'roles(filter: { titleContains: "båk" } PAGE)', 'node { id }', 16],
  ['roles that a source speaks of', '', 'roles(filter: { sources: ["source:a"] } PAGE)', 'node { id }', 25],
  ['roles that are retired', '', 'roles(filter: { status: RETIRED } PAGE)', 'node { id }', 0],
  ['skills by name', '', 'skills(PAGE)', 'node { id name }', 25],
  ['skills of a kind', '', 'skills(filter: { kinds: [TECHNOLOGY] } PAGE)', 'node { id }', 12],
  ['skills below another', '', `skills(filter: { broader: "${hub}" } PAGE)`, 'node { id }', 24],
  ['certifications', '', 'certifications(PAGE)', 'node { id name }', 24],
  ['families', '', 'roleFamilies(parent: "family:all" PAGE)', 'node { id }', 1],
  ['a skill’s roles', `skill(id: "${hub}")`, 'roles(PAGE)', `node { id } importance necessity ${CLAIMED}`, 24],
  ['a skill’s roles of a scheme', `skill(id: "${hub}")`, 'roles(schemes: [GUIDE] PAGE)', `node { id } ${CLAIMED}`, 12],
  ['a skill’s roles that must have it', `skill(id: "${hub}")`, 'roles(necessity: ESSENTIAL PAGE)', `node { id } ${CLAIMED}`, 4],
  ['a skill’s narrower ones', `skill(id: "${hub}")`, 'narrower(PAGE)', `node { skill { id } ${LINK} }`, 24],
  ['a role’s skills', `role(id: "${broad}")`, 'skills(PAGE)', `node { id } importance necessity ${CLAIMED}`, 24],
  ['a role’s skills by name', `role(id: "${broad}")`, 'skills(orderBy: NAME PAGE)', `node { id } ${CLAIMED}`, 24],
  ['a role’s skills of a kind', `role(id: "${broad}")`, 'skills(kinds: [KNOWLEDGE] PAGE)', `node { id } ${CLAIMED}`, 12],
  ['a role’s other titles', `role(id: "${broad}")`, 'alternativeTitles(PAGE)', `node { title ${LINK} }`, 24],
  ['a role’s responsibilities', `role(id: "${broad}")`, 'responsibilities(PAGE)', `node { text level { id } ${LINK} }`, 24],
  ['a role’s neighbours', `role(id: "${broad}")`, 'adjacentRoles(PAGE)', `node { to { id } strength ${LINK} }`, 24],
  ['a level’s roles', 'node(id: "level:low")', '... on Level { connection: roles(PAGE) }', 'node { id }', 12],
  ['a family’s roles and those below', 'node(id: "family:all")', '... on RoleFamily { connection: roles(PAGE) }', 'node { id }', 24],
];

interface Page {
  totalCount: number;
  edges: { cursor: string; node: any; claims?: any[] }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

async function pageOf(around: string, field: string, edge: string, first: number, after: string | null): Promise<Page> {
  const rest = `{ totalCount edges { cursor ${edge} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
  const named = field.includes('connection:') ? field.replace(/\)/, `) ${rest}`) : `connection: ${field} ${rest}`;
  const asked = named.replace('PAGE', ', first: $first, after: $after').replace('(, ', '(');
  const query = `query ($first: Int, $after: String) { ${around === '' ? asked : `around: ${around} { ${asked} }`} }`;
  const { data, errors } = await send(own.graph, query, { first, after });
  if (errors) throw errors[0];
  return (data.around ?? data).connection;
}

async function allPages(around: string, field: string, edge: string, size: number): Promise<Page[]> {
  const pages: Page[] = [];
  for (let after: string | null = null; ;) {
    const page = await pageOf(around, field, edge, size, after);
    pages.push(page);
    if (!page.pageInfo.hasNextPage) return pages;
    after = page.pageInfo.endCursor;
  }
}

describe('Page by page the same comes as in one, whatever the pages’ size', () => {
  test.each(connections)('%s', async (_, around, field, edge, total) => {
    const whole = await pageOf(around, field, edge, 200, null);
    expect(whole.totalCount).toBe(total);
    expect(whole.edges).toHaveLength(total);
    for (const size of [1, 5, 12]) {
      const pages = await allPages(around, field, edge, size);
      expect(pages.flatMap(({ edges }) => edges)).toEqual(whole.edges);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(total / size)));
      for (const [index, { totalCount, edges, pageInfo }] of pages.entries()) {
        expect(totalCount).toBe(total);
        expect(pageInfo).toMatchObject({
          hasPreviousPage: index > 0,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        });
      }
    }
  });
});

describe('The order', () => {
  const idsOf = async (field: string): Promise<string[]> =>
    (await pageOf('', field, 'node { id }', 200, null)).edges.map(({ node }) => node.id);
  const byNameThenId = (idOf: (number: number) => string, more: { id: string; name: string }[]): string[] => {
    const sortName = (number: number): string => (number % 3 === 0 ? nameOf(number).toLowerCase() : 'baker');
    const rows = [...numbers.map((number) => ({ id: idOf(number), name: sortName(number) })), ...more];
    return rows.sort((a, b) => (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1)).map(({ id }) => id);
  };

  test('of names does without case and accents, and where they are the same, ids decide', async () => {
    expect(await idsOf('roles(PAGE)')).toEqual(byNameThenId(roleId, [{ id: broad, name: 'broad' }]));
    expect(await idsOf('skills(PAGE)')).toEqual(byNameThenId(skillId, [{ id: hub, name: 'hub' }]));
  });

  test('of levels is that of the level that most claims agree on, and roles without one follow, by title', async () => {
    const { edges } = await pageOf('', 'roles(orderBy: LEVEL PAGE)', 'node { id level { rank } }', 200, null);
    const ranks = edges.map(({ node }) => node.level?.rank ?? 3);
    expect(ranks).toEqual([...ranks].sort());
    expect(new Set(ranks)).toEqual(new Set([1, 2, 3]));
    const byTitle = byNameThenId(roleId, [{ id: broad, name: 'broad' }]);
    const unplaced = edges.slice(ranks.indexOf(3)).map(({ node }) => node.id);
    expect(unplaced).toEqual(byTitle.filter((id) => unplaced.includes(id)));
  });
});

test('A fact that several sources claim comes once, with every claim in the order of its source', async () => {
  const { edges } = await pageOf(`skill(id: "${hub}")`, 'roles(PAGE)', `node { id } ${CLAIMED}`, 200, null);
  const sources = Object.fromEntries(edges.map(({ node, claims }) => [node.id, claims!.map(({ source }) => source.id)]));
  expect(sources[roleId(2)]).toEqual(['source:a', 'source:b']);
  expect(sources[roleId(3)]).toEqual(['source:a']);
});

test('A cursor whose row is gone is still a place: the rest of the list follows', async () => {
  const lists = connections.filter(([name]) =>
    /^(roles by (title|level)|skills by name|a (skill’s|level’s) roles|a role’s skills)$/.test(name),
  );
  expect(lists).toHaveLength(6);
  const before = new Map<string, { whole: Page; cursor: string }>();
  for (const [name, around, field, edge] of lists) {
    const whole = await pageOf(around, field, edge, 200, null);
    before.set(name, { whole, cursor: whole.edges[4]!.cursor });
  }
  const gone = [...before.values()].map(({ whole }) => whole.edges[4]!.node.id);
  await own.graph.write('/* removeRows */ MATCH (row:Role|Skill) WHERE row.id IN $gone DETACH DELETE row', { gone });
  for (const [name, around, field, edge] of lists) {
    const { whole, cursor } = before.get(name)!;
    const rest = await pageOf(around, field, edge, 200, cursor);
    expect(rest.edges).toEqual(whole.edges.slice(5).filter(({ node }) => !gone.includes(node.id)));
    expect(rest.edges.length).toBeGreaterThan(3);
  }
});
