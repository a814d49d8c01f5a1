// Quotes and prints: what one could have traded on at once.
import type { InputOf, Side } from '@bourse/core'
import { expireOrders } from './expireOrders.js'
import { dropOrder, fillOrder } from './fillOrder.js'
import type { Floor } from './floor.js'
import { hits, isFree, limitOf, reaches, stopOf, trail } from './levels.js'
import { refusePost } from './postOnly.js'
import type { Resting, Slot } from './slot.js'

/** Works orders with the best prices: buys pay the ask, sells get the bid; an empty side trades with nobody. */
export function workQuote(floor: Floor, slot: Slot, quote: InputOf<'quote'>): void {
  expireOrders(floor, slot, quote.at, quote.at)
  const { volumeShare, fill } = floor.options
  const closes = fill?.fills === 'close'
  for (const one of slot.orders) {
    const { order } = one
    if (!(one.activeAt <= quote.at) || !slot.orders.includes(one)) continue
    const buy = order.side === 'buy'
    const there = hasPrice(buy ? quote.ask : quote.bid, buy ? quote.askSize : quote.bidSize)
    // The rule of closes takes what was quoted last for what is quoted.
    if (!there && !(closes && isFree(one))) continue
    const price = lastSide(slot, order.side)
    if (!Number.isFinite(price)) continue
    const most =
      volumeShare === undefined ? Number.POSITIVE_INFINITY : volumeShare * (buy ? quote.askSize : quote.bidSize)
    if (refusePost(floor, slot, one, price)) continue
    workAt(floor, slot, one, price, most)
  }
  endOnce(floor, slot, quote.at)
}

/** Works orders with a print: limits that it reaches, stops that it hits, and all else only where no quote is known. */
export function workPrint(floor: Floor, slot: Slot, print: InputOf<'trade'>): void {
  expireOrders(floor, slot, print.at, print.at)
  const { volumeShare } = floor.options
  const most = volumeShare === undefined ? Number.POSITIVE_INFINITY : volumeShare * print.size
  const quoted = slot.quoteAt > Number.NEGATIVE_INFINITY
  for (const one of slot.orders) {
    if (!(one.activeAt <= print.at) || !slot.orders.includes(one)) continue
    if (quoted && (isFree(one) || stopOf(one) !== undefined)) continue
    workAt(floor, slot, one, print.price, most)
  }
  if (!quoted) endOnce(floor, slot, print.at)
}

/** Stops that watch the mark or the index. */
export function workMark(slot: Slot): void {
  for (const one of slot.orders) {
    const { order } = one
    if (one.triggered || !('trigger' in order) || (order.trigger !== 'mark' && order.trigger !== 'index')) continue
    if (hits(order, one.level, order.trigger === 'mark' ? slot.mark : slot.index)) one.triggered = true
  }
}

/** Whether a stop watches something else than what trades. */
export function watchesMark(one: Resting): boolean {
  const { order } = one
  return !one.triggered && 'trigger' in order && (order.trigger === 'mark' || order.trigger === 'index')
}

export function hasPrice(price: number, size: number): boolean {
  return Number.isFinite(price) && size !== 0
}

// What has stood there trades at its own price, what comes now at the price that is there.
function workAt(floor: Floor, slot: Slot, one: Resting, price: number, most: number): void {
  if (watchesMark(one)) return
  const stop = stopOf(one)
  if (stop !== undefined) {
    if (!hits(one.order, stop, price)) {
      trail(one, price)
      return
    }
    one.triggered = true
  }
  const limit = limitOf(one)
  if (isFree(one)) fillOrder(floor, slot, one, price, 'taker', most)
  else if (limit !== undefined && reaches(one.order, limit, price))
    fillOrder(floor, slot, one, one.rested ? limit : price, one.rested ? 'maker' : 'taker', most)
}

function endOnce(floor: Floor, slot: Slot, at: number): void {
  for (const one of slot.orders) {
    if (!(one.activeAt <= at)) continue
    if (one.order.tif === 'ioc' || one.order.tif === 'fok') dropOrder(floor, slot, one, 'canceled')
    else one.rested = true
  }
}

/** Where a side is empty: the last price it had, and where it never had one the other side. */
export function lastSide(slot: Slot, side: Side): number {
  const buy = side === 'buy'
  const [price, size, before, other] = buy
    ? [slot.ask, slot.askSize, slot.lastAsk, slot.bid]
    : [slot.bid, slot.bidSize, slot.lastBid, slot.ask]
  if (hasPrice(price, size)) return price
  return Number.isFinite(before) ? before : other
}
