// A strategy beside its benchmark.
import { covariance, deviationOf, matrixOf, meanOf, pearson } from '@bourse/math'
import { checkReturns, checkSameLength } from '../measures/returns.js'
import { type Annualization, ratePerPeriod, ratioOf } from './sharpe.js'

/**
 * Per year where a year is named. `alpha` compounds the mean of r - rate - beta (b - rate), `jensenAlpha` multiplies it.
 * `informationRatio` is the mean of r - b over its deviation, times the root of periodsPerYear. `m2` is the strategy's
 * Sharpe ratio at the benchmark's volatility plus the rate. Captures compare returns per year over the periods in which
 * the benchmark rose (fell). `battingAverage` is the share of periods in which it was beaten. `betaFragility` is the
 * convexity in the benchmark's extremes (Taleb, Canetti, Kinda, Loukoianova and Schmieder 2012): negative is fragile.
 */
export type BenchmarkFigures = {
  readonly alpha: number
  readonly beta: number
  readonly jensenAlpha: number
  readonly correlation: number
  readonly rSquared: number
  readonly informationRatio: number
  readonly trackingError: number
  readonly treynor: number
  readonly m2: number
  readonly upCapture: number
  readonly downCapture: number
  readonly captureRatio: number
  readonly battingAverage: number
  readonly betaFragility: number
}

/**
 * All figures of a strategy against a benchmark, of the same periods. NaN where there are fewer than two periods or the
 * benchmark does not vary.
 *
 * @throws BourseError where a return is not finite or lengths differ
 *
 * @example
 * import { benchmarkFigures } from '@bourse/risk'
 * const index = Float64Array.of(0.01, -0.02, 0.03)
 * benchmarkFigures(index.map((r) => 2 * r), index, { periodsPerYear: 252 }).beta.toFixed(6) // => '2.000000'
 */
export function benchmarkFigures(
  returns: Float64Array,
  benchmark: Float64Array,
  options: Annualization,
): BenchmarkFigures {
  checkReturns('benchmarkFigures', returns)
  checkReturns('benchmarkFigures', benchmark, 'benchmark')
  checkSameLength('benchmarkFigures', 'benchmark', benchmark.length, returns.length)
  const rate = ratePerPeriod('benchmarkFigures', options)
  const year = options.periodsPerYear
  const count = returns.length
  if (count < 2) return nothing
  const both = covariance(matrixOf([returns, benchmark])).data
  const beta = ratioOf(both[1]!, both[3]!)
  const excess = meanOf(returns) - rate
  const residual = excess - beta * (meanOf(benchmark) - rate)
  const active = returns.map((r, t) => r - benchmark[t]!)
  const activeDeviation = deviationOf(active)
  const correlation = pearson(returns, benchmark)
  const upCapture = captureOf(returns, benchmark, year, 1)
  const downCapture = captureOf(returns, benchmark, year, -1)
  let beaten = 0
  for (let t = 0; t < count; t++) if (active[t]! > 0) beaten++
  return {
    alpha: (1 + residual) ** year - 1,
    beta,
    jensenAlpha: residual * year,
    correlation,
    rSquared: correlation * correlation,
    informationRatio: ratioOf(meanOf(active), activeDeviation) * Math.sqrt(year),
    trackingError: activeDeviation * Math.sqrt(year),
    treynor: ratioOf(excess * year, beta),
    m2: ratioOf(excess * year, Math.sqrt(both[0]!)) * Math.sqrt(both[3]!) + rate * year,
    upCapture,
    downCapture,
    captureRatio: ratioOf(upCapture, downCapture),
    battingAverage: beaten / count,
    betaFragility: fragilityOf(returns, benchmark),
  }
}

const nothing: BenchmarkFigures = {
  alpha: Number.NaN,
  beta: Number.NaN,
  jensenAlpha: Number.NaN,
  correlation: Number.NaN,
  rSquared: Number.NaN,
  informationRatio: Number.NaN,
  trackingError: Number.NaN,
  treynor: Number.NaN,
  m2: Number.NaN,
  upCapture: Number.NaN,
  downCapture: Number.NaN,
  captureRatio: Number.NaN,
  battingAverage: Number.NaN,
  betaFragility: Number.NaN,
}

/** Returns per year of both over the periods in which the benchmark's has that sign. */
function captureOf(returns: Float64Array, benchmark: Float64Array, year: number, sign: 1 | -1): number {
  let own = 1
  let its = 1
  let count = 0
  for (let t = 0; t < returns.length; t++) {
    if (!(benchmark[t]! * sign > 0)) continue
    own *= 1 + returns[t]!
    its *= 1 + benchmark[t]!
    count++
  }
  return count === 0 ? Number.NaN : ratioOf(own ** (year / count) - 1, its ** (year / count) - 1)
}

function fragilityOf(returns: Float64Array, benchmark: Float64Array): number {
  const order = Uint32Array.from({ length: returns.length }, (_, t) => t).sort(
    (a, b) => benchmark[a]! - benchmark[b]! || a - b,
  )
  const start = order[0]!
  const end = order[order.length - 1]!
  const middle = order[Math.min(halfToEven(order.length), order.length - 1)]!
  const span = benchmark[end]! - benchmark[start]!
  const up = (benchmark[middle]! - benchmark[start]!) / span
  const down = (benchmark[end]! - benchmark[middle]!) / span
  return up * returns[start]! + down * returns[end]! - returns[middle]!
}

/** count / 2, ties to even, as the heuristic's reference takes its middle. */
function halfToEven(count: number): number {
  const low = Math.floor(count / 2)
  return count % 2 === 0 || low % 2 === 0 ? low : low + 1
}

/**
 * Information ratio of each asset class against its own benchmark, per year.
 *
 * @throws BourseError where a class has no benchmark, lengths differ or a return is not finite
 *
 * @example
 * import { informationRatios } from '@bourse/risk'
 * const strategy = { equity: Float64Array.of(0.02, 0, 0.01), crypto: Float64Array.of(0.05, -0.04, 0.02) }
 * const market = { equity: Float64Array.of(0.01, 0, 0.005), crypto: Float64Array.of(0.06, -0.06, 0.03) }
 * informationRatios(strategy, market, { periodsPerYear: 252 }).equity?.toFixed(3) // => '15.875'
 */
export function informationRatios(
  returns: { readonly [bucket: string]: Float64Array },
  benchmarks: { readonly [bucket: string]: Float64Array },
  options: Annualization,
): { readonly [bucket: string]: number } {
  return Object.fromEntries(
    Object.entries(returns).map(([bucket, column]) => {
      const benchmark = benchmarks[bucket] ?? new Float64Array(0)
      checkSameLength('informationRatios', `benchmarks.${bucket}`, benchmark.length, column.length)
      return [bucket, benchmarkFigures(column, benchmark, options).informationRatio]
    }),
  )
}
