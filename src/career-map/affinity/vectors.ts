/** How alike roles are in one respect: 0 to 1 for each pair of roles that data speaks to. */
export interface Similarity {
  /** 1 for the roles that data speaks to. */
  readonly speaks: Uint8Array;
  likeness(role: number, other: number): number;
}

/** One that is quickest told of all roles at once. */
export interface RankedSimilarity extends Similarity {
  /** Writes how alike each role that data speaks to is to this one, which is one of them. */
  fill(role: number, into: Float64Array): void;
}

/** The terms of a role, as numbers, each once and ascending, and how often each occurs. */
export interface CountedTerms {
  readonly terms: Uint32Array;
  readonly counts: Uint16Array;
}

export function countTerms(numbers: readonly number[]): CountedTerms {
  const sorted = Uint32Array.from(numbers).sort();
  const [terms, counts] = [new Uint32Array(sorted.length), new Uint16Array(sorted.length)];
  let count = 0;
  for (let place = 0; place < sorted.length; place++) {
    if (place === 0 || sorted[place] !== sorted[place - 1]) terms[count++] = sorted[place]!;
    counts[count - 1]! += 1;
  }
  return { terms: terms.slice(0, count), counts: counts.slice(0, count) };
}

/** A row of weighted terms for each role, end to end: those of role `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  readonly termCount: number;
}

/**
 * TF-IDF of the terms of each role, with the logarithm of counts, each row of length 1. Terms of one role alone are left out:
 * they tell nothing about how alike two roles are, and would make a thoroughly described one look unlike all others.
 */
export function tfIdf(counted: readonly CountedTerms[], termCount: number): SparseRows {
  const frequency = new Uint32Array(termCount);
  for (const { terms } of counted) for (const term of terms) frequency[term]! += 1;
  const speaking = counted.filter(({ terms }) => terms.length > 0).length;
  const told = (term: number): boolean => frequency[term]! > 1;
  const starts = new Uint32Array(counted.length + 1);
  counted.forEach(({ terms }, role) => (starts[role + 1] = terms.reduce((sum, term) => sum + Number(told(term)), starts[role]!)));
  const rows = { starts, terms: new Uint32Array(starts.at(-1)!), weights: new Float32Array(starts.at(-1)!), termCount };
  counted.forEach(({ terms, counts }, role) => {
    let [at, squares] = [starts[role]!, 0];
    terms.forEach((term, place) => {
      if (!told(term)) return;
      const weight = (1 + Math.log(counts[place]!)) * Math.log((speaking + 1) / frequency[term]!);
      rows.terms[at] = term;
      rows.weights[at++] = weight;
      squares += weight * weight;
    });
    for (let place = starts[role]!; place < at; place++) rows.weights[place]! /= Math.sqrt(squares);
  });
  return rows;
}

/** The cosine of two rows of terms. */
export function cosines(rows: SparseRows): RankedSimilarity {
  const { starts, terms, weights } = rows;
  const byTerm = transposed(rows);
  const { terms: roles, weights: values } = byTerm;
  return {
    speaks: Uint8Array.from({ length: starts.length - 1 }, (_, role) => Number(starts[role + 1]! > starts[role]!)),
    likeness(role, other) {
      let sum = 0;
      for (let one = starts[role]!, two = starts[other]!; one < starts[role + 1]! && two < starts[other + 1]!;) {
        const apart = terms[one]! - terms[two]!;
        if (apart === 0) sum += weights[one]! * weights[two]!;
        if (apart <= 0) one += 1;
        if (apart >= 0) two += 1;
      }
      return Math.min(sum, 1);
    },
    fill(role, into) {
      into.fill(0);
      for (let place = starts[role]!; place < starts[role + 1]!; place++) {
        const [weight, end] = [weights[place]!, byTerm.starts[terms[place]! + 1]!];
        for (let at = byTerm.starts[terms[place]!]!; at < end; at++) into[roles[at]!]! += weight * values[at]!;
      }
    },
  };
}

/** The same weights by term: which roles have it. */
function transposed({ starts, terms, weights, termCount }: SparseRows): SparseRows {
  const from = new Uint32Array(termCount + 1);
  for (const term of terms) from[term + 1]! += 1;
  for (let term = 0; term < termCount; term++) from[term + 1]! += from[term]!;
  const next = from.slice();
  const [roles, values] = [new Uint32Array(terms.length), new Float32Array(terms.length)];
  for (let role = 0; role + 1 < starts.length; role++) {
    for (let place = starts[role]!; place < starts[role + 1]!; place++) {
      const at = next[terms[place]!]!++;
      roles[at] = role;
      values[at] = weights[place]!;
    }
  }
  return { starts: from, terms: roles, weights: values, termCount: starts.length - 1 };
}

/** Rows of `width` numbers, end to end. */
export interface DenseRows {
  readonly width: number;
  readonly values: Float32Array;
}

/** A likeness of 1, where likenesses are kept in two bytes. */
export const WHOLE = 65_535;

/** The cosine of two rows, 0 where they point apart; a row of zeros is one that no data speaks to. All are computed beforehand, each once. */
export function denseCosines({ width, values }: DenseRows): RankedSimilarity {
  const count = values.length / width;
  const speaks = new Uint8Array(count);
  const roles: number[] = []; // those that data speaks to
  const places = new Uint32Array(count); // where in `roles`
  for (let role = 0; role < count; role++) {
    if (values.subarray(role * width, (role + 1) * width).every((value) => value === 0)) continue;
    speaks[role] = 1;
    places[role] = roles.push(role) - 1;
  }
  const units = new Float32Array((roles.length + PADDING) * width);
  roles.forEach((role, place) => {
    const row = values.subarray(role * width, (role + 1) * width);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    row.forEach((value, index) => (units[place * width + index] = value / length));
  });
  // Half a square, in two bytes each: that of a pair stands in the row of the later one.
  const kept = new Uint16Array((roles.length * (roles.length + 1)) / 2);
  const rows = [new Float32Array(roles.length + PADDING), new Float32Array(roles.length + PADDING)] as const;
  for (let place = 0, at = 0; place < roles.length; place += 2) {
    for (let other = 0; other <= place + 1; other += 4) eightDots(units, width, place, other, rows);
    for (let second = 0; second < 2 && place + second < roles.length; second++)
      for (let other = 0; other <= place + second; other++) kept[at++] = Math.max(Math.min(rows[second]![other]!, 1), 0) * WHOLE + 0.5;
  }
  return {
    speaks,
    likeness(role, other) {
      const [one, two] = [Math.min(places[role]!, places[other]!), Math.max(places[role]!, places[other]!)];
      return kept[(two * (two + 1)) / 2 + one]! / WHOLE;
    },
    fill(role, into) {
      const place = places[role]!;
      const from = (place * (place + 1)) / 2;
      for (let other = 0; other <= place; other++) into[roles[other]!] = kept[from + other]! / WHOLE;
      for (let other = place + 1, at = from + place + other; other < roles.length; other++, at += other)
        into[roles[other]!] = kept[at]! / WHOLE;
    },
  };
}

/** Rows beyond the last that are computed with it, all zeros. */
const PADDING = 4;

/** The products of two rows and four, in half the time that they take one by one: this is much of the work of all. */
function eightDots(units: Float32Array, width: number, place: number, other: number, into: readonly [Float32Array, Float32Array]): void {
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let at = place * width, to = other * width, end = at + width; at < end; at++, to++) {
    const a = units[at]!;
    const b = units[at + width]!;
    const u0 = units[to]!;
    const u1 = units[to + width]!;
    const u2 = units[to + 2 * width]!;
    const u3 = units[to + 3 * width]!;
    a0 += a * u0;
    a1 += a * u1;
    a2 += a * u2;
    a3 += a * u3;
    b0 += b * u0;
    b1 += b * u1;
    b2 += b * u2;
    b3 += b * u3;
  }
  const [ofA, ofB] = into;
  ofA[other] = a0;
  ofA[other + 1] = a1;
  ofA[other + 2] = a2;
  ofA[other + 3] = a3;
  ofB[other] = b0;
  ofB[other + 1] = b1;
  ofB[other + 2] = b2;
  ofB[other + 3] = b3;
}
