import { distance } from 'fastest-levenshtein';
import { nameTokens } from '../../graph/names.js';

/** A text or a name as it is compared: word by word, and as one, so that `tensor flow` is `TensorFlow`. */
export interface Wording {
  readonly key: string;
  readonly words: readonly string[];
}
export function wordingOf(text: string): Wording {
  const words = nameTokens(text);
  return { key: words.join(''), words };
}

const EXACT = 1;
/** Spelling variants score from here to 0.95. */
const VARIANT = 0.9;
/** What is only alike scores less than this. */
const ALIKE = 0.8;
/** What an alternative name, or a text that was taken apart, is below the real thing. */
export const SECOND_HAND = 0.02;

/** How well a name fits a text, 0 to 1. `known`: words that names do contain, so that none of them is taken for a slip of another. */
export function nameScore(text: Wording, name: Wording, known: ReadonlySet<string>): number {
  if (text.key === name.key) return EXACT;
  if (isVariant(text, name, known)) return VARIANT + 0.05 * likeness(text.key, name.key);
  return ALIKE * Math.max(wordsInCommon(text, name), text.key.length > 5 ? begun(text.key, name.key, true) : 0);
}

/** The same words in the same order, each perhaps spelled otherwise; or the same letters, but for a slip, with the spaces elsewhere. */
function isVariant(text: Wording, name: Wording, known: ReadonlySet<string>): boolean {
  if (text.words.length === name.words.length) return text.words.every((word, at) => isSameWord(word, name.words[at]!, known));
  return !text.words.some((word) => name.words.includes(word)) && isSlip(text.key, name.key);
}

const isSameWord = (word: string, other: string, known: ReadonlySet<string>): boolean =>
  word === other || isInflected(word, other) || (!known.has(word) && isSlip(word, other));

/** Whether a name has each word of a text, as it stands, begun or in the singular: then none is misspelled. */
export const hasAllWords = (name: Wording, text: Wording): boolean =>
  text.words.every((word) => name.words.some((other) => other.startsWith(word) || isPlural(word, other)));

/** Plural and singular, British and American: all begin alike and are about as long, which spares most words the look. */
function isInflected(word: string, other: string): boolean {
  if (word[0] !== other[0] || Math.abs(word.length - other.length) > 3) return false;
  const [a, b] = [american(word), american(other)];
  return a === b || isPlural(a, b) || isPlural(b, a);
}
/** What a word may be the plural of. */
export function singularsOf(word: string): string[] {
  if (word.length < 4 || !word.endsWith('s')) return [];
  const [s, es, ies] = [1, 2, 3].map((letters) => word.slice(0, -letters));
  return [s!, ...(word.endsWith('es') ? [es!] : []), ...(word.endsWith('ies') ? [`${ies}y`] : [])];
}
const isPlural = (word: string, singular: string): boolean => singular.length > 2 && singularsOf(word).includes(singular);
const american = (word: string): string =>
  word
    .replace(/([iy])s(e[drs]?|ing|ation|ations)$/, '$1z$2')
    .replace(/our(s?|ed|ing|al)$/, 'or$1')
    .replace(/(.{5,})ll(ed|er|ers|ing)$/, '$1l$2');

/** One slip of the keyboard, not in the first letter. A short word is another word, and so is one with another figure. */
const isSlip = (word: string, other: string): boolean =>
  word.length > 4 && word[0] === other[0] && !/\d/.test(word + other) && slips(word, other) === 1;

/** Letters to put right; two neighbours in each other's place are one slip. */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  const edits = distance(a, b);
  return edits === 2 && isSwapped(a, b) ? 1 : edits;
}
function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a.length === b.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** The share of letters that are right. */
const likeness = (a: string, b: string): number => 1 - Math.min(1, distance(a, b) / Math.max(a.length, b.length));

/** How far a word found in a name is the one in the text: the same, then one that it begins, then one that it misspells. */
function wordLikeness(word: string, other: string, isLast: boolean): number {
  if (word === other) return 1;
  if (isInflected(word, other)) return 0.95;
  if (other.startsWith(word)) return begun(word, other, isLast);
  const allowed = word.length < 4 || /\d/.test(word) ? 0 : word.length < 6 ? 1 : 2;
  return slips(word, other) <= allowed ? 0.6 * likeness(word, other) : 0;
}

/** The last word of a text may still be being typed, the others hardly. */
function begun(word: string, other: string, isLast: boolean): number {
  if (word.length < 2 || !other.startsWith(word)) return 0;
  return isLast ? 0.7 + (0.25 * word.length) / other.length : 0.5 + (0.4 * word.length) / other.length;
}

/** A word counts by its letters; words that any name may contain hardly count. */
const FILLERS = new Set(['a', 'an', 'and', 'as', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);
export const isFiller = (word: string): boolean => FILLERS.has(word);
const weight = (word: string): number => (isFiller(word) ? 0.5 : word.length);

/**
 * The F-measure of the share of the text found in the name and the share of the name covered by the text, the first
 * counting four times as much: https://en.wikipedia.org/wiki/F-score, β = 2. A little less where the name does not begin
 * with the text's words, in their order.
 */
function wordsInCommon(text: Wording, name: Wording): number {
  const pairs = pairedWords(text.words, name.words);
  if (pairs.length === 0) return 0;
  const share = (words: readonly string[], placeOf: (pair: Pair) => number): number =>
    sum(pairs.map((pair) => pair.likeness * weight(words[placeOf(pair)]!))) / sum(words.map(weight));
  const recall = share(text.words, ({ at }) => at);
  const precision = share(name.words, ({ otherAt }) => otherAt);
  const inOrder = pairs.every(({ otherAt }, index) => (index === 0 ? otherAt === 0 : otherAt > pairs[index - 1]!.otherAt));
  return ((inOrder ? 1 : 0.97) * 5 * precision * recall) / (4 * precision + recall);
}

interface Pair {
  at: number;
  otherAt: number;
  likeness: number;
}

/** Each word of a text with the word of a name that is most like it, each used once, in the text's order. */
function pairedWords(words: readonly string[], others: readonly string[]): Pair[] {
  const possible: Pair[] = [];
  for (const [at, word] of words.entries()) {
    for (const [otherAt, other] of others.entries()) {
      const likeness = wordLikeness(word, other, at === words.length - 1);
      if (likeness > 0) possible.push({ at, otherAt, likeness });
    }
  }
  possible.sort((a, b) => b.likeness * weight(words[b.at]!) - a.likeness * weight(words[a.at]!));
  const pairs: Pair[] = [];
  for (const pair of possible) {
    if (!pairs.some(({ at, otherAt }) => at === pair.at || otherAt === pair.otherAt)) pairs.push(pair);
  }
  return pairs.sort((a, b) => a.at - b.at);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
