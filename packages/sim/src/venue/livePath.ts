// A bar lived through from open to close. There are two ways past its extremes, and nobody knows which it took: where they
// give different fills, the rule decides, and the fills are counted.
import type { InputOf } from '@bourse/core'
import { multiplierOf } from '@bourse/assets'
import type { Floor } from './floor.js'
import { limitOf, stopOf } from './levels.js'
import type { Slot } from './slot.js'
import { tradeAlong, tradeAt, type Works } from './tradeAt.js'
import { keepOrders } from './trial.js'
import { refusePosts } from './postOnly.js'

type Bar = InputOf<'bar'>

export function livePath(floor: Floor, slot: Slot, bar: Bar, atOpen: Works, later: Works): void {
  const near = bar.high - bar.open <= bar.open - bar.low
  const live = (highFirst: boolean): void => {
    refusePosts(floor, slot, bar.open, atOpen)
    tradeAt(floor, slot, bar.open, atOpen)
    const [first, second] = highFirst ? [bar.high, bar.low] : [bar.low, bar.high]
    tradeAlong(floor, slot, bar.open, first, later)
    tradeAlong(floor, slot, first, second, later)
    tradeAlong(floor, slot, second, bar.close, later)
  }
  if (!mayDiffer(floor, slot, bar, later)) {
    live(near)
    return
  }
  const [up, down] = [attempt(floor, slot, bar, () => live(true)), attempt(floor, slot, bar, () => live(false))]
  const differ = up.fills !== down.fills
  const { fill } = floor.options
  const path = fill?.fills === 'path' ? fill.path : 'pessimistic'
  let highFirst = near
  if (up.worth !== down.worth && path !== 'ohlc')
    highFirst = path === 'optimistic' ? up.worth > down.worth : up.worth < down.worth
  const before = floor.counts.fills
  live(highFirst)
  if (differ) floor.counts.dependent += floor.counts.fills - before
}

// One order alone within the range fills whichever way; two may not, and neither may one that brings others or trails.
function mayDiffer(floor: Floor, slot: Slot, bar: Bar, works: Works): boolean {
  let within = 0
  for (const one of slot.orders) {
    if (!works(one)) continue
    if (one.order.type === 'trailing' || one.order.type === 'stopLimit') return true
    const level = stopOf(one) ?? limitOf(one)
    const brings =
      one.groupId !== undefined &&
      floor.groups.get(one.groupId)?.group.group === 'bracket' &&
      one.order.reduceOnly !== true
    if (level === undefined ? brings : level > bar.low && level < bar.high && (brings || ++within > 1)) return true
    if (level !== undefined && (level === bar.low || level === bar.high) && ++within > 1) return true
  }
  return false
}

type Attempt = { readonly fills: string; readonly worth: number }

// What a way would bring: its fills, and the profit to the close.
function attempt(floor: Floor, slot: Slot, bar: Bar, live: () => void): Attempt {
  const putBack = keepOrders(floor, slot)
  live()
  const each = multiplierOf(slot.instrument)
  let worth = 0
  let fills = ''
  for (const fact of floor.out) {
    if (fact.kind !== 'fill') continue
    const signed = fact.side === 'buy' ? fact.quantity : -fact.quantity
    worth += signed * (bar.close - fact.price) * each - fact.fee.value.toNumber()
    fills += `${fact.orderId} ${fact.quantity} ${fact.price};`
  }
  putBack()
  return { fills, worth }
}
