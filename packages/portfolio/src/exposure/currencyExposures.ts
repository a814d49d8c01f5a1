import type { BookFilter, BookView } from '../book/bookView.js'
import type { Currency } from '@bourse/core'
import { addToBucket, type BucketSums, exposuresIn } from './bucketSums.js'
import { currencyBought } from './currencyBought.js'
import type { Exposure } from './exposure.js'
import { type ExposureLine, exposureLines } from './exposureLines.js'
import type { Valuation } from './valuation.js'

/**
 * What moves with each currency, in base currency: balances, what positions are worth (of a margined contract the profit
 * alone, not its notional), and both sides of contracts on a currency: long EUR/USD on margin or 6E is long euros and short
 * as many dollars. The nets add up to equity. A position that misses a mark or rate makes its currency NaN and is named.
 */
export function currencyExposures(book: BookView, valuation: Valuation, filter?: BookFilter): readonly Exposure[] {
  return currenciesOf(exposureLines(book, valuation, filter), book.base)
}

/** The same from lines that were valued before. */
export function currenciesOf(lines: readonly ExposureLine[], base: Currency): readonly Exposure[] {
  const sums: BucketSums = new Map()
  for (const { account, instrument, of, value, exposure, holes, valueHoles } of lines) {
    if (account === undefined) addToBucket(sums, of, value, valueHoles)
    else {
      const settled = instrument?.currency ?? base
      addToBucket(sums, settled, value, valueHoles)
      const bought = instrument === undefined ? undefined : currencyBought(instrument)
      if (bought !== undefined) {
        addToBucket(sums, bought, exposure, holes)
        addToBucket(sums, settled, -exposure, holes)
      }
    }
  }
  return exposuresIn(sums)
}
