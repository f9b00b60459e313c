import { groupBy } from '../../group-by.js';
import type { Level } from '../level/level.type.js';
import type { FactClaim } from '../source/claim.type.js';
import type { ExperienceRange } from './role-facts.type.js';

export interface LevelClaim extends FactClaim {
  readonly label: string | null;
  readonly minYears: number | null;
  readonly maxYears: number | null;
}
export interface LevelWithClaims {
  level: Level;
  claims: LevelClaim[];
}

/** The career stage that most claims agree on, the lower one on a tie. */
export function prevailingLevel(levels: readonly LevelWithClaims[]): Level | null {
  const stages = levels.filter(({ level }) => level.scale === 'career-stage');
  const [first] = stages.sort((a, b) => b.claims.length - a.claims.length || a.level.rank - b.level.rank);
  return first?.level ?? null;
}

/** The years that claims of a level give, those that say the same drawn together, least experience first. */
export function experienceRanges(levels: readonly LevelWithClaims[]): ExperienceRange[] {
  const claims = levels.flatMap((level) => level.claims).filter(({ minYears, maxYears }) => minYears !== null || maxYears !== null);
  const ranges = groupBy(claims, ({ minYears, maxYears, label }) => JSON.stringify([minYears, maxYears, label]));
  return [...ranges.values()]
    .map((group) => ({ minYears: group[0]!.minYears, maxYears: group[0]!.maxYears, label: group[0]!.label, claims: group }))
    .sort((a, b) => (a.minYears ?? 0) - (b.minYears ?? 0) || (a.maxYears ?? Infinity) - (b.maxYears ?? Infinity));
}
