// What corporate actions do to orders that wait.
import { roundPrice, roundQuantity } from '@bourse/assets'
import { type EpochMs, type InputOf, toEpochMs } from '@bourse/core'
import { eveOf } from './exerciseEarly.js'
import type { Floor } from './floor.js'
import { changeOrder, endOrder } from './restingOrders.js'

/** An action that has been told, when it is due, from when on its eve counts, and when it is over (a dividend, paid). */
export type PendingAction = {
  readonly action: InputOf<'corporateAction'>
  readonly due: EpochMs
  readonly warn: EpochMs
  readonly until: EpochMs
  done: boolean
}

/** Notes an action; told again before its day, it corrects itself. */
export function noteAction(floor: Floor, action: InputOf<'corporateAction'>): void {
  const due = toEpochMs(action.exDate)
  floor.actions = floor.actions.filter(
    (one) => one.action.id !== action.id || one.action.action !== action.action || one.action.exDate !== action.exDate,
  )
  const until = action.action === 'dividend' ? Math.max(due, toEpochMs(action.payDate)) : due
  floor.actions.push({ action: { ...action }, due, warn: eveOf(action.exDate), until, done: false })
  floor.nextDue = Number.NEGATIVE_INFINITY
}

/** On the day: a split changes quantities and prices of whole orders, anything else but a dividend ends them. */
export function adjustOrders(floor: Floor): void {
  for (const pending of floor.actions) {
    const { action, due } = pending
    if (pending.done || due > floor.now) continue
    pending.done = true
    if (action.action === 'dividend' || action.action === 'spinOff') continue
    const slot = floor.slots.get(action.id)
    for (const one of [...(slot?.orders ?? [])]) {
      const { orderId, account } = one.order
      const [n, d] = action.action === 'split' ? [action.numerator, action.denominator] : [0, 1]
      const quantity = roundQuantity(slot!.instrument, (one.quantity * n) / d)
      if (one.filled > 0 || !(quantity > 0)) {
        endOrder(floor, orderId, 'canceled')
        continue
      }
      const at = (price: number): number => roundPrice(slot!.instrument, (price * d) / n)
      if (!Number.isNaN(one.level)) one.level = at(one.level)
      changeOrder(floor, {
        replace: orderId,
        account,
        quantity,
        ...('limit' in one.order ? { limit: at(one.order.limit) } : {}),
        ...('stop' in one.order ? { stop: at(one.order.stop) } : {}),
      })
    }
    if (action.action === 'split' && slot !== undefined) {
      // Prices of yesterday are of old shares.
      const by = action.denominator / action.numerator
      for (const name of ['bid', 'ask', 'lastBid', 'lastAsk', 'open', 'last', 'mark', 'index'] as const)
        slot[name] *= by
    }
  }
  floor.actions = floor.actions.filter(({ until }) => until > floor.now)
}
