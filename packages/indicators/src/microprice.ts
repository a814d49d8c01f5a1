import type { Stepper } from '@bourse/core'
import { type BookRows, type BookSides, bookRowCount } from './bookRows.js'
import { resultColumn } from './check.js'
import { stateless } from './state.js'

/**
 * Microprice: the best prices, each weighted by the quantity of the other side, so that it leans to where the next trade is
 * likely to go; NaN where a side is empty.
 * Formula: $(b\,q_a + a\,q_b)/(q_a + q_b)$.
 * Source: the weighted mid of Gatheral and Oomen, Finance and Stochastics 14 (2010).
 *
 * @example
 * import { microprice } from '@bourse/indicators'
 * microprice().next({ bids: Float64Array.of(99, 3), asks: Float64Array.of(101, 1) }) // => 100.5
 */
export function microprice(): Stepper<BookSides, number> {
  return stateless('microprice', ({ bids, asks }) => micropriceAt(bids, asks, 0))
}

/**
 * A column of `microprice`; fills `out` where one is given.
 *
 * @example
 * import { micropriceOf } from '@bourse/indicators'
 * const book = { bids: Float64Array.of(99, 3, 98, 1), asks: Float64Array.of(101, 1, 102, 3), depth: 1 }
 * micropriceOf(book) // => Float64Array [100.5, 99]
 */
export function micropriceOf(book: BookRows, out?: Float64Array): Float64Array {
  const count = bookRowCount('micropriceOf', book)
  const result = resultColumn('micropriceOf', out, count)
  for (let i = 0; i < count; i++) result[i] = micropriceAt(book.bids, book.asks, 2 * i * book.depth)
  return result
}

function micropriceAt(bids: Float64Array, asks: Float64Array, from: number): number {
  const bid = bids[from] ?? Number.NaN
  const ask = asks[from] ?? Number.NaN
  const bidSize = bids[from + 1] ?? Number.NaN
  const askSize = asks[from + 1] ?? Number.NaN
  return (bid * askSize + ask * bidSize) / (bidSize + askSize)
}
