import { isFiller, singularsOf, type Wording } from './name-score.rules.js';

/**
 * Lucene refuses a query of more than 1,024 clauses. Each of ours becomes one for each of the index's three properties, a
 * misspelled word one for each of up to 50 words like it: of a long text, only the longest words are asked for.
 */
const MAX_WORDS = 10;
const MAX_MISSPELLED = 5;
/** In words up to here nobody slips twice. */
const TWICE = 7;

export interface Allowance {
  /** The text may have begun a word. */
  typing: boolean;
  /** In one word. */
  slips: 0 | 1 | 2;
}

/**
 * What the full-text index is asked for: names with any of the words, as they stand, in the singular, or misspelled. A text that is being
 * typed may also have begun a word; of many phrases at once this would cost six times as much.
 * Words are letters and digits in lower case, so nothing in them can be an operator.
 */
export function luceneQuery({ words, key }: Wording, { typing, slips }: Allowance): string {
  const telling = words.filter((word) => !isFiller(word));
  const asked = [...new Set(telling.length > 0 ? telling : words)].sort((a, b) => b.length - a.length).slice(0, MAX_WORDS);
  const misspelled = slips === 0 ? [] : asked.slice(0, typing ? MAX_MISSPELLED : 3).filter((word) => word.length > 3);
  const asOne = words.length > 1 && key.length > 3 ? [key] : [];
  return [
    ...asked.map((word) => `${word}^4`),
    ...(typing ? asked.filter((word) => word.length > 1).map((word) => `${word}*^2`) : []),
    ...(slips === 0 ? asked.flatMap(singularsOf).map((word) => `${word}^4`) : []),
    ...misspelled.map((word) => `${word}~${word.length > TWICE ? slips : 1}`),
    ...asOne.map((word) => `${word}${slips === 0 ? '^4' : '~1'}`),
  ].join(' ');
}
