import type { CareerRows, RoleRow, Scheme } from '../career-rows.js';
import { Comparison } from './comparison.js';
import { COMPONENTS, measuresOf } from './measures.js';
import { LensModel, type Weights } from './model.js';
import { weights as fitted } from './weights.js';

/** How alike two roles are. */
export interface Likeness {
  /** 0 to 1: the estimated probability that the one would be listed among the ten occupations most related to the other. */
  readonly affinity: number;
  /** How much of the affinity each of `partNames` makes out: they add up to it, or to 0 where nothing speaks for the two. */
  readonly parts: readonly number[];
}

export interface Neighbour extends Likeness {
  readonly role: number;
}

export interface Affinity {
  readonly partNames: readonly string[];
  /** The roles most like this one, from the credible threshold up, the most alike first. */
  neighbours(role: number, limit?: number): Neighbour[];
  /** How alike another is, seen from a role, whose nearest need not be the other's nearest; null where no data speaks of both. */
  between(from: number, to: number): Likeness | null;
}

/** Of each role, where not asked for more or fewer. */
export const MOST_NEIGHBOURS = 30;
const SCHEMES: readonly Scheme[] = ['guide', 'onet', 'esco', 'curated'];

export const taxonomiesOf = (roles: readonly Pick<RoleRow, 'scheme'>[]): Uint8Array =>
  Uint8Array.from(roles, ({ scheme }) => SCHEMES.indexOf(scheme));

export function buildAffinity(rows: Pick<CareerRows, 'roles' | 'skills'>, weights: Weights = fitted): Affinity {
  const { roles } = rows;
  const comparison = new Comparison(measuresOf(rows), taxonomiesOf(roles));
  const surveyed = new LensModel(comparison, weights.surveyed);
  const described = new LensModel(comparison, weights.described);
  const isSurveyed = comparison.measures.find(({ id }) => id === 'activities.detailed')!.similarity.speaks;
  const lensOf = (from: number, to: number): LensModel => (isSurveyed[from] === 1 && isSurveyed[to] === 1 ? surveyed : described);

  const evidence = new Float64Array(COMPONENTS.length);
  function between(from: number, to: number): Likeness | null {
    const logOdds = lensOf(from, to).logOdds(from, to, evidence);
    return Number.isNaN(logOdds) ? null : likenessOf(logOdds, evidence);
  }

  function neighbours(role: number, limit = MOST_NEIGHBOURS): Neighbour[] {
    const found: { role: number; affinity: number }[] = [];
    comparison.candidates[role]!.forEach((other, candidate) => {
      const affinity = probability(lensOf(role, other).logOdds(role, other, evidence, candidate));
      if (affinity >= weights.threshold) found.push({ role: other, affinity });
    });
    found.sort((a, b) => b.affinity - a.affinity || (roles[a.role]!.id < roles[b.role]!.id ? -1 : 1));
    return found.slice(0, limit).map((other) => ({ role: other.role, ...between(role, other.role)! })); // parts of these alone
  }

  return { partNames: COMPONENTS, neighbours, between };
}

/** Evidence adds up in log-odds; each part's share of what speaks for the two is its share of the affinity. */
function likenessOf(logOdds: number, evidence: Float64Array): Likeness {
  const affinity = probability(logOdds);
  let total = 0;
  for (const part of evidence) total += Math.max(part, 0);
  const parts: number[] = [];
  for (const part of evidence) parts.push(total === 0 ? 0 : (Math.max(part, 0) / total) * affinity);
  return { affinity, parts };
}

const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
