import { bucketOf, type Instruments, parseId, type Partition } from '@bourse/assets'
import type { BookFilter, BookView } from '../book/bookView.js'
import { addToBucket, type BucketSums, exposuresIn } from './bucketSums.js'
import type { Exposure } from './exposure.js'
import { type ExposureLine, exposureLines } from './exposureLines.js'
import { underlyingOf } from './underlyingOf.js'
import type { Valuation } from './valuation.js'

/**
 * How exposures are grouped: by the buckets of a partition, by what the listing says, or by a function of one's own
 * (a sector out of a table). Balances without a listing are in `'cash'`, unknown instruments in `'unknown'`.
 */
export type ExposureKey = Partition | 'venue' | 'expiry' | 'underlying' | ((line: ExposureLine) => string)

/**
 * Gross and net exposure by bucket, in base currency, options delta-adjusted: long and short of one instrument in one
 * account cancel first, all else adds up in gross. A bucket that misses a mark, rate, volatility or model is NaN and says what
 * of, in `holes`; the others stay what they are. In order of first appearance. By currency: `currencyExposures`.
 *
 * @example
 * import { byClass, createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { type BookView, exposuresOf } from '@bourse/portfolio'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const zero = money(0, 'USD')
 * const held = { account: 'ibkr/U1', strategy: 's', instrument: 'SPY@ARCX', quantity: 10, quantityText: '10', averagePrice: 550,
 *   openedAt: 0, realized: zero, fees: zero, funding: zero } as const
 * const book: BookView = { base: 'USD', time: 0, version: 0, positions: () => [held], quantity: () => 10, holes: () => [],
 *   cash: () => [], equity: () => ({ currency: 'USD', value: 6000 }), unrealized: () => ({ currency: 'USD', value: 500 }) }
 * exposuresOf(book, byClass, { instruments: createRegistry([spy]), market }) // => [{ bucket: 'equity', gross: 6000, net: 6000 }]
 */
export function exposuresOf(
  book: BookView,
  by: ExposureKey,
  valuation: Valuation,
  filter?: BookFilter,
): readonly Exposure[] {
  return exposuresBy(exposureLines(book, valuation, filter), by, valuation.instruments)
}

/**
 * The same from lines that were valued before, so that many tables cost one valuation.
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { createLedger, exposureLines, exposuresBy } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * const lines = exposureLines(book, { instruments, market })
 * exposuresBy(lines, 'underlying', instruments) // => [{ bucket: 'SPY@ARCX', gross: 6000, net: 6000 }]
 * exposuresBy(lines, ({ of }) => (of === 'SPY@ARCX' ? 'index funds' : 'rest'), instruments)[0]?.bucket // => 'index funds'
 */
export function exposuresBy(
  lines: readonly ExposureLine[],
  by: ExposureKey,
  instruments: Instruments,
): readonly Exposure[] {
  const key = keyOf(by, instruments)
  const sums: BucketSums = new Map()
  for (const line of lines) if (line.exposure !== 0) addToBucket(sums, key(line), line.exposure, line.holes)
  return exposuresIn(sums)
}

function keyOf(by: ExposureKey, instruments: Instruments): (line: ExposureLine) => string {
  if (typeof by === 'function') return by
  return (line) => {
    const { instrument, account, of } = line
    if (instrument === undefined) return account === undefined ? (by === 'underlying' ? of : 'cash') : 'unknown'
    if (typeof by === 'object') return bucketOf(instrument, by)
    if (by === 'underlying') return underlyingOf(instrument, instruments)
    if (by === 'expiry')
      return instrument.kind === 'future' || instrument.kind === 'option' ? instrument.expiry : 'none'
    // A balance lies at a broker, not at the venue of the listing that stands for it.
    if (account === undefined) return 'cash'
    const id = parseId(instrument.id)
    return id.ok ? id.value.venue : 'unknown'
  }
}
