import { type CareerMap, listOf } from './career-map.js';
import type { MissingSkill } from './skill-gap.js';

/** The fewest certifications that together validate all missing skills that any certification validates. */
export interface CertificationPlan {
  /** Those that validate most first, then by id. */
  readonly certifications: readonly { readonly certification: number; readonly covers: readonly number[] }[];
  /** Missing skills that no certification validates. */
  readonly uncovered: readonly number[];
  /** Whether it is proved that fewer would not do. */
  readonly optimal: boolean;
}

/** How many partial plans are looked at before the greedy one is taken instead. */
export const MAX_PLANS = 20_000;

/** What may be missing: a skill, or any of its alternatives. */
export type Missing = Pick<MissingSkill, 'skill' | 'alternatives'>;

/** Of several smallest plans it is the first by ids. */
export function certificationPlan(
  { skills, certifications }: CareerMap,
  missing: readonly Missing[],
  maxPlans = MAX_PLANS,
): CertificationPlan {
  const validators = (skill: number): number[] => [...listOf(skills.certifications, skill)].filter((place) => certifications.active[place]);
  const needs = missing.map(({ skill, alternatives }) => {
    const any = [skill, ...alternatives];
    return { skill, any, validators: [...new Set(any.flatMap(validators))] };
  });
  const ids = [...new Set(needs.flatMap((need) => need.validators))].sort((a, b) =>
    certifications.ids[a]! < certifications.ids[b]! ? -1 : 1,
  );
  const rank = new Map(ids.map((place, index) => [place, index]));
  const coverable = needs.filter((need) => need.validators.length > 0);
  const wanted = coverable.map((need) => need.validators.map((place) => rank.get(place)!).sort((a, b) => a - b));
  const exact = smallestCover(wanted, maxPlans);
  const plan = (exact ?? greedyCover(wanted)).map((index) => {
    const validated = listOf(certifications.validates, ids[index]!);
    const covers = coverable.flatMap(({ any }) => any.find((skill) => validated.includes(skill)) ?? []);
    return { certification: ids[index]!, covers: [...new Set(covers)] };
  });
  return {
    certifications: plan.sort((a, b) => b.covers.length - a.covers.length || rank.get(a.certification)! - rank.get(b.certification)!),
    uncovered: needs.filter((need) => need.validators.length === 0).map(({ skill }) => skill),
    optimal: exact !== null,
  };
}

/** The least set of numbers with one of each of the lists, and the first such in ascending order; null when that takes too long. */
function smallestCover(wanted: readonly (readonly number[])[], maxSteps: number): number[] | null {
  let steps = 0;
  const distinct = [...new Map(wanted.map((any) => [any.join(), any])).values()].sort((a, b) => a.length - b.length);
  // What meets a list meets all that contain it.
  const hard = distinct.filter((any, index) => !distinct.slice(0, index).some((fewer) => fewer.every((one) => any.includes(one))));
  const exists = (open: readonly (readonly number[])[], size: number, above: number): boolean => {
    if (++steps > maxSteps || open.length === 0 || size === 0) return open.length === 0;
    // Lists that share nothing take one each.
    const apart: (readonly number[])[] = [];
    for (const any of open) if (!apart.some((other) => other.some((one) => any.includes(one)))) apart.push(any);
    if (apart.length > size) return false;
    const narrowest = open.reduce((least, any) => (any.length < least.length ? any : least));
    return narrowest.some((one) => one > above && exists(without(open, one), size - 1, above));
  };
  const without = (open: readonly (readonly number[])[], one: number): (readonly number[])[] => open.filter((any) => !any.includes(one));
  let size = 0;
  while (!exists(hard, size, -1)) if (steps > maxSteps || ++size > hard.length) return null;
  const chosen: number[] = [];
  let open: readonly (readonly number[])[] = hard;
  for (let one = 0; open.length > 0; one++) {
    const rest = without(open, one);
    const goesOn = rest.length < open.length && exists(rest, size - chosen.length - 1, one);
    if (steps > maxSteps) return null;
    if (!goesOn) continue;
    chosen.push(one);
    open = rest;
  }
  return chosen;
}

function greedyCover(wanted: readonly (readonly number[])[]): number[] {
  const chosen: number[] = [];
  for (let open = wanted; open.length > 0;) {
    const count = new Map<number, number>();
    for (const one of open.flat()) count.set(one, (count.get(one) ?? 0) + 1);
    const [best] = [...count].reduce((most, other) => (other[1] > most[1] || (other[1] === most[1] && other[0] < most[0]) ? other : most));
    chosen.push(best);
    open = open.filter((any) => !any.includes(best));
  }
  return chosen;
}
