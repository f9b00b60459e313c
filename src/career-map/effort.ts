import { type CareerMap, type EffortParts, placeOf, requiredSkills } from './career-map.js';
import { addRequired, coverageOf, matchesOf, type Owned, ownedBy, type Profile } from './owned.js';

/** What a move costs: parts and total 0 (nothing to do) to 1. Estimated where no data speaks to a part that counts. */
export interface Effort extends EffortParts {
  readonly total: number;
  readonly estimated: boolean;
}

export type EffortWeights = Readonly<Record<keyof EffortParts, number>>;

/**
 * What counts how much. Skills first: they are what most of the work of a move is. Then how strange the work is, which
 * says what lists of skills leave out. Levels and education less: they are known coarsely, and for few roles.
 */
export const DEFAULT_WEIGHTS: EffortWeights = { skillGap: 0.4, unfamiliarity: 0.3, levelGap: 0.2, educationGap: 0.1 };
export const EFFORT_PARTS = ['skillGap', 'levelGap', 'educationGap', 'unfamiliarity'] as const;

/** Top ranks of the two scales, and the years and levels of education that make out a gap of 1. */
const TOP_STAGE = 8;
const TOP_ZONE = 5;
const YEARS = 10;
const EDUCATION = 7;

/** Parts of effort as numbers: NaN where no data speaks to one. */
export type Parts = readonly [skillGap: number, levelGap: number, educationGap: number, unfamiliarity: number];

/** How parts make up a total: the weights, and what counts for parts that nothing is known of. */
export interface Scale {
  readonly weights: Parts;
  readonly medians: Parts;
}

export function scaleOf({ medians }: Pick<CareerMap, 'medians'>, weights: Partial<EffortWeights> | null = null): Scale {
  const all = { ...DEFAULT_WEIGHTS, ...weights };
  return { weights: partsOf((part) => all[part]), medians: partsOf((part) => medians[part] ?? NaN) };
}

const partsOf = (valueOf: (part: keyof EffortParts) => number): Parts => EFFORT_PARTS.map(valueOf) as unknown as Parts;

/**
 * The weighted mean of the parts, to nine decimals, so that equal efforts are equal. A part not known counts as the
 * graph's median of it, and not at all where no move of the graph knows it; when none counts, nothing says it is less than 1.
 */
export function totalOf({ weights, medians }: Scale, parts: Parts): number {
  let [sum, of] = [0, 0];
  for (let part = 0; part < 4; part++) {
    const value = Number.isNaN(parts[part]!) ? medians[part]! : parts[part]!;
    if (Number.isNaN(value)) continue;
    sum += weights[part]! * value;
    of += weights[part]!;
  }
  return of > 0 ? rounded(sum / of) : 1;
}

export const rounded = (effort: number): number => Math.round(effort * 1e9) / 1e9;

export function effortOf(scale: Scale, parts: Parts): Effort {
  const [skillGap, levelGap, educationGap, unfamiliarity] = parts.map((part) => (Number.isNaN(part) ? null : part)) as (number | null)[];
  const estimated = parts.some((part, index) => Number.isNaN(part) && scale.weights[index]! > 0);
  return {
    total: totalOf(scale, parts),
    estimated,
    skillGap: skillGap!,
    levelGap: levelGap!,
    educationGap: educationGap!,
    unfamiliarity: unfamiliarity!,
  };
}

/** Years of experience (NaN: not known) and education (-1: not known). */
export interface Standing {
  readonly years: number;
  readonly education: number;
}

/** With the roles held: to have one is to have had the years and the education that it asks for at the least. */
export function standingOf(
  { stops }: Pick<CareerMap, 'stops'>,
  { years, education }: Pick<Profile, 'years' | 'education'>,
  held: readonly number[],
): Standing {
  let standing = { years: years ?? NaN, education: education ?? -1 };
  for (const stop of held) {
    standing = { years: moreYears(standing.years, stops.minYears[stop]!), education: Math.max(standing.education, stops.education[stop]!) };
  }
  return standing;
}
export const moreYears = (one: number, other: number): number => (one >= other || Number.isNaN(other) ? one : other);

/** Rungs to climb beyond the next one, as a share of the scale; NaN where no scale has both. Without a role one stands on the lowest rung. */
export function rungGap({ stage, jobZone }: Pick<CareerMap['stops'], 'stage' | 'jobZone'>, from: number | null, to: number): number {
  const beyond = (scale: Uint8Array, top: number): number => {
    const start = from === null ? 1 : scale[from]!;
    return start === 0 || scale[to] === 0 ? NaN : Math.max(0, scale[to]! - start - 1) / (top - 1);
  };
  const rungs = beyond(stage, TOP_STAGE);
  return Number.isNaN(rungs) ? beyond(jobZone, TOP_ZONE) : rungs;
}

/** The greater of the rungs to climb and the years that are short, of those known. */
export function levelGap(rungs: number, years: number, minYears: number): number {
  const short = Math.min(1, Math.max(0, minYears - years) / YEARS);
  return Number.isNaN(short) ? rungs : rungs >= short ? rungs : short;
}

export const educationGap = (owned: number, asked: number): number =>
  owned < 0 || asked < 0 ? NaN : Math.max(0, asked - owned) / EDUCATION;

/** Who is about to move: what they own, and where they stand. */
export interface Mover extends Standing {
  readonly owned: Owned;
}

/** `held`: the stops whose skills, years and education count; those of the profile where not said otherwise. */
export function moverOf(map: Pick<CareerMap, 'clauses' | 'skills' | 'stops'>, profile: Profile, held = profile.stops): Mover {
  return { ...standingOf(map, profile, held), owned: ownedBy(map, profile, held) };
}

type Graph = Omit<CareerMap, 'medians' | 'revision'>;

/** `from` null: without a role. `move`: its place in `map.moves`, -1 where it is not one of them. */
export function moveParts(map: Graph, mover: Mover, from: number | null, to: number, move: number): Parts {
  return partsAt(map, mover, coverageOf(map, to, matchesOf(map, to, mover.owned)), from, to, move);
}

/** The same for somebody who stands there and owns that share of what the stop requires. */
export function partsAt(
  { stops, moves }: Pick<CareerMap, 'stops' | 'moves'>,
  { years, education }: Standing,
  coverage: number,
  from: number | null,
  to: number,
  move: number,
): Parts {
  return [
    1 - coverage,
    levelGap(rungGap(stops, from, to), years, stops.minYears[to]!),
    educationGap(education, stops.education[to]!),
    move < 0 ? NaN : 1 - moves.affinity[move]!,
  ];
}

export const moveEffort = (map: CareerMap, scale: Scale, mover: Mover, from: number | null, to: number, move: number): Effort =>
  effortOf(scale, moveParts(map, mover, from, to, move));

/** The place in `map.moves` of the move between two stops; -1: it is not a credible one. */
export const moveBetween = ({ moves }: Pick<CareerMap, 'moves'>, from: number, to: number): number =>
  placeOf(moves.to, to, moves.starts[from]!, moves.starts[from + 1]!);

/** Moves are enough for a median to a hundredth. */
const ENOUGH_MOVES = 20_000;

/**
 * The median of each part over all moves of the graph, each for someone who owns what its start requires and no more; where
 * there are more than enough, over those of every second, third, … stop.
 */
export function medianParts(map: Graph): EffortParts {
  const known: number[][] = EFFORT_PARTS.map(() => []);
  const nobody = { years: null, education: null };
  const levels = new Float64Array(map.skills.ids.length);
  const step = Math.ceil(map.moves.to.length / ENOUGH_MOVES) || 1;
  for (let from = 0; from < map.stops.count; from += step) {
    if (map.moves.starts[from] === map.moves.starts[from + 1]) continue;
    const mover = { ...standingOf(map, nobody, [from]), owned: { levels, oneOf: addRequired(map, from, levels) } };
    for (let move = map.moves.starts[from]!; move < map.moves.starts[from + 1]!; move++) {
      moveParts(map, mover, from, map.moves.to[move]!, move).forEach((part, index) => {
        if (!Number.isNaN(part)) known[index]!.push(part);
      });
    }
    for (const skill of requiredSkills(map.clauses, from)) levels[skill] = 0; // to fill a new array for each would take longer
  }
  const [skillGap, levelGap, educationGap, unfamiliarity] = known.map(median) as [
    number | null,
    number | null,
    number | null,
    number | null,
  ];
  return { skillGap, levelGap, educationGap, unfamiliarity };
}

function median(values: number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? null : sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
