// Orders one by one against the range of a bar: nobody asks which price came first.
import type { InputOf } from '@bourse/core'
import type { Floor } from './floor.js'
import { fillOrder } from './fillOrder.js'
import { hits, isFree, limitOf, reaches, stopOf } from './levels.js'
import type { Resting, Slot } from './slot.js'

type Bar = InputOf<'bar'>

/**
 * One pass over the orders that were there: what closes at the market and protective stops first, the newest before the
 * others, then everything as it came. A market entry that brings exits has the rest of the bar before it: the pass is made
 * again. So has a stop entry where the way to its target is the way it came, and its own stop lies outside the bar.
 */
export function touchBar(floor: Floor, slot: Slot, bar: Bar, market: number, works: (one: Resting) => boolean): void {
  for (;;) {
    let again = false
    const there = slot.orders.filter(works)
    for (const one of [...there.filter(isFirst).reverse(), ...there.filter((one) => !isFirst(one))]) {
      if (!slot.orders.includes(one)) continue
      const atStop = stopOf(one) !== undefined
      const before = one.filled
      touchOne(floor, slot, bar, one, market)
      if (one.filled > before) again ||= bringsExits(floor, bar, one, atStop)
    }
    if (!again) return
  }
}

function isFirst({ order }: Resting): boolean {
  return order.reduceOnly === true && order.type !== 'limit' && order.type !== 'stopLimit'
}

function touchOne(floor: Floor, slot: Slot, bar: Bar, one: Resting, market: number): void {
  const { order } = one
  const buy = order.side === 'buy'
  const stop = stopOf(one)
  if (stop === undefined) {
    const limit = limitOf(one)
    if (isFree(one)) fillOrder(floor, slot, one, order.type === 'market' ? market : bar.open, 'taker')
    else if (limit === undefined) return
    else if (reaches(order, limit, bar.open)) fillOrder(floor, slot, one, bar.open, one.rested ? 'maker' : 'taker')
    else if (reaches(order, limit, buy ? bar.low : bar.high)) fillOrder(floor, slot, one, limit, 'maker')
    return
  }
  if (!hits(order, stop, buy ? bar.high : bar.low)) return
  one.triggered = true
  const price = hits(order, stop, bar.open) ? bar.open : stop
  // A limit that is not past its stop waits for the next look: whether the price came back to it nobody knows.
  const limit = limitOf(one)
  if (isFree(one) || (limit !== stop && reaches(order, limit!, price))) fillOrder(floor, slot, one, price, 'taker')
}

function bringsExits(floor: Floor, bar: Bar, { order, groupId }: Resting, atStop: boolean): boolean {
  const group = groupId === undefined || groupId !== order.orderId ? undefined : floor.groups.get(groupId)?.group
  if (group?.group !== 'bracket') return false
  if (order.type === 'market') return true
  const { takeProfit, stopLoss } = group
  if (order.type !== 'stop' || !atStop || takeProfit === undefined) return false
  const buy = order.side === 'buy'
  const reached = buy ? takeProfit <= bar.high : takeProfit >= bar.low
  return reached && (stopLoss === undefined || (buy ? stopLoss < bar.low : stopLoss > bar.high))
}
