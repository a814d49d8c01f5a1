// A bar, by the rule of the venue.
import { durationMs, type InputOf } from '@bourse/core'
import { expireOrders } from './expireOrders.js'
import type { Floor } from './floor.js'
import { dropOrder } from './fillOrder.js'
import { trail } from './levels.js'
import { livePath } from './livePath.js'
import { refusePosts } from './postOnly.js'
import type { Resting, Slot } from './slot.js'
import { touchBar } from './touchBar.js'
import { tradeAt } from './tradeAt.js'
import { closesSession, opensSession } from './auctions.js'

type Bar = InputOf<'bar'>

/** Whether a rule leaves bars of this span out. */
export function leavesOut(floor: Floor, span: Bar['span']): boolean {
  const { fill } = floor.options
  if (fill?.fills === 'queue') return true
  if (fill?.fills !== 'path') return false
  const { path } = fill
  return path !== 'pessimistic' && path !== 'optimistic' && path !== 'ohlc' && path !== span
}

/** Works the orders of an instrument with a bar. */
export function workBar(floor: Floor, slot: Slot, bar: Bar): void {
  const begin = beginOf(slot, bar)
  expireOrders(floor, slot, bar.at, begin)
  const { fill, volumeShare } = floor.options
  slot.budget = volumeShare === undefined ? Number.POSITIVE_INFINITY : volumeShare * bar.volume
  const before = slot.last
  if (floor.options.sizeSees === 'close') slot.last = bar.close
  slot.low = bar.low
  slot.high = bar.high
  // What the venue adds itself while the bar is lived through (exits of a bracket) is active at once.
  const started = (one: Resting): boolean => one.activeAt <= begin
  const opening = opensSession(floor, slot, bar, begin)
  const closing = closesSession(floor, slot, bar)
  const atOpen = (one: Resting): boolean =>
    started(one) && one.order.tif !== 'close' && (one.order.tif !== 'open' || opening)
  const later = (one: Resting): boolean => started(one) && one.order.tif !== 'close' && one.order.tif !== 'open'
  switch (fill?.fills ?? 'path') {
    case 'next-open':
      refusePosts(floor, slot, bar.open, atOpen)
      tradeAt(floor, slot, bar.open, atOpen)
      trailBy(slot, bar, later)
      break
    case 'touch':
      refusePosts(floor, slot, bar.open, atOpen)
      tradeAt(floor, slot, bar.open, (one) => one.order.tif === 'open' && atOpen(one))
      touchBar(floor, slot, bar, fill?.fills === 'touch' && fill.market === 'close' ? before : bar.open, later)
      trailBy(slot, bar, later)
      break
    case 'close':
      refusePosts(floor, slot, bar.close, later)
      tradeAt(floor, slot, bar.close, (one) => later(one) || atOpen(one))
      break
    default:
      livePath(floor, slot, bar, atOpen, later)
  }
  if (closing) tradeAt(floor, slot, bar.close, (one) => started(one) && one.order.tif === 'close')
  endOnce(floor, slot, started, opening, closing)
  slot.budget = Number.POSITIVE_INFINITY
  slot.low = Number.NEGATIVE_INFINITY
  slot.high = Number.POSITIVE_INFINITY
}

/** When a bar began: after the one before, and no earlier than its span says. */
function beginOf(slot: Slot, bar: Bar): number {
  const length = bar.span === 'session' ? 86_400_000 : durationMs(bar.span)
  return Math.max(slot.barAt, bar.at - length)
}

function trailBy(slot: Slot, bar: Bar, works: (one: Resting) => boolean): void {
  for (const one of slot.orders) if (works(one)) trail(one, one.order.side === 'sell' ? bar.high : bar.low)
}

// Orders that have one chance have had it; the others have stood in the market.
function endOnce(
  floor: Floor,
  slot: Slot,
  started: (one: Resting) => boolean,
  opening: boolean,
  closing: boolean,
): void {
  for (const one of slot.orders) {
    if (!started(one)) continue
    const { tif } = one.order
    if (tif === 'ioc' || tif === 'fok') dropOrder(floor, slot, one, 'canceled')
    else if ((tif === 'open' && opening) || (tif === 'close' && closing)) dropOrder(floor, slot, one, 'expired')
    else one.rested = true
  }
}
