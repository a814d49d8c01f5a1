import { type Amount, type Currency, failed, type Result, succeeded } from '@bourse/core'
import type { CurrencyPair, FxFailure, FxRates } from '../rates/fxRate.js'
import { currencyFacts } from './currencyFacts.js'

/**
 * What one pip is worth on a quantity of the base currency, in the account's currency at mid.
 *
 * @example
 * import { fxRatesOf, pipValue } from '@bourse/fx'
 * const quote = { kind: 'quote', bidSize: 1e6, askSize: 1e6, source: 'feed', at: 0 } as const
 * const rates = fxRatesOf([{ ...quote, id: 'USD/JPY@ebs', bid: 149.99, ask: 150.01 }])
 * pipValue(['EUR', 'JPY'], 100_000, 'JPY', rates) // => { ok: true, value: { currency: 'JPY', value: 1000 } }
 * const inDollars = pipValue(['EUR', 'JPY'], 150_000, 'USD', rates)
 * inDollars.ok ? inDollars.value.value : 0 // => 10.0000000
 */
export function pipValue(
  [, quote]: CurrencyPair,
  quantity: number,
  account: Currency,
  rates: FxRates,
): Result<Amount, FxFailure | 'no-convention'> {
  const facts = currencyFacts(quote)
  if (facts === undefined) return failed('no-convention', `no pip is known for ${quote}`, { unknown: [quote] })
  const value = quantity / Math.round(1 / facts.pip)
  return account === quote
    ? succeeded<Amount>({ currency: quote, value })
    : rates.convert({ currency: quote, value }, account)
}
