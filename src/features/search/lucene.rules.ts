import { isFiller, type Wording } from './name-score.rules.js';

/** Each word becomes up to three clauses, and a misspelled one up to 50 more; Lucene refuses more than 1,024. */
const MAX_WORDS = 8;

/**
 * What the full-text index is asked for: names with any of the words, as they stand or misspelled. A text that is being
 * typed may also have begun a word, and slipped twice in one; of many phrases at once this would cost six times as much.
 * Words are letters and digits in lower case, so nothing in them can be an operator.
 */
export function luceneQuery({ words, key }: Wording, { typing }: { typing: boolean }): string {
  const telling = words.filter((word) => !isFiller(word));
  const asked = [...new Set(telling.length > 0 ? telling : words)].sort((a, b) => b.length - a.length).slice(0, MAX_WORDS);
  const misspelled = (word: string): string[] => (word.length < 4 ? [] : [`${word}~${typing && word.length > 5 ? 2 : 1}`]);
  const clauses = asked.flatMap((word) => [`${word}^4`, ...(typing && word.length > 1 ? [`${word}*^2`] : []), ...misspelled(word)]);
  return [...clauses, ...(words.length > 1 ? misspelled(key) : [])].join(' ');
}
