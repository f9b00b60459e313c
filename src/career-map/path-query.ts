import type { Scheme } from './career-rows.js';
import type { Effort, EffortWeights } from './effort.js';
import type { Evidence, MoveKind } from './move-kind.js';
import type { Profile } from './owned.js';

export type PathObjective = 'EFFORT' | 'PAY' | 'STEPS' | 'PARETO';

/** Stops and families in places of the map. An empty list constrains nothing. */
export interface PathConstraints {
  readonly maxSteps: number;
  readonly evidence: Evidence | null;
  /** Of each move; a move whose pay is not known passes. */
  readonly minPayRatio: number | null;
  readonly avoid: readonly number[];
  /** All of them, in any order, 30 at most; a role held is passed already. */
  readonly via: readonly number[];
  readonly maxEffortPerMove: number | null;
  readonly allowStepDown: boolean;
  /** Every stop on the way, the target too, is in one of them or below. */
  readonly families: readonly number[];
  /** Every stop on the way has an active role of one of them. */
  readonly schemes: readonly Scheme[];
}

export const DEFAULT_CONSTRAINTS: PathConstraints = {
  maxSteps: 4,
  evidence: null,
  minPayRatio: null,
  avoid: [],
  via: [],
  maxEffortPerMove: null,
  allowStepDown: false,
  families: [],
  schemes: [],
};

export interface PathQuery {
  readonly profile: Profile;
  /** Stops. Those that the profile holds are no targets. */
  readonly targets: readonly number[];
  readonly objective: PathObjective;
  readonly weights?: Partial<EffortWeights> | null;
  readonly constraints: PathConstraints;
  readonly limit: number;
  /** Whether what earlier roles brought counts later on. Without, a move costs the same wherever it stands: it is made from the profile and the role before alone. */
  readonly accumulate?: boolean;
  /** How much work to do at most: moves looked at. */
  readonly maxWork?: number;
}

export interface PathMove {
  /** Null: from skills alone. */
  readonly from: number | null;
  readonly to: number;
  /** Its place in `map.moves`; -1 for a first move from skills alone. */
  readonly move: number;
  /** What is held before it, whose skills count as owned. */
  readonly held: readonly number[];
  readonly kind: MoveKind;
  readonly evidence: Evidence;
  readonly effort: Effort;
}

export interface Path {
  readonly moves: readonly PathMove[];
  /** The sum of its moves'. */
  readonly totalEffort: number;
  readonly estimated: boolean;
  /** The sum of what pay drops by in each of its moves, in the currency of the move; not known counts as none. */
  readonly payDrop: number;
}

export interface Paths {
  /** Best first; equals by the ids of their roles in order. */
  readonly paths: readonly Path[];
  /** False when the bound on work was hit before these were proved the best. */
  readonly exhaustive: boolean;
}
