import type { Measure } from './measures.js';

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
  /** Of each role those that are nearest on the whole, of each taxonomy as many. */
  readonly candidates: readonly Uint32Array[];
  private readonly taxonomyCount: number;
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
    const row = new Float32Array(count);
    const nearness = new Float32Array(this.taxonomyCount * STEPS);
    const near = new Float32Array(count);
    this.candidates = Array.from({ length: count }, (_, role) => {
      near.fill(0);
      measures.forEach(({ ranked }, index) => {
        if (ranked === null || ranked.speaks[role] === 0) return;
        const { speaks } = ranked;
        ranked.fill(role, row);
        this.rank(role, speaks, row, nearness);
        this.grade(role, nearness, this.grades[index]!);
        for (let other = 0; other < count; other++) {
          if (speaks[other] === 1) near[other]! += nearness[taxonomies[other]! * STEPS + stepOf(row[other]!)]!;
        }
      });
      near[role] = 0;
      return this.nearest(near, candidateCount);
    });
  }

  /** Writes the features of a pair by a measure that speaks of both. */
  features(measure: number, role: number, other: number, into: Float32Array, at: number): void {
    const { ranked, similarity } = this.measures[measure]!;
    const alike = similarity.likeness(role, other);
    into[at] = alike;
    if (ranked === null) return;
    const there = role * this.taxonomyCount + this.taxonomies[other]!;
    const back = other * this.taxonomyCount + this.taxonomies[role]!;
    into[at + 1] = this.nearnessOf(this.grades[measure]!, there, alike);
    into[at + 2] = this.nearnessOf(this.grades[measure]!, back, alike);
  }

  private nearnessOf(grades: Uint16Array, place: number, likeness: number): number {
    const step = stepOf(likeness);
    const from = place * GRADES;
    let grade = 0;
    while (grade < GRADES && step >= grades[from + grade]!) grade += 1;
    if (grade === GRADES) return 1;
    const [reached, next] = [grade === 0 ? 0 : grades[from + grade - 1]!, grades[from + grade]!];
    return (grade + (step - reached) / (next - reached)) / GRADES;
  }

  /** How near each likeness is, by taxonomy. */
  private rank(role: number, speaks: Uint8Array, row: Float32Array, nearness: Float32Array): void {
    const { taxonomies, taxonomyCount } = this;
    nearness.fill(0);
    const sizes = new Uint32Array(taxonomyCount);
    for (let other = 0; other < row.length; other++) {
      if (speaks[other] === 0 || other === role) continue;
      const taxonomy = taxonomies[other]!;
      nearness[taxonomy * STEPS + stepOf(row[other]!)]! += 1;
      sizes[taxonomy]! += 1;
    }
    for (let taxonomy = 0; taxonomy < taxonomyCount; taxonomy++) {
      const size = sizes[taxonomy]!;
      let nearer = 0;
      for (let step = (taxonomy + 1) * STEPS - 1; step >= taxonomy * STEPS; step--) {
        const here = nearness[step]!;
        nearness[step] = size === 0 ? 0 : NEARNESS[Math.round(((nearer + here / 2) / size) * SHARES)]!;
        nearer += here;
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
    const most = near.reduce((found, value) => Math.max(found, value), 0);
    const levelOf = (other: number): number => Math.ceil((near[other]! / most) * LEVELS);
    const left = new Uint32Array(this.taxonomyCount * (LEVELS + 1));
    for (let other = 0; other < near.length; other++) left[this.taxonomies[other]! * (LEVELS + 1) + levelOf(other)]! += 1;
    const least = Array.from({ length: this.taxonomyCount }, (_, taxonomy) => {
      let level = LEVELS;
      for (let found = left[taxonomy * (LEVELS + 1) + level]!; found < count && level > 1; found += left[taxonomy * (LEVELS + 1) + level]!)
        level -= 1;
      return level;
    });
    const found: number[] = [];
    for (let other = 0; other < near.length; other++)
      if (near[other]! > 0 && levelOf(other) >= least[this.taxonomies[other]!]!) found.push(other);
    return Uint32Array.from(found);
  }
}

const LEVELS = 2048;
const stepOf = (likeness: number): number => Math.min((likeness * STEPS) | 0, STEPS - 1);

const SHARES = 8192;
/** How near a role is that such a share of all is more alike than; as a table, since logarithms would be most of the work. */
const NEARNESS = Float32Array.from(
  { length: SHARES + 1 },
  (_, share) => Math.log((share / SHARES + BLUR) / (1 + BLUR)) / Math.log(BLUR / (1 + BLUR)),
);
