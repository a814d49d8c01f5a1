import type { Matrix } from '@bourse/math'
import { meansOf } from '../lp/scenarioReturns.js'
import { wrongInput } from '../wrongInput.js'
import { checkReturns } from './expectedReturns.js'

/**
 * `lags`: how many periods news takes to reach all clocks, 1 for closes on the same day at other hours. `variances`:
 * 'own' keeps each variance as it was and corrects the correlations alone; 'corrected' takes the whole estimate, with
 * each asset's own autocorrelation.
 */
export type AsynchronousOptions = { readonly lags: number; readonly variances?: 'own' | 'corrected' }

/**
 * Covariance of assets that close at different hours (Tokyo, New York, coins at midnight): what one does today and the
 * other tomorrow counts too, with weights 1 - lag / (lags + 1) (Newey and West 1987), so that the correlations lost to
 * the clocks (Epps 1979) come back and the matrix stays positive semidefinite. With one lag, half of what moved into the
 * next period is recovered, with many lags nearly all, at the price of noise.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { asynchronousCovariance } from '@bourse/optimizer'
 * const late = matrixFromRows([[3, 0], [-1, 3], [1, -1], [-3, 1], [0, -3]])
 * asynchronousCovariance(late, { lags: 0 }).data[1] // => -1.75
 * asynchronousCovariance(late, { lags: 1, variances: 'corrected' }).data[1] // => 1.5
 */
export function asynchronousCovariance(returns: Matrix, options: AsynchronousOptions): Matrix {
  const { lags, variances = 'own' } = options
  if (!(Number.isInteger(lags) && lags >= 0)) throw wrongInput('lags', lags, 'a whole number >= 0')
  checkReturns(returns, lags + 2)
  const { rows: T, cols: n } = returns
  const mean = meansOf(returns)
  const z = returns.data.map((r, at) => r - mean[at % n]!)
  const sum = new Float64Array(n * n)
  const own = new Float64Array(n)
  for (let lag = 0; lag <= lags; lag++) {
    const weight = (1 - lag / (lags + 1)) / (T - 1)
    for (let t = lag; t < T; t++)
      for (let i = 0; i < n; i++) {
        const now = weight * z[t * n + i]!
        for (let j = 0; j < n; j++) {
          const product = now * z[(t - lag) * n + j]!
          sum[i * n + j]! += product
          if (lag > 0) sum[j * n + i]! += product
        }
      }
    if (lag === 0) for (let i = 0; i < n; i++) own[i] = sum[i * n + i]!
  }
  // Rounding makes the two halves differ in the last digit.
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum[j * n + i] = sum[i * n + j]!
  if (variances === 'corrected') return { rows: n, cols: n, data: sum }
  const scale = own.map((v, i) => (sum[i * n + i]! > 0 ? Math.sqrt(v / sum[i * n + i]!) : 0))
  const data = sum.map((v, at) => v * scale[Math.floor(at / n)]! * scale[at % n]!)
  for (let i = 0; i < n; i++) data[i * n + i] = own[i]!
  return { rows: n, cols: n, data }
}
