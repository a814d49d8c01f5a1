// What a future should cost, and what it says about money. Hull, "Options, Futures, and Other Derivatives" (11th ed.), 5.4
// to 5.12; rates and yields continuous per year.

/** Cash paid on the underlying: per unit of it, so many years from now. */
export type CarriedDividend = { readonly amount: number; readonly years: number }

/** `yield`: dividends or foreign interest; `storage`, `convenience`: per year of the price. All 0 where left out. */
export type CarryTerms = {
  readonly years: number
  readonly yield?: number
  readonly storage?: number
  readonly convenience?: number
  readonly dividends?: readonly CarriedDividend[]
}

/**
 * The price at which holding and buying forward cost the same: (spot - dividends' present value) e^((rate - yield +
 * storage - convenience) years). Dividends after the future's end do not count.
 *
 * @example
 * import { futureFairValue } from '@bourse/futures'
 * futureFairValue(6900, 0.04, { years: 0.25, yield: 0.012 }) // => 6948.4694
 */
export function futureFairValue(spot: number, rate: number, terms: CarryTerms): number {
  return (spot - presentValue(terms, rate)) * Math.exp(rate * terms.years + leanOf(terms))
}

/**
 * The continuous rate that a future promises to somebody who buys spot and delivers: the `rate` at which it is fair. NaN
 * for prices <= 0 or dividends worth more than spot.
 *
 * @example
 * import { futureFairValue, impliedRepo } from '@bourse/futures'
 * const terms = { years: 0.5, yield: 0.01, dividends: [{ amount: 2, years: 0.2 }] }
 * impliedRepo(futureFairValue(100, 0.043, terms), 100, terms) // => 0.0430
 */
export function impliedRepo(futurePrice: number, spot: number, terms: CarryTerms): number {
  if (!(futurePrice > 0 && spot > 0 && terms.years > 0)) return Number.NaN
  // Newton in the rate: the fair value is smooth and increasing in it, and nearly exponential.
  let rate = (Math.log(futurePrice / spot) - leanOf(terms)) / terms.years
  for (let i = 0; i < 50; i++) {
    const net = spot - presentValue(terms, rate)
    if (!(net > 0)) return Number.NaN
    const error = Math.log(futurePrice / net) - leanOf(terms) - rate * terms.years
    const duration = (terms.dividends ?? []).reduce((sum, one) => sum + discounted(one, rate, terms) * one.years, 0)
    const step = error / (terms.years + duration / net)
    rate += step
    if (Math.abs(step) <= 1e-15 * Math.max(1, Math.abs(rate))) break
  }
  return rate
}

/** Profit per unit at the future's end, costs paid; what to do about it. */
export type CashAndCarry = {
  readonly carry: number
  readonly reverse: number
  readonly trade: 'cash-and-carry' | 'reverse' | 'none'
}

/**
 * Buying spot with borrowed money and selling the future (`carry`), or selling spot short, lending the money and buying
 * the future (`reverse`). `costs` per unit are paid today, whichever way; the short seller pays `borrowFee` per year of
 * the price and all dividends.
 *
 * @example
 * import { cashAndCarry } from '@bourse/futures'
 * const found = cashAndCarry({ spot: 100, future: 102, borrow: 0.05, lend: 0.03, costs: 0.1 }, { years: 0.25 })
 * found.carry // => 0.6409
 * found.reverse // => -1.3479
 * found.trade // => 'cash-and-carry'
 */
export function cashAndCarry(
  market: {
    readonly spot: number
    readonly future: number
    readonly borrow: number
    readonly lend: number
    readonly costs?: number
    readonly borrowFee?: number
  },
  terms: CarryTerms,
): CashAndCarry {
  const { spot, future, borrow, lend, costs = 0, borrowFee = 0 } = market
  const carry = future - futureFairValue(spot, borrow, terms) - costs * Math.exp(borrow * terms.years)
  // To whoever is short the fee is one more yield that he owes.
  const short = { ...terms, yield: (terms.yield ?? 0) + borrowFee }
  const reverse = futureFairValue(spot, lend, short) - future - costs * Math.exp(lend * terms.years)
  return { carry, reverse, trade: carry > 0 ? 'cash-and-carry' : reverse > 0 ? 'reverse' : 'none' }
}

function leanOf({ years, yield: income = 0, storage = 0, convenience = 0 }: CarryTerms): number {
  return (storage - income - convenience) * years
}

function presentValue(terms: CarryTerms, rate: number): number {
  return (terms.dividends ?? []).reduce((sum, one) => sum + discounted(one, rate, terms), 0)
}

function discounted({ amount, years }: CarriedDividend, rate: number, terms: CarryTerms): number {
  return years <= terms.years ? amount * Math.exp(-rate * years) : 0
}
