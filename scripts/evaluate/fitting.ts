/** What is known of some origins: for each its candidates, which of them are related to it, and the features of each pair. */
export interface Sample {
  readonly featureCount: number;
  readonly origins: readonly OriginSample[];
}

export interface OriginSample {
  readonly origin: number;
  readonly candidates: Uint32Array;
  readonly related: Uint8Array;
  /** How many there are to find, be they among the candidates or not. */
  readonly relatedCount: number;
  /** Of each candidate, end to end. */
  readonly features: Float32Array;
}

const RIDGE = 2e-4;
const ITERATIONS = 150;
const MEMORY = 8;

/**
 * Weights under which the related ones stand before all others: they maximise the probability (softmax over the candidates)
 * that each related one is drawn before any that is not.
 */
export function fitWeights(
  { origins, featureCount }: Sample,
  scales: Float64Array,
  start: Float64Array = new Float64Array(featureCount),
): Float64Array {
  const related = origins.reduce((sum, origin) => sum + origin.related.reduce((count, is) => count + is, 0), 0);
  const scores = origins.map(({ candidates }) => new Float64Array(candidates.length));
  const loss = (weights: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    const scaled = weights.map((weight, index) => weight / scales[index]!);
    let value = 0;
    origins.forEach((origin, index) => (value += originLoss(origin, scaled, scores[index]!, gradient) / related));
    for (let index = 0; index < featureCount; index++) {
      gradient[index] = gradient[index]! / related / scales[index]! + RIDGE * weights[index]!;
      value += (RIDGE * weights[index]! ** 2) / 2;
    }
    return value;
  };
  const fitted = minimise(
    loss,
    start.map((weight, index) => weight * scales[index]!),
  );
  return fitted.map((weight, index) => weight / scales[index]!);
}

function originLoss({ related, features }: OriginSample, weights: Float64Array, scores: Float64Array, gradient: Float64Array): number {
  const width = weights.length;
  let most = -Infinity;
  for (let candidate = 0, place = 0; candidate < scores.length; candidate++, place += width) {
    let score = 0;
    for (let index = 0; index < width; index++) score += weights[index]! * features[place + index]!;
    scores[candidate] = score;
    if (score > most) most = score;
  }
  let others = 0;
  for (let candidate = 0; candidate < scores.length; candidate++) {
    scores[candidate] = Math.exp(scores[candidate]! - most);
    if (related[candidate] === 0) others += scores[candidate]!;
  }
  let loss = 0;
  let missed = 0;
  for (let candidate = 0; candidate < scores.length; candidate++) {
    if (related[candidate] === 0) continue;
    const probability = scores[candidate]! / (scores[candidate]! + others);
    loss -= Math.log(probability);
    missed += 1 - probability;
    scores[candidate] = probability - 1;
  }
  for (let candidate = 0, place = 0; candidate < scores.length; candidate++, place += width) {
    const push = related[candidate] === 1 ? scores[candidate]! : (scores[candidate]! / others) * missed;
    if (Math.abs(push) < 1e-7) continue;
    for (let index = 0; index < width; index++) gradient[index]! += push * features[place + index]!;
  }
  return loss;
}

type Loss = (at: Float64Array, gradient: Float64Array) => number;
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, index) => sum + value * b[index]!, 0);

/** Limited-memory BFGS with a backtracking line search (Nocedal and Wright 2006). */
export function minimise(loss: Loss, start: Float64Array): Float64Array {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = loss(at, gradient);
  const steps: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const direction = gradient.map((slope) => -slope);
    const shares = steps.map(() => 0);
    for (let k = steps.length - 1; k >= 0; k--) {
      const { step, change, curvature } = steps[k]!;
      shares[k] = dot(step, direction) / curvature;
      change.forEach((by, index) => (direction[index]! -= shares[k]! * by));
    }
    const last = steps.at(-1);
    const scale = last ? last.curvature / dot(last.change, last.change) : 1 / Math.sqrt(dot(gradient, gradient) || 1);
    direction.forEach((by, index) => (direction[index] = by * scale));
    steps.forEach(({ step, change, curvature }, k) => {
      const back = dot(change, direction) / curvature;
      step.forEach((by, index) => (direction[index]! += (shares[k]! - back) * by));
    });
    const slope = dot(direction, gradient);
    const nextGradient = new Float64Array(at.length);
    let length = 1;
    let next = at;
    let nextValue = Infinity;
    for (let attempt = 0; attempt < 20; attempt++, length /= 2) {
      next = at.map((from, index) => from + length * direction[index]!);
      nextValue = loss(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    const [step, change] = [next.map((to, index) => to - at[index]!), nextGradient.map((to, index) => to - gradient[index]!)];
    const gained = value - nextValue;
    [at, value, gradient] = [next, nextValue, nextGradient];
    const curvature = dot(step, change);
    if (curvature > 0) steps.push({ step, change, curvature });
    if (steps.length > MEMORY) steps.shift();
    if (gained < 1e-5) break;
  }
  return at;
}

export interface Figures {
  readonly recallAt5: number;
  readonly recallAt10: number;
  readonly mrr: number;
}

export const scoresOf = ({ features, candidates }: OriginSample, weights: Float64Array): Float64Array =>
  Float64Array.from(candidates, (_, candidate) => {
    let score = 0;
    for (let index = 0; index < weights.length; index++) score += weights[index]! * features[candidate * weights.length + index]!;
    return score;
  });

/** How well scores rank each origin's candidates. Recall at five is of the five that could be found among five. */
export function figuresOf(origins: readonly OriginSample[], scores: readonly Float64Array[]): Figures {
  let [recallAt5, recallAt10, mrr] = [0, 0, 0];
  origins.forEach(({ related, relatedCount, candidates }, index) => {
    const order = Array.from(candidates.keys()).sort((a, b) => scores[index]![b]! - scores[index]![a]! || candidates[a]! - candidates[b]!);
    const hits = order.map((candidate) => related[candidate]!);
    const among = (first: number): number => hits.slice(0, first).reduce((sum, hit) => sum + hit, 0) / Math.min(first, relatedCount);
    recallAt5 += among(5);
    recallAt10 += among(10);
    mrr += hits.includes(1) ? 1 / (hits.indexOf(1) + 1) : 0;
  });
  const count = origins.length;
  return { recallAt5: recallAt5 / count, recallAt10: recallAt10 / count, mrr: mrr / count };
}

export const FOLDS = 5;

/** The same every time, and unrelated to the order of codes: neighbours in a classification fall into different folds. */
export function foldsOf(count: number, seed = 1): number[] {
  let state = seed;
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const folds = Array.from({ length: count }, (_, index) => index % FOLDS);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [folds[index], folds[other]] = [folds[other]!, folds[index]!];
  }
  return folds;
}
