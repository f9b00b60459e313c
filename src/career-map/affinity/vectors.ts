/** How alike roles are in one respect: 0 to 1 for each pair of roles that data speaks to. */
export interface Similarity {
  /** 1 for the roles that data speaks to. */
  readonly speaks: Uint8Array;
  likeness(role: number, other: number): number;
}

const WHOLE = 65_535;

/** Likenesses of each two roles, computed once and kept in two bytes each. */
export class LikenessTable implements Similarity {
  private readonly places: Int32Array;
  private readonly roles: Uint32Array;
  private readonly kept: Uint16Array;

  /** `fill` writes how alike a role is to each role before it that data speaks to. */
  constructor(
    readonly speaks: Uint8Array,
    fill: (role: number, into: Float32Array) => void,
  ) {
    this.roles = Uint32Array.from(Array.from(speaks.keys()).filter((role) => speaks[role] === 1));
    this.places = new Int32Array(speaks.length).fill(-1);
    this.roles.forEach((role, place) => (this.places[role] = place));
    this.kept = new Uint16Array((this.roles.length * (this.roles.length + 1)) / 2);
    const row = new Float32Array(speaks.length);
    this.roles.forEach((role, place) => {
      fill(role, row);
      const from = (place * (place + 1)) / 2;
      for (let before = 0; before < place; before++) this.kept[from + before] = Math.min(row[this.roles[before]!]!, 1) * WHOLE + 0.5;
      this.kept[from + place] = WHOLE;
    });
  }

  likeness(role: number, other: number): number {
    const [one, two] = [this.places[role]!, this.places[other]!];
    return (one < two ? this.kept[(two * (two + 1)) / 2 + one]! : this.kept[(one * (one + 1)) / 2 + two]!) / WHOLE;
  }

  /** Writes how alike each role that data speaks to is to this one, which is one of them. */
  fill(role: number, into: Float32Array): void {
    const place = this.places[role]!;
    const from = (place * (place + 1)) / 2;
    for (let other = 0; other <= place; other++) into[this.roles[other]!] = this.kept[from + other]! / WHOLE;
    for (let other = place + 1, at = from + place + other; other < this.roles.length; other++, at += other)
      into[this.roles[other]!] = this.kept[at]! / WHOLE;
  }
}

/** A row of weighted terms for each role, end to end: those of role `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
  readonly termCount: number;
}

/**
 * TF-IDF with the logarithm of counts, each row of length 1. Terms of one role alone are left out: they tell nothing about
 * how alike two roles are, and would make a thoroughly described one look unlike all others. One role's terms at a time are in memory
 * as text: all of them would take more than all else that is built.
 */
export function tfIdf<T>(roles: readonly T[], termsOf: (role: T) => readonly string[]): SparseRows {
  const places = new Map<string, number>();
  const counted = roles.map((role) => {
    const counts = new Map<number, number>();
    for (const term of termsOf(role)) {
      let place = places.get(term);
      if (place === undefined) places.set(term, (place = places.size));
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const terms = Uint32Array.from(counts.keys()).sort();
    return { terms, counts: Uint16Array.from(terms, (term) => counts.get(term)!) };
  });
  const frequency = new Uint32Array(places.size);
  for (const { terms } of counted) for (const term of terms) frequency[term]! += 1;
  const speaking = counted.filter(({ terms }) => terms.length > 0).length;
  const shared = counted.map(({ terms }) => terms.reduce((sum, term) => sum + Number(frequency[term]! > 1), 0));
  const starts = new Uint32Array(roles.length + 1);
  shared.forEach((size, role) => (starts[role + 1] = starts[role]! + size));
  const rows = { starts, terms: new Uint32Array(starts.at(-1)!), weights: new Float32Array(starts.at(-1)!), termCount: places.size };
  counted.forEach(({ terms, counts }, role) => {
    const own = Float64Array.from(terms, (term, place) => (1 + Math.log(counts[place]!)) * Math.log((speaking + 1) / frequency[term]!));
    const length = Math.sqrt(terms.reduce((sum, term, place) => (frequency[term]! > 1 ? sum + own[place]! * own[place]! : sum), 0));
    let at = starts[role]!;
    terms.forEach((term, place) => {
      if (frequency[term]! < 2) return;
      rows.terms[at] = term;
      rows.weights[at++] = own[place]! / length;
    });
  });
  return rows;
}

/** The cosine of two rows of terms. */
export function cosines(rows: SparseRows): LikenessTable {
  const { starts, terms, weights } = rows;
  const byTerm = transposed(rows);
  const speaks = Uint8Array.from({ length: starts.length - 1 }, (_, role) => Number(starts[role + 1]! > starts[role]!));
  return new LikenessTable(speaks, (role, into) => {
    into.fill(0, 0, role);
    for (let place = starts[role]!; place < starts[role + 1]!; place++) {
      const weight = weights[place]!;
      for (let other = byTerm.starts[terms[place]!]!; byTerm.terms[other]! < role; other++)
        into[byTerm.terms[other]!]! += weight * byTerm.weights[other]!;
    }
  });
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

/** The cosine of two rows, 0 where they point apart; a row of zeros is one that no data speaks to. */
export function denseCosines({ width, values }: DenseRows): LikenessTable {
  const count = values.length / width;
  // Padded to whole fours, which are multiplied side by side: this is most of the work of all.
  const stride = Math.ceil(width / 4) * 4;
  const units = new Float32Array(count * stride);
  const speaks = new Uint8Array(count);
  for (let role = 0; role < count; role++) {
    const row = values.subarray(role * width, (role + 1) * width);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) continue;
    speaks[role] = 1;
    row.forEach((value, index) => (units[role * stride + index] = value / length));
  }
  return new LikenessTable(speaks, (role, into) => {
    for (let other = 0; other < role; other++) {
      if (speaks[other] === 1) into[other] = Math.max(dot(units, role * stride, other * stride, stride), 0);
    }
  });
}

function dot(units: Float32Array, one: number, other: number, width: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (const end = one + width; one < end; one += 4, other += 4) {
    a += units[one]! * units[other]!;
    b += units[one + 1]! * units[other + 1]!;
    c += units[one + 2]! * units[other + 2]!;
    d += units[one + 3]! * units[other + 3]!;
  }
  return a + b + c + d;
}
