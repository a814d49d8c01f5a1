import type { BookFilter, BookView } from '../book/bookView.js'
import { addToBucket, type BucketSums, exposuresIn } from './bucketSums.js'
import { currencyBought } from './currencyBought.js'
import type { Exposure, ExposureHole } from './exposure.js'
import { type ExposureLine, exposureLines } from './exposureLines.js'
import { appraiser, noHoles, type Valuation } from './valuation.js'

/**
 * What moves with each currency, in base currency: balances, what positions are worth (of a margined contract the profit
 * alone, not its notional), and both sides of contracts on a currency: long EUR/USD on margin or 6E is long euros and short
 * as many dollars. The nets add up to equity, but for what is receivable on a later day. A position that misses a mark or
 * rate makes its currency NaN and is named.
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { createLedger, currencyExposures } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * currencyExposures(book, { instruments, market }) // => [{ bucket: 'USD', gross: 10100, net: 10100 }]
 */
export function currencyExposures(book: BookView, valuation: Valuation, filter?: BookFilter): readonly Exposure[] {
  const { mark, rate } = appraiser(book, valuation)
  const sums: BucketSums = new Map()
  for (const line of exposureLines(book, valuation, filter)) {
    const { of, account, instrument, margined, exposure, quantity, holes } = line
    if (account === undefined) {
      addToBucket(sums, of, of === book.base ? quantity : exposure, holes)
      continue
    }
    if (instrument === undefined) {
      addToBucket(sums, 'unknown', Number.NaN, holes)
      continue
    }
    const paidSpot = instrument.kind === 'spot' && !margined
    const { value } = book.equity({ ...filter, account, instrument: instrument.id })
    const settled = paidSpot ? instrument.base : instrument.currency
    addToBucket(sums, settled, value, Number.isNaN(value) ? missingOf(line, mark, rate) : noHoles)
    const bought = paidSpot ? undefined : currencyBought(instrument)
    if (bought === undefined) continue
    addToBucket(sums, bought, exposure, holes)
    addToBucket(sums, settled, -exposure, holes)
  }
  return exposuresIn(sums)
}

function missingOf(
  { instrument, of }: ExposureLine,
  mark: (id: NonNullable<typeof instrument>['id']) => number,
  rate: (currency: string) => number,
): readonly ExposureHole[] {
  const currency = instrument?.currency ?? ''
  if (Number.isNaN(rate(currency))) return [{ missing: 'rate', of: currency }]
  return [{ missing: instrument !== undefined && Number.isNaN(mark(instrument.id)) ? 'mark' : 'instrument', of }]
}
