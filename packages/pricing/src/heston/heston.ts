import { gaussLegendre, type GaussRule } from '@bourse/math'
import { differenceGreeks } from '../differenceGreeks.js'
import { black } from '../kernel/black.js'
import { checkEuropean, refusal } from '../refuse.js'
import type { OptionMarket, OptionTerms, PricingModel } from '../terms.js'
import { type Complex, hestonCharacteristic, hestonMeanVariance } from './hestonCharacteristic.js'
import { checkHeston, type HestonTerms } from './hestonTerms.js'

/**
 * Heston's stochastic-volatility model for European options; the market's `vol` is the volatility now (its square the
 * variance now). Prices by Lewis's integral of the difference to Black's price at the mean variance, refined until it
 * stands: within 1e-12 of 100 for spot 100, Feller's condition met or not. Some 300 to 3,000 evaluations of the
 * characteristic function. Greeks by differences: vega and gamma are those of the volatility now.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see S. Heston, Review of Financial Studies 6 (1993), p. 327; A. Lewis, Option valuation under stochastic volatility
 * (2000); L. Andersen and V. Piterbarg, Interest rate modeling (2010), 8.4 for the control
 * @example
 * import { heston, priceOption } from '@bourse/pricing'
 * const model = heston({ kappa: 1.5, theta: 0.04, xi: 0.5, rho: -0.7 })
 * const put = { right: 'put', strike: 90, exercise: 'european' } as const
 * priceOption(put, { spot: 100, vol: 0.2, rate: 0.02, years: 1 }, model) // => 3.2969
 */
export function heston(terms: HestonTerms): PricingModel {
  checkHeston(terms)
  const price = (option: OptionTerms, market: OptionMarket): number => {
    const sign = checkEuropean(option, market, true)
    if (market.dividends !== undefined) throw refusal('market.dividends', 'given', 'absent: heston takes a yield only')
    const { spot, rate, years, vol } = market
    const forward = spot * Math.exp((rate - (market.yield ?? 0)) * years)
    return Math.exp(-rate * years) * hestonForwardPrice(forward, option.strike, years, vol * vol, terms, sign)
  }
  return {
    model: 'heston',
    price,
    greeks: (option, market) => differenceGreeks((at) => price(option, at), market),
  }
}

let rule: GaussRule | undefined
const phi: Complex = { re: 0, im: 0 }

/** Undiscounted price of a European option on a forward. */
export function hestonForwardPrice(
  forward: number,
  strike: number,
  years: number,
  variance: number,
  terms: HestonTerms,
  sign: 1 | -1,
): number {
  const total = hestonMeanVariance(years, variance, terms) * years
  const plain = black(forward, strike, Math.sqrt(total), sign)
  if (years === 0) return plain
  rule ??= gaussLegendre(24)
  const x = Math.log(forward / strike)
  // Black's characteristic function less Heston's: their poles at u = i / 2 cancel, and so does most of their size.
  const difference = (u: number): number => {
    const square = u * u + 0.25
    hestonCharacteristic(u, years, variance, terms, phi)
    const real = Math.exp(-0.5 * total * square) - phi.re
    return (real * Math.cos(u * x) + phi.im * Math.sin(u * x)) / square
  }
  let sum = 0
  let from = 0
  for (let to = 1; ; to *= 2) {
    sum += panel(difference, from, to, whole(difference, from, to), 0)
    from = to
    if (isSpent(to, total, years, variance, terms)) break
  }
  // Prices are bounded by their own intrinsic value and by what they are a claim on.
  const price = plain + (Math.sqrt(forward * strike) / Math.PI) * sum
  return Math.min(Math.max(price, sign * (forward - strike), 0), sign > 0 ? forward : strike)
}

/** Whether nothing beyond u can reach the last place: both functions and the weight 1 / u² together. */
function isSpent(u: number, total: number, years: number, variance: number, terms: HestonTerms): boolean {
  if (u > 1e9) return true
  hestonCharacteristic(u, years, variance, terms, phi)
  const left = Math.exp(-0.5 * total * u * u) + Math.hypot(phi.re, phi.im)
  return left < 1e-17 * u
}

function whole(f: (u: number) => number, a: number, b: number): number {
  const half = 0.5 * (b - a)
  const middle = 0.5 * (a + b)
  let sum = 0
  for (let i = 0; i < rule!.nodes.length; i++) sum += rule!.weights[i]! * f(middle + half * rule!.nodes[i]!)
  return half * sum
}

/** Halves a panel until its halves agree with it. */
function panel(f: (u: number) => number, a: number, b: number, value: number, depth: number): number {
  const middle = 0.5 * (a + b)
  const left = whole(f, a, middle)
  const right = whole(f, middle, b)
  if (Math.abs(left + right - value) < 1e-15 || depth > 24) return left + right
  return panel(f, a, middle, left, depth + 1) + panel(f, middle, b, right, depth + 1)
}
