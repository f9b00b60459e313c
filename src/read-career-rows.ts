import { type CareerRows, EDUCATION_LEVELS, type PayRow, type RequirementRow, type RoleRow } from './career-map/career-rows.js';
import { ESTIMATES_OF_ROLES } from './features/market/market.queries.js';
import { type Estimate, summarise } from './features/market/pay.rules.js';
import * as queries from './features/transition/career-rows.queries.js';
import type { Graph } from './graph/graph.js';
import { groupBy } from './group-by.js';
import { readRevision } from './graph/revision-watch.js';

const MOST_READS = 2;

/**
 * What the career map is built from, all of one revision: read again where the revision moved meanwhile. Where edits never pause that could go on for
 * ever, so then it is taken as of the revision before, and whoever holds the map has a newer one to come.
 */
export async function readCareerRows(graph: Graph): Promise<CareerRows> {
  for (let reads = 1; ; reads++) {
    const { revision } = await readRevision(graph);
    const rows = { revision, ...(await readRows(graph)) };
    if ((await readRevision(graph)).revision === revision) return rows;
    if (reads === MOST_READS) return withoutStrangers(rows);
  }
}

/** Leaves out what names a role or a skill that was made while all of it was read. */
export function withoutStrangers(rows: CareerRows): CareerRows {
  const known = new Set([...rows.roles, ...rows.skills].map(({ id }) => id));
  const isKnown = (id: string): boolean => known.has(id);
  return {
    ...rows,
    roles: rows.roles.map((role) => ({ ...role, requirements: role.requirements.filter(({ skill }) => isKnown(skill)) })),
    skills: rows.skills.map((skill) => ({ ...skill, broader: skill.broader.filter(isKnown), related: skill.related.filter(isKnown) })),
    certifications: rows.certifications.map((one) => ({ ...one, validates: one.validates.filter(isKnown) })),
    moves: rows.moves.filter(({ from, to }) => isKnown(from) && isKnown(to)),
  };
}

type GraphRole = Omit<RoleRow, 'education' | 'pay' | 'requirements'> & { educations: (typeof EDUCATION_LEVELS)[number][] };
type Claim = [
  skill: string,
  importance: number | null,
  level: number | null,
  necessity: RequirementRow['necessity'],
  anyOf: string | null,
  stage: number | null,
  source: string,
];

async function readRows(graph: Graph): Promise<Omit<CareerRows, 'revision'>> {
  // One after another: others want the database, too, and two at a time take as long where it has two processors.
  const rest = await readAllButRequirements(graph);
  const requirementsOf = await readRequirements(graph);
  return { ...rest, roles: rest.roles.map((role) => ({ ...role, requirements: requirementsOf.get(role.id) ?? [] })) };
}

/** Row by row: all at once would take more memory than all the rest. */
async function readRequirements(graph: Graph): Promise<Map<string, RequirementRow[]>> {
  const requirementsOf = new Map<string, RequirementRow[]>();
  const read = requirementReader();
  for await (const { id, requirements } of graph.stream<{ id: string; requirements: Claim[] }>(queries.CAREER_REQUIREMENTS))
    requirementsOf.set(id, requirements.map(read));
  return requirementsOf;
}

type WithoutRequirements = Omit<CareerRows, 'revision' | 'roles'> & { roles: Omit<RoleRow, 'requirements'>[] };

async function readAllButRequirements(graph: Graph): Promise<WithoutRequirements> {
  const roles = await graph.read<GraphRole>(queries.CAREER_ROLES);
  const estimates = await graph.read<{ key: string; value: unknown }>(ESTIMATES_OF_ROLES.cypher, { ids: roles.map(({ id }) => id) });
  const sources = await graph.read<{ id: string; name: string }>(queries.CAREER_SOURCES);
  const sourceNames = new Map(sources.map(({ id, name }) => [id, name]));
  const payOf = new Map(
    estimates.map(({ key, value }) => [key, payRows(ESTIMATES_OF_ROLES.unpack(value) as Estimate[], (id) => sourceNames.get(id) ?? id)]),
  );
  const equivalents = await graph.read<{ one: string; other: string }>(queries.CAREER_EQUIVALENTS);
  const pairs = (type: string) => equivalents.filter(({ one }) => one.startsWith(type)).map(({ one, other }) => [one, other] as const);
  const families = await graph.read<{ id: string; parent: string }>(queries.CAREER_FAMILIES);
  return {
    roles: roles.map(({ educations, ...role }) => ({
      ...role,
      education: educations.length === 0 ? null : Math.min(...educations.map((level) => EDUCATION_LEVELS.indexOf(level))),
      pay: payOf.get(role.id) ?? [],
    })),
    skills: await graph.read(queries.CAREER_SKILLS),
    certifications: await graph.read(queries.CAREER_CERTIFICATIONS),
    moves: await graph.read(queries.CAREER_MOVES),
    sameRoles: pairs('role:'),
    sameSkills: pairs('skill:'),
    familyParents: families.map(({ id, parent }) => [id, parent] as const),
  };
}

/** Most claims say of a skill what those of other roles say of it, too: one row serves all of them. */
function requirementReader(): (claim: Claim) => RequirementRow {
  const known = new Map<string, RequirementRow>();
  return (claim) => {
    const key = claim.join('\n');
    let row = known.get(key);
    if (row === undefined) {
      const [skill, importance, level, necessity, anyOf, stage, source] = claim;
      known.set(key, (row = { skill, importance, level, necessity, anyOf, stage, source }));
    }
    return row;
  };
}

/** As `salarySummary` has it, in each currency; of one country where the estimates name several. */
function payRows(estimates: readonly Estimate[], sourceName: (id: string) => string): PayRow[] {
  return [...groupBy(estimates, ({ currency }) => currency)].flatMap(([currency, group]) => {
    const country = group.find((estimate) => estimate.country !== null)?.country ?? '';
    const typical = summarise(group, currency, currency === 'USD' ? 'US' : country)?.typical;
    if (typical === null || typical === undefined) return [];
    const sources = [...new Set(group.flatMap(({ claims }) => claims.map(({ sourceId }) => sourceId)))];
    return [{ currency, typical, basis: sources.map(sourceName).sort().join(', ') }];
  });
}
