import { type Comparison, FEATURE_COUNT } from './comparison.js';
import { type Component, COMPONENTS } from './measures.js';

/** How pairs of one kind are judged: fitted by `npm run evaluate -- --fit`. */
export interface Lens {
  /** By measure: for each feature its weight, and its mean over all pairs, from which it counts. */
  readonly measures: Readonly<Record<string, readonly (readonly [weight: number, mean: number])[]>>;
  /** By component: how much it usually moves the score (a standard deviation). */
  readonly spread: Readonly<Partial<Record<Component, number>>>;
  /** Log-odds of being related = base + slope × score. */
  readonly base: number;
  readonly slope: number;
}

export interface Weights {
  /** For pairs of roles that were both surveyed: activities, knowledge, skills and level are known. */
  readonly surveyed: Lens;
  /** For all other pairs: titles and texts, and for ESCO's roles required skills and ISCO groups. */
  readonly described: Lens;
  /** An affinity from which on an inferred move is credible. */
  readonly threshold: number;
}

/** One measure as a lens sees it. */
interface Term {
  readonly measure: number;
  readonly component: number;
  readonly speaks: Uint8Array;
  readonly weights: Float64Array;
  readonly means: Float64Array;
}

/** Scores pairs through one lens. */
export class LensModel {
  readonly terms: readonly Term[];
  private readonly spread: Float64Array;
  private readonly features = new Float64Array(FEATURE_COUNT);

  constructor(
    private readonly comparison: Comparison,
    readonly lens: Lens,
  ) {
    this.terms = comparison.measures.flatMap(({ id, component, similarity: { speaks } }, measure) => {
      const fitted = lens.measures[id];
      if (fitted === undefined) return [];
      const weights = Float64Array.from(fitted, ([weight]) => weight);
      return [{ measure, component: COMPONENTS.indexOf(component), speaks, weights, means: Float64Array.from(fitted, ([, mean]) => mean) }];
    });
    this.spread = Float64Array.from(COMPONENTS, (component) => lens.spread[component] ?? 0);
  }

  /**
   * The log-odds that one role and another are related, and into `parts` what each component adds to them beyond
   * `base`. NaN where nothing speaks of both. A component that does not speak is left out, and the others count for more.
   */
  logOdds(origin: number, other: number, parts: Float64Array, candidate = this.comparison.candidateOf(origin, other)): number {
    const { comparison, features } = this;
    parts.fill(0);
    let speaking = 0;
    for (const { measure, component, speaks, weights, means } of this.terms) {
      if (speaks[origin] === 0 || speaks[other] === 0) continue;
      speaking |= 1 << component;
      comparison.features(measure, origin, other, candidate, features, 0);
      for (let index = 0; index < weights.length; index++) parts[component]! += weights[index]! * (features[index]! - means[index]!);
    }
    if (speaking === 0) return NaN;
    const scale = this.lens.slope * this.gain(speaking);
    let logOdds = this.lens.base;
    for (let component = 0; component < parts.length; component++) logOdds += parts[component]! *= scale;
    return logOdds;
  }

  private readonly gains = new Map<number, number>();

  /** What is not known is taken to be as alike as what is: the spread of all components by that of those that speak. */
  private gain(speaking: number): number {
    const known = this.gains.get(speaking);
    if (known !== undefined) return known;
    const total = this.spread.reduce((sum, spread) => sum + spread, 0);
    const present = this.spread.reduce((sum, spread, component) => sum + ((speaking >> component) & 1) * spread, 0);
    const gain = present > 0 ? total / present : 0;
    this.gains.set(speaking, gain);
    return gain;
  }
}
