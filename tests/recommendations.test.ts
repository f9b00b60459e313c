import type { CareerMap } from '../src/career-map/career-map.js';
import { moveBetween } from '../src/career-map/effort.js';
import { moveKind } from '../src/career-map/move-kind.js';
import type { Profile } from '../src/career-map/owned.js';
import { reasonsFor } from '../src/career-map/reasons.js';
import { ALL_RECOMMENDATIONS, INFERRED_WORTH, recommend, type RecommendationFilter } from '../src/career-map/recommendations.js';
import { naiveEntries, naiveParts, naivePay, naiveTotal } from './support/naive-paths.js';
import { documentedKind, forEachRandomMap, listAt, randomProfile, withMoves } from './support/random-career-map.js';

const roleOf = (map: CareerMap, stop: number): number => listAt(map.stops.roles, stop)[0]!;
const idOf = (map: CareerMap, stop: number): string => map.roles.ids[roleOf(map, stop)]!;

/** Every credible move, word for word, with what a recommendation says of it. */
function allMoves(map: CareerMap, profile: Profile) {
  const pairs: [number | null, number][] = profile.stops.flatMap((from) =>
    [...Array(map.stops.count).keys()]
      .filter((to) => moveBetween(map, from, to) >= 0 && map.roles.active[roleOf(map, to)])
      .map((to): [number, number] => [from, to]),
  );
  if (profile.stops.length === 0) pairs.push(...naiveEntries(map, profile).map((to): [null, number] => [null, to]));
  return pairs
    .filter(([, to]) => !profile.stops.includes(to))
    .map(([from, to]) => {
      const move = from === null ? null : moveBetween(map, from, to);
      const effort = naiveTotal(map, naiveParts(map, profile, profile.stops, from, to, move), null);
      const documented = move !== null && documentedKind(map, move) !== null;
      const pay = naivePay(map, from, to);
      return {
        from,
        to,
        effort,
        documented,
        kind: moveKind(map, from, to),
        ratio: pay && pay.to / pay.from,
        score: (1 - effort) * (documented ? 1 : INFERRED_WORTH),
      };
    });
}

describe('Recommendations', () => {
  test('are all credible moves that pass the filter, each role once, by score', () => {
    forEachRandomMap(400, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const filter: RecommendationFilter = {
        kinds: random.chance(0.3)
          ? random.sample(['PROMOTION', 'LATERAL', 'SPECIALIZATION', 'CAREER_CHANGE', 'STEP_DOWN'] as const, 3)
          : [],
        evidence: random.chance(0.3) ? random.pick(['DOCUMENTED', 'INFERRED'] as const) : null,
        minPayRatio: random.chance(0.3) ? 0.5 + random.next() : null,
        families: random.chance(0.2) ? random.sample([0, 1, 2, 3, 4], 3) : [],
        schemes: random.chance(0.2) ? random.sample(['guide', 'onet', 'esco'] as const, 2) : [],
        maxEffort: random.chance(0.3) ? 0.2 + 0.6 * random.next() : null,
      };
      const passing = allMoves(map, profile).filter(
        ({ to, kind, documented, ratio, effort }) =>
          (filter.kinds.length === 0 || filter.kinds.includes(kind)) &&
          (filter.evidence === null || (filter.evidence === 'DOCUMENTED') === documented) &&
          (filter.minPayRatio === null || ratio === null || ratio >= filter.minPayRatio) &&
          (filter.families.length === 0 || listAt(map.stops.families, to).some((family) => filter.families.includes(family))) &&
          (filter.schemes.length === 0 ||
            listAt(map.stops.roles, to).some((role) => map.roles.active[role] && filter.schemes.includes(map.roles.schemes[role]!))) &&
          (filter.maxEffort === null || effort <= filter.maxEffort),
      );
      const found = recommend(map, profile, filter);
      expect({ seed, stops: found.map(({ to }) => to).sort() }).toEqual({ seed, stops: [...new Set(passing.map(({ to }) => to))].sort() });
      for (const { to, score, from, kind } of found) {
        const best = Math.max(...passing.filter((move) => move.to === to).map((move) => move.score));
        expect(score).toBeCloseTo(best, 7);
        expect({ seed, kind }).toEqual({ seed, kind: moveKind(map, from, to) });
      }
      const order = found.map(({ score, to }) => [-score, idOf(map, to)] as const);
      expect(order).toEqual([...order].sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1)));
    });
  });

  test('never score lower for what is owned', () => {
    forEachRandomMap(200, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const owned = profile.owned.map((level) => (random.chance(0.3) ? Math.max(level, random.next()) : level));
      const after = new Map(recommend(map, { ...profile, owned }, ALL_RECOMMENDATIONS).map(({ to, score }) => [to, score]));
      const worse = recommend(map, profile, ALL_RECOMMENDATIONS).filter(({ to, score }) => !(after.get(to)! >= score));
      expect({ seed, worse }).toEqual({ seed, worse: [] });
    });
  });

  const sourceName = (id: string): string => id.replace('source:', 'Guide ');

  test('say why in words: who documents it, what is alike, what is brought, what it pays', () => {
    const map = withMoves(
      3,
      [
        { from: 0, to: 1, documented: 'PROGRESSION', affinity: 0.6 },
        { from: 0, to: 2, affinity: 0.4 },
      ],
      {
        requires: [[0], [0, 1, 2, 3, 4, 5, 6, 7], [8]],
        pay: [100_000, 120_000, 90_000],
      },
    );
    const owned = Float64Array.from({ length: 9 }, (_, skill) => (skill < 7 ? 1 : 0));
    const profile = { stops: [0], owned, years: null, education: null };
    const [first, second] = recommend(map, profile, ALL_RECOMMENDATIONS);
    expect(reasonsFor(map, profile, first!, sourceName)).toEqual([
      { text: 'Guide 0 calls it the next rung above Role 0.', skills: [] },
      { text: 'It is like Role 0 (affinity 0.60), most of all by tasks and titles.', skills: [] },
      { text: 'You bring 88% of what it asks for: Skill 0, Skill 1, Skill 2, Skill 3, Skill 4 and 2 more.', skills: [0, 1, 2, 3, 4] },
      { text: 'It typically pays 20% more: 120,000 USD a year, up from 100,000.', skills: [] },
    ]);
    expect(reasonsFor(map, profile, second!, sourceName)).toEqual([
      { text: 'It is like Role 0 (affinity 0.40), most of all by tasks and titles.', skills: [] },
    ]);
  });

  test('work from skills alone: roles open to beginners of which a twentieth is owned', () => {
    const upTo = (count: number): number[] => [...Array(count).keys()];
    const map = withMoves(4, [], { requires: [upTo(20), upTo(2), upTo(1), upTo(21)], stage: [0, 2, 5, 2], minYears: [NaN, NaN, 4, NaN] });
    const profile = { stops: [], owned: Float64Array.from(upTo(21), (skill) => (skill === 0 ? 1 : 0)), years: null, education: null };
    expect(recommend(map, profile, ALL_RECOMMENDATIONS).map(({ to, from, kind }) => ({ to, from, kind }))).toEqual([
      { to: 1, from: null, kind: 'CAREER_CHANGE' },
      { to: 0, from: null, kind: 'CAREER_CHANGE' },
    ]);
    expect(recommend(map, { ...profile, years: 5 }, ALL_RECOMMENDATIONS).map(({ to }) => to)).toEqual([2, 1, 0]);
  });
});
