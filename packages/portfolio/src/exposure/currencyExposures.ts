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
 */
export function currencyExposures(book: BookView, valuation: Valuation, filter?: BookFilter): readonly Exposure[] {
  const { mark, rate } = appraiser(book.base, book.time, valuation)
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
