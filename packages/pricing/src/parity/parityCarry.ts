import { refusal } from '../refuse.js'
import type { CashDividend } from '../terms.js'

/** What holding the underlying earns until expiry, as the forward says. */
export type ParityCarry = {
  /** Continuous, per year: what `OptionMarket.yield` takes to meet the forward with nothing else. */
  readonly yield: number
  /** The same as money: today's value of all dividends and lending fees until expiry, per unit. */
  readonly dividends: number
  /** Continuous, per year: what is left after the dividends that are known; > 0: costs the short seller. */
  readonly borrow: number
}

/**
 * Dividends and the cost of borrowing that a forward implies: F = (S - D) e^((r - borrow) T).
 *
 * @param market `dividends` known cash, those after expiry ignored; `yield` a known continuous yield; both default to none
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @example
 * import { parityCarry } from '@bourse/pricing'
 * const market = { spot: 100, forward: 99.5, rate: 0.04, years: 0.5, dividends: [{ years: 0.25, cash: 1.5 }] }
 * const carry = parityCarry(market)
 * carry.yield // => 0.0500251
 * carry.dividends // => 2.4702
 * carry.borrow // => 0.0201008
 */
export function parityCarry(market: {
  readonly spot: number
  readonly forward: number
  readonly rate: number
  readonly years: number
  readonly dividends?: readonly CashDividend[]
  readonly yield?: number
}): ParityCarry {
  const { spot, forward, rate, years, dividends = [] } = market
  const known = market.yield ?? 0
  if (!(spot > 0 && spot < Infinity)) throw refusal('market.spot', spot, 'a finite number > 0')
  if (!(forward > 0 && forward < Infinity)) throw refusal('market.forward', forward, 'a finite number > 0')
  if (!Number.isFinite(rate)) throw refusal('market.rate', rate, 'a finite number')
  if (!Number.isFinite(known)) throw refusal('market.yield', known, 'a finite number')
  if (!(years > 0 && years < Infinity)) throw refusal('market.years', years, 'a finite number > 0')
  let cash = 0
  for (const one of dividends) if (one.years <= years) cash += one.cash * Math.exp(-rate * one.years)
  if (!(cash < spot)) throw refusal('market.dividends', cash, `worth less than the spot (${spot})`)
  return {
    yield: rate - Math.log(forward / spot) / years,
    dividends: spot - forward * Math.exp(-rate * years),
    borrow: rate - known - Math.log(forward / (spot - cash)) / years,
  }
}
