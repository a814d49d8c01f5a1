import { badArgument, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import { hedgeRatioOf } from '@bourse/fx'
import { leastSquares, type Matrix } from '@bourse/math'

/** `ratios[i]` of hedge i per unit of exposure, to be sold; `effectiveness`: share of the variance that goes away, NaN where nothing moves. */
export type CrossHedge = { readonly ratios: Float64Array; readonly effectiveness: number }

/**
 * The minimum-variance hedge of one thing with others: jet fuel with heating oil and crude. Returns (or price changes, for
 * ratios of units) in columns of equal length. NaN where hedges repeat each other or there are too few rows.
 *
 * @throws BourseError where no hedge is given or lengths differ
 * @example
 * import { crossHedge } from '@bourse/portfolio'
 * const jet = Float64Array.of(0.02, -0.01, 0.015, -0.02, 0.005)
 * const oil = Float64Array.of(0.025, -0.015, 0.015, -0.02, 0.01)
 * const { ratios, effectiveness } = crossHedge(jet, [oil])
 * ratios[0] // => 0.8464052
 * effectiveness // => 0.9699954
 */
export function crossHedge(exposure: Float64Array, hedges: readonly Float64Array[]): CrossHedge {
  if (hedges.length === 0) throw badArgument('crossHedge', 'hedges', 'empty', 'at least one column')
  for (const [i, { length }] of hedges.entries())
    if (length !== exposure.length)
      throw badArgument('crossHedge', `rows of hedges[${i}]`, length, `${exposure.length}`)
  const ratios = ratiosOf(exposure, hedges)
  const residual = exposure.map((r, t) => hedges.reduce((left, hedge, i) => left - ratios[i]! * hedge[t]!, r))
  return { ratios, effectiveness: 1 - varianceOf(residual) / varianceOf(exposure) }
}

function ratiosOf(exposure: Float64Array, hedges: readonly Float64Array[]): Float64Array {
  if (hedges.length === 1) return Float64Array.of(hedgeRatioOf('minimum-variance', exposure, hedges[0]!))
  const [rows, cols] = [exposure.length, hedges.length + 1]
  const unknown = new Float64Array(hedges.length).fill(Number.NaN)
  if (rows < cols) return unknown
  const X: Matrix = { rows, cols, data: new Float64Array(rows * cols) }
  for (let t = 0; t < rows; t++) {
    X.data[t * cols] = 1
    for (const [i, hedge] of hedges.entries()) X.data[t * cols + i + 1] = hedge[t]!
  }
  const fit = leastSquares(X, exposure)
  return fit.ok ? fit.value.slice(1) : unknown
}

function varianceOf(column: Float64Array): number {
  const mean = column.reduce((sum, r) => sum + r, 0) / column.length
  const sum = column.reduce((total, r) => total + (r - mean) ** 2, 0)
  return sum > 0 || Number.isNaN(sum) ? sum : Number.NaN
}

/** `halfLife` in periods (default 30); `band`: the hedge stays until the estimate is further away (default 0.05); `warmUp` periods (default 20). */
export type DynamicHedgeOptions = { readonly halfLife?: number; readonly band?: number; readonly warmUp?: number }

/** `estimate`: the newest ratio; `ratio`: the one to hold, which moves only when the estimate leaves its band. NaN until warm. */
export type HedgeEstimate = { readonly ratio: number; readonly estimate: number }

/**
 * A minimum-variance ratio that follows the market: exponentially weighted covariance over variance, means taken as zero
 * (RiskMetrics), and a hedge that is changed only when it pays. A row with a return that is not finite changes nothing.
 *
 * @throws BourseError where an option is out of its domain
 * @example
 * import { dynamicHedge } from '@bourse/portfolio'
 * const hedge = dynamicHedge({ warmUp: 2 })
 * hedge.next({ exposure: 0.02, hedge: 0.01 }).ratio // => NaN
 * hedge.next({ exposure: -0.02, hedge: -0.01 }).ratio // => 2
 */
export function dynamicHedge(
  options: DynamicHedgeOptions = {},
): Stepper<{ readonly exposure: number; readonly hedge: number }, HedgeEstimate> {
  const { halfLife = 30, band = 0.05, warmUp = 20 } = options
  if (!(halfLife > 0)) throw badArgument('dynamicHedge', 'halfLife', halfLife, 'a number > 0')
  if (!(band >= 0)) throw badArgument('dynamicHedge', 'band', band, 'a number >= 0')
  if (!(Number.isInteger(warmUp) && warmUp > 0))
    throw badArgument('dynamicHedge', 'warmUp', warmUp, 'a whole number > 0')
  const keep = 0.5 ** (1 / halfLife)
  let [count, together, own, ratio] = [0, 0, 0, Number.NaN]
  return {
    next({ exposure, hedge }) {
      if (Number.isFinite(exposure) && Number.isFinite(hedge)) {
        together = keep * together + exposure * hedge
        own = keep * own + hedge * hedge
        count++
      }
      const estimate = count >= warmUp && own > 0 ? together / own : Number.NaN
      if (!Number.isNaN(estimate) && !(Math.abs(estimate - ratio) <= band)) ratio = estimate
      return { ratio, estimate }
    },
    save: () => ({ count, together, own, ratio: numberToJson(ratio) }),
    load(state) {
      const saved = state as { readonly [key: string]: number | null }
      ;[count, together, own] = [saved.count ?? 0, saved.together ?? 0, saved.own ?? 0]
      ratio = numberFromJson(saved.ratio)
    },
  }
}
