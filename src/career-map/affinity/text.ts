const STOP_WORDS = new Set(
  (
    'a all an and any are as at be between by each etc for from in into is it its may more not of on or other over such than that the ' +
    'their them these they this those through to under use used using which who with within'
  ).split(' '),
);

/** `duties` and `duty`, `engineers` and `engineer` are one word; endings such as -ing and -er tell occupations apart and stay. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Whether a word tells what a text is about. */
export const isContent = (word: string): boolean => !STOP_WORDS.has(word);

/** Every run of so many letters in a word, its ends included, which `statistician` and `statistical` share. */
export function lettersOf(word: string, length: number): string[] {
  const text = ` ${word} `;
  return Array.from({ length: Math.max(text.length - length + 1, 0) }, (_, start) => text.slice(start, start + length));
}

/** Gives each term a number, the same wherever it is met: numbers take less time to tell apart, and less memory to keep. */
export class Vocabulary {
  private readonly numbers = new Map<string | number, number>();

  get terms(): readonly string[] {
    return Array.from(this.numbers.keys(), String);
  }

  get size(): number {
    return this.numbers.size;
  }

  numberOf(term: string | number): number {
    let number = this.numbers.get(term);
    if (number === undefined) this.numbers.set(term, (number = this.numbers.size));
    return number;
  }
}
