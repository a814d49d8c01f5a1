// The port that engine, rules, ledger and brokers read instruments through.
import { failed, type InstrumentId, type Result, succeeded } from '@bourse/core'
import type { Instrument, InstrumentKind } from '../instruments/instrument.js'

/** What engine, rules, ledger and brokers read. */
export interface Instruments {
  find(id: string): Instrument | undefined
  all(): Iterable<Instrument>
}

/** What to look for at a broker; `signal` stops the search. */
export type InstrumentQuery = {
  readonly text?: string
  readonly kind?: InstrumentKind
  readonly underlying?: InstrumentId
  readonly signal?: AbortSignal
}

/** Discovery at a broker: found instruments carry that broker's tick, lot and codes. */
export interface InstrumentSource {
  search(query: InstrumentQuery): AsyncIterable<Instrument>
}

/**
 * Symbol and venue of an id; the last `@` divides. Fails with `id/parse` where either is missing or holds a blank.
 *
 * @example
 * import { parseId } from '@bourse/assets'
 * parseId('BTC/USDT@binance') // => { ok: true, value: { symbol: 'BTC/USDT', venue: 'binance' } }
 * parseId('ES').ok // => false
 */
export function parseId(text: string): Result<{ readonly symbol: string; readonly venue: string }, 'id/parse'> {
  const at = text.lastIndexOf('@')
  const [symbol, venue] = [text.slice(0, at), text.slice(at + 1)]
  if (at > 0 && /^\S+$/.test(symbol) && /^\S+$/.test(venue)) return succeeded({ symbol, venue })
  return failed('id/parse', `${JSON.stringify(text.slice(0, 80))} is no id: write symbol@venue without blanks`, {
    text: text.slice(0, 80),
    allowed: 'symbol@venue',
  })
}
