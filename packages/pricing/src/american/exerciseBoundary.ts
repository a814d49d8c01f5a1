import { checkOption, refusal } from '../refuse.js'
import type { OptionMarket, OptionTerms } from '../terms.js'
import { type BoundaryScheme, chebyshevRow } from './boundaryScheme.js'
import { boundaryAtExpiry, exerciseRegion } from './exerciseRegion.js'
import { horizon, schemeOf } from './settings.js'
import { solveBoundary } from './solveBoundary.js'
import { twoBoundaries } from './twoBoundaries.js'

/** Where an American option is exercised before expiry. */
export type ExerciseBoundary = {
  /**
   * The price of the underlying nearest to the strike at which exercise is due with so many years left: at or below it
   * for a put, at or above it for a call. NaN where nothing is exercised, or beyond the years that were asked for.
   */
  near(yearsLeft: number): number
  /** The far end of that region: 0 for a put and Infinity for a call, except where both rates are negative. NaN as `near`. */
  far(yearsLeft: number): number
}

/**
 * The exercise boundary of an American option over its whole life, as `andersenLake` finds it; relative error about 1e-9,
 * 1e-6 in the last thousandth of the time.
 *
 * @throws BourseError naming the argument outside its domain; cash dividends, zero time and zero volatility are refused
 * @see L. Andersen, M. Lake, D. Offengenden, High performance American option pricing, J. Computational Finance 20 (2016)
 * @example
 * import { exerciseBoundary } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * const boundary = exerciseBoundary(put, { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 })
 * boundary.near(0.5) // => 76.416
 * boundary.near(0) // => 100
 * boundary.far(0.5) // => 0
 */
export function exerciseBoundary(option: OptionTerms, market: OptionMarket): ExerciseBoundary {
  const sign = checkOption(option, market)
  const { vol, years, rate, dividends = [] } = market
  if (!(vol * Math.sqrt(years) >= 1e-6))
    throw refusal('market.vol', vol, 'vol and years with vol * sqrt(years) >= 1e-6')
  if (dividends.length > 0)
    throw refusal('market.dividends', 'given', 'absent: the boundary is that of a continuous yield')
  const carryYield = market.yield ?? 0
  const { strike } = option
  const [r, q] = sign < 0 ? [rate, carryYield] : [carryYield, rate]
  // A call's boundary is that of the put with the two rates exchanged, mirrored at the strike.
  const priceOf = (level: number): number => strike * Math.exp(-sign * level)
  const region = option.exercise === 'american' ? exerciseRegion(r, q) : 'never'
  const alive = (left: number): boolean => left >= 0 && left <= years
  if (region === 'never') return { near: () => Number.NaN, far: () => Number.NaN }
  if (region === 'below') {
    const reach = horizon(r, q, vol, years)
    const scheme = schemeOf('accurate', r, q, vol, reach)
    const squares = new Float64Array(scheme.nodes + 1)
    solveBoundary(r, q, vol, reach, scheme, squares)
    const top = boundaryAtExpiry(r, q)
    return {
      near: (left) =>
        alive(left) ? priceOf(top - heightAt(scheme, squares, Math.min(left, reach) / reach)) : Number.NaN,
      far: (left) => (alive(left) ? (sign < 0 ? 0 : Infinity) : Number.NaN),
    }
  }
  const { scheme, reach, upper, lower } = twoBoundaries(r, q, vol, years)
  const bottom = Math.log(r / q)
  const open = (left: number): boolean => left >= 0 && left <= reach
  return {
    near: (left) => (open(left) ? priceOf(-heightAt(scheme, upper, left / reach)) : Number.NaN),
    far: (left) => (open(left) ? priceOf(bottom + heightAt(scheme, lower, left / reach)) : Number.NaN),
  }
}

function heightAt({ x }: BoundaryScheme, squares: Float64Array, share: number): number {
  const row = chebyshevRow(x, Math.sqrt(share))
  let square = 0
  for (let j = 0; j < squares.length; j++) square += row[j]! * squares[j]!
  return Math.sqrt(Math.max(square, 0))
}
