import type { DenseRows, SparseRows } from './vectors.js';

const OVERSAMPLING = 10;
const POWER_ITERATIONS = 2;

/**
 * Latent semantic analysis: words drawn together into a few dimensions, in which those that keep the same company are alike. A
 * truncated singular value decomposition by random projection (Halko, Martinsson and Tropp 2011). What is random of a term
 * hangs on its spelling alone: the same rows give the same dimensions, and a few changed ones nearly the same.
 * Gives where rows lie in them, be it these or other ones of the same terms.
 */
export function latentDimensions(rows: SparseRows, terms: readonly string[], dimensions: number): (rows: SparseRows) => DenseRows {
  const width = Math.min(dimensions + OVERSAMPLING, rows.starts.length - 1);
  let directions = pseudoRandom(terms, width);
  for (let pass = 0; pass <= POWER_ITERATIONS; pass++) {
    directions = transposedTimes(rows, orthonormal(times(rows, directions, width), width), width);
  }
  // With an orthonormal basis of what the rows span, directionsᵀ = basisᵀ · rows. Its right singular vectors are
  // directions · vectors / √values, by the eigenvectors and eigenvalues of the small matrix directionsᵀ · directions.
  const { vectors, values } = eigen(gram(directions, width), width);
  const kept = Math.min(dimensions, width);
  const turn = Float64Array.from({ length: width * kept }, (_, place) => {
    const [index, dimension] = [Math.floor(place / kept), place % kept];
    return values[dimension]! > 0 ? vectors[index * width + dimension]! / Math.sqrt(values[dimension]!) : 0;
  });
  return (others) => {
    const along = times(others, directions, width);
    const result = new Float32Array((along.length / width) * kept);
    for (let role = 0; role * width < along.length; role++) {
      for (let index = 0; index < width; index++) {
        const value = along[role * width + index]!;
        for (let dimension = 0; dimension < kept; dimension++) result[role * kept + dimension]! += value * turn[index * kept + dimension]!;
      }
    }
    return { width: kept, values: result };
  };
}

/** `width` numbers from −1 to 1 for each term, drawn from its letters on (FNV-1a, then a linear congruential generator). */
function pseudoRandom(terms: readonly string[], width: number): Float32Array {
  const numbers = new Float32Array(terms.length * width);
  terms.forEach((term, place) => {
    let state = 0x811c9dc5;
    for (let letter = 0; letter < term.length; letter++) state = Math.imul(state ^ term.charCodeAt(letter), 0x01000193);
    for (let index = 0; index < width; index++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      numbers[place * width + index] = state / 2 ** 31 - 1;
    }
  });
  return numbers;
}

function times({ starts, terms, weights }: SparseRows, matrix: Float32Array, width: number): Float32Array {
  const result = new Float32Array((starts.length - 1) * width);
  for (let role = 0; role + 1 < starts.length; role++) {
    for (let place = starts[role]!; place < starts[role + 1]!; place++) {
      const [from, weight] = [terms[place]! * width, weights[place]!];
      for (let index = 0; index < width; index++) result[role * width + index]! += weight * matrix[from + index]!;
    }
  }
  return result;
}

function transposedTimes({ starts, terms, weights, termCount }: SparseRows, matrix: Float32Array, width: number): Float32Array {
  const result = new Float32Array(termCount * width);
  for (let role = 0; role + 1 < starts.length; role++) {
    for (let place = starts[role]!; place < starts[role + 1]!; place++) {
      const [to, weight] = [terms[place]! * width, weights[place]!];
      for (let index = 0; index < width; index++) result[to + index]! += weight * matrix[role * width + index]!;
    }
  }
  return result;
}

/** The columns made orthogonal and of length 1, one after the other (modified Gram–Schmidt). */
function orthonormal(matrix: Float32Array, width: number): Float32Array {
  const columns = Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: matrix.length / width }, (_, row) => matrix[row * width + column]!),
  );
  columns.forEach((column, index) => {
    for (const earlier of columns.slice(0, index)) {
      const along = dot(column, earlier);
      for (let row = 0; row < column.length; row++) column[row]! -= along * earlier[row]!;
    }
    const length = Math.sqrt(dot(column, column));
    // What is left of a column that the earlier ones span is noise.
    for (let row = 0; row < column.length; row++) column[row] = length < 1e-6 ? 0 : column[row]! / length;
  });
  const result = new Float32Array(matrix.length);
  columns.forEach((column, index) => column.forEach((value, row) => (result[row * width + index] = value)));
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

function gram(matrix: Float32Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let from = 0; from < matrix.length; from += width) {
    for (let a = 0; a < width; a++) {
      const value = matrix[from + a]!;
      if (value !== 0) for (let b = a; b < width; b++) result[a * width + b]! += value * matrix[from + b]!;
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) result[a * width + b] = result[b * width + a]!;
  return result;
}

const SWEEPS = 30;

/** Eigenvectors, as columns, and eigenvalues of a symmetric matrix, the greatest first (Jacobi's rotations). */
function eigen(matrix: Float64Array, width: number): { vectors: Float64Array; values: Float64Array } {
  const a = matrix.slice();
  const vectors = new Float64Array(width * width);
  for (let index = 0; index < width; index++) vectors[index * width + index] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) {
        const apq = a[p * width + q]!;
        off += apq * apq;
        if (Math.abs(apq) < 1e-14) continue;
        const theta = (a[q * width + q]! - a[p * width + p]!) / (2 * apq);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotateColumns(a, width, p, q, c, t * c);
        rotateRows(a, width, p, q, c, t * c);
        rotateColumns(vectors, width, p, q, c, t * c);
      }
    }
    if (off < 1e-18) break;
  }
  const order = Array.from({ length: width }, (_, index) => index).sort((x, y) => a[y * width + y]! - a[x * width + x]! || x - y);
  const sorted = new Float64Array(width * width);
  order.forEach((from, to) => {
    for (let row = 0; row < width; row++) sorted[row * width + to] = vectors[row * width + from]!;
  });
  return { vectors: sorted, values: Float64Array.from(order, (index) => a[index * width + index]!) };
}

function rotateColumns(a: Float64Array, width: number, p: number, q: number, c: number, s: number): void {
  for (let row = 0; row < width; row++) {
    const [x, y] = [a[row * width + p]!, a[row * width + q]!];
    a[row * width + p] = c * x - s * y;
    a[row * width + q] = s * x + c * y;
  }
}

function rotateRows(a: Float64Array, width: number, p: number, q: number, c: number, s: number): void {
  for (let column = 0; column < width; column++) {
    const [x, y] = [a[p * width + column]!, a[q * width + column]!];
    a[p * width + column] = c * x - s * y;
    a[q * width + column] = s * x + c * y;
  }
}
