import { latentDimensions } from '../src/career-map/affinity/latent.js';
import { countTerms, denseCosines, tfIdf } from '../src/career-map/affinity/vectors.js';
import { Random } from './support/random.js';

const ROLES = 160;
const WORDS = Array.from({ length: 240 }, (_, place) => `word${place}`);

/** What each role says: twenty words, most of them of its own field. */
function wordedRoles(): string[][] {
  const random = new Random(7);
  return Array.from({ length: ROLES }, (_, role) =>
    Array.from(
      { length: 20 },
      () => WORDS[random.chance(0.7) ? ((role % 12) * 20 + random.whole(0, 19)) % WORDS.length : random.whole(0, WORDS.length - 1)]!,
    ),
  );
}

function likenesses(roles: readonly string[][], vocabulary: readonly string[]): number[] {
  const numbers = new Map(vocabulary.map((word, number) => [word, number]));
  const rows = tfIdf(roles.map((words) => countTerms(words.map((word) => numbers.get(word)!))), vocabulary.length); // prettier-ignore
  const { likeness } = denseCosines(latentDimensions(rows, vocabulary, 16)(rows));
  return roles.flatMap((_, role) => roles.map((_, other) => likeness(role, other)));
}

const farthest = (one: readonly number[], other: readonly number[]): number =>
  Math.max(...one.map((value, place) => Math.abs(value - other[place]!)));

describe('Latent dimensions', () => {
  const roles = wordedRoles();
  const found = likenesses(roles, WORDS);

  test('draw roles of one field together', () => {
    const mean = (same: boolean): number => {
      const values = found.filter((_, pair) => {
        const [role, other] = [Math.floor(pair / ROLES), pair % ROLES];
        return role !== other && (role % 12 === other % 12) === same;
      });
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean(true)).toBeGreaterThan(3 * mean(false));
  });

  test('do not hang on which words were met first, nor on words that nobody else uses', () => {
    expect(farthest(found, likenesses(roles, WORDS.toReversed()))).toBeLessThan(1e-3);
    const further = roles.map((words, role) => (role === 0 ? ['unheard', ...words] : words));
    expect(farthest(found, likenesses(further, ['unheard', ...WORDS]))).toBeLessThan(1e-3);
  });
});
