// An instrument as the ledger sees it: how a trade in it moves money.
import type { Instrument } from '@bourse/assets'
import { contractPayoff, multiplierOf } from '@bourse/assets'
import { BourseError, type Currency, type InstrumentId, type Money, money, type RoundingRule } from '@bourse/core'
import { type Booked, type BookingRules, bookingRule, bookQuotient } from './rounding.js'
import { type Digits, digitsOf, powers, unitDecimals } from './units.js'

/**
 * paid: the price is paid and received. contract: nothing is paid but what the price moves. balances: a spot trade, that
 * moves two balances.
 */
export type Style = 'paid' | 'contract' | 'balances'

/** What a ledger keeps of an instrument. `key`: what lots are kept by; listings of one currency pair share theirs. */
export type Terms = {
  readonly id: InstrumentId
  readonly key: string
  readonly instrument: Instrument
  readonly spot: boolean
  readonly margined: boolean
  readonly inverse: boolean
  readonly currency: Currency
  readonly multiplier: Digits
  readonly rule: RoundingRule
  /** No money, in its currency. */
  readonly none: Money
}

/** Throws `ledger/not-held` for what nobody holds: an index, and a combo, whose legs are held. */
export function termsOf(instrument: Instrument, rules: BookingRules | undefined): Terms {
  const { id, kind, currency } = instrument
  if (kind === 'index' || kind === 'combo')
    throw new BourseError('ledger/not-held', `${id} is ${kind === 'index' ? 'an index' : 'a combo'}: nobody holds it`, {
      details: { id, kind },
      remedy: kind === 'combo' ? 'report the fills of its legs' : 'report a fill of what was traded on it',
    })
  return {
    id,
    key: kind === 'spot' ? `${instrument.base}/${instrument.quote}` : id,
    instrument,
    spot: kind === 'spot',
    margined: kind === 'future' || kind === 'perpetual' || (kind === 'option' && instrument.premium === 'margined'),
    inverse: contractPayoff(instrument) === 'inverse',
    currency,
    multiplier: digitsOf('createLedger', 'multiplier', String(multiplierOf(instrument))),
    rule: bookingRule(rules, currency),
    none: money(0, currency),
  }
}

/**
 * What a signed quantity is worth at a price, booked: price x quantity x multiplier, and - multiplier x quantity / price in
 * the coin for inverse contracts, so that in both cases profit is the later value less the earlier one.
 */
export function valueAt(terms: Terms, price: Digits, quantity: bigint): Booked {
  const { multiplier, rule } = terms
  if (!terms.inverse)
    return bookQuotient(
      price.digits * quantity * multiplier.digits,
      powers[price.decimals + multiplier.decimals]!,
      rule,
    )
  return bookQuotient(
    -quantity * multiplier.digits * powers[price.decimals]!,
    price.digits * powers[multiplier.decimals]!,
    rule,
  )
}

/** The same for a quantity by its digits: where the product has no more decimals than are booked, nothing is divided. */
export function valueOfTrade(terms: Terms, price: Digits, size: Digits, quantity: bigint): Booked {
  const decimals = price.decimals + size.decimals + terms.multiplier.decimals
  if (terms.inverse || decimals > terms.rule.decimals) return valueAt(terms, price, quantity)
  const product = price.digits * size.digits * terms.multiplier.digits
  return { units: (quantity < 0n ? -product : product) * powers[unitDecimals - decimals]!, residual: 0n }
}

/** The same as an estimate, in doubles. */
export function worthAt(terms: Terms, price: number, quantity: number): number {
  const contracts = quantity * multiplierOf(terms.instrument)
  if (!terms.inverse) return contracts * price
  return price > 0 ? -contracts / price : Number.NaN
}
