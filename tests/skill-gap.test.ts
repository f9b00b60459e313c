import { moverOf } from '../src/career-map/effort.js';
import { ownedBy } from '../src/career-map/owned.js';
import { missingOnTheWay, skillGap } from '../src/career-map/skill-gap.js';
import { clausesOf, naiveCoverage, naiveMatch, possessions } from './support/naive-paths.js';
import { forEachRandomMap, randomProfile, withMoves } from './support/random-career-map.js';

const own = (count: number, levels: Record<number, number>): Float64Array =>
  Float64Array.from({ length: count }, (_, skill) => levels[skill] ?? 0);

describe('A skill gap', () => {
  test('is that of its definition, clause by clause, on random graphs', () => {
    forEachRandomMap(300, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const stop = random.whole(0, map.stops.count - 1);
      const gap = skillGap(map, ownedBy(map, profile, profile.stops), stop);
      const owned = possessions(map, profile, profile.stops);
      const coverage = naiveCoverage(map, owned, stop);
      if (coverage === null) expect({ seed, coverage: gap.coverage }).toEqual({ seed, coverage });
      else expect(gap.coverage).toBeCloseTo(coverage, 9);
      const matches = clausesOf(map, stop).map((clause) => naiveMatch(map, clause, owned));
      expect(gap.matched.map(({ match }) => match.toFixed(6)).sort()).toEqual(matches.filter((match) => match > 0).map((match) => match.toFixed(6)).sort()); // prettier-ignore
      expect(gap.missing.map(({ match }) => match.toFixed(6)).sort()).toEqual(matches.filter((match) => match < 1).map((match) => match.toFixed(6)).sort()); // prettier-ignore
      for (const list of [gap.matched, gap.missing]) {
        expect(list.map(({ weight }) => weight)).toEqual(list.map(({ weight }) => weight).sort((a, b) => b - a));
      }
    });
  });

  test('never widens with what is owned, nor with a role held', () => {
    forEachRandomMap(300, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const stop = random.whole(0, map.stops.count - 1);
      const before = skillGap(map, ownedBy(map, profile, profile.stops), stop).coverage ?? 0;
      const skill = random.whole(0, map.skills.ids.length - 1);
      const owned = profile.owned.map((level, place) => (place === skill ? Math.max(level, random.next()) : level));
      const learned = skillGap(map, ownedBy(map, { owned }, profile.stops), stop).coverage ?? 0;
      const worked = skillGap(map, ownedBy(map, profile, [...profile.stops, random.whole(0, map.stops.count - 1)]), stop).coverage ?? 0;
      expect({ seed, learned: learned < before - 1e-12, worked: worked < before - 1e-12 }).toEqual({ seed, learned: false, worked: false });
    });
  });

  const own = (count: number, levels: Record<number, number>): Float64Array =>
    Float64Array.from({ length: count }, (_, skill) => levels[skill] ?? 0);

  test('names what stands in for what, and how closely', () => {
    const map = withMoves(1, [], { requires: [[0, 1, 2]], related: [[0, 3, 0.75]] });
    const gap = skillGap(map, { levels: own(4, { 3: 1, 1: 1 }), oneOf: [] }, 0);
    expect(gap.matched).toMatchObject([
      { required: 0, owned: 3, match: 0.75 },
      { required: 1, owned: 1, match: 1 },
    ]);
    expect(gap.missing).toMatchObject([
      { skill: 0, nearestOwned: 3, match: 0.75, alternatives: [] },
      { skill: 2, nearestOwned: null, match: 0, alternatives: [] },
    ]);
    expect(gap.coverage).toBeCloseTo(1.75 / 3);
  });

  test('counts alternatives once, by the best of them, and names the others', () => {
    const map = withMoves(1, [], {
      requires: [
        [
          [0, 1, 2],
          [3, 4],
        ],
      ],
      related: [[2, 5, 0.5]],
    });
    expect(skillGap(map, { levels: own(6, { 5: 1 }), oneOf: [] }, 0)).toMatchObject({
      coverage: 0.25,
      matched: [{ required: 2, owned: 5, match: 0.5 }],
      missing: [
        { skill: 2, alternatives: [0, 1], match: 0.5 },
        { skill: 3, alternatives: [4], match: 0 },
      ],
    });
    expect(skillGap(map, { levels: own(6, { 1: 1 }), oneOf: [] }, 0).missing).toMatchObject([{ skill: 3 }]);
  });

  test('counts a level below the one needed in part', () => {
    const map = withMoves(1, [], { requires: [[0]] });
    map.clauses.level[0] = 0.8;
    expect(skillGap(map, { levels: own(1, { 0: 0.4 }), oneOf: [] }, 0)).toMatchObject({
      matched: [{ match: expect.closeTo(0.5) }],
      missing: [{ skill: 0, nearestOwned: 0, match: expect.closeTo(0.5) }],
    });
    expect(skillGap(map, { levels: own(1, { 0: 0.9 }), oneOf: [] }, 0).missing).toEqual([]);
  });

  test('takes a role held for what it asks for; of alternatives it is not known which one is owned', () => {
    const map = withMoves(4, [], { requires: [[0, [1, 2]], [[1, 2]], [1], [0, 1, 2]], related: [[1, 2, 0.5]] });
    const { owned } = moverOf(map, { stops: [0], owned: own(3, {}), years: null, education: null });
    expect(skillGap(map, owned, 1)).toMatchObject({ coverage: 1 });
    expect(skillGap(map, owned, 2)).toMatchObject({ coverage: 0.5, matched: [{ required: 1, owned: 2 }] });
    expect(skillGap(map, owned, 3)).toMatchObject({ coverage: 0.5, missing: [{ skill: 1 }, { skill: 2 }] });
  });

  test('is not known of a role of which nothing is known', () => {
    expect(skillGap(withMoves(1, [], {}), { levels: own(0, {}), oneOf: [] }, 0)).toEqual({ coverage: null, matched: [], missing: [] });
  });
});

describe('What is missing on the way', () => {
  test('has each skill once, as it is missing where it weighs most', () => {
    const map = withMoves(3, [], { requires: [[0, 1], [1, 2, [0, 3]], [2]] });
    map.clauses.weight.set([0.4, 0.6, 0.5, 0.9, 0.7, 0.2]);
    const gaps = [0, 1, 2].map((stop) => skillGap(map, { levels: own(4, {}), oneOf: [] }, stop));
    expect(missingOnTheWay(map, gaps).map(({ skill, alternatives, weight }) => ({ skill, alternatives, weight }))).toEqual([
      { skill: 2, alternatives: [], weight: 0.9 },
      { skill: 0, alternatives: [3], weight: 0.7 },
      { skill: 1, alternatives: [], weight: 0.6 },
      { skill: 0, alternatives: [], weight: 0.4 },
    ]);
  });
});
