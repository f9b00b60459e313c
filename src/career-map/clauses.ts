import type { RequirementRow } from './career-rows.js';

/** What a role requires, of which any one skill is enough. */
export interface Clause {
  /** Places of skills, ascending. */
  readonly skills: readonly number[];
  readonly weight: number;
  /** NaN where no claim says. */
  readonly importance: number;
  readonly level: number;
  readonly necessity: RequirementRow['necessity'];
}

const UNRATED = 0.5;

/**
 * The claims of what a role requires, drawn together. A skill that any claim asks for by itself is required; alternatives
 * of which one is required anyway, or of which fewer are enough, add nothing (as (a ∨ b) ∧ a is a). Rated 0 is not required.
 */
export function clausesOf(claims: readonly RequirementRow[], placeOf: (skill: string) => number): Clause[] {
  const bySkill = new Map<number, RequirementRow[]>();
  const alternatives = new Map<string, Set<number>>();
  const required = new Set<number>();
  for (const claim of claims) {
    const skill = placeOf(claim.skill);
    const of = bySkill.get(skill);
    if (of) of.push(claim);
    else bySkill.set(skill, [claim]);
    if (claim.anyOf === null) required.add(skill);
    else {
      const key = `${claim.source} ${claim.stage} ${claim.anyOf}`;
      alternatives.set(key, (alternatives.get(key) ?? new Set()).add(skill));
    }
  }
  const groups = [...new Map([...alternatives.values()].map((group) => [[...group].sort((a, b) => a - b).join(), group])).values()]
    .sort((a, b) => a.size - b.size)
    .filter((group) => ![...group].some((skill) => required.has(skill)));
  const needed = groups.filter((group, index) => !groups.slice(0, index).some((fewer) => [...fewer].every((skill) => group.has(skill))));
  return [...[...required].map((skill) => [skill]), ...needed.map((group) => [...group].sort((a, b) => a - b))]
    .map((skills) =>
      clause(
        skills,
        skills.flatMap((skill) => bySkill.get(skill)!),
      ),
    ) // prettier-ignore
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.skills[0]! - b.skills[0]!);
}

function clause(skills: readonly number[], claims: readonly RequirementRow[]): Clause {
  const importance = meanOf(claims.map((claim) => claim.importance));
  const necessity = (['ESSENTIAL', 'OPTIONAL'] as const).find((said) => claims.some((claim) => claim.necessity === said)) ?? null;
  const weight = (Number.isNaN(importance) ? UNRATED : importance) * (necessity === 'OPTIONAL' ? 0.5 : 1);
  return { skills, weight, importance, level: meanOf(claims.map(({ level }) => level)), necessity };
}

function meanOf(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}
