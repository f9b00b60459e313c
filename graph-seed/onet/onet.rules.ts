import type { z } from 'zod';
import type { educationLevel } from '../facts.js';

export type EducationLevel = z.infer<typeof educationLevel>;
export type YearsOfExperience = { minYears: number; maxYears?: number };

/** How O*NET's figures become the graph's, in words that the documentation can quote. */
export const RULES = {
  importance: 'O*NET rates importance from 1 to 5: importance = (rating − 1) / 4, to four decimals.',
  level: 'O*NET rates the level needed from 0 to 7: level = rating / 7, to four decimals.',
  strength: 'O*NET ranks the related occupations of each from 1 to 20: strength = 1 − (rank − 1) / 20, so 1, 0.95 and so on to 0.05.',
  median:
    'O*NET states which share of those asked chose each of a list of categories, in rising order. Shares that it recommends to suppress are ' +
    'left out; where less than half of the answers remain, nothing is stated. Stated is the median: the lowest category at which the ' +
    'shares that remain, added up from the lowest category on, reach half of their sum.',
  education:
    'The median category of “required level of education” (element 2.D.1). Some college courses count as post-secondary; a certificate ' +
    'after a degree counts as that degree, post-doctoral training as a doctorate. The category’s own name is the wording.',
  experience:
    'The years that the median category of “related work experience” (element 3.A.1) names, on the role’s job zone: “over 2 years, up to ' +
    'and including 4 years” is 2 to 4, “none” is 0 to 0, months are parts of a year. The job zone itself states no years: its range of ' +
    'vocational preparation counts schooling too.',
} as const;

const DECIMALS = 10_000;
/** Ratings have two decimals: four keep all of them, without the noise of binary fractions. */
const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

export const importanceOf = (rating: number): number => rounded((rating - 1) / 4);
export const levelOf = (rating: number): number => rounded(rating / 7);

export const RELATED_RANKS = 20;
export const strengthOf = (rank: number): number => rounded(1 - (rank - 1) / RELATED_RANKS);

/** The share, in percent, of those asked who chose a category. */
export interface Answer {
  category: number;
  share: number;
}

const HALF = 50;

/** The median category of the answers that remain; undefined where they are less than half of all. */
export function medianCategory(answers: readonly Answer[]): number | undefined {
  const remaining = answers.reduce((sum, { share }) => sum + share, 0);
  if (remaining < HALF) return undefined;
  let sum = 0;
  return [...answers].sort((a, b) => a.category - b.category).find(({ share }) => (sum += share) >= remaining / 2)?.category;
}

const EDUCATION: readonly [RegExp, EducationLevel][] = [
  [/^Less than a High School/i, 'NONE'],
  [/^High School/i, 'SECONDARY'],
  [/^(Post-Secondary Certificate|Some College)/i, 'POST_SECONDARY'],
  [/^Associate/i, 'ASSOCIATE'],
  [/^(Bachelor|Post-Baccalaureate)/i, 'BACHELOR'],
  [/^First Professional/i, 'PROFESSIONAL'],
  [/^(Master|Post-Master)/i, 'MASTER'],
  [/^(Doctoral|Post-Doctoral)/i, 'DOCTORATE'],
];

/** The level that a category's description names. */
export const educationLevelOf = (description: string): EducationLevel | undefined =>
  EDUCATION.find(([pattern]) => pattern.test(description))?.[1];

/** `High School Diploma - or the equivalent (…)` → `High School Diploma` */
export const categoryName = (description: string): string => description.split(' - ')[0]!.trim();

const SPAN = /^(?:over (?<over>\d+ (?:month|year)s?))?(?:, )?(?:up to and including (?<upTo>\d+ (?:month|year)s?))?$/i;
const MONTHS_A_YEAR = 12;

/** The years that a category's description names: `Over 2 years, up to and including 4 years` → 2 to 4. */
export function yearsOf(description: string): YearsOfExperience | undefined {
  if (/^none$/i.test(description)) return { minYears: 0, maxYears: 0 };
  const { over, upTo } = SPAN.exec(description)?.groups ?? {};
  if (over === undefined && upTo === undefined) return undefined;
  return { minYears: over === undefined ? 0 : duration(over), ...(upTo !== undefined && { maxYears: duration(upTo) }) };
}

/** `3 months` → 0.25 */
function duration(text: string): number {
  const [count, unit] = text.split(' ');
  return rounded(Number(count) / (unit!.startsWith('month') ? MONTHS_A_YEAR : 1));
}
