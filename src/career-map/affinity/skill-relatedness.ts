import { type Lists, listsOf } from '../career-map.js';

/** Skills by number, and what is said of them. Skills that are one and the same have one number. */
export interface SkillUse {
  readonly count: number;
  /** Of each role the skills that it requires, each once. */
  readonly required: readonly (readonly number[])[];
  /** How much each of these counts, above 0; all the same where it is left out. */
  readonly importance?: readonly (readonly number[])[];
  /** Of each skill those that it is a kind or a part of. */
  readonly broader: readonly (readonly number[])[];
  /** Of each skill those that a source calls related to it. */
  readonly related: readonly (readonly number[])[];
}

export interface RelatedSkills {
  /** Of each skill those that are related enough to count, the most related first. */
  readonly related: Lists;
  /** How related each is: above 0, below 1, which would be the same skill. */
  readonly relatedness: Float32Array;
}

export interface RelatednessSettings {
  /** What is added to the count of roles that a share is taken of, so that a few roles do not make two skills look inseparable. */
  readonly shrinkage: number;
  /** From which relatedness on a skill counts as related. */
  readonly threshold: number;
}

/** Chosen by `npm run evaluate`: the settings that best predict the skills of roles that were left out. */
export const FITTED_RELATEDNESS: RelatednessSettings = { shrinkage: 1, threshold: 0.6 };

const LEAST_SHARED_ROLES = 3;
const MOST_RELATED = 20;
/** A taxonomy’s own link is just enough: a judgement, since skills that stand in for one another are seldom required together. */
const LINKED = 0.6;

/**
 * Skills are related when the same roles depend on them. A role depends on what takes more of it than of roles on average
 * (revealed comparative advantage ≥ 1); two skills are related by the share of roles that depend on both among those that
 * depend on the more widespread one (Dawson, Williams and Rizoiu 2021), shrunk towards 0 where the roles are few. Skills that
 * a taxonomy links, as broader or as related, are so at least to the degree that such a link stands for.
 */
export function relatedSkills(use: SkillUse, { shrinkage, threshold }: RelatednessSettings = FITTED_RELATEDNESS): RelatedSkills {
  const dependents = dependentRoles(use);
  const dependsOn = invert(dependents, use.required.length);
  const linked = links(use);
  const shared = new Uint32Array(use.count);
  const found = Array.from({ length: use.count }, (_, skill) => {
    const values = new Map<number, number>();
    if (linked[skill] !== undefined && threshold <= LINKED) for (const other of linked[skill]) values.set(other, LINKED);
    const met: number[] = [];
    for (const role of dependents[skill]!) {
      for (const other of dependsOn[role]!) if (shared[other]!++ === 0) met.push(other);
    }
    for (const other of met) {
      const both = shared[other]!;
      shared[other] = 0;
      if (other === skill || both < LEAST_SHARED_ROLES) continue;
      const value = both / (Math.max(dependents[skill]!.length, dependents[other]!.length) + shrinkage);
      if (value >= Math.max(threshold, values.get(other) ?? 0)) values.set(other, value);
    }
    return [...values].sort(([a, x], [b, y]) => y - x || a - b).slice(0, MOST_RELATED);
  });
  return {
    related: listsOf(found.map((of) => of.map(([other]) => other))),
    relatedness: Float32Array.from(found.flatMap((of) => of.map(([, value]) => value))),
  };
}

/** Of each skill the roles that depend on it: that it takes a greater share of than of all roles together. */
function dependentRoles({ count, required, importance }: SkillUse): number[][] {
  const weightOf = (role: number, place: number): number => importance?.[role]![place] ?? 1;
  const totals = new Float64Array(count);
  const roleTotals = required.map((skills, role) => skills.reduce((sum, _, place) => sum + weightOf(role, place), 0));
  required.forEach((skills, role) => skills.forEach((skill, place) => (totals[skill]! += weightOf(role, place))));
  const total = roleTotals.reduce((sum, of) => sum + of, 0);
  const dependents: number[][] = Array.from({ length: count }, () => []);
  required.forEach((skills, role) => {
    skills.forEach((skill, place) => {
      if (weightOf(role, place) * total >= totals[skill]! * roleTotals[role]!) dependents[skill]!.push(role);
    });
  });
  return dependents;
}

function invert(lists: readonly (readonly number[])[], count: number): number[][] {
  const inverted: number[][] = Array.from({ length: count }, () => []);
  lists.forEach((list, index) => list.forEach((item) => inverted[item]!.push(index)));
  return inverted;
}

/** Links, seen from both ends. A group of many skills is too wide to say that it and they are alike. */
function links({ broader, related }: SkillUse): (Set<number> | undefined)[] {
  const linked: (Set<number> | undefined)[] = new Array(broader.length);
  const link = (one: number, other: number): void => void (linked[one] ??= new Set()).add(other);
  const narrower = invert(broader, broader.length);
  for (const lists of [broader.map((above) => above.filter((group) => narrower[group]!.length <= MOST_RELATED)), related]) {
    lists.forEach((others, skill) => {
      for (const other of others) {
        if (other === skill) continue;
        link(skill, other);
        link(other, skill);
      }
    });
  }
  return linked;
}
