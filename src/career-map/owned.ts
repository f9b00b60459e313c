import { type CareerMap, listOf } from './career-map.js';

/** Who is moving, in places of the map. */
export interface Profile {
  /** The stops of current roles. */
  readonly stops: readonly number[];
  /** Over skills: 0 is not owned, else how far, up to 1; only those given as such or by a certification. */
  readonly owned: Float64Array;
  readonly years: number | null;
  /** Its place in EDUCATION_LEVELS. */
  readonly education: number | null;
}

/** What someone owns. */
export interface Owned {
  /** Over skills: 0 is not owned, else how far, up to 1. */
  readonly levels: Float64Array;
  /** Sets of skills of which one is owned, and nobody knows which: a role that asks for either says no more. */
  readonly oneOf: readonly OneOf[];
}
export interface OneOf {
  readonly skills: Uint32Array;
  readonly level: number;
}

/** What a profile owns that holds these stops: the skills given, and those that the stops require. */
export function ownedBy(map: CareerMapSkills, { owned }: Pick<Profile, 'owned'>, stops: readonly number[]): Owned {
  const levels = owned.slice();
  return { levels, oneOf: stops.flatMap((stop) => addRequired(map, stop, levels)) };
}
export type CareerMapSkills = Pick<CareerMap, 'clauses' | 'skills'>;

/** Raises `levels` to what the stop requires, fully where it states no level; answers what it requires one of. */
export function addRequired({ clauses }: CareerMapSkills, stop: number, levels: Float64Array): OneOf[] {
  const oneOf: OneOf[] = [];
  for (let clause = clauses.starts[stop]!; clause < clauses.starts[stop + 1]!; clause++) {
    const stated = clauses.level[clause]!;
    const level = Number.isNaN(stated) ? 1 : stated;
    const skills = listOf(clauses.skills, clause);
    if (skills.length > 1) oneOf.push({ skills, level });
    else if (levels[skills[0]!]! < level) levels[skills[0]!] = level;
  }
  return oneOf;
}

/** How an owned skill meets a clause: which of its skills, by which owned one, and how well, above 0 to 1. */
export interface Match {
  required: number;
  owned: number;
  match: number;
}

/**
 * The best match of a clause: of one of its skills with itself, or with a skill that is related to it (then times the
 * relatedness), at the level owned over the level needed, at most 1. Null where nothing owned is of use.
 */
export function bestMatch(map: CareerMapSkills, clause: number, { levels, oneOf }: Owned): Match | null {
  const best = { required: -1, owned: -1, match: 0 };
  const consider = (required: number, owned: number, match: number): void => {
    if (match > best.match) Object.assign(best, { required, owned, match });
  };
  const needed = map.clauses.level[clause]!;
  for (const required of listOf(map.clauses.skills, clause)) {
    consider(required, required, reached(levels[required]!, needed));
    const from = map.skills.related.starts[required]!;
    listOf(map.skills.related, required).forEach((owned, place) =>
      consider(required, owned, map.skills.relatedness[from + place]! * reached(levels[owned]!, needed)),
    );
  }
  for (const set of oneOf) {
    const { required, owned, match } = matchOfOne(map, clause, set);
    consider(required, owned, match);
  }
  return best.match > 0 ? best : null;
}

/** How well each clause of the stop is met, 0 to 1: `bestMatch` in a hurry. */
export function matchesOf(map: CareerMapSkills, stop: number, { levels, oneOf }: Owned): Float64Array {
  const { clauses, skills } = map;
  const [first, end] = [clauses.starts[stop]!, clauses.starts[stop + 1]!];
  const matches = new Float64Array(end - first);
  const { starts, items } = skills.related;
  for (let clause = first; clause < end; clause++) {
    const needed = clauses.level[clause]!;
    let best = 0;
    for (let at = clauses.skills.starts[clause]!; at < clauses.skills.starts[clause + 1]! && best < 1; at++) {
      const required = clauses.skills.items[at]!;
      best = Math.max(best, reached(levels[required]!, needed));
      if (best === 1) break;
      for (let other = starts[required]!; other < starts[required + 1]!; other++) {
        const owned = levels[items[other]!]!;
        if (owned > 0) best = Math.max(best, skills.relatedness[other]! * reached(owned, needed));
      }
    }
    for (let set = 0; set < oneOf.length && best < 1; set++) best = Math.max(best, matchOfOne(map, clause, oneOf[set]!).match);
    matches[clause - first] = best;
  }
  return matches;
}

/** What is certain whichever of the set is owned: the match of the one that is of least use. */
function matchOfOne(map: CareerMapSkills, clause: number, { skills, level }: OneOf): Match {
  const least = { required: -1, owned: -1, match: 2 };
  for (const owned of skills) {
    const best = matchOfSkill(map, clause, owned, level);
    if (best.match < least.match) Object.assign(least, best);
    if (least.match === 0) break;
  }
  return least;
}

function matchOfSkill({ clauses, skills }: CareerMapSkills, clause: number, owned: number, level: number): Match {
  const best = { required: -1, owned, match: 0 };
  const factor = reached(level, clauses.level[clause]!);
  for (const required of listOf(clauses.skills, clause)) {
    const place = listOf(skills.related, required).indexOf(owned);
    const likeness = required === owned ? 1 : place < 0 ? 0 : skills.relatedness[skills.related.starts[required]! + place]!;
    if (likeness * factor > best.match) Object.assign(best, { required, match: likeness * factor });
  }
  return best;
}

/** The level owned over the level needed, at most 1; any level will do where none is stated. */
const reached = (owned: number, needed: number): number => (owned === 0 ? 0 : owned >= needed || Number.isNaN(needed) ? 1 : owned / needed);

/** The share of what the stop requires, by weight, that matches meet; NaN where nothing is known of what it requires. */
export function coverageOf({ clauses }: CareerMapSkills, stop: number, ...matches: readonly Float64Array[]): number {
  const [first, end] = [clauses.starts[stop]!, clauses.starts[stop + 1]!];
  let [met, all] = [0, 0];
  for (let clause = first; clause < end; clause++) {
    let best = 0;
    for (let of = 0; of < matches.length; of++) best = Math.max(best, matches[of]![clause - first]!);
    met += clauses.weight[clause]! * best;
    all += clauses.weight[clause]!;
  }
  return met / all;
}
