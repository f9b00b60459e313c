import type { MoveClaim, Scheme } from './career-rows.js';

/**
 * The graph held in memory for search: made once for a revision, never changed. Things are numbers, places in these
 * arrays; ids come in and go out by `indexOf` and `ids`.
 */
export interface CareerMap {
  readonly revision: number;
  readonly roles: Roles;
  readonly stops: Stops;
  readonly clauses: Clauses;
  readonly moves: Moves;
  readonly skills: Skills;
  readonly certifications: Certifications;
  readonly families: Concepts;
  /** The median of each part of effort over all moves of the graph that data speaks to: what counts where none does. */
  readonly medians: EffortParts;
}

/** Lists of numbers, end to end: list `i` is what stands from `starts[i]` to `starts[i + 1]`. */
export interface Lists {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}

export interface Concepts {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Every role there is, with the stop that it belongs to. */
export interface Roles extends Concepts {
  readonly titles: readonly string[];
  readonly schemes: readonly Scheme[];
  readonly active: readonly boolean[];
  readonly stopOf: Uint32Array;
}

/** Occupations: a role together with its exact equivalents in other taxonomies. Moves lead from stop to stop. */
export interface Stops {
  readonly count: number;
  /** The roles of each, the one that stands for it first: active before retired, then guide, O*NET, ESCO, curated, then id. */
  readonly roles: Lists;
  /** Rank on `career-stage`; 0: not known. */
  readonly stage: Uint8Array;
  /** 1 to 5; 0: not known. */
  readonly jobZone: Uint8Array;
  /** The least years of experience asked for; NaN: not known. */
  readonly minYears: Float64Array;
  /** The lowest accepted: its place in EDUCATION_LEVELS; -1: not known. */
  readonly education: Int8Array;
  /** Families that it is in, and all above them. */
  readonly families: Lists;
  /** Typical pay a year by currency; a stop whose pay is not known has none. */
  readonly pay: readonly ReadonlyMap<string, Pay>[];
}

export interface Pay {
  readonly typical: number;
  readonly basis: string;
}

/**
 * What stops require, in clauses: each is met by any one of its skills. Those of stop `i` stand from `starts[i]` to
 * `starts[i + 1]`, the weightiest first.
 */
export interface Clauses {
  readonly starts: Uint32Array;
  /** The skills of each, in the order of their names; mostly one. */
  readonly skills: Lists;
  /** What it counts for, above 0: its importance, or 0.5 where no source rates it; halved for optional ones. */
  readonly weight: Float64Array;
  /** 0 to 1; NaN: no source rates it. */
  readonly importance: Float64Array;
  /** 0 to 1: how far it must be mastered; NaN: no source says, so any level will do. */
  readonly level: Float64Array;
  readonly necessity: Uint8Array;
}

/** The skills of all clauses of a stop, which stand side by side. */
export const requiredSkills = ({ starts, skills }: Clauses, stop: number): Uint32Array =>
  skills.items.subarray(skills.starts[starts[stop]!], skills.starts[starts[stop + 1]!]);

export const NECESSITIES = [null, 'ESSENTIAL', 'OPTIONAL'] as const;

/** Skills, each together with its exact equivalents: one place for all of them. */
export interface Skills extends Concepts {
  /** The id that stands for it; `indexOf` knows those of its equivalents too. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** What stands in for what, and how closely (0 to 1, high enough to count). */
  readonly related: Lists;
  readonly relatedness: Float64Array;
  /** Certifications that validate it. */
  readonly certifications: Lists;
}

export interface Certifications extends Concepts {
  readonly names: readonly string[];
  readonly active: readonly boolean[];
  readonly validates: Lists;
}

/** Credible moves: documented ones, and those inferred from how alike two stops are. Those from stop `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface Moves {
  readonly starts: Uint32Array;
  /** Ascending within a stop. */
  readonly to: Uint32Array;
  /** How it is documented, in MOVE_KINDS; 0: it is inferred. */
  readonly documented: Uint8Array;
  /** How alike the two are, 0 to 1; NaN: no data speaks to it. */
  readonly affinity: Float64Array;
  /** What makes them alike, by name, and how much of the affinity each makes out: `parts[move * partNames.length + part]`. */
  readonly partNames: readonly string[];
  readonly parts: Float64Array;
  /** The claims of a documented move; places in `claims`. */
  readonly claimed: Lists;
  readonly claims: readonly MoveClaim[];
}
export const MOVE_KINDS = [null, 'PROGRESSION', 'SPECIALIZATION', 'ALTERNATIVE', 'RELATED'] as const;

/** The parts of a move's effort, each 0 (nothing to do) to 1; null: no data speaks to it. */
export interface EffortParts {
  readonly skillGap: number | null;
  readonly levelGap: number | null;
  readonly educationGap: number | null;
  readonly unfamiliarity: number | null;
}

export const listOf = ({ starts, items }: Lists, index: number): Uint32Array => items.subarray(starts[index], starts[index + 1]);

/** Where a value stands in `items`, which ascend from `from` to before `end`; -1: it is not there. */
export function placeOf(items: Uint32Array, value: number, from: number, end: number): number {
  let [low, high] = [from, end - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (items[middle] === value) return middle;
    if (items[middle]! < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function listsOf(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, index) => (starts[index + 1] = starts[index]! + list.length));
  return { starts, items: Uint32Array.from(lists.flat()) };
}

export function conceptsOf(ids: readonly string[]): Concepts {
  return { ids, indexOf: new Map(ids.map((id, index) => [id, index])) };
}
