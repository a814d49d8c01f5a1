import { covariance, deviationsOf } from './covariance.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { checkObservations } from './observations.js'

/**
 * Gerber covariance: counts of dates on which both columns move by at least `threshold` deviations, together or against
 * each other, over all dates on which both do, times the deviations (Gerber, Markowitz, Ernst, Miao, Javid & Sargen,
 * J. Portf. Manag. 48 (3), 2022, first form). Returns are not centred. It can fail to be positive definite. A pair that
 * never moves together has no answer: NaN.
 *
 * @param options.threshold in standard deviations (ddof 1), default 0.5
 * @throws RangeError where an entry is not finite, there are fewer than two rows, or `threshold` is not > 0
 * @example
 * import { gerberCovariance, matrixFromRows } from '@bourse/math'
 * gerberCovariance(matrixFromRows([[1, 1], [-1, -1], [1, 2]])).data[1]?.toFixed(4) // => '1.7638'
 */
export function gerberCovariance(observations: Matrix, options: { readonly threshold?: number } = {}): Matrix {
  const { threshold = 0.5 } = options
  checkObservations('gerberCovariance', observations, 2)
  if (!(threshold > 0)) throw outOfDomain('gerberCovariance', 'threshold', threshold, '> 0')
  const { rows, cols, data } = observations
  const deviations = deviationsOf(covariance(observations))
  const moves = new Int8Array(rows * cols)
  for (let t = 0; t < rows; t++)
    for (let j = 0; j < cols; j++) {
      const limit = threshold * deviations[j]!
      const x = data[t * cols + j]!
      moves[j * rows + t] = x >= limit ? 1 : x <= -limit ? -1 : 0
    }
  const out = zeros(cols, cols)
  for (let i = 0; i < cols; i++)
    for (let j = 0; j <= i; j++) {
      let net = 0
      let all = 0
      for (let t = 0; t < rows; t++) {
        const both = moves[i * rows + t]! * moves[j * rows + t]!
        net += both
        all += both * both
      }
      out.data[i * cols + j] = out.data[j * cols + i] = (net / all) * (deviations[i]! * deviations[j]!)
    }
  return out
}
