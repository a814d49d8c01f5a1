import type { Stepper } from '@bourse/core'
import { type BookRows, type BookSides, bookRowCount, quantityOf } from './bookRows.js'
import { checkLength, resultColumn } from './check.js'
import { stateless } from './state.js'

/**
 * Imbalance of an order book over its first `levels`: 1 all bids, -1 all asks, NaN for an empty book.
 * Formula: $(B - A)/(B + A)$ with the quantities of the two sides.
 * Source: Gould and Bonart, Queue imbalance as a one-tick-ahead price predictor, Market Microstructure and Liquidity 2
 * (2016), here over several levels.
 *
 * @example
 * import { bookImbalance } from '@bourse/indicators'
 * const book = { bids: Float64Array.of(99, 3, 98, 5), asks: Float64Array.of(101, 1, 102, 5) }
 * bookImbalance().next(book) // => 0.5
 */
export function bookImbalance(levels: number = 1): Stepper<BookSides, number> {
  checkLength('bookImbalance', 'levels', levels)
  return stateless('bookImbalance', ({ bids, asks }) =>
    imbalance(quantityOf(bids, 0, levels), quantityOf(asks, 0, levels)),
  )
}

/**
 * A column of `bookImbalance`; fills `out` where one is given.
 *
 * @example
 * import { bookImbalanceOf } from '@bourse/indicators'
 * const book = { bids: Float64Array.of(99, 3, 98, 1), asks: Float64Array.of(101, 1, 102, 3), depth: 1 }
 * bookImbalanceOf(book) // => Float64Array [0.5, -0.5]
 */
export function bookImbalanceOf(book: BookRows, levels: number = 1, out?: Float64Array): Float64Array {
  checkLength('bookImbalanceOf', 'levels', levels)
  const count = bookRowCount('bookImbalanceOf', book)
  const result = resultColumn('bookImbalanceOf', out, count)
  const most = Math.min(levels, book.depth)
  for (let i = 0; i < count; i++) {
    const from = 2 * i * book.depth
    result[i] = imbalance(quantityOf(book.bids, from, most), quantityOf(book.asks, from, most))
  }
  return result
}

function imbalance(bids: number, asks: number): number {
  return (bids - asks) / (bids + asks)
}
