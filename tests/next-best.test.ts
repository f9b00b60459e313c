import type { CareerMap } from '../src/career-map/career-map.js';
import { moveBetween, scaleOf, totalOf } from '../src/career-map/effort.js';
import { ENTRY_COVERAGE, isOpenToEntry } from '../src/career-map/entry.js';
import { type NextBest, nextBestCertifications, nextBestSkills } from '../src/career-map/next-best.js';
import type { Profile } from '../src/career-map/owned.js';
import { clausesOf, naiveCoverage, naiveMatch, naiveParts, naiveTotal, possessions } from './support/naive-paths.js';
import { forEachRandomMap, listAt, randomProfile, withMoves } from './support/random-career-map.js';

const stopsOf = (map: CareerMap): number[] => [...Array(map.stops.count).keys()];

/** What each stop would cost, and whether it is a credible move within reach; from the definition alone. */
function outlook(map: CareerMap, profile: Profile, before: Profile = profile) {
  const coverageBefore = stopsOf(map).map((stop) => naiveCoverage(map, possessions(map, before, []), stop) ?? 0);
  const isActive = (stop: number): boolean => map.roles.active[listAt(map.stops.roles, stop)[0]!]!;
  const reach = totalOf(scaleOf(map), [NaN, NaN, NaN, NaN]);
  return stopsOf(map).flatMap((stop) => {
    if (profile.stops.includes(stop)) return [];
    const effortFrom = (from: number | null): number => {
      const move = from === null ? -1 : moveBetween(map, from, stop);
      return naiveTotal(map, naiveParts(map, profile, profile.stops, from, stop, move < 0 ? null : move), null);
    };
    if (profile.stops.length === 0) {
      // from skills alone only what something owned is of use for already, unless nothing is owned or it is of use for nothing
      if (coverageBefore.some((coverage) => coverage > 0) && coverageBefore[stop] === 0) return [];
      const coverage = naiveCoverage(map, possessions(map, profile, []), stop) ?? 0;
      const isWithin = coverage >= ENTRY_COVERAGE - 1e-9;
      return isOpenToEntry(map, stop, profile.years) ? [{ stop, effort: effortFrom(null), isCredible: isWithin, isWithin }] : [];
    }
    const origins = profile.stops.filter((from) => moveBetween(map, from, stop) >= 0 && isActive(stop));
    const effort = Math.min(...origins.map(effortFrom));
    return origins.length === 0 ? [] : [{ stop, effort, isCredible: true, isWithin: effort <= reach + 1e-9 }];
  });
}

function effortTowards(map: CareerMap, profile: Profile, target: number): number {
  const starts = profile.stops.length === 0 ? [null] : profile.stops;
  return Math.min(
    ...starts.map((from) => {
      const move = from === null ? -1 : moveBetween(map, from, target);
      return naiveTotal(map, naiveParts(map, profile, profile.stops, from, target, move < 0 ? null : move), null);
    }),
  );
}

/** What these skills bring, by working everything out again as if they were owned. */
function naiveNext(map: CareerMap, profile: Profile, skills: readonly number[], target: number | null) {
  const learned = { ...profile, owned: profile.owned.map((level, skill) => (skills.includes(skill) ? 1 : level)) };
  const before = new Map(outlook(map, profile).map((option) => [option.stop, option]));
  const after = outlook(map, learned, profile);
  const saved = after.filter(({ isCredible }) => isCredible).map(({ stop, effort }) => before.get(stop)!.effort - effort).filter((less) => less > 1e-9); // prettier-ignore
  const average = saved.length === 0 ? 0 : saved.reduce((sum, less) => sum + less, 0) / saved.length;
  return {
    unlocks: after.filter(({ stop, isWithin }) => isWithin && !before.get(stop)!.isWithin).map(({ stop }) => stop).sort(), // prettier-ignore
    effortReduction: target === null ? average : effortTowards(map, profile, target) - effortTowards(map, learned, target),
  };
}

function check(
  map: CareerMap,
  profile: Profile,
  target: number | null,
  found: readonly NextBest[],
  skillsOf: Map<number, number[]>,
  seed: number,
): void {
  const expected = [...skillsOf]
    .map(([item, skills]) => ({ item, ...naiveNext(map, profile, skills, target) }))
    .filter(({ unlocks, effortReduction }) => effortReduction > 2e-9 || (target === null && unlocks.length > 0));
  expect({ seed, items: found.map(({ item }) => item).sort() }).toEqual({ seed, items: expected.map(({ item }) => item).sort() });
  for (const { item, unlocks, effortReduction } of expected) {
    const next = found.find((other) => other.item === item)!;
    expect({ seed, item, unlocks: [...next.unlocks].sort() }).toEqual({ seed, item, unlocks });
    expect(next.effortReduction).toBeCloseTo(effortReduction, 7);
  }
  const order = found.map(({ unlocks, effortReduction }) =>
    target === null ? [-unlocks.length, -effortReduction] : [-effortReduction, -unlocks.length],
  );
  expect(order).toEqual([...order].sort(([a, b], [c, d]) => a! - c! || b! - d!));
}

describe('What to get next', () => {
  test('is, for skills, what working everything out again says, on random graphs', () => {
    forEachRandomMap(300, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const target = random.chance(0.4) ? random.pick(stopsOf(map).filter((stop) => !profile.stops.includes(stop)).concat(-1)) : -1; // prettier-ignore
      const owned = possessions(map, profile, profile.stops);
      const inQuestion = target >= 0 ? [target] : outlook(map, profile).map(({ stop }) => stop);
      const asked = new Set(inQuestion.flatMap((stop) => clausesOf(map, stop).filter((clause) => naiveMatch(map, clause, owned) < 1).flatMap(({ skills }) => skills))); // prettier-ignore
      const found = nextBestSkills(map, profile, target < 0 ? null : target);
      check(map, profile, target < 0 ? null : target, found, new Map([...asked].map((skill) => [skill, [skill]])), seed);
    });
  });

  test('is, for certifications, what all that they validate brings', () => {
    forEachRandomMap(300, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const target = random.chance(0.4) ? random.pick(stopsOf(map).filter((stop) => !profile.stops.includes(stop)).concat(-1)) : -1; // prettier-ignore
      const { active, validates } = map.certifications;
      const all = new Map(active.flatMap((is, place): [number, number[]][] => (is ? [[place, listAt(validates, place)]] : [])));
      check(map, profile, target < 0 ? null : target, nextBestCertifications(map, profile, target < 0 ? null : target), all, seed);
    });
  });

  test('opens roles to those who have skills alone: such as what they own is of use for', () => {
    const upTo = (count: number): number[] => [...Array(count).keys()];
    const map = withMoves(3, [], { requires: [[...upTo(24), 24], [...upTo(21), 24], [25]], certifications: [[0, 1], [22, 23], [25]] });
    const profile = { stops: [], owned: Float64Array.from(upTo(26), (skill) => (skill === 24 ? 1 : 0)), years: null, education: null };
    expect(nextBestSkills(map, profile, null)[0]).toMatchObject({ item: 0, unlocks: [1, 0] });
    expect(nextBestCertifications(map, profile, null).map(({ item, unlocks }) => ({ item, unlocks }))).toEqual([
      { item: 0, unlocks: [1, 0] },
      { item: 1, unlocks: [0] },
    ]);
    expect(nextBestSkills(map, { ...profile, owned: new Float64Array(26) }, null)[0]).toMatchObject({ item: 25, unlocks: [2] });
  });
});
