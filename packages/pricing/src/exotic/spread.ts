import { integrate, normPdf } from '@bourse/math'
import { black } from '../kernel/black.js'
import { refusal } from '../refuse.js'
import { checkPositive } from './checkExotic.js'
import { checkCorrelation, spreadVol } from './exchange.js'

/** A call or put on the difference of two futures, `long` less `short`, against `strike` of any sign. */
export type SpreadTerms = { readonly right: 'call' | 'put'; readonly strike: number }
/** Prices of the two futures, their volatilities and the correlation of their log returns. */
export type SpreadMarket = {
  readonly long: number
  readonly short: number
  readonly longVol: number
  readonly shortVol: number
  readonly correlation: number
  readonly rate: number
  readonly years: number
}

/**
 * Price of one unit of a European spread option on futures (crack, spark, calendar): max(long - short - strike, 0) for a
 * call. Exact by one integral over the short leg: within 1e-12 of the long price, some 100 Black prices of work.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @example
 * import { priceSpread } from '@bourse/pricing'
 * const market = { long: 110, short: 100, longVol: 0.3, shortVol: 0.25, correlation: 0.8, rate: 0.04, years: 0.5 }
 * priceSpread({ right: 'call', strike: 5 }, market) // => 8.1504
 */
export function priceSpread(option: SpreadTerms, market: SpreadMarket): number {
  const sign = checkSpread(option, market)
  const { long, short, longVol, shortVol, correlation, rate, years } = market
  const { strike } = option
  const root = Math.sqrt(years)
  const [longDev, shortDev] = [longVol * root, shortVol * root]
  const own = longDev * Math.sqrt((1 - correlation) * (1 + correlation))
  // Given the short leg's shock z, the long leg is lognormal around its conditional mean.
  const longAt = (z: number): number => long * Math.exp(correlation * longDev * (z - 0.5 * correlation * longDev))
  const payAt = (z: number): number => short * Math.exp(shortDev * (z - 0.5 * shortDev)) + strike
  const call = (z: number): number => {
    const pay = payAt(z)
    return normPdf(z) * (pay > 0 ? black(longAt(z), pay, own, 1) : longAt(z) - pay)
  }
  const cuts = corners(payAt, (z) => longAt(z) - payAt(z), own)
  let value = 0
  for (let i = 1; i < cuts.length; i++) value += integrate(call, cuts[i - 1]!, cuts[i]!, { tolerance: 1e-14 }).value
  const held = sign > 0 ? value : value - (long - short - strike)
  return Math.exp(-rate * years) * Math.max(held, 0)
}

/**
 * Kirk's approximation of the same: the short leg and the strike are treated as one lognormal. Cheap, exact at strike 0,
 * and some per cent off where the strike is large beside the short leg. NaN where short + strike <= 0.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see E. Kirk, Correlation in the energy markets, Managing energy price risk (1995)
 * @example
 * import { kirkSpread } from '@bourse/pricing'
 * const market = { long: 110, short: 100, longVol: 0.3, shortVol: 0.25, correlation: 0.8, rate: 0.04, years: 0.5 }
 * kirkSpread({ right: 'call', strike: 5 }, market) // => 8.1503
 */
export function kirkSpread(option: SpreadTerms, market: SpreadMarket): number {
  const sign = checkSpread(option, market)
  const { long, short, longVol, shortVol, correlation, rate, years } = market
  const pay = short + option.strike
  const vol = spreadVol(longVol, (shortVol * short) / pay, correlation)
  return Math.exp(-rate * years) * black(long, pay, vol * Math.sqrt(years), sign)
}

function checkSpread(option: SpreadTerms, market: SpreadMarket): 1 | -1 {
  const { right, strike } = option
  if (right !== 'call' && right !== 'put') throw refusal('option.right', right, "'call' or 'put'")
  if (!Number.isFinite(strike)) throw refusal('option.strike', strike, 'a finite number')
  checkPositive('market.long', market.long)
  checkPositive('market.short', market.short)
  for (const name of ['longVol', 'shortVol', 'years'] as const)
    if (!(market[name] >= 0 && market[name] < Infinity))
      throw refusal(`market.${name}`, market[name], 'a finite number >= 0')
  if (!Number.isFinite(market.rate)) throw refusal('market.rate', market.rate, 'a finite number')
  checkCorrelation(market.correlation)
  return right === 'call' ? 1 : -1
}

/** Ends of the integral (the density is below 1e-300 beyond) and where the integrand bends or nearly breaks. */
function corners(payAt: (z: number) => number, gap: (z: number) => number, own: number): readonly number[] {
  const cuts = [-37, -8, 0, 8, 37]
  for (const f of own < 0.05 ? [payAt, gap] : [payAt])
    for (let z = -37; z < 37; z += 0.5) {
      let [low, high] = [z, z + 0.5]
      if (f(low) > 0 === f(high) > 0) continue
      for (let i = 0; i < 60; i++) {
        const middle = 0.5 * (low + high)
        if (f(middle) > 0 === f(low) > 0) low = middle
        else high = middle
      }
      cuts.push(low)
    }
  return cuts.sort((a, b) => a - b)
}
