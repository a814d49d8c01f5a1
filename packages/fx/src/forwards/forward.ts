// Forwards by covered interest parity on simple money market rates: F = S (1 + q d/Dq) / (1 + b d/Db). Points are a small
// difference of large numbers; all is computed in fractions of the decimals given and rounded once.
import { badArgument, type RoundingRule } from '@bourse/core'
import {
  type DecimalLike,
  difference,
  type Fraction,
  fractionOf,
  one,
  product,
  quotient,
  sum,
  toDecimalText,
  toDouble,
} from '../rates/fraction.js'

/** A simple rate per year of `yearDays` (360 or 365) days: over d days one unit earns rate d / yearDays. */
export type SimpleRate = { readonly rate: DecimalLike; readonly yearDays: number }

/** `spot` in quote per base; `days` are calendar days from spot to the forward's value date. Numbers mean their shortest decimal text. */
export type ForwardTerms = {
  readonly spot: DecimalLike
  readonly days: number
  readonly base: SimpleRate
  readonly quote: SimpleRate
}

/**
 * The outright forward, the nearest double. Throws where spot is not > 0, `days` no integer >= 0, `yearDays` no integer
 * > 0, or a rate loses all of its deposit.
 *
 * @example
 * import { forwardOutright } from '@bourse/fx'
 * const [base, quote] = [{ rate: 0.0391, yearDays: 360 }, { rate: 0.0533, yearDays: 360 }]
 * forwardOutright({ spot: 1.10929, days: 91, base, quote }) // => 1.1132327660613255
 */
export function forwardOutright(terms: ForwardTerms): number {
  return toDouble(outrightOf(terms))
}

/**
 * Forward less spot, in units of `pip` (default 1: as a price); > 0: the base currency trades at a premium. Throws as
 * `forwardOutright`.
 *
 * @example
 * import { forwardPoints } from '@bourse/fx'
 * const [base, quote] = [{ rate: 0.0533, yearDays: 360 }, { rate: -0.0005, yearDays: 360 }]
 * forwardPoints({ spot: 157.313, days: 30, base, quote }, 0.01) // => -70.2167821
 */
export function forwardPoints(terms: ForwardTerms, pip: DecimalLike = 1): number {
  const size = fractionOf('forwardPoints', 'pip', pip)
  if (size.n <= 0n) throw badArgument('forwardPoints', 'pip', pip, '> 0')
  return toDouble(quotient(pointsOf(terms), size))
}

/**
 * Outright and points as decimal text, each rounded once from the exact value: what a confirmation states.
 *
 * @example
 * import { exactForward } from '@bourse/fx'
 * const [base, quote] = [{ rate: '0.0391', yearDays: 360 }, { rate: '0.0533', yearDays: 360 }] as const
 * exactForward({ spot: '1.10929', days: 91, base, quote }, { decimals: 7, rounding: 'half-even' })
 * // => { outright: '1.1132328', points: '0.0039428' }
 */
export function exactForward(
  terms: ForwardTerms,
  rule: RoundingRule,
): { readonly outright: `${number}`; readonly points: `${number}` } {
  return { outright: toDecimalText(outrightOf(terms), rule), points: toDecimalText(pointsOf(terms), rule) }
}

/**
 * What holding the base currency forward earns a year, ln(F/S) 365/days, continuous; NaN for 0 days.
 *
 * @example
 * import { forwardCarry } from '@bourse/fx'
 * const [base, quote] = [{ rate: 0.0391, yearDays: 360 }, { rate: 0.0533, yearDays: 360 }]
 * forwardCarry({ spot: 1.10929, days: 7, base, quote }) // => 0.0143843
 */
export function forwardCarry(terms: ForwardTerms): number {
  const premium = toDouble(quotient(pointsOf(terms), spotOf(terms)))
  return (Math.log1p(premium) * 365) / terms.days
}

/**
 * The quote currency's simple rate at which a forward is fair: the inverse of `forwardOutright`. Throws as it does, and for
 * 0 days, over which a forward says nothing of rates.
 *
 * @example
 * import { impliedQuoteRate } from '@bourse/fx'
 * impliedQuoteRate({ spot: 1.10929, forward: 1.1132327660613255, days: 91, base: { rate: 0.0391, yearDays: 360 }, quoteYearDays: 360 })
 * // => 0.0533
 */
export function impliedQuoteRate(terms: ImpliedRateTerms): number {
  return toDouble(impliedQuoteFraction(terms))
}

/** A forward that is quoted, and everything of its terms but the quote currency's rate. */
export type ImpliedRateTerms = {
  readonly spot: DecimalLike
  readonly forward: DecimalLike
  readonly days: number
  readonly base: SimpleRate
  readonly quoteYearDays: number
}

export function impliedQuoteFraction(terms: ImpliedRateTerms): Fraction {
  const { forward, days, base, quoteYearDays } = terms
  if (days === 0) throw badArgument('impliedQuoteRate', 'days', days, 'an integer > 0')
  const ratio = quotient(fractionOf('impliedQuoteRate', 'forward', forward), spotOf(terms))
  const earned = difference(product(ratio, growth('base', base, days)), one)
  return product(earned, { n: BigInt(checkedYear('quote', quoteYearDays)), d: BigInt(days) })
}

function outrightOf(terms: ForwardTerms): Fraction {
  const { days, base, quote } = terms
  return product(spotOf(terms), quotient(growth('quote', quote, days), growth('base', base, days)))
}

function pointsOf(terms: ForwardTerms): Fraction {
  return difference(outrightOf(terms), spotOf(terms))
}

function spotOf({ spot }: { readonly spot: DecimalLike }): Fraction {
  const fraction = fractionOf('forwardOutright', 'spot', spot)
  if (fraction.n > 0n) return fraction
  throw badArgument('forwardOutright', 'spot', spot, '> 0')
}

/** What one unit of a currency becomes. */
function growth(side: string, { rate, yearDays }: SimpleRate, days: number): Fraction {
  if (!Number.isInteger(days) || days < 0) throw badArgument('forwardOutright', 'days', days, 'an integer >= 0')
  const years: Fraction = { n: BigInt(days), d: BigInt(checkedYear(side, yearDays)) }
  const grown = sum(one, product(fractionOf('forwardOutright', `${side}.rate`, rate), years))
  if (grown.n > 0n) return grown
  throw badArgument('forwardOutright', `${side}.rate`, rate, `> -${yearDays}/${days}`)
}

function checkedYear(side: string, yearDays: number): number {
  if (Number.isInteger(yearDays) && yearDays > 0) return yearDays
  throw badArgument('forwardOutright', `${side} yearDays`, yearDays, 'an integer > 0: 360 or 365')
}
