import type { CareerMap } from './career-map.js';
import type { Scheme } from './career-rows.js';
import { type Effort, type EffortWeights, type Mover, moveEffort, moverOf, scaleOf } from './effort.js';
import { entryStops } from './entry.js';
import { type Evidence, evidenceOf, moveKind, type MoveKind } from './move-kind.js';
import type { Profile } from './owned.js';
import { payChange, type PayChange } from './pay-change.js';
import { idOf, isActive, isAmong } from './stop-facts.js';

/** An empty list asks for nothing in particular. */
export interface RecommendationFilter {
  readonly kinds: readonly MoveKind[];
  readonly evidence: Evidence | null;
  /** A move whose pay is not known passes. */
  readonly minPayRatio: number | null;
  readonly families: readonly number[];
  readonly schemes: readonly Scheme[];
  readonly maxEffort: number | null;
}

export const ALL_RECOMMENDATIONS: RecommendationFilter = {
  kinds: [],
  evidence: null,
  minPayRatio: null,
  families: [],
  schemes: [],
  maxEffort: null,
};

export interface Recommendation {
  /** Null: from skills alone. */
  readonly from: number | null;
  readonly to: number;
  /** Its place in `map.moves`; -1 from skills alone. */
  readonly move: number;
  readonly kind: MoveKind;
  /** 0 to 1: how little effort it takes, (1 − total); a tenth less where no source documents it. */
  readonly score: number;
  readonly effort: Effort;
  readonly evidence: Evidence;
  readonly payChange: PayChange | null;
}

/** What a move that only the model finds is worth, against one that a source documents. */
export const INFERRED_WORTH = 0.9;

/** Stops that one credible move leads to, each by the move from a role held that scores best; the best first, equals by id. */
export function recommend(
  map: CareerMap,
  profile: Profile,
  filter: RecommendationFilter,
  weights: Partial<EffortWeights> | null = null,
): Recommendation[] {
  const scale = scaleOf(map, weights);
  const mover = moverOf(map, profile);
  const best = new Map<number, Recommendation>();
  for (const { from, to, move } of credibleMoves(map, profile, mover)) {
    if (!isAmong(map, to, filter.families, filter.schemes)) continue;
    const kind = moveKind(map, from, to, move);
    const evidence = evidenceOf(map, move);
    const pay = payChange(map, from, to);
    if (filter.kinds.length > 0 && !filter.kinds.includes(kind)) continue;
    if (filter.evidence !== null && filter.evidence !== evidence) continue;
    if (filter.minPayRatio !== null && pay !== null && pay.ratio < filter.minPayRatio) continue;
    const effort = moveEffort(map, scale, mover, from, to, move);
    if (filter.maxEffort !== null && effort.total > filter.maxEffort) continue;
    const score = (1 - effort.total) * (evidence === 'DOCUMENTED' ? 1 : INFERRED_WORTH);
    const known = best.get(to);
    if (known && (known.score > score || (known.score === score && idOf(map, known.from!) < idOf(map, from!)))) continue;
    best.set(to, { from, to, move, kind, score, effort, evidence, payChange: pay });
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (idOf(map, a.to) < idOf(map, b.to) ? -1 : 1));
}

/** The moves that lead on from the roles held, or that lead in from skills alone. */
export function* credibleMoves(
  map: CareerMap,
  profile: Profile,
  mover: Mover,
): Generator<{ from: number | null; to: number; move: number }> {
  const { starts, to } = map.moves;
  if (profile.stops.length === 0) for (const stop of entryStops(map, mover.owned, profile.years)) yield { from: null, to: stop, move: -1 };
  for (const from of new Set(profile.stops)) {
    for (let move = starts[from]!; move < starts[from + 1]!; move++) {
      if (!profile.stops.includes(to[move]!) && isActive(map, to[move]!)) yield { from, to: to[move]!, move };
    }
  }
}
