import type { BookFilter, BookView } from '../book/bookView.js'
import { differentHoles } from './bucketSums.js'
import type { Exposure, ExposureHole } from './exposure.js'
import { type ExposureKey, exposuresOf } from './exposuresOf.js'
import type { Valuation } from './valuation.js'

/** Shares of equity: 1.5 = one and a half times. NaN where something is missing, or equity is not above zero. */
export type BookLeverage = {
  readonly gross: number
  readonly net: number
  readonly buckets: readonly Exposure[]
  readonly holes?: readonly ExposureHole[]
}

/**
 * Exposure as shares of equity, by bucket and in total: delta-adjusted notional over what the book is worth.
 *
 * @param filter leverage of one account or strategy, over its own equity
 */
export function bookLeverage(book: BookView, by: ExposureKey, valuation: Valuation, filter?: BookFilter): BookLeverage {
  const { value } = book.equity(filter)
  const equity = value > 0 ? value : Number.NaN
  let [gross, net] = [0, 0]
  const exposures = exposuresOf(book, by, valuation, filter)
  const buckets = exposures.map((one) => {
    gross += one.gross
    net += one.net
    return { ...one, gross: one.gross / equity, net: one.net / equity }
  })
  const holes = [...exposures.flatMap((one) => one.holes ?? []), ...(Number.isNaN(value) ? book.holes() : [])]
  return {
    gross: gross / equity,
    net: net / equity,
    buckets,
    ...(holes.length === 0 ? {} : { holes: differentHoles(holes) }),
  }
}
