import type { CareerMap } from '../../src/career-map/career-map.js';
import { DEFAULT_WEIGHTS } from '../../src/career-map/effort.js';
import { ENTRY_COVERAGE } from '../../src/career-map/entry.js';
import type { Profile } from '../../src/career-map/owned.js';
import type { PathQuery } from '../../src/career-map/path-query.js';
import { documentedKind, listAt } from './random-career-map.js';

/** The model of effort and paths word for word, and as slow as that: what the tuned code is held to. */

/** What is owned: single skills, and sets of which one is. */
interface Possession {
  anyOf: number[];
  level: number;
}

export function possessions(map: CareerMap, profile: Pick<Profile, 'owned'>, held: readonly number[]): Possession[] {
  const given = [...profile.owned].flatMap((level, skill) => (level > 0 ? [{ anyOf: [skill], level }] : []));
  const brought = held.flatMap((stop) =>
    clausesOf(map, stop)
      .map(({ skills, level }) => ({ anyOf: skills, level: level ?? 1 }))
      .filter(({ level }) => level > 0),
  );
  return [...given, ...brought];
}

export function clausesOf({ clauses }: CareerMap, stop: number) {
  const numbers = Array.from({ length: clauses.starts[stop + 1]! - clauses.starts[stop]! }, (_, index) => clauses.starts[stop]! + index);
  return numbers.map((clause) => ({
    skills: listAt(clauses.skills, clause),
    weight: clauses.weight[clause]!,
    level: Number.isNaN(clauses.level[clause]!) ? null : clauses.level[clause]!,
  }));
}

/** How far one owned skill meets a clause. */
function matchBy(map: CareerMap, clause: { skills: number[]; level: number | null }, owned: number, level: number): number {
  const reached = clause.level === null || level >= clause.level ? 1 : level / clause.level;
  return Math.max(
    ...clause.skills.map((required) => {
      if (required === owned) return reached;
      const place = listAt(map.skills.related, required).indexOf(owned);
      return place < 0 ? 0 : map.skills.relatedness[map.skills.related.starts[required]! + place]! * reached;
    }),
  );
}

export function naiveMatch(map: CareerMap, clause: { skills: number[]; level: number | null }, owned: readonly Possession[]): number {
  return Math.max(0, ...owned.map(({ anyOf, level }) => Math.min(...anyOf.map((skill) => matchBy(map, clause, skill, level)))));
}

export function naiveCoverage(map: CareerMap, owned: readonly Possession[], stop: number): number | null {
  const clauses = clausesOf(map, stop);
  if (clauses.length === 0) return null;
  const all = clauses.reduce((sum, { weight }) => sum + weight, 0);
  return clauses.reduce((sum, clause) => sum + clause.weight * naiveMatch(map, clause, owned), 0) / all;
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
const greatest = (values: (number | null)[]): number | null => {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : Math.max(...there);
};

export function naiveParts(
  map: CareerMap,
  profile: Profile,
  held: readonly number[],
  from: number | null,
  to: number,
  move: number | null,
) {
  const { stage, jobZone, minYears, education } = map.stops;
  const coverage = naiveCoverage(map, possessions(map, profile, held), to);
  const rank = (scale: Uint8Array, stop: number | null): number | null => (stop === null ? 1 : scale[stop] || null);
  const rungs = (scale: Uint8Array, top: number): number | null => {
    const [low, high] = [rank(scale, from), rank(scale, to)];
    return low === null || high === null ? null : Math.max(0, high - low - 1) / (top - 1);
  };
  const years = greatest([profile.years, ...held.map((stop) => known(minYears[stop]!))]);
  const asked = known(minYears[to]!);
  const short = years === null || asked === null ? null : Math.min(1, Math.max(0, asked - years) / 10);
  const educated = greatest([profile.education, ...held.map((stop) => (education[stop]! < 0 ? null : education[stop]!))]);
  return {
    skillGap: coverage === null ? null : 1 - coverage,
    levelGap: greatest([rungs(stage, 8) ?? rungs(jobZone, 5), short]),
    educationGap: educated === null || education[to]! < 0 ? null : Math.max(0, education[to]! - educated) / 7,
    unfamiliarity: move === null || Number.isNaN(map.moves.affinity[move]!) ? null : 1 - map.moves.affinity[move]!,
  };
}

export function naiveTotal(map: CareerMap, parts: ReturnType<typeof naiveParts>, weights: PathQuery['weights']): number {
  const all = { ...DEFAULT_WEIGHTS, ...weights };
  const counted = (Object.keys(all) as (keyof typeof all)[]).flatMap((part) => {
    const value = parts[part] ?? map.medians[part];
    return value === null ? [] : [{ value, weight: all[part] }];
  });
  const weight = counted.reduce((sum, part) => sum + part.weight, 0);
  return weight === 0 ? 1 : counted.reduce((sum, part) => sum + part.value * part.weight, 0) / weight;
}

export function naivePay({ stops }: CareerMap, from: number | null, to: number): { from: number; to: number } | null {
  if (from === null) return null;
  const shared = ['USD', 'EUR', 'GBP'].find((currency) => stops.pay[from]!.has(currency) && stops.pay[to]!.has(currency));
  return shared === undefined ? null : { from: stops.pay[from]!.get(shared)!.typical, to: stops.pay[to]!.get(shared)!.typical };
}

export interface NaivePath {
  stops: number[];
  effort: number;
  payDrop: number;
  steps: number;
}

/** Every path that the query allows, or so many of them. */
export function allPaths(map: CareerMap, query: PathQuery, most = Infinity): NaivePath[] {
  const { profile, constraints, accumulate = true } = query;
  const isActive = (stop: number): boolean => map.roles.active[map.stops.roles.items[map.stops.roles.starts[stop]!]!]!;
  const targets = query.targets.filter((stop) => !profile.stops.includes(stop));
  const found: NaivePath[] = [];

  const isAllowed = (stop: number): boolean =>
    isActive(stop) &&
    !constraints.avoid.includes(stop) &&
    (constraints.families.length === 0 || listAt(map.stops.families, stop).some((family) => constraints.families.includes(family))) &&
    (constraints.schemes.length === 0 ||
      listAt(map.stops.roles, stop).some((role) => map.roles.active[role] && constraints.schemes.includes(map.roles.schemes[role]!)));

  const extend = (path: NaivePath): void => {
    const last = path.stops.at(-1)!;
    if (path.steps > 0 && targets.includes(last)) {
      if (constraints.via.every((stop) => path.stops.includes(stop) || profile.stops.includes(stop))) found.push(path);
      return;
    }
    if (path.steps >= constraints.maxSteps || found.length >= most) return;
    for (let move = map.moves.starts[last]!; move < map.moves.starts[last + 1]!; move++) step(path, last, map.moves.to[move]!, move);
  };
  const step = (path: NaivePath, from: number | null, to: number, move: number | null): void => {
    if (path.stops.includes(to) || profile.stops.includes(to) || !isAllowed(to)) return;
    const documented = move === null ? null : documentedKind(map, move);
    if (constraints.evidence !== null && (documented !== null) !== (constraints.evidence === 'DOCUMENTED')) return;
    if (!constraints.allowStepDown && from !== null && documented !== 'PROGRESSION') {
      const { stage, jobZone } = map.stops;
      const scale = stage[from]! > 0 && stage[to]! > 0 ? stage : jobZone;
      if (scale[to]! > 0 && scale[from]! > scale[to]!) return;
    }
    const pay = naivePay(map, from, to);
    if (constraints.minPayRatio !== null && pay !== null && pay.to / pay.from < constraints.minPayRatio) return;
    const earlier = accumulate ? [...profile.stops, ...path.stops] : from === null ? [] : [from];
    const effort = naiveTotal(map, naiveParts(map, profile, earlier, from, to, move), query.weights);
    if (constraints.maxEffortPerMove !== null && effort > constraints.maxEffortPerMove) return;
    extend({
      stops: [...path.stops, to],
      effort: path.effort + effort,
      payDrop: path.payDrop + (pay === null ? 0 : Math.max(0, pay.from - pay.to)),
      steps: path.steps + 1,
    });
  };

  const nothing = { effort: 0, payDrop: 0, steps: 0 };
  for (const stop of profile.stops) extend({ ...nothing, stops: [stop] });
  if (profile.stops.length === 0) for (const stop of naiveEntries(map, profile)) step({ ...nothing, stops: [] }, null, stop, null);
  return found;
}

export function naiveEntries(map: CareerMap, profile: Profile): number[] {
  const { stage, minYears, count } = map.stops;
  return [...Array(count).keys()].filter(
    (stop) =>
      map.roles.active[map.stops.roles.items[map.stops.roles.starts[stop]!]!] &&
      (stage[stop]! <= 2 || (profile.years !== null && minYears[stop]! <= profile.years)) &&
      (naiveCoverage(map, possessions(map, profile, []), stop) ?? 0) >= ENTRY_COVERAGE,
  );
}
