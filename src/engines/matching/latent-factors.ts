/** Rows of a sparse matrix one after another: row r holds `columns[starts[r]..starts[r + 1]]`. */
export type SparseRows = {
  rows: number
  columns: number
  starts: Int32Array
  column: Int32Array
  value: Float32Array
}

/** Row-major dense vectors. */
export type LatentFactors = { dimensions: number; rowVectors: Float32Array; columnVectors: Float32Array }

/**
 * The strongest factors of a sparse matrix by randomised subspace iteration (Halko, Martinsson and Tropp 2011): row
 * vectors are U·S, column vectors V. The same seed gives the same factors.
 */
export function findLatentFactors(
  matrix: SparseRows,
  { dimensions, rounds, seed }: { dimensions: number; rounds: number; seed: number },
): LatentFactors {
  let basis = orthonormalise(randomVectors(matrix.rows, dimensions, seed), matrix.rows, dimensions)
  for (let round = 0; round < rounds; round += 1) {
    const next = timesMatrix(matrix, timesTransposed(matrix, basis, dimensions), dimensions)
    basis = orthonormalise(next, matrix.rows, dimensions)
  }
  // The long side (one vector a column) is only ever reached through the sparse matrix: multiplying it by a small square
  // matrix would cost more than everything else together.
  const image = timesMatrix(matrix, timesTransposed(matrix, basis, dimensions), dimensions)
  const { values, vectors } = eigenOfSymmetric(product(basis, image, matrix.rows, dimensions), dimensions)
  const strengths = values.map((value) => Math.sqrt(Math.max(value, 0)))
  const forward = vectors.map((value, at) => value * (strengths[at % dimensions] ?? 0))
  const inverse = vectors.map((value, at) => {
    const strength = strengths[at % dimensions] ?? 0
    return strength > 1e-6 ? value / strength : 0
  })
  const scaled = timesSmall(basis, matrix.rows, inverse, dimensions)
  return {
    dimensions,
    rowVectors: timesSmall(basis, matrix.rows, forward, dimensions),
    columnVectors: timesTransposed(matrix, scaled, dimensions),
  }
}

/** `matrix · dense` */
function timesMatrix(matrix: SparseRows, dense: Float32Array, width: number): Float32Array {
  const out = new Float32Array(matrix.rows * width)
  for (let row = 0; row < matrix.rows; row += 1) {
    const to = row * width
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at += 1) {
      const from = (matrix.column[at] ?? 0) * width
      const value = matrix.value[at] ?? 0
      for (let k = 0; k < width; k += 1) out[to + k] = (out[to + k] ?? 0) + value * (dense[from + k] ?? 0)
    }
  }
  return out
}

/** `matrixᵀ · dense` */
function timesTransposed(matrix: SparseRows, dense: Float32Array, width: number): Float32Array {
  const out = new Float32Array(matrix.columns * width)
  for (let row = 0; row < matrix.rows; row += 1) {
    const from = row * width
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at += 1) {
      const to = (matrix.column[at] ?? 0) * width
      const value = matrix.value[at] ?? 0
      for (let k = 0; k < width; k += 1) out[to + k] = (out[to + k] ?? 0) + value * (dense[from + k] ?? 0)
    }
  }
  return out
}

/** `dense · small`, small being square. */
function timesSmall(dense: Float32Array, rows: number, small: Float64Array, width: number): Float32Array {
  const out = new Float32Array(rows * width)
  const sum = new Float64Array(width)
  for (let row = 0; row < rows; row += 1) {
    const base = row * width
    sum.fill(0)
    for (let j = 0; j < width; j += 1) {
      const value = dense[base + j] ?? 0
      const from = j * width
      for (let k = 0; k < width; k += 1) sum[k] = (sum[k] ?? 0) + value * (small[from + k] ?? 0)
    }
    out.set(sum, base)
  }
  return out
}

/** `firstᵀ · second`, which is symmetric here. */
function product(first: Float32Array, second: Float32Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(width * width)
  for (let row = 0; row < rows; row += 1) {
    const base = row * width
    for (let j = 0; j < width; j += 1) {
      const value = first[base + j] ?? 0
      for (let k = j; k < width; k += 1)
        out[j * width + k] = (out[j * width + k] ?? 0) + value * (second[base + k] ?? 0)
    }
  }
  for (let j = 0; j < width; j += 1)
    for (let k = 0; k < j; k += 1) out[j * width + k] = out[k * width + j] ?? 0
  return out
}

/** By the Cholesky factor of the Gram matrix: `dense · R⁻¹`. A direction that has died out becomes zero. */
function orthonormalise(dense: Float32Array, rows: number, width: number): Float32Array {
  const g = product(dense, dense, rows, width)
  const inverse = new Float64Array(width * width)
  const upper = new Float64Array(width * width)
  for (let j = 0; j < width; j += 1) {
    let diagonal = g[j * width + j] ?? 0
    for (let i = 0; i < j; i += 1) diagonal -= (upper[i * width + j] ?? 0) ** 2
    const pivot = diagonal > 1e-7 * (g[j * width + j] ?? 0) ? Math.sqrt(diagonal) : 0
    upper[j * width + j] = pivot
    for (let k = j + 1; k < width; k += 1) {
      let sum = g[j * width + k] ?? 0
      for (let i = 0; i < j; i += 1) sum -= (upper[i * width + j] ?? 0) * (upper[i * width + k] ?? 0)
      upper[j * width + k] = pivot === 0 ? 0 : sum / pivot
    }
  }
  for (let k = 0; k < width; k += 1) {
    const pivot = upper[k * width + k] ?? 0
    if (pivot === 0) continue
    inverse[k * width + k] = 1 / pivot
    for (let j = k - 1; j >= 0; j -= 1) {
      let sum = 0
      for (let i = j + 1; i <= k; i += 1) sum += (upper[j * width + i] ?? 0) * (inverse[i * width + k] ?? 0)
      const own = upper[j * width + j] ?? 0
      inverse[j * width + k] = own === 0 ? 0 : -sum / own
    }
  }
  return timesSmall(dense, rows, inverse, width)
}

/** Eigenvalues and vectors (in columns) of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, 8.5). */
function eigenOfSymmetric(source: Float64Array, size: number): { values: number[]; vectors: Float64Array } {
  const a = Float64Array.from(source)
  const vectors = new Float64Array(size * size)
  for (let i = 0; i < size; i += 1) vectors[i * size + i] = 1
  for (let sweep = 0; sweep < 12 && offDiagonal(a, size) > 1e-9; sweep += 1) {
    for (let p = 0; p < size - 1; p += 1) for (let q = p + 1; q < size; q += 1) rotate(a, vectors, size, p, q)
  }
  return { values: Array.from({ length: size }, (_, i) => a[i * size + i] ?? 0), vectors }
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q] ?? 0
  if (apq === 0) return
  const theta = ((a[q * size + q] ?? 0) - (a[p * size + p] ?? 0)) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < size; k += 1) turn(a, k * size + p, k * size + q, c, s)
  for (let k = 0; k < size; k += 1) turn(a, p * size + k, q * size + k, c, s)
  for (let k = 0; k < size; k += 1) turn(vectors, k * size + p, k * size + q, c, s)
}

function turn(values: Float64Array, first: number, second: number, c: number, s: number): void {
  const x = values[first] ?? 0
  const y = values[second] ?? 0
  values[first] = c * x - s * y
  values[second] = s * x + c * y
}

/** Relative to the diagonal. */
function offDiagonal(a: Float64Array, size: number): number {
  let off = 0
  let on = 0
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      if (i === j) on += (a[i * size + j] ?? 0) ** 2
      else off += (a[i * size + j] ?? 0) ** 2
    }
  }
  return on === 0 ? 0 : Math.sqrt(off / on)
}

/** Mulberry32: small, fast, and the same on every machine. */
function randomVectors(rows: number, width: number, seed: number): Float32Array {
  let state = seed >>> 0
  return Float32Array.from({ length: rows * width }, () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1
  })
}
