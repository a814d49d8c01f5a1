import { cholesky, createSobol, leastSquares, type Matrix, normQuantile, zeros } from '@bourse/math'
import { refusal } from '../refuse.js'

/** An American contract on several lognormal underlyings. */
export type BasketProblem = {
  /** What exercise pays at these prices, never below 0. */
  readonly payoff: (prices: Float64Array) => number
  readonly spots: readonly number[]
  /** Per root year, one for each spot. */
  readonly vols: readonly number[]
  /** Continuous yields; 0 when absent. */
  readonly yields?: readonly number[]
  /** Between the logarithms of the underlyings; independent when absent. */
  readonly correlation?: Matrix
  readonly rate: number
  readonly years: number
}

/** How many dates and paths. */
export type LongstaffSchwartzSettings = {
  /** Dates at which exercise is allowed, evenly spaced, the last at expiry. Default 50; times spots at most 1500. */
  readonly dates?: number
  /** Paths of each of nine runs: the first finds the rule, eight price with it. Default 4096; powers of two are best. */
  readonly paths?: number
  readonly seed: number | string
}

/**
 * Price of an American contract on several underlyings by Longstaff and Schwartz: what waiting is worth is regressed on
 * the prices and their products, and the rule found so is then used on fresh paths. The answer is therefore low by what
 * the rule misses, up to 1 % with the few functions here, beside the random error.
 *
 * @returns the mean of eight scrambled Sobol' runs, and its standard error
 * @throws BourseError naming the setting outside its domain
 * @see F. Longstaff, E. Schwartz, Valuing American options by simulation, Rev. Financial Studies 14 (2001), p. 113
 * @example
 * import { longstaffSchwartz } from '@bourse/pricing'
 * const best = (prices: Float64Array) => Math.max(0, Math.max(...prices) - 100)
 * const basket = { payoff: best, spots: [100, 100], vols: [0.2, 0.2], yields: [0.1, 0.1], rate: 0.05, years: 3 }
 * const { price, error } = longstaffSchwartz(basket, { dates: 9, seed: 'best of two' })
 * Math.abs(price - 13.9) < 0.2 && error < 0.1 // => true
 */
export function longstaffSchwartz(
  problem: BasketProblem,
  settings: LongstaffSchwartzSettings,
): { readonly price: number; readonly error: number } {
  const { dates = 50, paths = 4096, seed } = settings
  checkBasket(problem, dates, paths)
  const rule = exerciseRule(problem, walk(problem, dates, paths, `${seed}/rule`), dates, paths)
  const values: number[] = []
  for (let run = 0; run < 8; run++)
    values.push(follow(problem, walk(problem, dates, paths, `${seed}/${run}`), rule, dates, paths))
  const price = values.reduce((sum, one) => sum + one, 0) / 8
  const spread = values.reduce((sum, one) => sum + (one - price) ** 2, 0)
  return { price, error: Math.sqrt(spread / 56) }
}

/** Prices by date, path and underlying. */
function walk(problem: BasketProblem, dates: number, paths: number, seed: string): Float64Array {
  const { spots, vols, yields, rate, years, correlation } = problem
  const count = spots.length
  const mixed = correlation === undefined ? undefined : cholesky(correlation)
  if (mixed?.ok === false) throw refusal('problem.correlation', mixed.failure.code, 'positive definite')
  const mix = mixed?.value.data
  const sobol = createSobol({ dimensions: dates * count, seed })
  const point = new Float64Array(dates * count)
  const normals = new Float64Array(count)
  const logs = new Float64Array(count)
  const prices = new Float64Array(dates * paths * count)
  const time = years / dates
  for (let path = 0; path < paths; path++) {
    sobol.next(point)
    logs.fill(0)
    for (let date = 0; date < dates; date++) {
      for (let i = 0; i < count; i++) normals[i] = normQuantile(Math.max(point[date * count + i]!, 2 ** -33))
      for (let i = 0; i < count; i++) {
        let shock = mix === undefined ? normals[i]! : 0
        if (mix !== undefined) for (let j = 0; j <= i; j++) shock += mix[i * count + j]! * normals[j]!
        const vol = vols[i]!
        logs[i]! += (rate - (yields?.[i] ?? 0) - 0.5 * vol * vol) * time + vol * Math.sqrt(time) * shock
        prices[(date * paths + path) * count + i] = spots[i]! * Math.exp(logs[i]!)
      }
    }
  }
  return prices
}

/** By date, the coefficients of what waiting is worth; undefined where exercise never paid. */
type Rule = readonly (Float64Array | undefined)[]

function exerciseRule(problem: BasketProblem, prices: Float64Array, dates: number, paths: number): Rule {
  const { payoff, spots, rate, years } = problem
  const count = spots.length
  const discount = Math.exp((-rate * years) / dates)
  const at = (date: number, path: number): Float64Array =>
    prices.subarray((date * paths + path) * count, (date * paths + path + 1) * count)
  const value = Float64Array.from({ length: paths }, (_, path) => payoff(at(dates - 1, path)))
  const rule: (Float64Array | undefined)[] = new Array<undefined>(dates).fill(undefined)
  const terms = termCount(count)
  for (let date = dates - 2; date >= 0; date--) {
    const inside: number[] = []
    for (let path = 0; path < paths; path++) {
      value[path]! *= discount
      if (payoff(at(date, path)) > 0) inside.push(path)
    }
    if (inside.length < 2 * terms) continue
    const design = zeros(inside.length, terms)
    const right = new Float64Array(inside.length)
    for (const [row, path] of inside.entries()) {
      fillTerms(problem, at(date, path), design.data.subarray(row * terms, (row + 1) * terms))
      right[row] = value[path]!
    }
    const fit = fitted(design, right)
    if (fit === undefined) continue
    rule[date] = fit
    for (const [row, path] of inside.entries()) {
      const paid = payoff(at(date, path))
      if (paid > worth(fit, design.data, row * terms)) value[path] = paid
    }
  }
  return rule
}

// The payoff of one option is itself a combination of 1 and the price where it pays: then it goes.
function fitted(design: Matrix, right: Float64Array): Float64Array | undefined {
  const all = leastSquares(design, right)
  if (all.ok) return all.value
  const fewer = zeros(design.rows, design.cols - 1)
  for (let row = 0; row < design.rows; row++)
    fewer.data.set(design.data.subarray(row * design.cols, (row + 1) * design.cols - 1), row * fewer.cols)
  const rest = leastSquares(fewer, right)
  return rest.ok ? rest.value : undefined
}

function follow(problem: BasketProblem, prices: Float64Array, rule: Rule, dates: number, paths: number): number {
  const { payoff, spots, rate, years } = problem
  const count = spots.length
  const terms = new Float64Array(termCount(count))
  let sum = 0
  for (let path = 0; path < paths; path++)
    for (let date = 0; date < dates; date++) {
      const here = prices.subarray((date * paths + path) * count, (date * paths + path + 1) * count)
      const paid = payoff(here)
      const fit = rule[date]
      const last = date === dates - 1
      if (!last) {
        if (fit === undefined || !(paid > 0)) continue
        fillTerms(problem, here, terms)
        if (!(paid > worth(fit, terms, 0))) continue
      }
      sum += Math.exp((-rate * years * (date + 1)) / dates) * paid
      break
    }
  return Math.max(sum / paths, payoff(Float64Array.from(spots)))
}

function termCount(count: number): number {
  return 2 + count + (count * (count + 1)) / 2
}

// 1, every price and every product of two, each over today's price, and last the payoff.
function fillTerms({ payoff, spots }: BasketProblem, prices: Float64Array, out: Float64Array): void {
  let at = 0
  out[at++] = 1
  for (let i = 0; i < prices.length; i++) out[at++] = prices[i]! / spots[i]!
  for (let i = 0; i < prices.length; i++)
    for (let j = i; j < prices.length; j++) out[at++] = (prices[i]! / spots[i]!) * (prices[j]! / spots[j]!)
  out[at] = payoff(prices) / spots[0]!
}

function worth(fit: Float64Array, terms: Float64Array, from: number): number {
  let sum = 0
  for (let i = 0; i < fit.length; i++) sum += fit[i]! * terms[from + i]!
  return sum
}

function checkBasket({ spots, vols, yields, rate, years }: BasketProblem, dates: number, paths: number): void {
  const count = spots.length
  if (count < 1) throw refusal('problem.spots.length', count, 'at least 1')
  if (vols.length !== count) throw refusal('problem.vols.length', vols.length, `${count}, as spots.length`)
  if (yields !== undefined && yields.length !== count)
    throw refusal('problem.yields.length', yields.length, `${count}, as spots.length`)
  for (const [i, spot] of spots.entries()) {
    if (!(spot > 0 && spot < Infinity)) throw refusal(`problem.spots[${i}]`, spot, 'a finite number > 0')
    const vol = vols[i]!
    if (!(vol >= 0 && vol < Infinity)) throw refusal(`problem.vols[${i}]`, vol, 'a finite number >= 0')
    const paid = yields?.[i] ?? 0
    if (!Number.isFinite(paid)) throw refusal(`problem.yields[${i}]`, paid, 'a finite number')
  }
  if (!Number.isFinite(rate)) throw refusal('problem.rate', rate, 'a finite number')
  if (!(years > 0 && years < Infinity)) throw refusal('problem.years', years, 'a finite number > 0')
  if (!(Number.isInteger(dates) && dates >= 1 && dates * count <= 1500))
    throw refusal('settings.dates', dates, 'a whole number >= 1, times spots at most 1500')
  if (!(Number.isInteger(paths) && paths >= 64 && paths <= 2 ** 20))
    throw refusal('settings.paths', paths, 'a whole number from 64 to 1048576')
}
