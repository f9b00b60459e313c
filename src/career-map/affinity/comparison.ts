import { placeOf } from '../career-map.js';
import type { Measure } from './measures.js';
import { WHOLE } from './vectors.js';

/** Features of a pair by one measure: the likeness itself, and how near that is among all roles, seen from the one and from the other. */
export const FEATURES = ['likeness', 'near', 'nearBack'] as const;
export const FEATURE_COUNT = FEATURES.length;

const STEPS = 512;
const GRADES = 32;
/** Whether a role is the nearest of all or the third nearest of a thousand makes no difference. */
const BLUR = 0.003;
const CANDIDATES = 60;

/**
 * Compares roles by every measure, each against all others. How near two roles are is how few others are more alike, on a
 * logarithmic scale: 1 for the nearest, 0 for the farthest. It is counted within the other's taxonomy, so that a role is not
 * crowded out by its equivalents in another one, and as a share, since taxonomies differ in size.
 */
export class Comparison {
  /** Of each role those that are nearest on the whole, of each taxonomy as many; ascending. */
  readonly candidates: readonly Uint32Array[];
  private readonly taxonomyCount: number;
  private readonly counts: Int32Array;
  /** By role, measure and candidate: how alike they are, found while all roles were compared, which is quicker than one by one. */
  private readonly kept: readonly Uint16Array[];
  /** By role and measure: where in `kept` its candidates begin. */
  private readonly keptFrom: Uint32Array;
  /** By measure, role and taxonomy: from which likeness on each grade of nearness is reached, in steps. */
  private readonly grades: readonly Uint16Array[];

  constructor(
    readonly measures: readonly Measure[],
    private readonly taxonomies: Uint8Array,
    candidateCount = CANDIDATES,
  ) {
    const count = taxonomies.length;
    this.taxonomyCount = taxonomies.reduce((most, taxonomy) => Math.max(most, taxonomy + 1), 1);
    this.grades = measures.map(({ ranked }) => new Uint16Array(ranked ? count * this.taxonomyCount * GRADES : 0));
    const spoken = measures.map(({ ranked }) => Uint32Array.from(ranked?.speaks.keys() ?? []).filter((role) => ranked!.speaks[role] === 1));
    const sizes = spoken.map((roles) => {
      const sizes = new Uint32Array(this.taxonomyCount);
      for (const role of roles) sizes[taxonomies[role]!]! += 1;
      return sizes;
    });
    const rows = measures.map(({ ranked }) => new Float64Array(ranked ? count : 0));
    this.counts = new Int32Array(this.taxonomyCount * STEPS);
    const nearness = new Float32Array(this.taxonomyCount * STEPS);
    const steps = new Uint16Array(count);
    const near = new Float32Array(count);
    const [candidates, kept] = [new Array<Uint32Array>(count), new Array<Uint16Array>(count)];
    this.keptFrom = new Uint32Array(count * measures.length);
    for (let role = 0; role < count; role++) {
      near.fill(0);
      measures.forEach(({ ranked }, measure) => {
        if (ranked === null || ranked.speaks[role] === 0) return;
        ranked.fill(role, rows[measure]!);
        this.rank(role, spoken[measure]!, sizes[measure]!, rows[measure]!, steps, nearness);
        this.grade(role, nearness, this.grades[measure]!);
        addNear(spoken[measure]!, steps, nearness, near);
      });
      near[role] = 0;
      const nearest = (candidates[role] = this.nearest(near, candidateCount));
      const speaking = [...rows.keys()].filter((measure) => measures[measure]!.ranked?.speaks[role] === 1);
      const alike = (kept[role] = new Uint16Array(speaking.length * nearest.length));
      speaking.forEach((measure, place) => {
        this.keptFrom[role * measures.length + measure] = place * nearest.length;
        keep(rows[measure]!, nearest, alike, place * nearest.length);
      });
    }
    this.candidates = candidates;
    this.kept = kept;
  }

  /** The place of another role among the candidates of one, -1 where it is none. */
  candidateOf(role: number, other: number): number {
    const candidates = this.candidates[role]!;
    return placeOf(candidates, other, 0, candidates.length);
  }

  /** Writes the features of a pair by a measure that speaks of both. `candidate`: as `candidateOf` has it. */
  features(measure: number, role: number, other: number, candidate: number, into: Float32Array | Float64Array, at: number): void {
    const { ranked, similarity } = this.measures[measure]!;
    const alike =
      ranked === null || candidate < 0
        ? similarity.likeness(role, other)
        : this.kept[role]![this.keptFrom[role * this.measures.length + measure]! + candidate]! / WHOLE;
    into[at] = alike;
    if (ranked === null) return;
    const there = role * this.taxonomyCount + this.taxonomies[other]!;
    const back = other * this.taxonomyCount + this.taxonomies[role]!;
    into[at + 1] = nearnessOf(this.grades[measure]!, there * GRADES, alike);
    into[at + 2] = nearnessOf(this.grades[measure]!, back * GRADES, alike);
  }

  /** Which step each likeness is on, counted through all taxonomies, and how near each step is. */
  private rank(role: number, spoken: Uint32Array, sizes: Uint32Array, row: Float64Array, steps: Uint16Array, nearness: Float32Array): void {
    const { taxonomies, counts } = this;
    counts.fill(0);
    for (let place = 0; place < spoken.length; place++) {
      const other = spoken[place]!;
      const step = taxonomies[other]! * STEPS + stepOf(row[other]!);
      steps[place] = step;
      counts[step]! += 1;
    }
    counts[taxonomies[role]! * STEPS + stepOf(row[role]!)]! -= 1;
    for (let taxonomy = 0; taxonomy < this.taxonomyCount; taxonomy++) {
      const from = taxonomy * STEPS;
      const size = sizes[taxonomy]! - Number(taxonomy === taxonomies[role]);
      if (size === 0) continue;
      const scale = SHARES / size;
      let [nearer, between] = [0, NEARNESS[0]!];
      for (let step = from + STEPS - 1; step >= from; step--) {
        const here = counts[step]!;
        if (here === 0) {
          nearness[step] = between;
          continue;
        }
        nearness[step] = NEARNESS[((nearer + here / 2) * scale + 0.5) | 0]!;
        nearer += here;
        between = NEARNESS[(nearer * scale + 0.5) | 0]!;
      }
    }
  }

  private grade(role: number, nearness: Float32Array, grades: Uint16Array): void {
    for (let taxonomy = 0; taxonomy < this.taxonomyCount; taxonomy++) {
      const to = (role * this.taxonomyCount + taxonomy) * GRADES;
      let step = 0;
      for (let grade = 0; grade < GRADES; grade++) {
        while (step < STEPS && nearness[taxonomy * STEPS + step]! < (grade + 1) / GRADES) step += 1;
        grades[to + grade] = step;
      }
    }
  }

  /** The nearest of each taxonomy: `count`, and those that are as near as the last of them. */
  private nearest(near: Float32Array, count: number): Uint32Array {
    let most = 0;
    for (let other = 0; other < near.length; other++) most = Math.max(most, near[other]!);
    const levels = new Uint16Array(near.length);
    const found = new Uint32Array(this.taxonomyCount * (LEVELS + 1));
    for (let other = 0; other < near.length; other++) {
      levels[other] = Math.ceil((near[other]! / most) * LEVELS);
      found[this.taxonomies[other]! * (LEVELS + 1) + levels[other]!]! += 1;
    }
    const least = Uint16Array.from({ length: this.taxonomyCount }, (_, taxonomy) => {
      let [level, nearer] = [LEVELS, 0];
      while (level > 1 && (nearer += found[taxonomy * (LEVELS + 1) + level]!) < count) level -= 1;
      return level;
    });
    const nearest: number[] = [];
    for (let other = 0; other < levels.length; other++) if (levels[other]! >= least[this.taxonomies[other]!]!) nearest.push(other);
    return Uint32Array.from(nearest);
  }
}

function keep(row: Float64Array, others: Uint32Array, into: Uint16Array, from: number): void {
  for (let place = 0; place < others.length; place++) into[from + place] = Math.min(row[others[place]!]!, 1) * WHOLE + 0.5;
}

function addNear(spoken: Uint32Array, steps: Uint16Array, nearness: Float32Array, near: Float32Array): void {
  for (let place = 0; place < spoken.length; place++) near[spoken[place]!]! += nearness[steps[place]!]!;
}

/** The grade that is reached, and how far it is to the next. */
function nearnessOf(grades: Uint16Array, from: number, likeness: number): number {
  const step = stepOf(likeness);
  let [grade, above] = [0, GRADES];
  while (grade < above) {
    const middle = (grade + above) >> 1;
    if (step >= grades[from + middle]!) grade = middle + 1;
    else above = middle;
  }
  if (grade === GRADES) return 1;
  const [reached, next] = [grade === 0 ? 0 : grades[from + grade - 1]!, grades[from + grade]!];
  return (grade + (step - reached) / (next - reached)) / GRADES;
}

const LEVELS = 2048;
const stepOf = (likeness: number): number => Math.min((likeness * STEPS) | 0, STEPS - 1);

const SHARES = 8192;
/** How near a role is that such a share of all is more alike than; as a table, since logarithms would be most of the work. */
const NEARNESS = Float32Array.from(
  { length: SHARES + 1 },
  (_, share) => Math.log((share / SHARES + BLUR) / (1 + BLUR)) / Math.log(BLUR / (1 + BLUR)),
);
