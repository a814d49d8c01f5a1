// Orders at one price, and along a stretch from one price to the next.
import type { Floor } from './floor.js'
import { fillOrder } from './fillOrder.js'
import { hits, isFree, limitOf, reaches, stopOf, trail } from './levels.js'
import type { Resting, Slot } from './slot.js'

/** Which orders may trade now. */
export type Works = (one: Resting) => boolean

/**
 * Everything that trades at one price: what trades at any, limits it reaches, stops it has hit. In the order in which orders
 * came; what fills may bring others, and they are looked at too.
 */
export function tradeAt(floor: Floor, slot: Slot, price: number, works: Works): void {
  const done = new Set<Resting>()
  for (let i = 0; i < slot.orders.length; i++) {
    const one = slot.orders[i]!
    if (done.has(one) || !works(one)) continue
    done.add(one)
    const before = slot.orders
    tryAt(floor, slot, one, price)
    if (slot.orders !== before) i = -1 // the list is another: look from its start for what has not been tried
  }
}

// A price that comes with the open or a print is worse for stops and better for limits than their level.
function tryAt(floor: Floor, slot: Slot, one: Resting, price: number): void {
  const stop = stopOf(one)
  if (stop !== undefined) {
    if (!hits(one.order, stop, price)) {
      trail(one, price)
      return
    }
    one.triggered = true
  }
  if (isFree(one)) {
    fillOrder(floor, slot, one, price, 'taker')
    return
  }
  const limit = limitOf(one)
  if (limit !== undefined && reaches(one.order, limit, price))
    fillOrder(floor, slot, one, price, one.rested ? 'maker' : 'taker')
}

/** Lives through a stretch: whatever level comes first trades first, and what that brings lives through the rest. */
export function tradeAlong(floor: Floor, slot: Slot, from: number, to: number, works: Works): void {
  const up = to > from
  let here = from
  const tried = new Map<Resting, number>()
  for (;;) {
    let next: Resting | undefined
    let nearest = to
    for (const one of slot.orders) {
      if (!works(one)) continue
      const level = levelAlong(one, here, up)
      if (level === undefined || (up ? level > nearest : level < nearest)) continue
      if (tried.get(one) === level || (next !== undefined && level === nearest)) continue
      next = one
      nearest = level
    }
    if (next === undefined) break
    here = nearest
    tried.set(next, nearest)
    for (const one of slot.orders) if (one !== next && works(one)) trailOnce(one, here, up)
    hitLevel(floor, slot, next, here)
  }
  for (const one of slot.orders) if (works(one)) trailOnce(one, to, up)
}

function trailOnce(one: Resting, price: number, up: boolean): void {
  if (one.order.type === 'trailing' && (one.order.side === 'sell') === up) trail(one, price)
}

// Where an order trades on the way from `here`, or at once where the price is past its level already.
function levelAlong(one: Resting, here: number, up: boolean): number | undefined {
  if (isFree(one)) return here
  const buy = one.order.side === 'buy'
  const stop = stopOf(one)
  if (stop !== undefined) {
    if (Number.isNaN(stop)) return undefined
    if (hits(one.order, stop, here)) return here
    return buy === up ? stop : undefined
  }
  const limit = limitOf(one)
  if (limit === undefined) return undefined
  if (reaches(one.order, limit, here)) return here
  return buy !== up ? limit : undefined
}

function hitLevel(floor: Floor, slot: Slot, one: Resting, price: number): void {
  if (stopOf(one) !== undefined) {
    one.triggered = true
    // The price is at the stop: a stop-limit is a limit from here on, and trades at once where it is good enough.
    if (isFree(one) || reaches(one.order, limitOf(one)!, price)) fillOrder(floor, slot, one, price, 'taker')
    return
  }
  // A limit that the price comes to has stood there.
  fillOrder(floor, slot, one, price, isFree(one) ? 'taker' : 'maker')
}
