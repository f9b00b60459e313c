import { type CareerMap, listOf } from './career-map.js';
import type { Scheme } from './career-rows.js';
import { moverOf } from './effort.js';
import { indexOf } from './map-index.js';
import { coverageOf, matchesOf } from './owned.js';
import type { PathConstraints, PathQuery } from './path-query.js';
import { findPaths, pathExists } from './paths.js';
import { idOf, isActive, titleOf } from './stop-facts.js';
import { inWords } from './words.js';

export type ConstraintKind =
  | 'MAX_STEPS'
  | 'EVIDENCE'
  | 'MIN_PAY_RATIO'
  | 'AVOID_ROLES'
  | 'VIA'
  | 'MAX_EFFORT_PER_MOVE'
  | 'STEP_DOWN'
  | 'FAMILIES'
  | 'SCHEMES'
  | 'NO_CREDIBLE_MOVE';

/** Why there is no path. */
export interface Obstacle {
  readonly constraint: ConstraintKind;
  readonly message: string;
  /** The id of the role that it is about, if any. */
  readonly role: string | null;
  readonly relaxation: Relaxation | null;
}

/** The smallest change that lets a path through, which was tried: what argument of the request to give what JSON value. */
export interface Relaxation {
  readonly argument: string;
  readonly value: string;
  readonly message: string;
}

/** Longer paths than this are not looked for when it is asked what more steps would bring. */
export const MOST_STEPS = 12;

/** How many roles are tried, the likeliest first, when only another role held would help. */
const ROLES_TRIED = 25;

/**
 * Why a query for which `findPaths` finds nothing finds nothing: each constraint that excludes all paths by itself; if
 * none does, the first two that do together; if no two do, a set of which none can be kept; and if it is no constraint,
 * what would have to be held.
 */
export function obstaclesTo(map: CareerMap, query: PathQuery): Obstacle[] {
  const set = LIMITS.filter((limit) => limit.isSet(query.constraints));
  const relaxed = (limits: readonly Limit[]): PathQuery =>
    limits.reduce((wider, limit) => allow(wider, limit.none(wider.constraints)), query);
  const lets = (limits: readonly Limit[]): boolean => pathExists(map, relaxed(limits));
  if (!lets(set)) return [noCredibleMove(map, query)];
  const single = set.filter((limit) => lets([limit]));
  if (single.length > 0) return single.map((limit) => obstacleOf(map, query, limit));
  const pairs = set.flatMap((one, place) => set.slice(place + 1).map((other) => [one, other]));
  const together = pairs.find(lets) ?? set.reduce((kept, limit) => (lets(without(kept, limit)) ? without(kept, limit) : kept), set);
  return [jointObstacle(map, query, together)];
}

/** A constraint that can be eased. */
interface Limit {
  readonly kind: ConstraintKind;
  readonly argument: keyof typeof ARGUMENTS;
  isSet(constraints: PathConstraints): boolean;
  /** Without it. */
  none(constraints: PathConstraints): Partial<PathConstraints>;
  /** The least change that lets a path through, when it is known that doing without does. */
  least(map: CareerMap, query: PathQuery): Easing;
}

interface Easing {
  readonly change: Partial<PathConstraints>;
  /** What stands in the way, and what to do: sentences. */
  readonly obstacle: string;
  readonly advice: string;
  readonly stop?: number;
}

const ARGUMENTS = {
  maxSteps: 'maxSteps',
  evidence: 'evidence',
  minPayRatio: 'minPayRatio',
  avoid: 'avoidRoles',
  via: 'via',
  maxEffortPerMove: 'maxEffortPerMove',
  allowStepDown: 'allowStepDown',
  families: 'families',
  schemes: 'schemes',
} as const;

const LIMITS: readonly Limit[] = [
  {
    kind: 'MAX_STEPS',
    argument: 'maxSteps',
    isSet: ({ maxSteps }) => maxSteps < MOST_STEPS,
    none: () => ({ maxSteps: MOST_STEPS }),
    least(map, query) {
      const { maxSteps } = query.constraints;
      const enough = firstOf(maxSteps + 1, MOST_STEPS, (steps) => pathExists(map, allow(query, { maxSteps: steps })));
      return {
        change: { maxSteps: enough },
        obstacle: `No path has only ${counted(maxSteps, 'move')}; the shortest has ${enough}.`,
        advice: `Allow ${counted(enough, 'move')}.`,
      };
    },
  },
  {
    kind: 'EVIDENCE',
    argument: 'evidence',
    isSet: ({ evidence }) => evidence !== null,
    none: () => ({ evidence: null }),
    least: (_map, { constraints }) => ({
      change: { evidence: null },
      obstacle: `On every path some move is ${constraints.evidence === 'DOCUMENTED' ? 'documented by no source' : 'documented by a source'}.`,
      advice: 'Allow documented and inferred moves.',
    }),
  },
  {
    kind: 'MIN_PAY_RATIO',
    argument: 'minPayRatio',
    isSet: ({ minPayRatio }) => minPayRatio !== null,
    none: () => ({ minPayRatio: null }),
    least(map, query) {
      const asked = query.constraints.minPayRatio!;
      // Counted down from the greatest hundredth below it: the first that lets a path through.
      const most = Math.ceil(asked * 100 - 1e-9) - 1;
      const less = firstOf(0, most, (down) => pathExists(map, allow(query, { minPayRatio: (most - down) / 100 })));
      const minPayRatio = (most - less) / 100;
      return {
        change: { minPayRatio },
        obstacle: `On every path some move pays less than ${asked} times what the role before it pays.`,
        advice: `Allow moves that pay as little as ${minPayRatio} times what the role before pays.`,
      };
    },
  },
  {
    kind: 'AVOID_ROLES',
    argument: 'avoid',
    isSet: ({ avoid }) => avoid.length > 0,
    none: () => ({ avoid: [] }),
    least(map, query) {
      const [avoid, left] = leastLeftOut(query.constraints.avoid, (kept) => pathExists(map, allow(query, { avoid: kept })));
      const titles = inWords(left.map((stop) => titleOf(map, stop)));
      return { change: { avoid }, obstacle: `Every path leads through ${titles}.`, advice: `Do not avoid ${titles}.`, stop: left[0]! };
    },
  },
  {
    kind: 'VIA',
    argument: 'via',
    isSet: ({ via }) => via.length > 0,
    none: () => ({ via: [] }),
    least(map, query) {
      const [via, left] = leastLeftOut(query.constraints.via, (kept) => pathExists(map, allow(query, { via: kept })));
      const titles = inWords(left.map((stop) => titleOf(map, stop)));
      return {
        change: { via },
        obstacle: `No path leads through ${inWords(query.constraints.via.map((stop) => titleOf(map, stop)))}.`,
        advice: `Do not ask to pass ${titles}.`,
        stop: left[0]!,
      };
    },
  },
  {
    kind: 'MAX_EFFORT_PER_MOVE',
    argument: 'maxEffortPerMove',
    isSet: ({ maxEffortPerMove }) => maxEffortPerMove !== null,
    none: () => ({ maxEffortPerMove: null }),
    least(map, query) {
      const asked = query.constraints.maxEffortPerMove!;
      const hundredths = firstOf(Math.floor(asked * 100 + 1e-9) + 1, 100, (effort) =>
        pathExists(map, allow(query, { maxEffortPerMove: effort / 100 })),
      );
      return {
        change: { maxEffortPerMove: hundredths / 100 },
        obstacle: `On every path some move takes more effort than ${asked}.`,
        advice: `Allow an effort of ${hundredths / 100} for a move.`,
      };
    },
  },
  {
    kind: 'STEP_DOWN',
    argument: 'allowStepDown',
    isSet: ({ allowStepDown }) => !allowStepDown,
    none: () => ({ allowStepDown: true }),
    least: () => ({ change: { allowStepDown: true }, obstacle: 'Every path has a step down.', advice: 'Allow steps down.' }),
  },
  {
    kind: 'FAMILIES',
    argument: 'families',
    isSet: ({ families }) => families.length > 0,
    none: () => ({ families: [] }),
    least(map, query) {
      const { families } = query.constraints;
      const more = familiesOnTheWay(map, query).find((family) => pathExists(map, allow(query, { families: [...families, family] })));
      return {
        change: { families: more === undefined ? [] : [...families, more] },
        obstacle: 'Every path leads through roles that are in none of these families.',
        advice: more === undefined ? 'Allow roles of all families.' : `Allow roles of ${map.families.ids[more]!} too.`,
      };
    },
  },
  {
    kind: 'SCHEMES',
    argument: 'schemes',
    isSet: ({ schemes }) => schemes.length > 0,
    none: () => ({ schemes: [] }),
    least(map, query) {
      const { schemes } = query.constraints;
      const others = SCHEMES.filter((scheme) => !schemes.includes(scheme));
      const more = others.find((scheme) => pathExists(map, allow(query, { schemes: [...schemes, scheme] })));
      return {
        change: { schemes: more === undefined ? [] : [...schemes, more] },
        obstacle: `Every path leads through roles that are not from ${inWords(schemes.map((scheme) => scheme.toUpperCase()))}.`,
        advice: more === undefined ? 'Allow roles of all schemes.' : `Allow roles of ${more.toUpperCase()} too.`,
      };
    },
  },
];
const SCHEMES: readonly Scheme[] = ['guide', 'onet', 'esco', 'curated'];

const allow = (query: PathQuery, change: Partial<PathConstraints>): PathQuery => ({
  ...query,
  constraints: { ...query.constraints, ...change },
});
const without = <T>(list: readonly T[], item: T): T[] => list.filter((other) => other !== item);

function obstacleOf(map: CareerMap, query: PathQuery, limit: Limit): Obstacle {
  const { change, obstacle, advice, stop } = limit.least(map, query);
  const input = inputOf(map, change)[ARGUMENTS[limit.argument]];
  return {
    constraint: limit.kind,
    message: obstacle,
    role: stop === undefined ? null : idOf(map, stop),
    relaxation: { argument: `constraints.${ARGUMENTS[limit.argument]}`, value: JSON.stringify(input), message: advice },
  };
}

/** Several that only together let a path through: each is eased as little as will do, the others being as they are by then. */
function jointObstacle(map: CareerMap, query: PathQuery, limits: readonly Limit[]): Obstacle {
  let eased = limits.reduce((wider, limit) => allow(wider, limit.none(wider.constraints)), query);
  const advice: string[] = [];
  const obstacles: string[] = [];
  for (const limit of limits) {
    const asked = allow(eased, { [limit.argument]: query.constraints[limit.argument] });
    const least = limit.least(map, asked);
    eased = allow(asked, least.change);
    advice.push(least.advice);
    obstacles.push(ARGUMENTS[limit.argument]);
  }
  return {
    constraint: limits[0]!.kind,
    message: `Only together do ${inWords(obstacles)} exclude every path: easing one of them is not enough.`,
    role: null,
    relaxation: { argument: 'constraints', value: JSON.stringify(inputOf(map, eased.constraints)), message: advice.join(' ') },
  };
}

/** Constraints as the request gives them: by their names there, ids for places. */
function inputOf(map: CareerMap, constraints: Partial<PathConstraints>): Record<string, unknown> {
  const ids = (stops?: readonly number[]): string[] | undefined => stops?.map((stop) => idOf(map, stop));
  const input = {
    ...constraints,
    avoid: ids(constraints.avoid),
    via: ids(constraints.via),
    families: listOrNull(constraints.families?.map((family) => map.families.ids[family]!)),
    schemes: listOrNull(constraints.schemes?.map((scheme) => scheme.toUpperCase())),
  };
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [ARGUMENTS[name as keyof typeof ARGUMENTS], value]));
}
const listOrNull = <T>(list: T[] | undefined): T[] | null | undefined => (list?.length === 0 ? null : list);

/** The least whole number from `low` to `high` that something is true of, if it is true of all above it and of `high`. */
function firstOf(low: number, high: number, isTrue: (value: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isTrue(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** What of a list can be kept, and what must be left out: one item if one is enough, else as few as leaving out one by one finds. */
function leastLeftOut(list: readonly number[], works: (kept: number[]) => boolean): [kept: number[], left: number[]] {
  const distinct = [...new Set(list)];
  const one = distinct.find((item) => works(without(distinct, item)));
  if (one !== undefined) return [without(distinct, one), [one]];
  const kept = distinct.reduce<number[]>((kept, item) => (works([...kept, item]) ? [...kept, item] : kept), []);
  return [kept, distinct.filter((item) => !kept.includes(item))];
}

/** Families that would let one of the shortest paths through, the narrowest first. */
function familiesOnTheWay(map: CareerMap, query: PathQuery): number[] {
  const { families } = query.constraints;
  const { paths } = findPaths(map, { ...allow(query, { families: [] }), objective: 'STEPS', limit: 10 });
  const of = (stop: number): number[] => [...listOf(map.stops.families, stop)];
  const size = (family: number): number => map.stops.families.items.filter((other) => other === family).length;
  const found = paths.flatMap(({ moves }) => {
    const outside = moves.map(({ to }) => of(to)).filter((those) => !those.some((family) => families.includes(family)));
    return outside.reduce((shared, those) => shared.filter((family) => those.includes(family)));
  });
  return [...new Set(found)].sort((a, b) => size(a) - size(b) || a - b);
}

/** No constraint stands in the way: there is no such move. What would have to be held instead is tried. */
function noCredibleMove(map: CareerMap, query: PathQuery): Obstacle {
  const { profile, targets } = query;
  const open = targets.filter((target) => !profile.stops.includes(target));
  const to = inWords(open.map((stop) => titleOf(map, stop)));
  const start = profile.stops.length === 0 ? 'skills alone' : inWords(profile.stops.map((stop) => titleOf(map, stop)));
  const obstacle = { constraint: 'NO_CREDIBLE_MOVE', role: open[0] === undefined ? null : idOf(map, open[0]), relaxation: null } as const;
  if (open.length === 0) return { ...obstacle, message: 'These roles are held already.' };
  if (!open.some((target) => isActive(map, target))) return { ...obstacle, message: `No release of any source knows ${to} any more.` };
  const before = nearestBefore(map, query, open);
  if (before.length === 0)
    return { ...obstacle, message: `No source documents a move to ${to}, and no role is alike enough to infer one.` };
  const helpful = before
    .slice(0, ROLES_TRIED)
    .find((stop) => pathExists(map, { ...query, profile: { ...profile, stops: [...profile.stops, stop] } }));
  const value = helpful === undefined ? [] : [...profile.stops, helpful].map((stop) => idOf(map, stop));
  return {
    ...obstacle,
    message: `No chain of up to ${MOST_STEPS} credible moves leads from ${start} to ${to}: none is documented, and no roles are alike enough to infer one.`,
    relaxation: helpful === undefined ? null : {
      argument: 'from.currentRoles',
      value: JSON.stringify(value),
      message: `${titleOf(map, helpful)} leads to ${to}: start from there.`,
    },
  }; // prettier-ignore
}

/** Stops from which a move leads to one of the targets: documented ones first, then those that the profile covers best. */
function nearestBefore(map: CareerMap, { profile }: PathQuery, targets: readonly number[]): number[] {
  const { into, intoMoves } = indexOf(map);
  const { owned } = moverOf(map, profile);
  const documented = new Map<number, boolean>();
  for (const target of targets) {
    for (let at = into.starts[target]!; at < into.starts[target + 1]!; at++) {
      const stop = into.items[at]!;
      if (isActive(map, stop)) documented.set(stop, documented.get(stop) || map.moves.documented[intoMoves[at]!]! > 0);
    }
  }
  const coverage = new Map([...documented.keys()].map((stop) => [stop, coverageOf(map, stop, matchesOf(map, stop, owned)) || 0]));
  return [...documented.keys()].sort(
    (a, b) =>
      Number(documented.get(b)) - Number(documented.get(a)) ||
      coverage.get(b)! - coverage.get(a)! ||
      (idOf(map, a) < idOf(map, b) ? -1 : 1),
  );
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
