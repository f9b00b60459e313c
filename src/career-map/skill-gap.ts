import { type CareerMap, listOf, NECESSITIES } from './career-map.js';
import { bestMatch, coverageOf, matchesOf, type Owned } from './owned.js';

/** Skills in places of the map. `coverage` 0 to 1 is the share by weight that is owned; null: nothing is known of what it requires. */
export interface SkillGap {
  readonly coverage: number | null;
  /** What is required of which some is owned, the weightiest first, then by id. */
  readonly matched: readonly MatchedSkill[];
  /** What is required of which nothing, or not enough, is owned; in the same order. */
  readonly missing: readonly MissingSkill[];
}
interface RequiredSkill {
  readonly importance: number | null;
  readonly necessity: (typeof NECESSITIES)[number];
  /** 0 to 1. */
  readonly match: number;
  /** What it counts for in the coverage. */
  readonly weight: number;
}
export interface MatchedSkill extends RequiredSkill {
  readonly required: number;
  readonly owned: number;
}
export interface MissingSkill extends RequiredSkill {
  readonly skill: number;
  /** What would do as well. */
  readonly alternatives: readonly number[];
  readonly nearestOwned: number | null;
}

export function skillGap(map: CareerMap, owned: Owned, stop: number): SkillGap {
  const { clauses } = map;
  const matched: MatchedSkill[] = [];
  const missing: MissingSkill[] = [];
  for (let clause = clauses.starts[stop]!; clause < clauses.starts[stop + 1]!; clause++) {
    const best = bestMatch(map, clause, owned);
    const importance = Number.isNaN(clauses.importance[clause]!) ? null : clauses.importance[clause]!;
    const about = {
      importance,
      necessity: NECESSITIES[clauses.necessity[clause]!]!,
      match: best?.match ?? 0,
      weight: clauses.weight[clause]!,
    };
    if (best !== null) matched.push({ ...about, required: best.required, owned: best.owned });
    if (best !== null && best.match >= 1) continue;
    const skills = [...listOf(clauses.skills, clause)];
    const skill = best?.required ?? skills[0]!;
    missing.push({ ...about, skill, alternatives: skills.filter((other) => other !== skill), nearestOwned: best?.owned ?? null });
  }
  const coverage = coverageOf(map, stop, matchesOf(map, stop, owned));
  return {
    coverage: Number.isNaN(coverage) ? null : coverage,
    matched: matched.sort((a, b) => b.weight - a.weight || byId(map, a.required, b.required)),
    missing: missing.sort((a, b) => b.weight - a.weight || byId(map, a.skill, b.skill)),
  };
}

export const byId = ({ skills }: Pick<CareerMap, 'skills'>, one: number, other: number): number =>
  skills.ids[one]! < skills.ids[other]! ? -1 : 1;

/** What is missing on any of several ways, each skill once, as it is missing where it weighs most. */
export function missingOnTheWay(map: CareerMap, gaps: readonly SkillGap[]): MissingSkill[] {
  const weightiest = new Map<string, MissingSkill>();
  for (const missing of gaps.flatMap((gap) => gap.missing)) {
    const key = [missing.skill, ...missing.alternatives].sort((a, b) => a - b).join();
    if (missing.weight > (weightiest.get(key)?.weight ?? 0)) weightiest.set(key, missing);
  }
  return [...weightiest.values()].sort((a, b) => b.weight - a.weight || byId(map, a.skill, b.skill));
}
