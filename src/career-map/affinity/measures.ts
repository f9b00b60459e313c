import { nameTokens } from '../../graph/names.js';
import type { CareerRows, RequirementRow, RoleRow } from '../career-rows.js';
import { latentDimensions } from './latent.js';
import { isContent, lettersOf, singular, Vocabulary } from './text.js';
import { cosines, countTerms, denseCosines, type DenseRows, type RankedSimilarity, type Similarity, tfIdf } from './vectors.js';

/** In what respects two roles are compared, in words for people. */
export const COMPONENTS = ['titles', 'tasks', 'description', 'activities', 'knowledge', 'skills', 'tools', 'level', 'field'] as const;
export type Component = (typeof COMPONENTS)[number];

/** One way to measure one component. */
export interface Measure {
  readonly id: string;
  readonly component: Component;
  readonly similarity: Similarity;
  /** Where it also counts how many other roles are more alike: not where there are few values, and many ties. */
  readonly ranked: RankedSimilarity | null;
}

/** Dimensions: fewer tell less; more take longer, and tell hardly more. */
const LATENT = 64;
const LETTERS = 4;
/** By which two words side by side are one number. */
const MOST_WORDS = 2 ** 26;

export function measuresOf({ roles, skills }: Pick<CareerRows, 'roles' | 'skills'>): Measure[] {
  const skillOf = new Map(skills.map((skill) => [skill.id, skill]));
  const kindOf = ({ skill }: RequirementRow) => skillOf.get(skill)?.kind;
  const rated = (kind: 'KNOWLEDGE' | 'COMPETENCE', scale: 'importance' | 'level'): DenseRows =>
    profiles(roles.map((role) => ({ requirements: role.requirements.filter((claim) => claim[scale] !== null && kindOf(claim) === kind) })), scale); // prettier-ignore

  const { phrases, letters, mains, texts, wholes, terms } = wordings(roles);
  const tools = roles.map(({ requirements }) => requirements.filter((claim) => kindOf(claim) === 'TECHNOLOGY').map(({ skill }) => skill));
  const sets = roles.map(({ requirements }) =>
    requirements.flatMap((claim) =>
      claim.importance === null && claim.level === null && kindOf(claim) !== 'TECHNOLOGY' ? claim.skill : [],
    ),
  );
  const [knowledge, competence] = [rated('KNOWLEDGE', 'importance'), rated('COMPETENCE', 'importance')];

  const dimensions = latentDimensions(texts, terms, LATENT);

  const measure = (id: string, similarity: Similarity, ranked: RankedSimilarity | null): Measure => ({
    id,
    component: id.split('.')[0] as Component,
    similarity,
    ranked,
  });
  const ranked = (id: string, similarity: RankedSimilarity): Measure => measure(id, similarity, similarity);
  const stepped = (id: string, similarity: Similarity): Measure => measure(id, similarity, null);
  return [
    ranked('titles.phrases', cosines(phrases)),
    ranked('titles.letters', cosines(letters)),
    ranked('titles.main', cosines(mains)),
    ranked('description.latent', denseCosines(dimensions(wholes))),
    ranked('tasks.words', cosines(texts)),
    ranked('tasks.latent', denseCosines(dimensions(texts))),
    ranked('activities.detailed', named(roles.map(({ activities }) => activities))),
    ranked('activities.intermediate', named(roles.map(({ activities }) => activities.map((id) => above(id, 1))))),
    ranked('activities.general', named(roles.map(({ activities }) => activities.map((id) => above(id, 2))))),
    ranked('knowledge.shape', denseCosines(shapes(knowledge))),
    ranked('knowledge.profile', denseCosines(standardised(knowledge))),
    ranked('skills.shape', denseCosines(shapes(competence))),
    ranked('skills.profile', denseCosines(standardised(competence))),
    ranked('skills.levels', denseCosines(standardised(rated('COMPETENCE', 'level')))),
    ranked('skills.named', named(sets)),
    ranked('tools.named', named(tools.map((of) => [...of, ...of.flatMap((id) => skillOf.get(id)?.broader ?? [])]))),
    stepped('level.jobZone', apart(roles.map(({ jobZone }) => jobZone), 4)), // prettier-ignore
    stepped('level.education', apart(roles.map(({ education }) => education), 7)), // prettier-ignore
    stepped('level.years', apart(roles.map(({ minYears }) => minYears), 10)), // prettier-ignore
    stepped('field.soc', shared(roles, SOC)),
    stepped('field.isco', shared(roles, ISCO)),
  ];
}

const named = (ids: readonly (readonly string[])[]): RankedSimilarity => {
  const vocabulary = new Vocabulary();
  const counted = ids.map((of) => countTerms(of.map((id) => vocabulary.numberOf(id))));
  return cosines(tfIdf(counted, vocabulary.size));
};

/** What roles are called, and what they say of their work. Each text is taken apart once, and each word looked at once. */
function wordings(roles: readonly RoleRow[]) {
  const [inPhrases, inLetters, inWords] = [new Vocabulary(), new Vocabulary(), new Vocabulary()];
  const lettersIn = once((word) => lettersOf(word, LETTERS).map((letters) => inLetters.numberOf(letters)));
  const contentOf = once((word) => (isContent(word) ? inWords.numberOf(singular(word)) : -1));
  const addContent = (tokens: readonly string[], times: number, ...to: number[][]): void => {
    for (const token of tokens) {
      const word = contentOf(token);
      for (let time = 0; word >= 0 && time < times; time++) for (const terms of to) terms.push(word);
    }
  };
  const worded = roles.map(({ title, names, summary, tasks }) => {
    const [phrases, letters, mains, texts, wholes]: [number[], number[], number[], number[], number[]] = [[], [], [], [], []];
    for (const task of tasks) addContent(nameTokens(task), 1, texts, wholes);
    // A summary is short and to the point: it counts twice. So does the title by which a role is known.
    addContent(nameTokens(summary ?? ''), 2, texts, wholes);
    const [main, others] = [nameTokens(title), names.map(nameTokens)];
    addContent(main, 1, mains);
    addContent(main, 2, wholes);
    for (const name of others) addContent(name, 1, wholes);
    for (const name of [main, ...others]) {
      let before = -1;
      for (const word of name) {
        letters.push(...lettersIn(word));
        // Every word counts, and each two side by side: `of` tells a head of design from a designer.
        const number = inPhrases.numberOf(word);
        phrases.push(number);
        if (before >= 0) phrases.push(inPhrases.numberOf(before * MOST_WORDS + number));
        before = number;
      }
    }
    return [phrases, letters, mains, texts, wholes].map(countTerms);
  });
  const vocabularies = [inPhrases, inLetters, inWords, inWords, inWords];
  const [phrases, letters, mains, texts, wholes] = vocabularies.map(({ size }, kind) => tfIdf(worded.map((terms) => terms[kind]!), size)); // prettier-ignore
  return { phrases: phrases!, letters: letters!, mains: mains!, texts: texts!, wholes: wholes!, terms: inWords.terms };
}

/** The answer for a word that has been asked for before, again. */
function once<T>(answer: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    let value = known.get(word);
    if (value === undefined) known.set(word, (value = answer(word)));
    return value;
  };
}

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
  const groups = new Vocabulary();
  const levels = lengths.map((length) => Uint32Array.from(codes.map((code) => groups.numberOf(code?.slice(0, length) ?? ''))));
  return similarity(
    codes.map((code) => code !== undefined),
    (role, other) => levels.reduce((count, level) => count + Number(level[role] === level[other]), 0) / levels.length,
  );
}
