import type { CareerMap } from './career-map.js';
import { effortOf, moreYears, type Parts, partsAt, rounded, type Scale, scaleOf, type Standing, standingOf, totalOf } from './effort.js';
import { Heap } from './heap.js';
import { evidenceOf, moveKind } from './move-kind.js';
import { addRequired, coverageOf, matchesOf, type Owned, ownedBy } from './owned.js';
import { payDrop } from './pay-change.js';
import { type Bounds, boundsOf, exactFloors, floorsOf } from './path-bounds.js';
import { type Network, networkOf } from './path-network.js';
import { idOf } from './stop-facts.js';
import type { Path, PathMove, PathObjective, PathQuery, Paths } from './path-query.js';

/** Moves looked at before the search gives up proving: ten times what paths of four moves take on 4,000 roles, and less than a second. */
export const MAX_WORK = 100_000;

/** What differs by less is equal: effort has nine decimals, and pay no more than cents. */
const SAME_EFFORT = 5e-10;
const SAME_PAY = 1e-6;

interface Cost {
  readonly effort: number;
  readonly payDrop: number;
  readonly steps: number;
}

/** The beginning of a path, or all of it. */
interface Beginning {
  readonly before: Beginning | null;
  readonly place: number;
  /** The edge that led here; -1 at the start. */
  readonly edge: number;
  readonly steps: number;
  /** Which of the places to pass have been passed, one bit each. */
  readonly passed: number;
  readonly payDrop: number;
  readonly years: number;
  readonly education: number;
  /** So far; until the last move is weighed, that counts as its floor. */
  effort: number;
  isWeighed: boolean;
  /** With what is still to come at the least. */
  least: Cost;
}

/**
 * The best paths, each a simple one that ends at the first target it reaches. What earlier roles brought lowers what later
 * moves cost, so the best way to a stop need not begin the best way on: every beginning that might still become one of the
 * best is followed, the most promising first, until none is left. `PARETO` answers the paths of the front that cost least
 * effort, `limit` of them.
 */
export function findPaths(map: CareerMap, query: PathQuery): Paths {
  const search = new PathSearch(map, query);
  const exhaustive = search.run();
  return { paths: search.best(), exhaustive };
}

/** Whether there is any path, as far as the bound on work allows to say. */
export const pathExists = (map: CareerMap, query: PathQuery): boolean =>
  new PathSearch(map, { ...query, objective: 'STEPS', limit: 1 }, query.constraints.maxEffortPerMove !== null).findsAny();

class PathSearch {
  private readonly scale: Scale;
  private readonly network: Network;
  private readonly bounds: Bounds;
  private readonly matches: Matches;
  private readonly maxEffort: number;
  private readonly isBetter: (one: Cost, other: Cost) => boolean;
  /** Paths that may be among the best, the best first. */
  private found: Beginning[] = [];
  private work = 0;

  constructor(
    private readonly map: CareerMap,
    private readonly query: PathQuery,
    /** Otherwise moves are not weighed. */
    private readonly effortMatters = true,
  ) {
    const { profile, accumulate = true, constraints } = query;
    this.scale = scaleOf(map, query.weights);
    this.network = networkOf(map, query);
    const base = ownedBy(map, profile, accumulate ? profile.stops : []);
    this.matches = new Matches(map, this.network, base);
    this.maxEffort = constraints.maxEffortPerMove ?? Infinity;
    this.isBetter = BETTER[query.objective];
    const floors = this.floors(base).map((floor) => (floor > this.maxEffort ? Infinity : floor));
    this.bounds = boundsOf(this.network, floors);
  }

  private floors(base: Owned): Float64Array {
    const { map, network, scale, query } = this;
    if (!this.effortMatters) return new Float64Array(network.to.length);
    return query.accumulate === false ? exactFloors(map, network, scale, query.profile) : floorsOf(map, network, scale, base);
  }

  /** Answers whether it came to its end. */
  run(): boolean {
    const maxWork = this.query.maxWork ?? MAX_WORK;
    const open = new Heap<Beginning>((one, other) => this.isBetter(one.least, other.least));
    for (const start of this.starts()) open.push(start);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      // What comes first cannot do better than what is found, so nothing can.
      if (this.isBeaten(next.least)) return true;
      if (this.work > maxWork) {
        this.finishSome([next, ...open.drain()], maxWork);
        return false;
      }
      if (!this.weigh(next)) continue;
      const rival = open.peek();
      if (rival && this.isBetter(rival.least, next.least)) open.push(next);
      else this.follow(next, (beginning) => open.push(beginning));
    }
    return true;
  }

  findsAny(): boolean {
    this.finishSome(this.starts(), this.query.maxWork ?? MAX_WORK);
    return this.found.length > 0;
  }

  /** Out of work, it finishes what is nearest to a target, so that there is something to answer. */
  private finishSome(open: readonly Beginning[], maxWork: number): void {
    const stepsLeft = ({ place }: Beginning): number => this.bounds.steps[place]!;
    const nearest = new Heap<Beginning>(
      (one, other) => stepsLeft(one) < stepsLeft(other) || (stepsLeft(one) === stepsLeft(other) && this.isBetter(one.least, other.least)),
    );
    for (const beginning of open) nearest.push(beginning);
    for (let next = nearest.pop(); next !== undefined; next = nearest.pop()) {
      if (this.found.length >= this.query.limit || this.work > 2 * maxWork) return;
      if (this.weigh(next)) this.follow(next, (beginning) => nearest.push(beginning));
    }
  }

  best(): Path[] {
    const { map } = this;
    return this.found
      .map((path) => ({ path, ids: this.stopsOf(path).map((stop) => (stop < 0 ? '' : idOf(map, stop))) }))
      .sort((a, b) =>
        this.isBetter(a.path.least, b.path.least) ? -1 : this.isBetter(b.path.least, a.path.least) ? 1 : compareLists(a.ids, b.ids),
      )
      .slice(0, this.query.limit)
      .map(({ path }) => this.toPath(path));
  }

  private toPath(path: Beginning): Path {
    const moves = beginningsOf(path)
      .slice(1)
      .map((last) => this.toMove(last));
    return {
      moves,
      totalEffort: rounded(moves.reduce((sum, { effort }) => sum + effort.total, 0)),
      estimated: moves.some(({ effort }) => effort.estimated),
      payDrop: moves.reduce((sum, { from, to }) => sum + payDrop(this.map, from, to), 0),
    };
  }

  /** The last move of a path. */
  private toMove(path: Beginning): PathMove {
    const { map, network, query } = this;
    const { profile, accumulate = true } = query;
    const way = this.stopsOf(path.before!);
    const from = way.at(-1)! < 0 ? null : way.at(-1)!;
    const [to, move] = [network.stops[path.place]!, network.moves[path.edge]!];
    const held = accumulate ? [...new Set([...profile.stops, ...way])] : way.slice(-1);
    return {
      from,
      to,
      move,
      held: held.filter((stop) => stop >= 0),
      kind: moveKind(map, from, to, move),
      evidence: evidenceOf(map, move),
      effort: effortOf(this.scale, this.lastParts(path)),
    };
  }

  /** What it takes to make the last move of a path, given what the roles on the way to it brought. */
  private lastParts(path: Beginning): Parts {
    const { map, network, matches, query } = this;
    const before = path.before!;
    const [from, stop] = [network.stops[before.place]!, network.stops[path.place]!];
    const brought = [matches.ofBase(path.place)];
    let standing: Standing = before;
    if (query.accumulate === false) {
      standing = standingOf(map, query.profile, from < 0 ? [] : [from]);
      if (from >= 0) brought.push(matches.of(before.place, path.place));
    } else {
      for (let role = before; role.before !== null; role = role.before) brought.push(matches.of(role.place, path.place));
    }
    return partsAt(map, standing, coverageOf(map, stop, ...brought), from < 0 ? null : from, stop, network.moves[path.edge]!);
  }

  private stopsOf(path: Beginning): number[] {
    return beginningsOf(path).map(({ place }) => this.network.stops[place]!);
  }

  private starts(): Beginning[] {
    return this.network.origins.filter((place) => this.mayFinish(place, 0, 0)).map((place) => this.startAt(place));
  }

  private startAt(place: number): Beginning {
    const { years, education } = standingOf(this.map, this.query.profile, this.query.profile.stops);
    const start = { before: null, place, edge: -1, steps: 0, passed: 0, payDrop: 0, years, education, effort: 0, isWeighed: true };
    return { ...start, least: this.leastOf(start) };
  }

  private leastOf({ place, steps, effort, payDrop }: Omit<Beginning, 'least'>): Cost {
    const { bounds } = this;
    const left = this.network.maxSteps - steps;
    const at = (rounds: readonly Float64Array[]): number => rounds[Math.min(left, rounds.length - 1)]![place]!;
    return { effort: rounded(effort + at(bounds.effort)), payDrop: payDrop + at(bounds.payDrop), steps: steps + bounds.steps[place]! };
  }

  /** Whether enough moves are left for a target, by way of all that has still to be passed. */
  private mayFinish(place: number, steps: number, passed: number): boolean {
    const left = this.network.maxSteps - steps;
    return (
      this.bounds.steps[place]! <= left && this.bounds.stepsVia.every((stepsVia, via) => (passed >> via) & 1 || stepsVia[place]! <= left)
    );
  }

  /** Looks at all moves on from here. */
  private follow(from: Beginning, push: (beginning: Beginning) => void): void {
    const { network, bounds, map } = this;
    for (let edge = network.starts[from.place]!; edge < network.starts[from.place + 1]!; edge++) {
      this.work++;
      const place = network.to[edge]!;
      const steps = from.steps + 1;
      const via = network.via.indexOf(place);
      const passed = via < 0 ? from.passed : from.passed | (1 << via);
      if (bounds.floor[edge] === Infinity || !this.mayFinish(place, steps, passed) || leadsThrough(from, place)) continue;
      const stop = network.stops[place]!;
      const next = {
        before: from,
        place,
        edge,
        steps,
        passed,
        payDrop: from.payDrop + network.payDrop[edge]!,
        years: moreYears(from.years, map.stops.minYears[stop]!),
        education: Math.max(from.education, map.stops.education[stop]!),
        effort: from.effort + bounds.floor[edge]!,
        isWeighed: this.query.accumulate === false || !this.effortMatters,
      };
      const beginning = { ...next, least: this.leastOf(next) };
      if (this.isOut(beginning.least)) continue;
      if (!network.isTarget[place]) push(beginning);
      else if (this.weigh(beginning)) this.keep(beginning);
    }
  }

  /** Counts the last move in full; false when it costs more than is allowed, or the path cannot be among the best. */
  private weigh(path: Beginning): boolean {
    if (path.isWeighed || path.before === null) return true;
    const total = totalOf(this.scale, this.lastParts(path));
    path.effort = path.before.effort + total;
    path.isWeighed = true;
    path.least = this.leastOf(path);
    return total <= this.maxEffort && !this.isOut(path.least);
  }

  /** Whether as many paths as asked for are better than any that costs at least this much. */
  private isBeaten(least: Cost): boolean {
    const worst = this.found[this.query.limit - 1];
    return worst !== undefined && this.isBetter(worst.least, least);
  }

  /** Whether it is certain that no path that costs at least this much is among the best. Of a front, a path found may still fall. */
  private isOut(least: Cost): boolean {
    return this.query.objective === 'PARETO' ? this.found.some((other) => dominates(other.least, least)) : this.isBeaten(least);
  }

  private keep(path: Beginning): void {
    const isFront = this.query.objective === 'PARETO';
    if (isFront) this.found = this.found.filter((other) => !dominates(path.least, other.least));
    const place = this.found.findIndex((other) => this.isBetter(path.least, other.least));
    this.found.splice(place < 0 ? this.found.length : place, 0, path);
    if (!isFront) this.found = this.found.filter((other) => !this.isBeaten(other.least));
  }
}

const differ = (one: number, other: number, same: number): boolean => Math.abs(one - other) > same;
const lessEffort = (one: Cost, other: Cost): boolean => one.effort < other.effort - SAME_EFFORT;

const BETTER: Readonly<Record<PathObjective, (one: Cost, other: Cost) => boolean>> = {
  EFFORT: lessEffort,
  PARETO: lessEffort,
  PAY: (one, other) => (differ(one.payDrop, other.payDrop, SAME_PAY) ? one.payDrop < other.payDrop : lessEffort(one, other)),
  STEPS: (one, other) => (one.steps === other.steps ? lessEffort(one, other) : one.steps < other.steps),
};

/** At least as good in all respects, and better in one. */
const dominates = (one: Cost, other: Cost): boolean =>
  one.effort < other.effort + SAME_EFFORT &&
  one.payDrop < other.payDrop + SAME_PAY &&
  one.steps <= other.steps &&
  (one.effort < other.effort - SAME_EFFORT || one.payDrop < other.payDrop - SAME_PAY || one.steps < other.steps);

function leadsThrough(path: Beginning, place: number): boolean {
  for (let at: Beginning | null = path; at !== null; at = at.before) if (at.place === place) return true;
  return false;
}

/** From the start on. */
function beginningsOf(path: Beginning): Beginning[] {
  const beginnings: Beginning[] = [];
  for (let at: Beginning | null = path; at !== null; at = at.before) beginnings.unshift(at);
  return beginnings;
}

function compareLists(one: readonly string[], other: readonly string[]): number {
  const place = one.findIndex((id, index) => id !== other[index]);
  if (place < 0) return one.length - other.length;
  return other[place] === undefined || one[place]! > other[place] ? 1 : -1;
}

/** How well what each place brings meets what another requires, worked out when first asked for. */
class Matches {
  private readonly known = new Map<number, Float64Array>();
  private readonly own: Float64Array;

  constructor(
    private readonly map: CareerMap,
    private readonly network: Network,
    private readonly base: Owned,
  ) {
    this.own = new Float64Array(base.levels.length);
  }

  ofBase(place: number): Float64Array {
    return this.remember(-1 - place, () => matchesOf(this.map, this.network.stops[place]!, this.base));
  }

  of(owner: number, place: number): Float64Array {
    return this.remember(owner * this.network.stops.length + place, () => {
      const { map, network, own } = this;
      const oneOf = addRequired(map, network.stops[owner]!, own);
      const matches = matchesOf(map, network.stops[place]!, { levels: own, oneOf });
      const { clauses } = map;
      const [first, end] = [clauses.starts[network.stops[owner]!]!, clauses.starts[network.stops[owner]! + 1]!];
      for (let at = clauses.skills.starts[first]!; at < clauses.skills.starts[end]!; at++) own[clauses.skills.items[at]!] = 0;
      return matches;
    });
  }

  private remember(key: number, make: () => Float64Array): Float64Array {
    let matches = this.known.get(key);
    if (matches === undefined) this.known.set(key, (matches = make()));
    return matches;
  }
}
