import type { CareerMap } from '../src/career-map/career-map.js';
import {
  DEFAULT_CONSTRAINTS,
  type Path,
  type PathConstraints,
  type PathMove,
  type PathObjective,
  type PathQuery,
} from '../src/career-map/path-query.js';
import { findPaths } from '../src/career-map/paths.js';
import { allPaths, type NaivePath } from './support/naive-paths.js';
import { forEachRandomMap, randomProfile, withMoves } from './support/random-career-map.js';
import { randomQuery } from './support/random-path-query.js';

/** Efforts are rounded to nine decimals, move by move. */
const SAME = 1e-8;

const stopsOf = (moves: readonly PathMove[]): number[] => [
  ...(moves[0]!.from === null ? [] : [moves[0]!.from]),
  ...moves.map(({ to }) => to),
];

const ORDER: Record<PathObjective, (path: NaivePath) => [number, number]> = {
  EFFORT: ({ effort }) => [0, effort],
  PARETO: ({ effort }) => [0, effort],
  PAY: ({ payDrop, effort }) => [payDrop, effort],
  STEPS: ({ steps, effort }) => [steps, effort],
};
const dominates = (a: NaivePath, b: NaivePath): boolean =>
  a.effort <= b.effort + SAME &&
  a.payDrop <= b.payDrop &&
  a.steps <= b.steps &&
  (a.effort < b.effort - SAME || a.payDrop < b.payDrop || a.steps < b.steps);

/** The best of all paths there are, by their definition. */
function bestOfAll(map: CareerMap, query: PathQuery): NaivePath[] {
  const all = allPaths(map, query);
  const front = query.objective === 'PARETO' ? all.filter((path) => !all.some((other) => dominates(other, path))) : all;
  const idsOf = ({ stops }: NaivePath): string =>
    stops.map((stop) => map.roles.ids[map.stops.roles.items[map.stops.roles.starts[stop]!]!]).join(' ');
  const order = ORDER[query.objective];
  return front
    .sort((a, b) => {
      const [[firstA, effortA], [firstB, effortB]] = [order(a), order(b)];
      if (firstA !== firstB) return firstA - firstB;
      return Math.abs(effortA - effortB) > SAME ? effortA - effortB : idsOf(a) < idsOf(b) ? -1 : 1;
    })
    .slice(0, query.limit);
}

const summaryOf = ({ moves, payDrop }: Path) => ({ stops: stopsOf(moves), payDrop, steps: moves.length });
const costOf = ({ moves, totalEffort, payDrop }: Path): NaivePath => ({
  stops: stopsOf(moves),
  effort: totalEffort,
  payDrop,
  steps: moves.length,
});

/** The objective, and the constraints that are set. */
function kindsOf({ objective, constraints, accumulate, profile }: PathQuery): string[] {
  const set = Object.entries(constraints).filter(
    ([, value]) => value !== null && value !== true && !(Array.isArray(value) && value.length === 0),
  );
  return [
    objective,
    ...set.map(([name]) => name),
    ...(accumulate ? ['accumulating'] : []),
    ...(profile.stops.length === 0 ? ['from skills alone'] : []),
  ];
}
const ALL_KINDS = [...Object.keys(ORDER), ...Object.keys(DEFAULT_CONSTRAINTS), 'accumulating', 'from skills alone'];

/** Whether the first of two answers is better, by the objective. */
const isBetter = (query: PathQuery, one: Path, other: Path): boolean => {
  const [[first, effort], [otherFirst, otherEffort]] = [ORDER[query.objective](costOf(one)), ORDER[query.objective](costOf(other))];
  return first < otherFirst || (first === otherFirst && effort < otherEffort - SAME);
};

describe('Paths', () => {
  test('are the best of all there are, for each objective, with all constraints, on random graphs', () => {
    // How many of the queries that have paths are of each objective, and under each constraint.
    const tried = new Map<string, number>();
    forEachRandomMap(1000, ({ random, map, seed }) => {
      for (let round = 0; round < 2; round++) {
        const query = randomQuery(random, map);
        const { paths, exhaustive } = findPaths(map, query);
        const expected = bestOfAll(map, query);
        for (const kind of expected.length > 0 ? kindsOf(query) : []) tried.set(kind, (tried.get(kind) ?? 0) + 1);
        const wanted = expected.map(({ stops, payDrop, steps }) => ({ stops, payDrop, steps }));
        expect({ seed, round, exhaustive, paths: paths.map(summaryOf) }).toEqual({ seed, round, exhaustive: true, paths: wanted });
        paths.forEach(({ totalEffort }, index) => expect(Math.abs(totalEffort - expected[index]!.effort)).toBeLessThan(SAME));
      }
    });
    expect([...tried.keys()].sort()).toEqual([...ALL_KINDS].sort());
    expect(Math.min(...tried.values())).toBeGreaterThan(20);
  });

  test('of a front are dominated by none there is, and without a limit none is missing', () => {
    let fronts = 0;
    forEachRandomMap(300, ({ random, map, seed }) => {
      const constraints = { ...DEFAULT_CONSTRAINTS, maxSteps: 5, allowStepDown: true };
      const query: PathQuery = { ...randomQuery(random, map), objective: 'PARETO', constraints, limit: 1000 };
      const all = allPaths(map, query);
      const front = findPaths(map, query).paths.map(costOf);
      if (front.length > 1) fronts++;
      expect({ seed, dominated: front.filter((path) => all.some((other) => dominates(other, path))) }).toEqual({ seed, dominated: [] });
      const ids = front.map(({ stops }) => stops.join());
      const missing = all.filter((path) => !ids.includes(path.stops.join()) && !all.some((other) => dominates(other, path)));
      expect({ seed, missing }).toEqual({ seed, missing: [] });
    });
    expect(fronts).toBeGreaterThan(20);
  });

  test('of a front are the easiest, as many as asked for', () => {
    forEachRandomMap(600, ({ random, map, seed }) => {
      const constraints = { ...DEFAULT_CONSTRAINTS, allowStepDown: true };
      const query: PathQuery = { ...randomQuery(random, map), objective: 'PARETO', constraints, limit: random.whole(1, 3) };
      const stops = (paths: { stops: number[] }[]): string[] => paths.map((path) => path.stops.join());
      expect({ seed, paths: stops(findPaths(map, query).paths.map(costOf)) }).toEqual({ seed, paths: stops(bestOfAll(map, query)) });
    });
  });

  test('take no more effort for anything more that is owned', () => {
    forEachRandomMap(300, ({ random, map, seed }) => {
      const query: PathQuery = { ...randomQuery(random, map), profile: randomProfile(random, map, 1), objective: 'EFFORT' };
      const owned = query.profile.owned.map((level) => (random.chance(0.3) ? Math.max(level, random.next()) : level));
      const [before, after] = [findPaths(map, query), findPaths(map, { ...query, profile: { ...query.profile, owned } })];
      expect(after.paths.length).toBeGreaterThanOrEqual(before.paths.length);
      const rises = before.paths.some(({ totalEffort }, index) => after.paths[index]!.totalEffort > totalEffort + SAME);
      expect({ seed, rises }).toEqual({ seed, rises: false });
    });
  });

  test('are never better for a tighter constraint', () => {
    forEachRandomMap(300, ({ random, map, seed }) => {
      const query = { ...randomQuery(random, map), objective: random.pick(['EFFORT', 'PAY', 'STEPS'] as const) };
      const { constraints } = query;
      const tighter: PathConstraints[] = [
        { ...constraints, maxSteps: constraints.maxSteps - 1 },
        { ...constraints, evidence: constraints.evidence ?? 'DOCUMENTED' },
        { ...constraints, minPayRatio: (constraints.minPayRatio ?? 0.8) + 0.1 },
        { ...constraints, avoid: [...constraints.avoid, random.whole(0, map.stops.count - 1)] },
        { ...constraints, via: [...constraints.via, random.whole(0, map.stops.count - 1)] },
        { ...constraints, maxEffortPerMove: (constraints.maxEffortPerMove ?? 0.7) - 0.1 },
        { ...constraints, allowStepDown: false },
      ];
      const before = findPaths(map, query).paths;
      for (const constraints of tighter) {
        const after = findPaths(map, { ...query, constraints }).paths;
        expect(after.length).toBeLessThanOrEqual(before.length);
        const better = after.some((path, index) => isBetter(query, path, before[index]!));
        expect({ seed, constraints, better }).toEqual({ seed, constraints, better: false });
      }
    });
  });

  test('follow the weights: with all weight on a part, no path has less of it', () => {
    forEachRandomMap(200, ({ random, map, seed }) => {
      const query: PathQuery = { ...randomQuery(random, map), objective: 'EFFORT', limit: 1 };
      const only = { skillGap: 0, levelGap: 0, educationGap: 0, unfamiliarity: 0 };
      const least = (weights: PathQuery['weights'], measure: PathQuery['weights']): number | undefined => {
        const [path] = findPaths(map, { ...query, weights, constraints: { ...query.constraints, maxEffortPerMove: null } }).paths;
        return (
          path &&
          allPaths(map, { ...query, weights: measure, constraints: { ...query.constraints, maxEffortPerMove: null } }).find(
            ({ stops }) => stops.join() === stopsOf(path.moves).join(),
          )!.effort
        );
      };
      for (const part of ['skillGap', 'unfamiliarity'] as const) {
        const measure = { ...only, [part]: 1 };
        const [minded, unminded] = [least(measure, measure), least(null, measure)];
        expect({ seed, part, less: unminded !== undefined && unminded < minded! - SAME }).toEqual({ seed, part, less: false });
      }
    });
  });

  test('climb rung by rung where that is documented, each role bringing what the next one asks for', () => {
    const map = withMoves(4, [0, 1, 2].map((from) => ({ from, to: from + 1, documented: 'PROGRESSION' })), {
      stage: [2, 3, 4, 5],
      requires: [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3]],
    }); // prettier-ignore
    const profile = { stops: [0], owned: new Float64Array(4), years: null, education: null };
    const { paths } = findPaths(map, { profile, targets: [3], objective: 'EFFORT', constraints: DEFAULT_CONSTRAINTS, limit: 3 });
    expect(paths).toHaveLength(1);
    expect(paths[0]!.moves).toMatchObject([
      { from: 0, to: 1, kind: 'PROMOTION', evidence: 'DOCUMENTED', held: [0], effort: { skillGap: 1 / 2, levelGap: 0 } },
      { from: 1, to: 2, kind: 'PROMOTION', evidence: 'DOCUMENTED', held: [0, 1], effort: { skillGap: expect.closeTo(1 / 3) } },
      { from: 2, to: 3, kind: 'PROMOTION', evidence: 'DOCUMENTED', held: [0, 1, 2], effort: { skillGap: 1 / 4 } },
    ]);
  });

  test('to what is held already are none', () => {
    const map = withMoves(2, [{ from: 0, to: 1, affinity: 1 }], {});
    const profile = { stops: [0, 1], owned: new Float64Array(0), years: null, education: null };
    expect(findPaths(map, { profile, targets: [1], objective: 'EFFORT', constraints: DEFAULT_CONSTRAINTS, limit: 3 })).toEqual({
      paths: [],
      exhaustive: true,
    });
  });

  test('are answered, but not as proved, when the bound on work is hit', () => {
    let cutOff = 0;
    forEachRandomMap(500, ({ random, map, seed }) => {
      const query: PathQuery = { ...randomQuery(random, map), maxWork: 2 };
      const { paths, exhaustive } = findPaths(map, query);
      const all = allPaths(map, query).map(({ stops }) => stops.join());
      if (!exhaustive) cutOff++;
      else
        expect({ seed, paths: paths.map(summaryOf) }).toEqual({
          seed,
          paths: bestOfAll(map, query).map(({ stops, payDrop, steps }) => ({ stops, payDrop, steps })),
        });
      for (const { moves } of paths) expect(all).toContain(stopsOf(moves).join());
    });
    expect(cutOff).toBeGreaterThan(20);
  });
});
