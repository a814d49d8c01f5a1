import { failed, type Json, type Result, succeeded } from '@bourse/core'
import { termsFault } from './checkTerms.js'
import type { Instrument } from './instrument.js'

/**
 * Terms from outside as an instrument. Fails with the first wrong field, `details: { path, value, allowed }`: code
 * `terms/field`, or `terms/contradiction` where two fields deny each other (tick x multiplier differs from the tick value).
 * Fields nobody knows are wrong fields.
 *
 * @example
 * import { parseInstrument } from '@bourse/assets'
 * const terms = { kind: 'spot', id: 'BTC/USDT@binance', assetClass: 'crypto', currency: 'USDT', tick: -1, lot: 0.00001,
 *   calendar: 'always', base: 'BTC', quote: 'USDT' }
 * const read = parseInstrument(terms)
 * read.ok ? undefined : read.failure.details // => { path: 'tick', value: -1, allowed: 'a number > 0, or a list of { from, tick }' }
 */
export function parseInstrument(terms: Json): Result<Instrument, 'terms/field' | 'terms/contradiction'> {
  const wrong = termsFault(terms)
  if (!wrong) return succeeded(structuredClone(terms) as unknown as Instrument)
  const { path, value, allowed, contradiction } = wrong
  return failed(
    contradiction ? 'terms/contradiction' : 'terms/field',
    `${path || 'terms'} is ${JSON.stringify(value)}, allowed is ${allowed}`,
    { path, value, allowed },
  )
}

/**
 * An instrument as JSON; `parseInstrument` reads it back. Throws nothing: an instrument is plain data.
 *
 * @example
 * import { instrumentToJson, parseInstrument } from '@bourse/assets'
 * const eurusd = { kind: 'spot', id: 'EUR/USD@ebs', assetClass: 'fx', currency: 'USD', tick: 0.00001, lot: 1000,
 *   calendar: 'FX_24_5', base: 'EUR', quote: 'USD' } as const
 * parseInstrument(instrumentToJson(eurusd)).ok // => true
 */
export function instrumentToJson(instrument: Instrument): Json {
  return JSON.parse(JSON.stringify(instrument)) as Json
}
