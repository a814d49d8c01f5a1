// The book as first and second derivatives by what its positions move with.
import { contractPayoff, type Instrument, notionalOf } from '@bourse/assets'
import { failed, type InstrumentId, type Result, succeeded } from '@bourse/core'
import { zeros } from '@bourse/math'
import { bsmGreeks } from '@bourse/pricing'
import type { RiskContext } from '../gate/riskContext.js'
import { rateToBase } from './currencies.js'
import type { GreekSensitivities } from './deltaGamma.js'
import { optionQuotes } from './optionQuote.js'

const greeks = /* @__PURE__ */ new Float64Array(6)

/**
 * Sensitivities of the book to the returns of instruments and of what options are written on, for `deltaGammaTail`: money
 * in base per 100 %, second derivatives, and the time decay over the horizon. Options by Black-Scholes, without their known
 * cash dividends.
 *
 * @param ids what moves, in the order of the covariance; every position must move with one of them
 * @param options.years length of the horizon whose decay counts, default 0
 * @returns failure `risk/missing`, listing every series, mark, rate, volatility and instrument that is not known
 *
 * @example
 * import type { Matrix } from '@bourse/math'
 * import { bookSensitivities, deltaGammaTail, type RiskContext } from '@bourse/risk'
 * const tail = (context: RiskContext, daily: Matrix) => {
 *   const greeks = bookSensitivities(context, ['SPY@ARCX', 'BTC/USD@coinbase'], { years: 1 / 365 })
 *   return greeks.ok ? deltaGammaTail(greeks.value, daily, 0.99) : greeks.failure.message
 * }
 * typeof tail // => 'function'
 */
export function bookSensitivities(
  context: RiskContext,
  ids: readonly InstrumentId[],
  options: { readonly years?: number } = {},
): Result<GreekSensitivities & { readonly theta: number }, 'risk/missing'> {
  const missing = new Set<string>()
  const columns = new Map(ids.map((id, column) => [id, column]))
  const quoteOf = optionQuotes(context)
  const delta = new Float64Array(ids.length)
  const gamma = zeros(ids.length, ids.length)
  let theta = 0
  const add = (column: number, first: number, second: number): void => {
    delta[column]! += first
    gamma.data[column * ids.length + column]! += second
  }
  for (const { instrument: id, quantity } of context.book.positions()) {
    const instrument = context.instruments.find(id)
    if (instrument === undefined) {
      missing.add(`instrument/${id}`)
      continue
    }
    const moves = instrument.kind === 'option' ? instrument.underlying : id
    const column = columns.get(moves)
    if (column === undefined) missing.add(`returns/${moves}`)
    const rate = rateToBase(instrument.currency, context, missing)
    if (instrument.kind === 'option') {
      const quote = quoteOf(instrument)
      if ('missing' in quote) for (const name of quote.missing) missing.add(name)
      if ('missing' in quote || column === undefined) continue
      const { spot, years, rate: discount, yield: carry = 0, vol } = quote.market
      bsmGreeks(spot, instrument.strike, years, discount, carry, vol, instrument.right === 'call' ? 1 : -1, greeks)
      const scale = quantity * instrument.multiplier * rate
      add(column, scale * greeks[1]! * spot, scale * greeks[2]! * spot * spot)
      theta += scale * greeks[4]! * (options.years ?? 0)
      continue
    }
    const price = context.market.mark(id)?.value ?? Number.NaN
    if (Number.isNaN(price)) missing.add(`mark/${id}`)
    if (column !== undefined) add(column, ...linearOf(instrument, quantity, price, rate))
  }
  if (missing.size === 0) return succeeded({ delta, gamma, theta })
  const names = [...missing].sort()
  return failed('risk/missing', `the sensitivities of the book need ${names.join(', ')}`, { missing: names })
}

/** Of an inverse contract, worth C / p: the profit C / p r / (1 + r) bends. */
function linearOf(instrument: Instrument, quantity: number, price: number, rate: number): readonly [number, number] {
  const value = notionalOf(instrument, quantity, price) * rate
  return [value, contractPayoff(instrument) === 'inverse' ? -2 * value : 0]
}
