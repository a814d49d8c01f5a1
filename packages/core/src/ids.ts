import { badText } from './error.js'

/** The listing, `symbol@venue`: `'ESZ26@CME'`, `'BTC/USDT@binance'`, continuous `'ES.c@CME'`. Says nothing of the account. */
export type InstrumentId = `${string}@${string}`
/** The route, `broker/account`; `'paper'` is the simulated venue, in backtests too. */
export type AccountId = `${string}/${string}` | 'paper'
/** Client order id, derived from (run id, strategy, n): known before sending, never reused. */
export type OrderId = string
/** Id of a question to a slow module; its answer carries it back. */
export type RequestId = string
/** ISO 4217 code or the ticker of a coin, as the venue writes it. */
export type Currency = 'USD' | 'EUR' | 'GBP' | 'JPY' | 'CHF' | 'USDT' | 'USDC' | 'BTC' | 'ETH' | (string & {})

/**
 * Text from outside as an instrument id; throws `input/parse` where it is not `symbol@venue` without blanks. The last
 * `@` divides, so that a symbol may hold one.
 *
 * @example
 * import { toInstrumentId } from '@bourse/core'
 * toInstrumentId('BTC/USDT@binance') // => 'BTC/USDT@binance'
 */
export function toInstrumentId(text: string): InstrumentId {
  if (/^\S+@[^\s@]+$/.test(text)) return text as InstrumentId
  throw badText('toInstrumentId', 'id', text, "symbol@venue, for example 'ESZ26@CME'")
}

/**
 * Text from outside as an account id; throws `input/parse` where it is neither `broker/account` nor `paper`.
 *
 * @example
 * import { toAccountId } from '@bourse/core'
 * toAccountId('binance/sub-2') // => 'binance/sub-2'
 */
export function toAccountId(text: string): AccountId {
  if (text === 'paper' || /^[^\s/]+\/\S+$/.test(text)) return text as AccountId
  throw badText('toAccountId', 'account', text, "broker/account, for example 'ibkr/U1', or 'paper'")
}
