import { isFiller, type Wording } from './name-score.rules.js';

/**
 * Lucene refuses a query of more than 1,024 clauses. Each of ours becomes one for each of the index's three properties, a
 * misspelled word one for each of up to 50 words like it: of a long text, only the longest words are asked for.
 */
const MAX_WORDS = 10;
const MAX_MISSPELLED = 5;
/** In words up to here nobody slips twice. */
const TWICE = 7;
/** Whether somebody may have slipped twice in one word. */
export const mayHaveSlippedTwice = ({ words }: Wording): boolean => words.some((word) => word.length > TWICE);

export interface Allowance {
  /** The text may have begun a word. */
  typing: boolean;
  /** In one word; 1 unless said. */
  slips?: 1 | 2;
}

/**
 * What the full-text index is asked for: names with any of the words, as they stand or misspelled. A text that is being
 * typed may also have begun a word; of many phrases at once this would cost six times as much.
 * Words are letters and digits in lower case, so nothing in them can be an operator.
 */
export function luceneQuery({ words, key }: Wording, { typing, slips = 1 }: Allowance): string {
  const telling = words.filter((word) => !isFiller(word));
  const asked = [...new Set(telling.length > 0 ? telling : words)].sort((a, b) => b.length - a.length).slice(0, MAX_WORDS);
  const misspelled = asked.slice(0, typing ? MAX_MISSPELLED : 3).filter((word) => word.length > 3);
  const asOne = words.length > 1 && key.length > 3 ? [key] : [];
  return [
    ...asked.map((word) => `${word}^4`),
    ...(typing ? asked.filter((word) => word.length > 1).map((word) => `${word}*^2`) : []),
    ...misspelled.map((word) => `${word}~${word.length > TWICE ? slips : 1}`),
    ...asOne.map((word) => `${word}~1`),
  ].join(' ');
}
