/**
 * Ridge regression on likenesses (kernel ridge): finds for every class how much each example speaks for it. `likeness`
 * is n × n and symmetric, `targets` n × classes; both are used up. Gives n × classes.
 */
export function solveRidge(
  likeness: Float64Array,
  targets: Float64Array,
  size: number,
  classes: number,
  penalty: number,
): Float64Array {
  for (let i = 0; i < size; i += 1) likeness[i * size + i] = (likeness[i * size + i] ?? 0) + penalty
  factorise(likeness, size)
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) subtractRow(targets, i, k, likeness[i * size + k] ?? 0, classes)
    divideRow(targets, i, likeness[i * size + i] ?? 1, classes)
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) subtractRow(targets, i, k, likeness[k * size + i] ?? 0, classes)
    divideRow(targets, i, likeness[i * size + i] ?? 1, classes)
  }
  return targets
}

/** Cholesky factor into the lower half, row by row. */
function factorise(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j] ?? 0
      for (let k = 0; k < j; k += 1) sum -= (matrix[i * size + k] ?? 0) * (matrix[j * size + k] ?? 0)
      if (i === j) matrix[i * size + i] = Math.sqrt(Math.max(sum, 1e-9))
      else matrix[i * size + j] = sum / (matrix[j * size + j] ?? 1)
    }
  }
}

function subtractRow(values: Float64Array, row: number, other: number, times: number, width: number): void {
  const to = row * width
  const from = other * width
  for (let k = 0; k < width; k += 1) values[to + k] = (values[to + k] ?? 0) - times * (values[from + k] ?? 0)
}

function divideRow(values: Float64Array, row: number, by: number, width: number): void {
  for (let k = row * width; k < (row + 1) * width; k += 1) values[k] = (values[k] ?? 0) / by
}
