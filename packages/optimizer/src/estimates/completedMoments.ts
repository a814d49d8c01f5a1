import { leastSquares, type Matrix } from '@bourse/math'
import { checkSize } from '../qp/checkProgram.js'
import { wrongInput } from '../wrongInput.js'

/** `rows[i]`: periods that asset i really has. */
export type CompletedMoments = {
  readonly expected: Float64Array
  readonly covariance: Matrix
  readonly rows: Int32Array
}

/**
 * Means and covariance where some assets were listed later (NaN before their first return): each short history is
 * explained by the longer ones while both existed, and what the longer ones did before tells of it (Stambaugh 1997).
 * Uses every return there is, is positive semidefinite, and is the sample covariance where nothing is missing. Throws for
 * a gap inside a history, or a history too short for the number of longer ones.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { completedMoments } from '@bourse/optimizer'
 * const returns = matrixFromRows([[0.04, NaN], [0.02, 0.01], [-0.02, -0.01], [0, 0]])
 * completedMoments(returns).expected.map((r) => Math.round(r * 1e9) / 1e9) // => Float64Array [0.01, 0.005]
 */
export function completedMoments(returns: Matrix): CompletedMoments {
  const { rows: T, cols: n, data } = returns
  if (n < 1) throw wrongInput('columns of returns', n, 'at least 1')
  checkSize('returns', returns, T, n)
  const starts = Int32Array.from({ length: n }, (_, i) => startOf(returns, i))
  const order = Array.from(starts.keys()).sort((i, j) => starts[i]! - starts[j]!)
  const expected = new Float64Array(n)
  const covariance = new Float64Array(n * n)
  order.forEach((i, before) => {
    // Histories of the same length explain each other too: the order among them does not matter.
    const longer = order.slice(0, before)
    const first = starts[i]!
    const count = T - first
    if (count < longer.length + 2)
      throw wrongInput(
        `history of column ${i}`,
        `${count} rows`,
        `at least ${longer.length + 2}, for ${longer.length} columns with longer histories`,
      )
    const y = Float64Array.from({ length: count }, (_, t) => data[(first + t) * n + i]!)
    const X: Matrix = { rows: count, cols: longer.length + 1, data: new Float64Array(count * (longer.length + 1)) }
    for (let t = 0; t < count; t++) {
      X.data[t * X.cols] = 1
      longer.forEach((j, k) => {
        X.data[t * X.cols + k + 1] = data[(first + t) * n + j]!
      })
    }
    const fit = leastSquares(X, y)
    if (!fit.ok)
      throw wrongInput(`histories longer than column ${i}`, 'columns that repeat each other', 'columns that differ')
    const [alpha, ...betas] = fit.value
    expected[i] = betas.reduce((s, b, k) => s + b * expected[longer[k]!]!, alpha!)
    let own = 0
    for (let t = 0; t < count; t++) {
      let rest = y[t]! - alpha!
      betas.forEach((b, k) => {
        rest -= b * X.data[t * X.cols + k + 1]!
      })
      own += (rest * rest) / (count - 1)
    }
    for (const j of longer) {
      const c = betas.reduce((s, b, k) => s + b * covariance[longer[k]! * n + j]!, 0)
      covariance[i * n + j] = c
      covariance[j * n + i] = c
    }
    covariance[i * n + i] = betas.reduce((s, b, k) => s + b * covariance[longer[k]! * n + i]!, own)
  })
  return { expected, covariance: { rows: n, cols: n, data: covariance }, rows: starts.map((s) => T - s) }
}

function startOf({ rows: T, cols: n, data }: Matrix, i: number): number {
  let first = 0
  while (first < T && Number.isNaN(data[first * n + i]!)) first++
  for (let t = first; t < T; t++)
    if (!Number.isFinite(data[t * n + i]!))
      throw wrongInput(`returns[${t}][${i}]`, data[t * n + i]!, 'a finite number after the first one')
  return first
}
