import type { Stepper } from '@bourse/core'
import { type BookRows, type BookSides, bookRowCount } from './bookRows.js'
import { checkNumber, resultColumns } from './check.js'
import type { IndicatorColumns } from './shapes.js'
import { stateless } from './state.js'

/** Quantity that stands on each side near the middle of the book. */
export type BookDepth = { readonly bid: number; readonly ask: number }

/**
 * Quantity of each side of an order book within a fraction `within` of the middle price; NaN where a side is empty.
 * Formula: $\sum q$ over levels with $|p - m| \le w m$, $m$ the mean of the best prices.
 * Source: what exchanges and data vendors publish as depth at a percentage of the middle price.
 *
 * @example
 * import { bookDepth } from '@bourse/indicators'
 * const book = { bids: Float64Array.of(99, 3, 95, 5), asks: Float64Array.of(101, 1, 102, 5) }
 * bookDepth(0.02).next(book) // => { bid: 3, ask: 6 }
 */
export function bookDepth(within: number = 0.01): Stepper<BookSides, BookDepth> {
  checkNumber('bookDepth', 'within', within, 0)
  return stateless('bookDepth', ({ bids, asks }) => {
    const reach = reachOf(bids[0], asks[0], within)
    return {
      bid: depthOf(bids, 0, bids.length, middleOf(bids[0], asks[0]), reach),
      ask: depthOf(asks, 0, asks.length, middleOf(bids[0], asks[0]), reach),
    }
  })
}

/**
 * Columns of `bookDepth`; fills `out` where one is given.
 *
 * @example
 * import { bookDepthOf } from '@bourse/indicators'
 * const book = { bids: Float64Array.of(99, 3, 95, 5), asks: Float64Array.of(101, 1, 102, 5), depth: 2 }
 * bookDepthOf(book, 0.02).ask // => Float64Array [6]
 */
export function bookDepthOf(
  book: BookRows,
  within: number = 0.01,
  out?: IndicatorColumns<BookDepth>,
): IndicatorColumns<BookDepth> {
  checkNumber('bookDepthOf', 'within', within, 0)
  const { bids, asks } = book
  const count = bookRowCount('bookDepthOf', book)
  const columns = resultColumns('bookDepthOf', out, count, 'bid', 'ask')
  const width = 2 * book.depth
  for (let i = 0; i < count; i++) {
    const from = i * width
    const middle = middleOf(bids[from], asks[from])
    const reach = reachOf(bids[from], asks[from], within)
    columns.bid[i] = depthOf(bids, from, from + width, middle, reach)
    columns.ask[i] = depthOf(asks, from, from + width, middle, reach)
  }
  return columns
}

function middleOf(bid: number | undefined, ask: number | undefined): number {
  return bid === undefined || ask === undefined ? Number.NaN : (bid + ask) / 2
}

// Prices on a grid: a level that lies on the border counts although its distance is rounded.
function reachOf(bid: number | undefined, ask: number | undefined, within: number): number {
  return within * middleOf(bid, ask) * (1 + 1e-12)
}

function depthOf(side: Float64Array, from: number, to: number, middle: number, reach: number): number {
  if (!Number.isFinite(middle)) return Number.NaN
  let sum = 0
  for (let k = from; k < to; k += 2) if (Math.abs(side[k]! - middle) <= reach) sum += side[k + 1]!
  return sum
}
