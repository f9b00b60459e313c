import { rungsOf } from '../src/features/progression/ladder.rules.js';

const steps = (...chains: string[]) =>
  chains.flatMap((chain) => {
    const roles = chain.split(' ');
    return roles.slice(1).map((to, index) => ({ from: roles[index]!, to }));
  });
const noRank = (): null => null;

describe('The rungs of a ladder', () => {
  test('follow its steps, a fork sharing a rung', () => {
    expect(rungsOf(steps('junior mid senior head', 'senior scientist'), noRank)).toEqual([
      ['junior'],
      ['mid'],
      ['senior'],
      ['head', 'scientist'],
    ]);
  });

  test('are as far up as the longest path that leads there', () => {
    expect(rungsOf(steps('a b c d', 'a d'), noRank)).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  test('come by level rank first, and a role without a level takes that of the rung before', () => {
    const rank = (role: string): number | null => ({ junior: 2, lead: 5, principal: 6 })[role] ?? null;
    expect(rungsOf(steps('junior principal', 'junior lead scientist'), rank)).toEqual([['junior'], ['lead'], ['scientist'], ['principal']]);
  });

  test('are shared by roles that sources put in opposite order', () => {
    expect(rungsOf(steps('a b c d', 'a c b d'), noRank)).toEqual([['a'], ['b', 'c'], ['d']]);
  });
});
