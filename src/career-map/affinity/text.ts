import { nameTokens } from '../../graph/names.js';

const STOP_WORDS = new Set(
  (
    'a all an and any are as at be between by each etc for from in into is it its may more not of on or other over such than that the ' +
    'their them these they this those through to under use used using which who with within'
  ).split(' '),
);

/** `duties` and `duty`, `engineers` and `engineer` are one word; endings such as -ing and -er tell occupations apart and stay. */
function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

export const wordsOf = (text: string): string[] =>
  nameTokens(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(singular);

/** The words of a title, and each two that stand side by side. Every word counts: `of` tells a head of design from a designer. */
export function phrasesOf(title: string): string[] {
  const words = nameTokens(title);
  return [...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)];
}

/** Every run of so many letters, which `statistician` and `statistical` share. */
export function lettersOf(title: string, length: number): string[] {
  const text = ` ${nameTokens(title).join(' ')} `;
  return Array.from({ length: Math.max(text.length - length + 1, 0) }, (_, start) => text.slice(start, start + length));
}
