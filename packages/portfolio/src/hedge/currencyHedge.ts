import type { Future } from '@bourse/assets'
import { type AccountId, type Amount, type Currency, BourseError, badArgument, type OrderDraft } from '@bourse/core'
import { type ForwardTerms, forwardOutright, type HedgeCost, hedgeCost } from '@bourse/fx'
import { currencyBought } from '../exposure/currencyBought.js'
import { futureHedge } from './futureHedge.js'

/** `hedged` and `residual` in the foreign currency: what whole contracts sell of it, and what of ratio times exposure stays open. */
export type CurrencyFutureHedge = {
  readonly contracts: number
  readonly whole: number
  readonly order: OrderDraft | undefined
  readonly hedged: Amount
  readonly residual: Amount
}

/**
 * Contracts of a currency future (6E, 6J, 6B, ...) against a sum in its currency, nearest whole ones; the price does not
 * matter, because a contract is a number of euros, yen or pounds.
 *
 * @param exposure in the currency that the future delivers; > 0 is sold
 * @param options.ratio share that is hedged, default 1; `held`: contracts held already
 * @throws BourseError where the future is on another currency, or a figure is not finite
 * @example
 * import { contractChain, E6, futuresDays } from '@bourse/futures'
 * import { currencyFutureHedge } from '@bourse/portfolio'
 * const [december] = contractChain(E6, '2026-12-01', 1, futuresDays)
 * const { contracts, order, residual } = currencyFutureHedge({ currency: 'EUR', value: 1_200_000 }, december!, { ratio: 0.8 })
 * contracts // => -7.68
 * order // => { instrument: '6EZ26@CME', side: 'sell', quantity: 8, type: 'market' }
 * residual // => { currency: 'EUR', value: -40000 }
 */
export function currencyFutureHedge(
  exposure: Amount,
  future: Future,
  options: { readonly ratio?: number; readonly held?: number; readonly account?: AccountId } = {},
): CurrencyFutureHedge {
  const currency = currencyBought(future)
  if (currency !== exposure.currency)
    throw new BourseError(
      'input/currency-mismatch',
      `${future.id} delivers ${currency ?? 'no currency'}, the exposure is in ${exposure.currency}`,
      {
        details: { future: future.id, delivers: currency ?? null, exposure: exposure.currency },
        remedy: `pass a future on ${exposure.currency}, or convert the exposure`,
      },
    )
  // At a price of one a contract is worth its units of the currency.
  const { contracts, whole, order, residual } = futureHedge({ ...options, exposure, hedge: future, price: 1 })
  return { contracts, whole, order, hedged: { currency, value: 0 - whole * future.multiplier }, residual }
}

/** `sold` forward at `outright` for `proceeds`; `residual` stays open; `cost` as shares of the sum sold, over the life of the forward. */
export type CurrencyForwardHedge = {
  readonly sold: Amount
  readonly outright: number
  readonly proceeds: Amount
  readonly residual: Amount
  readonly cost: HedgeCost
}

/**
 * A forward against a sum in its base currency: exact, so that what is open is what was not to be hedged.
 *
 * @param terms of the forward, base the exposure's currency, at mid
 * @param options.ratio share that is hedged, default 1; `quote`: currency of the proceeds; `spread`: ask less bid of the outright, default 0
 * @throws BourseError where a figure is not finite, and as `forwardOutright`
 * @example
 * import { currencyForwardHedge } from '@bourse/portfolio'
 * const terms = { spot: 1.1, days: 90, base: { rate: 0.03, yearDays: 360 }, quote: { rate: 0.05, yearDays: 360 } }
 * const hedge = currencyForwardHedge({ currency: 'EUR', value: 1e6 }, terms, { quote: 'USD', ratio: 0.5 })
 * hedge.outright // => 1.105459
 * hedge.proceeds // => { currency: 'USD', value: 552729.53 }
 * hedge.cost.carry // => -0.0024814
 */
export function currencyForwardHedge(
  exposure: Amount,
  terms: ForwardTerms,
  options: { readonly quote: Currency; readonly ratio?: number; readonly spread?: number },
): CurrencyForwardHedge {
  const { quote, ratio = 1, spread = 0 } = options
  for (const [name, value] of Object.entries({ exposure: exposure.value, ratio }))
    if (!Number.isFinite(value)) throw badArgument('currencyForwardHedge', name, value, 'a finite number')
  if (!(spread >= 0)) throw badArgument('currencyForwardHedge', 'spread', spread, 'a number >= 0')
  const mid = forwardOutright(terms)
  const sold = ratio * exposure.value
  const outright = sold >= 0 ? mid - spread / 2 : mid + spread / 2
  const of = (currency: Currency, value: number): Amount => ({ currency, value })
  return {
    sold: of(exposure.currency, sold),
    outright,
    proceeds: of(quote, sold * outright),
    residual: of(exposure.currency, exposure.value - sold),
    cost: hedgeCost(ratio, Number(terms.spot), { bid: mid - spread / 2, ask: mid + spread / 2 }),
  }
}
