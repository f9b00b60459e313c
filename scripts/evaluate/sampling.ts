import { type Comparison, FEATURE_COUNT } from '../../src/career-map/affinity/comparison.js';
import type { OriginSample, Sample } from './fitting.js';

const MEAN_EVERY = 7;

export interface Sampled {
  readonly sample: Sample;
  /** Of each feature over all pairs of an origin and a target that its measure speaks of. */
  readonly means: Float64Array;
  /** Standard deviations over the candidates, around those means; 1 where a feature does not vary. */
  readonly scales: Float64Array;
}

/**
 * The features of each origin's candidates: those targets that are nearest to it on the whole, before anything is
 * fitted. Related ones that are not among them count as not found. Features are counted from their means, and 0 where a
 * measure does not speak of both.
 */
export function sampleOf(
  comparison: Comparison,
  origins: readonly number[],
  targets: readonly number[],
  relatedOf: (origin: number) => ReadonlySet<number>,
): Sampled {
  const { measures } = comparison;
  const featureCount = measures.length * FEATURE_COUNT;
  const row = new Float32Array(featureCount);
  const [sums, counts] = [new Float64Array(featureCount), new Float64Array(featureCount)];
  const speak = (measure: number, origin: number, target: number): boolean =>
    measures[measure]!.similarity.speaks[origin] === 1 && measures[measure]!.similarity.speaks[target] === 1;

  const isTarget = new Uint8Array(measures[0]!.similarity.speaks.length);
  for (const target of targets) isTarget[target] = 1;
  const addMeans = (origin: number): void => {
    for (let index = 0; index < targets.length; index += MEAN_EVERY) {
      const candidate = comparison.candidateOf(origin, targets[index]!);
      for (let measure = 0; measure < measures.length; measure++) {
        if (targets[index] === origin || !speak(measure, origin, targets[index]!)) continue;
        comparison.features(measure, origin, targets[index]!, candidate, row, measure * FEATURE_COUNT);
        for (let place = measure * FEATURE_COUNT; place < (measure + 1) * FEATURE_COUNT; place++) {
          sums[place]! += row[place]!;
          counts[place]! += 1;
        }
      }
    }
  };
  const drafts = origins.map((origin, index): OriginSample => {
    if (index % MEAN_EVERY === 0) addMeans(origin);
    const candidates = comparison.candidates[origin]!.filter((candidate) => isTarget[candidate] === 1);
    const related = relatedOf(origin);
    const features = new Float32Array(candidates.length * featureCount).fill(NaN);
    candidates.forEach((target, candidate) => {
      const place = comparison.candidateOf(origin, target);
      for (let measure = 0; measure < measures.length; measure++) {
        if (speak(measure, origin, target))
          comparison.features(measure, origin, target, place, features, candidate * featureCount + measure * FEATURE_COUNT);
      }
    });
    return {
      origin,
      candidates,
      related: Uint8Array.from(candidates, (target) => Number(related.has(target))),
      relatedCount: related.size,
      features,
    };
  });

  const means = sums.map((sum, place) => (counts[place]! > 0 ? sum / counts[place]! : 0));
  const squares = new Float64Array(featureCount);
  let pairs = 0;
  for (const { features } of drafts) {
    pairs += features.length / featureCount;
    for (let place = 0; place < features.length; place++) {
      const feature = place % featureCount;
      features[place] = Number.isNaN(features[place]!) ? 0 : features[place]! - means[feature]!;
      squares[feature]! += features[place]! ** 2;
    }
  }
  const scales = squares.map((square) => Math.sqrt(square / pairs) || 1);
  return { sample: { featureCount, origins: drafts }, means, scales };
}
