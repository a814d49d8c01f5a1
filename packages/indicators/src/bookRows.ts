import { badArgument } from '@bourse/core'
import { checkLength } from './check.js'

/** One look at an order book, best level first: price and quantity in turns, as in `BookUpdate` of core. */
export type BookSides = { readonly bids: Float64Array; readonly asks: Float64Array }

/** Many looks back to back, `depth` levels each: row i begins at 2 i depth. Levels that are not there are NaN. */
export type BookRows = { readonly bids: Float64Array; readonly asks: Float64Array; readonly depth: number }

/** How many rows there are; refuses sides of unequal or broken length. */
export function bookRowCount(where: string, book: BookRows): number {
  const width = 2 * checkLength(where, 'depth', book.depth)
  if (book.bids.length % width !== 0) throw badArgument(where, 'bids', book.bids.length, `a multiple of ${width} long`)
  if (book.asks.length !== book.bids.length) throw badArgument(where, 'asks', book.asks.length, 'as long as bids')
  return book.bids.length / width
}

/** Quantity of the first levels of one side, as far as they are there. */
export function quantityOf(side: Float64Array, from: number, levels: number): number {
  let sum = 0
  for (let k = 0; k < levels; k++) {
    const quantity = side[from + 2 * k + 1]
    if (quantity !== undefined && Number.isFinite(quantity)) sum += quantity
  }
  return sum
}
