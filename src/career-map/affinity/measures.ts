import type { CareerRows, RequirementRow, RoleRow } from '../career-rows.js';
import { latent } from './latent.js';
import { lettersOf, phrasesOf, wordsOf } from './text.js';
import { cosines, denseCosines, type DenseRows, type LikenessTable, type Similarity, tfIdf } from './vectors.js';

/** In what respects two roles are compared, in words for people. */
export const COMPONENTS = ['titles', 'tasks', 'description', 'activities', 'knowledge', 'skills', 'tools', 'level', 'field'] as const;
export type Component = (typeof COMPONENTS)[number];

/** One way to measure one component. */
export interface Measure {
  readonly id: string;
  readonly component: Component;
  readonly similarity: Similarity;
  /** Where it also counts how many other roles are more alike: not where there are few values, and many ties. */
  readonly ranked: LikenessTable | null;
}

/** Dimensions: fewer tell less; more take longer, and tell hardly more. */
const LATENT = 100;
const LETTERS = 4;

export function measuresOf({ roles, skills }: Pick<CareerRows, 'roles' | 'skills'>): Measure[] {
  const skillOf = new Map(skills.map((skill) => [skill.id, skill]));
  const kindOf = ({ skill }: RequirementRow) => skillOf.get(skill)?.kind;
  const rated = (kind: 'KNOWLEDGE' | 'COMPETENCE', scale: 'importance' | 'level'): DenseRows =>
    profiles(roles.map((role) => ({ requirements: role.requirements.filter((claim) => claim[scale] !== null && kindOf(claim) === kind) })), scale); // prettier-ignore

  const titles = roles.map(({ title, names }) => [title, ...names]);
  const phrases = tfIdf(titles, (of) => of.flatMap(phrasesOf));
  const texts = tfIdf(roles, textOf);
  const wholes = tfIdf(roles, (role) => [...textOf(role), ...[role.title, role.title, ...role.names].flatMap(wordsOf)]);
  const tools = roles.map(({ requirements }) => requirements.filter((claim) => kindOf(claim) === 'TECHNOLOGY').map(({ skill }) => skill));
  const sets = roles.map(({ requirements }) =>
    requirements.filter((claim) => claim.importance === null && claim.level === null && kindOf(claim) !== 'TECHNOLOGY'),
  );
  const [knowledge, competence] = [rated('KNOWLEDGE', 'importance'), rated('COMPETENCE', 'importance')];

  const measure = (id: string, similarity: Similarity, ranked: LikenessTable | null): Measure => ({
    id,
    component: id.split('.')[0] as Component,
    similarity,
    ranked,
  });
  const ranked = (id: string, table: LikenessTable): Measure => measure(id, table, table);
  const stepped = (id: string, similarity: Similarity): Measure => measure(id, similarity, null);
  return [
    ranked('titles.phrases', cosines(phrases)),
    ranked('titles.letters', cosines(tfIdf(titles, (of) => of.flatMap((title) => lettersOf(title, LETTERS))))),
    ranked('titles.main', cosines(tfIdf(roles, ({ title }) => wordsOf(title)))),
    ranked('description.latent', denseCosines(latent(wholes, LATENT))),
    ranked('tasks.words', cosines(texts)),
    ranked('tasks.latent', denseCosines(latent(texts, LATENT))),
    ranked('activities.detailed', cosines(tfIdf(roles, ({ activities }) => activities))),
    ranked('activities.intermediate', cosines(tfIdf(roles, ({ activities }) => activities.map((id) => above(id, 1))))),
    ranked('activities.general', cosines(tfIdf(roles, ({ activities }) => activities.map((id) => above(id, 2))))),
    ranked('knowledge.shape', denseCosines(shapes(knowledge))),
    ranked('knowledge.profile', denseCosines(standardised(knowledge))),
    ranked('skills.shape', denseCosines(shapes(competence))),
    ranked('skills.profile', denseCosines(standardised(competence))),
    ranked('skills.levels', denseCosines(standardised(rated('COMPETENCE', 'level')))),
    ranked('skills.named', cosines(tfIdf(sets, (claims) => claims.map(({ skill }) => skill)))),
    ranked('tools.named', cosines(tfIdf(tools, (of) => [...of, ...of.flatMap((id) => skillOf.get(id)?.broader ?? [])]))),
    stepped('level.jobZone', apart(roles.map(({ jobZone }) => jobZone), 4)), // prettier-ignore
    stepped('level.education', apart(roles.map(({ education }) => education), 7)), // prettier-ignore
    stepped('level.years', apart(roles.map(({ minYears }) => minYears), 10)), // prettier-ignore
    stepped('field.soc', shared(roles, SOC)),
    stepped('field.isco', shared(roles, ISCO)),
  ];
}

/** What a role says of its work. A summary is short and to the point: it counts twice. */
const textOf = ({ tasks, summary }: RoleRow): string[] => {
  const words = wordsOf(summary ?? '');
  return [...tasks.flatMap(wordsOf), ...words, ...words];
};

/** The id of what is so many levels above an activity: `4.A.2.a.4.I09.D03` is in `4.A.2.a.4.I09`, which is in `4.A.2.a.4`. */
const above = (id: string, levels: number): string => id.split('.').slice(0, -levels).join('.');

/** Fewer ratings than this are mentions, not a profile. */
const PROFILE = 10;

/** Of each role how much of each skill it takes; zeros for roles that are not rated. What is not rated is not relevant. */
function profiles(roles: readonly { requirements: readonly RequirementRow[] }[], scale: 'importance' | 'level'): DenseRows {
  const places = new Map(
    [...new Set(roles.flatMap(({ requirements }) => requirements.map(({ skill }) => skill)))].sort().map((id, place) => [id, place]),
  );
  const width = Math.max(places.size, 1);
  const values = new Float32Array(roles.length * width);
  roles.forEach(({ requirements }, role) => {
    if (requirements.length < PROFILE) return;
    for (const claim of requirements) values[role * width + places.get(claim.skill)!] = claim[scale]!;
  });
  return { width, values };
}

function rowsOf({ width, values }: DenseRows): Float32Array[] {
  return Array.from({ length: values.length / width }, (_, role) => values.subarray(role * width, (role + 1) * width));
}

/** Which skills stand out within each role: a role's profile less its own mean. */
function shapes(profiles: DenseRows): DenseRows {
  const rows = rowsOf(profiles).map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    return row.map((value) => value - mean);
  });
  return { width: profiles.width, values: joined(rows) };
}

/** In which skills each role stands out among all: each skill less its mean over the rated roles, in standard deviations. */
function standardised(profiles: DenseRows): DenseRows {
  const rows = rowsOf(profiles);
  const rated = rows.filter((row) => row.some((value) => value !== 0));
  const result = rows.map((row) => row.slice());
  for (let skill = 0; skill < profiles.width; skill++) {
    const mean = rated.reduce((sum, row) => sum + row[skill]!, 0) / rated.length;
    const deviation = Math.sqrt(rated.reduce((sum, row) => sum + (row[skill]! - mean) ** 2, 0) / rated.length) || 1;
    rows.forEach((row, role) => {
      if (rated.length > 0 && row.some((value) => value !== 0)) result[role]![skill] = (row[skill]! - mean) / deviation;
    });
  }
  return { width: profiles.width, values: joined(result) };
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(rows.length * (rows[0]?.length ?? 0));
  rows.forEach((row, index) => values.set(row, index * row.length));
  return values;
}

/** 1 for the same value, 0 for values `most` apart or more. */
function apart(values: readonly (number | null)[], most: number): Similarity {
  const numbers = Float32Array.from(values, (value) => value ?? 0);
  return similarity(
    values.map((value) => value !== null),
    (role, other) => Math.max(0, 1 - Math.abs(numbers[role]! - numbers[other]!) / most),
  );
}

const similarity = (speaks: readonly boolean[], likeness: (role: number, other: number) => number): Similarity => ({
  speaks: Uint8Array.from(speaks, Number),
  likeness,
});

/** How the codes of a classification begin: major group, minor group, broad group, and the whole. */
const SOC = { scheme: 'soc ', lengths: [2, 4, 6, 7] };
const ISCO = { scheme: 'isco ', lengths: [1, 2, 3, 4] };

/** How many of a classification's levels two roles share, as a share of all. */
function shared(roles: readonly RoleRow[], { scheme, lengths }: typeof SOC): Similarity {
  const codes = roles.map((role) => role.codes.find((code) => code.startsWith(scheme))?.slice(scheme.length));
  return similarity(
    codes.map((code) => code !== undefined),
    (role, other) => lengths.filter((length) => codes[role]!.slice(0, length) === codes[other]!.slice(0, length)).length / lengths.length,
  );
}
