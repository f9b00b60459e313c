import { type Comparison, FEATURE_COUNT } from '../../src/career-map/affinity/comparison.js';
import { type Component, COMPONENTS } from '../../src/career-map/affinity/measures.js';
import type { Lens } from '../../src/career-map/affinity/model.js';
import { type Figures, figuresOf, fitWeights, FOLDS, foldsOf, minimise, type OriginSample, type Sample, scoresOf } from './fitting.js';
import type { Sampled } from './sampling.js';

interface Trained {
  weights: Float64Array;
  /** By component. */
  spread: Float64Array;
}

/** Fits lenses on a sample: with all components, or with some of them, so that each can be tried alone, or left out. */
export class LensFitter {
  /** Of each feature. */
  private readonly componentOf: readonly number[];

  constructor(
    private readonly comparison: Pick<Comparison, 'measures'>,
    private readonly sampled: Sampled,
  ) {
    this.componentOf = comparison.measures.flatMap(({ component }) => new Array<number>(FEATURE_COUNT).fill(COMPONENTS.indexOf(component)));
  }

  /** The same sample, as if nothing but these components were known. */
  only(components: readonly Component[]): LensFitter {
    const { sample, means, scales } = this.sampled;
    const measures = this.comparison.measures.filter(({ component }) => components.includes(component));
    const places = [...means.keys()].filter((place) => components.includes(COMPONENTS[this.componentOf[place]!]!));
    const origins = sample.origins.map((origin) => ({ ...origin, features: columns(origin.features, sample.featureCount, places) }));
    const pick = (values: Float64Array): Float64Array => Float64Array.from(places, (place) => values[place]!);
    return new LensFitter({ measures }, { sample: { featureCount: places.length, origins }, means: pick(means), scales: pick(scales) });
  }

  /** Scores of every origin's candidates by weights that were fitted without its fold. */
  crossValidated(): Float64Array[] {
    const { sample } = this.sampled;
    const folds = foldsOf(sample.origins.length);
    const scores: Float64Array[] = new Array(sample.origins.length);
    for (let fold = 0; fold < FOLDS; fold++) {
      const trained = this.train({ ...sample, origins: sample.origins.filter((_, index) => folds[index] !== fold) });
      sample.origins.forEach((origin, index) => {
        if (folds[index] === fold) scores[index] = scoresOf(this.withGain(origin, trained.spread), trained.weights);
      });
    }
    return scores;
  }

  figuresOf(scores: readonly Float64Array[]): Figures {
    return figuresOf(this.sampled.sample.origins, scores);
  }

  /** The lens to ship: weights from all origins; log-odds from the cross-validated scores, which are not too sure of themselves. */
  lens(scores: readonly Float64Array[]): Lens {
    const { sample, means } = this.sampled;
    const { weights, spread } = this.train(sample);
    const { base, slope } = calibrate(sample.origins, scores);
    const measures = this.comparison.measures.flatMap(({ id }, measure): [string, [number, number][]][] => {
      const places = Array.from({ length: FEATURE_COUNT }, (_, index) => measure * FEATURE_COUNT + index);
      if (places.every((place) => weights[place] === 0)) return [];
      return [[id, places.map((place) => [rounded(weights[place]!), rounded(means[place]!)])]];
    });
    const spreads = COMPONENTS.map((component, index) => [component, rounded(spread[index]!)] as const);
    return {
      measures: Object.fromEntries(measures),
      spread: Object.fromEntries(spreads.filter(([, value]) => value > 0)),
      base: rounded(base),
      slope: rounded(slope),
    };
  }

  /** Twice: what is not known weighs on the others, and by how much depends on how much each of them counts. */
  private train(sample: Sample): Trained {
    const { scales } = this.sampled;
    const first = fitWeights(sample, scales);
    const spread = this.spreadOf(sample, first);
    const weighed = { ...sample, origins: sample.origins.map((origin) => this.withGain(origin, spread)) };
    return { weights: fitWeights(weighed, scales, first), spread };
  }

  /** How much each component moves the score: its standard deviation over the pairs that it speaks of. */
  private spreadOf({ origins, featureCount }: Sample, weights: Float64Array): Float64Array {
    const [counts, sums, squares] = [
      new Float64Array(COMPONENTS.length),
      new Float64Array(COMPONENTS.length),
      new Float64Array(COMPONENTS.length),
    ];
    const parts = new Float64Array(COMPONENTS.length);
    for (const { features, candidates } of origins) {
      for (let candidate = 0; candidate < candidates.length; candidate++) {
        const speaking = this.speaking(features, candidate * featureCount);
        parts.fill(0);
        for (let index = 0; index < featureCount; index++)
          parts[this.componentOf[index]!]! += weights[index]! * features[candidate * featureCount + index]!;
        parts.forEach((part, component) => {
          if (((speaking >> component) & 1) === 0) return;
          counts[component]! += 1;
          sums[component]! += part;
          squares[component]! += part * part;
        });
      }
    }
    return counts.map((count, component) =>
      count === 0 ? 0 : Math.sqrt(Math.max(squares[component]! / count - (sums[component]! / count) ** 2, 0)),
    );
  }

  /** Which components speak of a pair, as bits: a feature that is known is hardly ever exactly its mean. */
  private speaking(features: Float32Array, from: number): number {
    let speaking = 0;
    for (let index = 0; index < this.componentOf.length; index++)
      if (features[from + index] !== 0) speaking |= 1 << this.componentOf[index]!;
    return speaking;
  }

  /** As `LensModel` weighs them. */
  private withGain(origin: OriginSample, spread: Float64Array): OriginSample {
    const width = this.componentOf.length;
    const total = spread.reduce((sum, value) => sum + value, 0);
    const features = origin.features.slice();
    origin.candidates.forEach((_, candidate) => {
      const speaking = this.speaking(features, candidate * width);
      const present = spread.reduce((sum, value, component) => sum + ((speaking >> component) & 1) * value, 0);
      const gain = present > 0 ? total / present : 0;
      for (let place = candidate * width; place < (candidate + 1) * width; place++) features[place]! *= gain;
    });
    return { ...origin, features };
  }
}

function columns(features: Float32Array, width: number, places: readonly number[]): Float32Array {
  const picked = new Float32Array((features.length / width) * places.length);
  for (let row = 0; row < features.length / width; row++) {
    places.forEach((place, index) => (picked[row * places.length + index] = features[row * width + place]!));
  }
  return picked;
}

/** Log-odds of being related as a straight line of the score: logistic regression over all candidates. */
export function calibrate(origins: readonly OriginSample[], scores: readonly Float64Array[]): { base: number; slope: number } {
  const pairs = scores.reduce((sum, of) => sum + of.length, 0);
  const [base, slope] = minimise(
    (at, gradient) => {
      gradient.fill(0);
      let loss = 0;
      origins.forEach(({ related }, index) => {
        related.forEach((is, candidate) => {
          const score = scores[index]![candidate]!;
          const logOdds = at[0]! + at[1]! * score;
          const probability = 1 / (1 + Math.exp(-logOdds));
          loss += Math.log1p(Math.exp(-Math.abs(logOdds))) + Math.max(logOdds, 0) - is * logOdds;
          gradient[0]! += (probability - is) / pairs;
          gradient[1]! += ((probability - is) * score) / pairs;
        });
      });
      return loss / pairs;
    },
    Float64Array.of(-5, 1),
  );
  return { base: base!, slope: slope! };
}

const rounded = (value: number): number => Number(value.toPrecision(5));
