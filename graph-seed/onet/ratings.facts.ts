import type { Fact, FactOf } from '../facts.js';
import type { ContentModel } from './content-model.js';
import { dateOf, elementId, INCOMPLETE, isCode, REPEATED, type Reading, roleId, SUPPRESSED, textOf } from './onet.reading.js';
import { importanceOf, levelOf } from './onet.rules.js';
import type { RowOf } from './onet.tables.js';

export const NOT_RELEVANT = 'is not relevant to the occupation';
export const IMPORTANCE_OF_NOT_RELEVANT = 'rates the importance of what is not relevant to the occupation';

const KINDS = { skills: 'COMPETENCE', transferableSkills: 'COMPETENCE', knowledge: 'KNOWLEDGE', abilities: 'COMPETENCE' } as const;
type RatingTable = keyof typeof KINDS;
export const RATING_TABLES = Object.keys(KINDS) as RatingTable[];

const SCALES = {
  IM: { part: 'importance', min: 1, max: 5, scaled: importanceOf },
  LV: { part: 'level', min: 0, max: 7, scaled: levelOf },
} as const;
type Scale = keyof typeof SCALES;

interface Rating {
  value: number;
  suppressed: boolean;
  notRelevant: boolean;
}

/** What is said of one element for one occupation, in up to two rows. */
interface Rated {
  code: string;
  element: string;
  asOf?: string;
  ratings: Partial<Record<Scale, Rating>>;
}

/** The elements of one file as skills, and which occupations need them. */
export async function* ratingFacts(reading: Reading, table: RatingTable, model: ContentModel): AsyncGenerator<Fact> {
  const names = new Map<string, string>();
  const rated = await readRatings(reading, table, names);
  const requirements = rated.flatMap((pair) => requirementOf(reading, table, pair));
  const told = new Set<string>();
  for (const { element } of requirements) yield* elementFacts(element, names.get(element)!, KINDS[table], model, told);
  for (const { fact } of requirements) yield fact;
}

/** Rows come in pairs, usually next to each other; nothing here depends on their order. */
async function readRatings(reading: Reading, table: RatingTable, names: Map<string, string>): Promise<Rated[]> {
  const pairs = new Map<string, Rated>();
  const keyOf = (row: RowOf<RatingTable>): string => `${row['O*NET-SOC Code']} ${row['Element ID']}`;
  const problemOf = (row: RowOf<RatingTable>): string | undefined => {
    if (!Object.hasOwn(SCALES, row['Scale ID'])) return `is on a scale that facts have no words for: ${row['Scale ID']}`;
    const scale = SCALES[row['Scale ID'] as Scale];
    const value = Number(textOf(row['Data Value']) ?? NaN);
    if (!(value >= scale.min && value <= scale.max)) return `has a value that is not ${scale.min} to ${scale.max}`;
    if (!isCode(row['Element ID']) || textOf(row['Element Name']) === undefined) return INCOMPLETE;
    if (pairs.get(keyOf(row))?.ratings[row['Scale ID'] as Scale]) return REPEATED;
    return reading.occupationProblem(row);
  };
  for await (const row of reading.rows(table, problemOf)) {
    const { 'O*NET-SOC Code': code, 'Element ID': element } = row;
    const pair = pairs.get(keyOf(row)) ?? { code, element, asOf: dateOf(row.Date), ratings: {} };
    pair.ratings[row['Scale ID'] as Scale] = {
      value: Number(row['Data Value']),
      suppressed: row['Recommend Suppress'] === 'Y',
      notRelevant: row['Not Relevant'] === 'Y',
    };
    pairs.set(keyOf(row), pair);
    if (!names.has(element)) names.set(element, textOf(row['Element Name'])!);
  }
  return [...pairs.values()];
}

interface Requirement {
  element: string;
  fact: FactOf<'requires'>;
}

/** What an occupation's ratings of an element come to, none where it is not relevant or too imprecise. Tells the report of each row. */
function requirementOf(reading: Reading, table: RatingTable, { code, element, asOf, ratings }: Rated): Requirement[] {
  const file = reading.file(table);
  const given = Object.entries(ratings) as [Scale, Rating][];
  const relevant = given.every(([, { notRelevant }]) => !notRelevant);
  const fact: FactOf<'requires'> = { fact: 'requires', role: roleId(code), skill: elementId(element), asOf };
  let used = 0;
  for (const [scale, { value, suppressed, notRelevant }] of given) {
    const { part, scaled } = SCALES[scale];
    const problem = notRelevant ? NOT_RELEVANT : !relevant ? IMPORTANCE_OF_NOT_RELEVANT : suppressed ? SUPPRESSED : undefined;
    if (problem === undefined) {
      fact[part] = scaled(value);
      used += 1;
    } else file.skip(problem, `${code} ${element}, ${part} ${value}`);
  }
  file.used += used;
  if (used > 0) reading.rated.add(code);
  return used > 0 ? [{ element, fact }] : [];
}

/** An element as a skill, with the groups that it is in; each is told once. */
function* elementFacts(
  element: string,
  name: string,
  kind: (typeof KINDS)[RatingTable],
  model: ContentModel,
  told: Set<string>,
): Generator<Fact> {
  if (told.has(element)) return;
  told.add(element);
  const described = model.element(element);
  yield { fact: 'skill', id: elementId(element), name: described?.name ?? name, kind, description: described?.description };
  const group = model.groupOf(element);
  if (group === undefined) return;
  yield* elementFacts(group, group, kind, model, told);
  yield { fact: 'broader', narrower: elementId(element), broader: elementId(group) };
}
