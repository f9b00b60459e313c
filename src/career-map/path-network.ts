import { type CareerMap, listOf, type Lists } from './career-map.js';
import { moverOf } from './effort.js';
import { entryStops } from './entry.js';
import { indexOf } from './map-index.js';
import { isStepDown } from './move-kind.js';
import { payChange, payDrop as payDropOf } from './pay-change.js';
import type { PathConstraints, PathQuery } from './path-query.js';
import { isActive, isAmong } from './stop-facts.js';

/** The part of the map that the paths of a query can lead through, numbered anew: places, and allowed moves between them. */
export interface Network {
  /** The stop at each place; -1: no role yet. */
  readonly stops: readonly number[];
  /** Places where paths start. */
  readonly origins: readonly number[];
  /** Paths end at the first target they reach: no move leads on. */
  readonly isTarget: readonly boolean[];
  /** The edges from each place, end to end: those of place `i` stand from `starts[i]` to `starts[i + 1]`. */
  readonly starts: readonly number[];
  readonly to: readonly number[];
  /** Each edge's place in `map.moves`; -1: from skills alone. */
  readonly moves: readonly number[];
  /** What pay drops by along each edge. */
  readonly payDrop: readonly number[];
  /** Places to pass, not counting roles held. */
  readonly via: readonly number[];
  readonly maxSteps: number;
}

export function networkOf(map: CareerMap, query: PathQuery): Network {
  const { profile, constraints } = query;
  const { count } = map.stops;
  const maxSteps = Math.min(constraints.maxSteps, count);
  const held = new Set(profile.stops);
  const allowed = allowedStops(map, constraints);
  const isOpen = (stop: number): boolean => !held.has(stop) && allowed(stop);
  const targets = new Set(query.targets.filter(isOpen));
  const fromSkills = held.size === 0 && constraints.evidence !== 'DOCUMENTED';
  const entries = fromSkills ? entryStops(map, moverOf(map, profile).owned, profile.years).filter(isOpen) : [];

  // First by the bare moves how far each stop is from a start and from a target: what is too far in sum is on no path.
  const { into } = indexOf(map);
  const ahead: Lists = { starts: map.moves.starts, items: map.moves.to };
  const start = held.size > 0 ? { stops: [...held], distance: 0 } : { stops: entries, distance: 1 };
  const [before] = distances(count, start, maxSteps, (stop) => (targets.has(stop) ? [] : listOf(ahead, stop)), isOpen);
  const [after, reached] = distances(count, { stops: [...targets], distance: 0 }, maxSteps, (stop) => listOf(into, stop),
    (stop) => !targets.has(stop) && before[stop]! < Infinity,
  ); // prettier-ignore
  const stops = reached.filter((stop) => before[stop]! + after[stop]! <= maxSteps).sort((one, other) => one - other);
  const placeOf = new Map(stops.map((stop, place) => [stop, place]));
  const via = [...new Set(constraints.via)].filter((stop) => !held.has(stop));
  const passable = via.every((stop) => placeOf.has(stop));

  const [starts, to, moves, payDrop]: number[][] = [[0], [], [], []] as [number[], number[], number[], number[]];
  stops.forEach((from) => {
    const end = targets.has(from) ? 0 : map.moves.starts[from + 1]!;
    for (let move = map.moves.starts[from]!; move < end; move++) {
      const stop = map.moves.to[move]!;
      const place = placeOf.get(stop);
      if (place === undefined || held.has(stop) || before[from]! + 1 + after[stop]! > maxSteps) continue;
      if (!allowsMove(map, constraints, from, stop, move)) continue;
      to!.push(place);
      moves!.push(move);
      payDrop!.push(payDropOf(map, from, stop));
    }
    starts!.push(to!.length);
  });
  if (held.size === 0) {
    stops.push(-1);
    for (const stop of entries) {
      if (!placeOf.has(stop)) continue;
      to!.push(placeOf.get(stop)!);
      moves!.push(-1);
      payDrop!.push(0);
    }
    starts!.push(to!.length);
  }
  const origins = held.size === 0 ? [stops.length - 1] : [...held].filter((stop) => placeOf.has(stop)).map((stop) => placeOf.get(stop)!);
  return {
    stops,
    origins: passable ? origins : [],
    isTarget: stops.map((stop) => targets.has(stop)),
    starts: starts!,
    to: to!,
    moves: moves!,
    payDrop: payDrop!,
    via: passable ? via.map((stop) => placeOf.get(stop)!) : [],
    maxSteps,
  };
}

function allowedStops(map: CareerMap, { avoid, families, schemes }: PathConstraints): (stop: number) => boolean {
  const avoided = new Set(avoid);
  const known = new Int8Array(map.stops.count);
  const isAllowed = (stop: number): boolean => !avoided.has(stop) && isActive(map, stop) && isAmong(map, stop, families, schemes);
  return (stop) => (known[stop] ||= isAllowed(stop) ? 1 : -1) === 1;
}

function allowsMove(
  map: CareerMap,
  { evidence, allowStepDown, minPayRatio }: PathConstraints,
  from: number,
  to: number,
  move: number,
): boolean {
  if (evidence !== null && map.moves.documented[move]! > 0 !== (evidence === 'DOCUMENTED')) return false;
  if (!allowStepDown && isStepDown(map, from, to, move)) return false;
  return minPayRatio === null || (payChange(map, from, to)?.ratio ?? Infinity) >= minPayRatio;
}

/** Moves from the start to each stop, Infinity beyond the limit, and the stops within. */
function distances(
  count: number,
  start: { stops: readonly number[]; distance: number },
  limit: number,
  next: (stop: number) => ArrayLike<number>,
  mayPass: (stop: number) => boolean,
): [distances: Float64Array, reached: number[]] {
  const found = new Float64Array(count).fill(Infinity);
  for (const stop of start.stops) found[stop] = start.distance;
  const reached = [...start.stops];
  for (let at = 0; at < reached.length; at++) {
    const distance = found[reached[at]!]! + 1;
    if (distance > limit) break;
    const beside = next(reached[at]!);
    for (let place = 0; place < beside.length; place++) {
      const other = beside[place]!;
      if (found[other] !== Infinity || !mayPass(other)) continue;
      found[other] = distance;
      reached.push(other);
    }
  }
  return [found, reached];
}
