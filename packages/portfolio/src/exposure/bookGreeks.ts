import type { BookFilter, BookView } from '../book/bookView.js'
import type { Instruments } from '@bourse/assets'
import { differentHoles } from './bucketSums.js'
import type { BookGreeks } from './exposure.js'
import { type ExposureLine, exposureLines } from './exposureLines.js'
import { underlyingOf } from './underlyingOf.js'
import type { Valuation } from './valuation.js'

/**
 * Greeks of the whole book by `@bourse/pricing`, from marks, volatilities, rates and dividends of the market at the
 * book's time: units as in `BookGreeks`. Everything that is no option is its own underlying and has delta alone; the
 * rate risk of bonds and forwards is not in rho.
 *
 * @param options.underlying Greeks of what is on this alone (as `underlyingOf` names it)
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { bookGreeks, createLedger } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * bookGreeks(book, { instruments, market }).delta // => { currency: 'USD', value: 60 }
 */
export function bookGreeks(
  book: BookView,
  valuation: Valuation,
  options: { readonly filter?: BookFilter; readonly underlying?: string } = {},
): BookGreeks {
  const lines = exposureLines(book, valuation, options.filter)
  const { underlying } = options
  const kept = underlying === undefined ? lines : lines.filter((line) => isOn(line, underlying, valuation.instruments))
  const [delta, gamma, vega, theta, rho] = greeksOfLines(kept)
  const amount = (value: number): { readonly currency: string; readonly value: number } => ({
    currency: book.base,
    value,
  })
  const holes = kept.flatMap((line) => line.holes)
  return {
    delta: amount(delta),
    gamma: amount(gamma),
    vega: amount(vega),
    theta: amount(theta),
    rho: amount(rho),
    ...(holes.length === 0 ? {} : { holes: differentHoles(holes) }),
  }
}

function isOn({ instrument, of }: ExposureLine, underlying: string, instruments: Instruments): boolean {
  return (instrument === undefined ? of : underlyingOf(instrument, instruments)) === underlying
}

function greeksOfLines(lines: readonly ExposureLine[]): readonly [number, number, number, number, number] {
  let [delta, gamma, vega, theta, rho] = [0, 0, 0, 0, 0]
  for (const { exposure, unit, quantity, account, instrument } of lines) {
    delta += exposure / 100
    const option = unit?.option
    if (option !== undefined) {
      const { greeks, spot, factor } = option
      const by = quantity * factor
      gamma += (by * greeks.gamma * spot * spot) / 1e4
      vega += by * greeks.vega
      theta += by * greeks.theta
      rho += by * greeks.rho
    } else if (instrument === undefined ? account !== undefined : instrument.kind === 'option') {
      // Without a market, or without knowing what it is, nothing is told of the other Greeks either.
      ;[gamma, vega, theta, rho] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN]
    }
  }
  return [delta, gamma, vega, theta, rho]
}
