// A book of prices and sizes, as updates leave it.
import type { InputOf } from '@bourse/core'

/** Sizes by price. `best` is NaN on a side that is empty. */
export type BookSides = {
  readonly bids: Map<number, number>
  readonly asks: Map<number, number>
  bid: number
  ask: number
}

export function emptyBook(): BookSides {
  return { bids: new Map(), asks: new Map(), bid: Number.NaN, ask: Number.NaN }
}

/** Takes an update in; a snapshot replaces what was there. */
export function updateBook(book: BookSides, { snapshot, bids, asks }: InputOf<'book'>): void {
  if (snapshot) {
    book.bids.clear()
    book.asks.clear()
    book.bid = Number.NaN
    book.ask = Number.NaN
  }
  book.bid = updateSide(book.bids, bids, book.bid, 1)
  book.ask = updateSide(book.asks, asks, book.ask, -1)
}

// `up`: 1 where the highest is the best. The best is followed along, and looked for only when it is gone.
function updateSide(side: Map<number, number>, levels: Float64Array, before: number, up: 1 | -1): number {
  let best = before
  let lost = false
  for (let i = 0; i + 1 < levels.length; i += 2) {
    const price = levels[i]!
    const size = levels[i + 1]!
    if (size > 0) {
      side.set(price, size)
      if (!(up * price <= up * best)) best = price
    } else if (side.delete(price) && price === best) lost = true
  }
  if (!lost || side.has(best)) return best
  best = Number.NaN
  for (const price of side.keys()) if (!(up * price <= up * best)) best = price
  return best
}
