import type { InstrumentId } from '@bourse/core'
import type { CurrencyPair } from './fxRate.js'

/**
 * The pair that a listing trades, read from its name: `BASE/QUOTE@venue`. Undefined for every other name, so that a share
 * called `BRK.B` is never taken for a currency; a perpetual (`BTC/USDT:USDT@...`) converts nothing and is none either.
 *
 * @example
 * import { pairOfId } from '@bourse/fx'
 * pairOfId('EUR/USD@IDEALPRO') // => ['EUR', 'USD']
 * pairOfId('ESZ26@CME') // => undefined
 */
export function pairOfId(id: InstrumentId): CurrencyPair | undefined {
  const parts = /^([A-Za-z0-9]+)\/([A-Za-z0-9]+)@[^@]+$/.exec(id)
  return parts === null || parts[1] === parts[2] ? undefined : [parts[1]!, parts[2]!]
}
