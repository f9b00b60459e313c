import type { CareerMap } from './career-map.js';
import { moveParts, moverOf, rungGap, type Scale, totalOf } from './effort.js';
import { addRequired, coverageOf, matchesOf, type Owned, type Profile } from './owned.js';
import type { Network } from './path-network.js';

/** The least that is still to come at each place until a target is reached: never more than what does come. */
export interface Bounds {
  /** Of each edge, what it costs at the least, whatever is owned by then; Infinity: more than is allowed. */
  readonly floor: Float64Array;
  /** Moves to make; Infinity: no target can be reached. */
  readonly steps: Float64Array;
  /** Of each place to pass, moves to make until it is passed and a target reached. */
  readonly stepsVia: readonly Float64Array[];
  /** By how many moves may be made, as many at most as the list is long: effort, and drop in pay. */
  readonly effort: readonly Float64Array[];
  readonly payDrop: readonly Float64Array[];
}

export function boundsOf(network: Network, floor: Float64Array): Bounds {
  const { isTarget, stops, via, payDrop } = network;
  const atTarget = Float64Array.from(isTarget, (is) => (is ? 0 : Infinity));
  const allowed = (cost: ArrayLike<number>): Float64Array => floor.map((least, edge) => (least === Infinity ? Infinity : cost[edge]!));
  const step = allowed(new Float64Array(floor.length).fill(1));
  const steps = leastLeft(network, step, atTarget).at(-1)!;
  const atStop = (passed: number): Float64Array => Float64Array.from(stops, (_, place) => (place === passed ? steps[place]! : Infinity));
  return {
    floor,
    steps,
    stepsVia: via.map((passed) => leastLeft(network, step, atStop(passed)).at(-1)!),
    effort: leastLeft(network, floor, atTarget),
    payDrop: leastLeft(network, allowed(payDrop), atTarget),
  };
}

/** The least sum of costs from each place to where `end` is finite, with at most 0, 1, 2 … moves. */
function leastLeft({ starts, to, maxSteps }: Network, cost: Float64Array, end: Float64Array): Float64Array[] {
  const rounds = [end];
  for (let changed = true; changed && rounds.length <= maxSteps;) {
    const last = rounds.at(-1)!;
    const next = last.slice();
    changed = false;
    for (let place = 0; place < next.length; place++) {
      for (let edge = starts[place]!; edge < starts[place + 1]!; edge++) {
        const sum = cost[edge]! + last[to[edge]!]!;
        if (sum < next[place]!) {
          next[place] = sum;
          changed = true;
        }
      }
    }
    rounds.push(next);
  }
  return rounds;
}

/**
 * What each edge costs at the least: as if all that the other places of the network bring were owned, and years and
 * education were no matter wherever it depends on the path what is known of them.
 */
export function floorsOf(map: CareerMap, { stops, starts, to, moves }: Network, scale: Scale, base: Owned): Float64Array {
  const gaps = leastSkillGaps(map, stops, base);
  const floor = new Float64Array(to.length);
  stops.forEach((stop, from) => {
    for (let edge = starts[from]!; edge < starts[from + 1]!; edge++) {
      const [target, move] = [stops[to[edge]!]!, moves[edge]!];
      const rungs = rungGap(map.stops, stop < 0 ? null : stop, target);
      const yearsMatter = !Number.isNaN(map.stops.minYears[target]!);
      floor[edge] = totalOf(scale, [
        gaps[to[edge]!]!,
        Number.isNaN(rungs) && yearsMatter ? 0 : rungs,
        map.stops.education[target]! < 0 ? NaN : 0,
        move < 0 ? NaN : 1 - map.moves.affinity[move]!,
      ]);
    }
  });
  return floor;
}

/** What each edge costs when what earlier roles brought does not count. */
export function exactFloors(map: CareerMap, { stops, starts, to, moves }: Network, scale: Scale, profile: Profile): Float64Array {
  const floor = new Float64Array(to.length);
  stops.forEach((stop, from) => {
    if (starts[from] === starts[from + 1]) return;
    const mover = moverOf(map, profile, stop < 0 ? [] : [stop]);
    for (let edge = starts[from]!; edge < starts[from + 1]!; edge++) {
      floor[edge] = totalOf(scale, moveParts(map, mover, stop < 0 ? null : stop, stops[to[edge]!]!, moves[edge]!));
    }
  });
  return floor;
}

function leastSkillGaps(map: CareerMap, stops: readonly number[], base: Owned): Float64Array {
  // The most that any place brings of each skill, who does, and the most that another one does.
  const most = base.levels.slice();
  const second = base.levels.slice();
  const whose = new Int32Array(most.length).fill(-1);
  const own = new Float64Array(most.length);
  const bring = (place: number, skill: number, level: number): void => {
    if (level > most[skill]!) {
      second[skill] = most[skill]!;
      most[skill] = level;
      whose[skill] = place;
    } else if (level > second[skill]!) second[skill] = level;
  };
  const skillsOf = (stop: number): Uint32Array => {
    const { clauses } = map;
    const [first, end] = [clauses.skills.starts[clauses.starts[stop]!], clauses.skills.starts[clauses.starts[stop + 1]!]];
    return clauses.skills.items.subarray(first, end);
  };
  for (const { skills, level } of base.oneOf) for (const skill of skills) bring(-1, skill, level);
  stops.forEach((stop, place) => {
    if (stop < 0) return;
    const oneOf = addRequired(map, stop, own);
    for (const { skills, level } of oneOf) for (const skill of skills) own[skill] = Math.max(own[skill]!, level);
    for (const skill of skillsOf(stop)) {
      bring(place, skill, own[skill]!);
      own[skill] = 0;
    }
  });
  return Float64Array.from(stops, (stop, place) => {
    if (stop < 0) return NaN;
    const mine = [...skillsOf(stop)].filter((skill) => whose[skill] === place);
    const atMost = mine.map((skill) => most[skill]!);
    for (const skill of mine) most[skill] = second[skill]!;
    const gap = 1 - coverageOf(map, stop, matchesOf(map, stop, { levels: most, oneOf: [] }));
    mine.forEach((skill, index) => (most[skill] = atMost[index]!));
    return gap;
  });
}
