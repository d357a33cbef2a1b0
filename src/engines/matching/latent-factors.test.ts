import { expect, test } from 'vitest'
import { findLatentFactors, type SparseRows } from './latent-factors.ts'
import { solveRidge } from './ridge.ts'

/** Rank two: rows 0 and 1 speak of columns 0 and 1, rows 2 and 3 of columns 2 and 3. */
const matrix: SparseRows = {
  rows: 4,
  columns: 4,
  starts: Int32Array.from([0, 2, 4, 6, 8]),
  column: Int32Array.from([0, 1, 0, 1, 2, 3, 2, 3]),
  value: Float32Array.from([1, 2, 2, 4, 3, 1, 6, 2]),
}
const dense = [
  [1, 2, 0, 0],
  [2, 4, 0, 0],
  [0, 0, 3, 1],
  [0, 0, 6, 2],
]

test('rows times columns give the matrix back', () => {
  const { rowVectors, columnVectors } = findLatentFactors(matrix, { dimensions: 2, rounds: 2, seed: 1 })
  for (let row = 0; row < 4; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      const value = [0, 1].reduce(
        (sum, k) => sum + (rowVectors[row * 2 + k] ?? 0) * (columnVectors[column * 2 + k] ?? 0),
        0,
      )
      expect(value).toBeCloseTo(dense[row]?.[column] ?? Number.NaN, 4)
    }
  }
})

test('the same seed gives the same factors', () => {
  const once = findLatentFactors(matrix, { dimensions: 2, rounds: 1, seed: 5 })
  expect(findLatentFactors(matrix, { dimensions: 2, rounds: 1, seed: 5 })).toEqual(once)
})

test('more dimensions than the matrix has do no harm', () => {
  const { rowVectors, columnVectors } = findLatentFactors(matrix, { dimensions: 4, rounds: 2, seed: 1 })
  expect([...rowVectors, ...columnVectors].every(Number.isFinite)).toBe(true)
})

test('ridge regression solves its equations', () => {
  const likeness = [2, 1, 0, 1, 3, 1, 0, 1, 4]
  const targets = [1, 0, 0, 1, 1, 1]
  const votes = solveRidge(Float64Array.from(likeness), Float64Array.from(targets), 3, 2, 0.5)
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 2; column += 1) {
      const value = [0, 1, 2].reduce(
        (sum, k) =>
          sum + ((likeness[row * 3 + k] ?? 0) + (row === k ? 0.5 : 0)) * (votes[k * 2 + column] ?? 0),
        0,
      )
      expect(value).toBeCloseTo(targets[row * 2 + column] ?? Number.NaN, 9)
    }
  }
})
