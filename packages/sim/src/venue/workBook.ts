// Orders against a book. What takes walks it level by level; what rests stands in a queue behind what was there when it came,
// moves up with prints at its price, and with what goes away before it. Cancels come from anywhere in the queue: of what
// a level loses without a print, the part before us is taken to be our share of it (Rigtorp, Estimating order queue
// position, 2013: the linear case). What we trade is not taken out of the book that the feed shows.
import type { EpochMs, InputOf } from '@bourse/core'
import { type BookSides, updateBook } from './bookSides.js'
import { expireOrders } from './expireOrders.js'
import { dropOrder, fillOrder } from './fillOrder.js'
import type { Floor } from './floor.js'
import { hits, isFree, limitOf, reaches, stopOf, trail } from './levels.js'
import { refusePost } from './postOnly.js'
import { leftOf } from './restingOrders.js'
import type { Resting, Slot } from './slot.js'

/** An update of the book: queues move, and what it reaches trades. */
export function workBook(floor: Floor, slot: Slot, book: BookSides, update: InputOf<'book'>): void {
  const queued = slot.orders.filter((one) => !Number.isNaN(one.ahead))
  const before = queued.map((one) => sizeAt(book, one))
  updateBook(book, update)
  queued.forEach((one, i) => {
    const [was, is] = [before[i]!, sizeAt(book, one)]
    // What was printed has been taken off `ahead` already; only the rest of what is gone was canceled.
    const stood = Math.max(0, was - one.printed)
    one.printed = 0
    if (is < stood && one.ahead > 0) one.ahead = Math.min((one.ahead * is) / stood, is)
  })
  work(floor, slot, book, update.at)
}

/** A print: it trades with the queue at its price first, then with us; what it passed over is filled. */
export function workQueue(floor: Floor, slot: Slot, book: BookSides, print: InputOf<'trade'>): void {
  expireOrders(floor, slot, print.at, print.at)
  let size = print.size
  for (const one of slot.orders) {
    const limit = limitOf(one)
    if (limit === undefined || Number.isNaN(one.ahead) || !(one.activeAt <= print.at)) continue
    const through = one.order.side === 'buy' ? print.price < limit : print.price > limit
    if (through) fillOrder(floor, slot, one, limit, 'maker')
    else if (print.price === limit) {
      const first = Math.min(one.ahead, size)
      one.ahead -= first
      one.printed += size
      const left = size - first
      if (left > 0) fillShown(floor, slot, one, limit, left)
      size = left
    }
  }
  work(floor, slot, book, print.at)
}

// Of an iceberg only what is shown trades; what shows itself next stands at the end of the queue.
function fillShown(floor: Floor, slot: Slot, one: Resting, limit: number, size: number): void {
  const { order } = one
  const display = order.type === 'limit' ? order.display : undefined
  const most = Math.min(size, display ?? Number.POSITIVE_INFINITY)
  const before = one.filled
  fillOrder(floor, slot, one, limit, 'maker', most)
  if (display !== undefined && one.filled - before >= display) one.ahead = Number.NaN
}

function work(floor: Floor, slot: Slot, book: BookSides, at: EpochMs): void {
  expireOrders(floor, slot, at, at)
  for (const one of slot.orders) {
    if (!(one.activeAt <= at) || !slot.orders.includes(one)) continue
    const { order } = one
    const buy = order.side === 'buy'
    const best = buy ? book.ask : book.bid
    if (!Number.isFinite(best) || refusePost(floor, slot, one, best)) continue
    const stop = stopOf(one)
    if (stop !== undefined) {
      if (!hits(order, stop, best)) {
        trail(one, best)
        continue
      }
      one.triggered = true
    }
    const limit = limitOf(one)
    if (order.tif === 'fok' && depth(book, one) < leftOf(slot, one)) {
      dropOrder(floor, slot, one, 'canceled')
      continue
    }
    if (isFree(one) || (limit !== undefined && reaches(order, limit, best))) sweep(floor, slot, book, one)
    if (!slot.orders.includes(one)) continue
    if (order.tif === 'ioc' || order.tif === 'fok') dropOrder(floor, slot, one, 'canceled')
    else if (limit !== undefined && Number.isNaN(one.ahead)) {
      one.ahead = sizeAt(book, one)
      one.rested = true
    }
  }
}

// Level by level, each as far as it goes. Once an order has stood in the queue, what comes to it pays its price.
function sweep(floor: Floor, slot: Slot, book: BookSides, one: Resting): void {
  const limit = limitOf(one)
  for (const [price, size] of levelsFor(book, one)) {
    if (limit !== undefined && !reaches(one.order, limit, price)) return
    fillOrder(
      floor,
      slot,
      one,
      one.rested && limit !== undefined ? limit : price,
      one.rested && limit !== undefined ? 'maker' : 'taker',
      size,
    )
    if (!slot.orders.includes(one)) return
  }
}

function depth(book: BookSides, one: Resting): number {
  const limit = limitOf(one)
  let sum = 0
  for (const [price, size] of levelsFor(book, one))
    if (limit === undefined || reaches(one.order, limit, price)) sum += size
  return sum
}

function levelsFor(book: BookSides, { order }: Resting): readonly (readonly [number, number])[] {
  const buy = order.side === 'buy'
  return [...(buy ? book.asks : book.bids)].sort((a, b) => (buy ? a[0] - b[0] : b[0] - a[0]))
}

function sizeAt(book: BookSides, one: Resting): number {
  const limit = limitOf(one)
  return limit === undefined ? 0 : ((one.order.side === 'buy' ? book.bids : book.asks).get(limit) ?? 0)
}
