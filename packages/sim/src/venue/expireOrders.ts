// When an order is over by itself.
import { dayMs, type EpochMs, type Order } from '@bourse/core'
import { dropOrder } from './fillOrder.js'
import { type Floor, slotOf } from './floor.js'
import type { Slot } from './slot.js'

/** The last moment an order may trade, as far as it can be told when it comes: its date, or the close of its session. */
export function expiryOf(
  floor: Floor,
  order: Pick<Order, 'tif'> & { readonly instrument: Order['instrument'] },
  activeAt: EpochMs,
): EpochMs {
  const { tif } = order
  if (typeof tif === 'object') return tif.gtd
  if (tif !== 'day') return Number.POSITIVE_INFINITY
  const id = slotOf(floor, order.instrument)!.instrument.calendar
  const calendar = floor.options.calendars?.find(id)
  if (calendar === undefined) return Number.POSITIVE_INFINITY
  const session = calendar.sessionAt(activeAt) ?? calendar.sessionAt(calendar.nextOpen(activeAt))
  return session?.intervals.at(-1)?.close ?? Number.POSITIVE_INFINITY
}

/** Ends what ended before a market fact, and notes the day of what it is the first for. */
export function expireOrders(floor: Floor, slot: Slot, at: EpochMs, begin: EpochMs): void {
  const today = Math.floor(at / dayMs)
  for (const one of slot.orders) {
    const { tif } = one.order
    // A bar that began before the end is the last that may fill it, unless its end is past.
    if (one.expiresAt < at || (typeof tif === 'object' && one.expiresAt <= begin))
      dropOrder(floor, slot, one, 'expired')
    else if (tif === 'day' && one.expiresAt === Number.POSITIVE_INFINITY && one.activeAt <= begin) {
      if (Number.isNaN(one.day)) one.day = today
      else if (one.day < today) dropOrder(floor, slot, one, 'expired')
    }
  }
}
