// What happens by itself as time goes by: expiries, interest, days on which shares change.
import { dayMs, type EpochMs } from '@bourse/core'
import { accrueDay } from './accrue.js'
import { refuseDelivery, noticeMoment } from './deliverFutures.js'
import { assignShorts, exerciseEarly, exerciseNoticed } from './exerciseEarly.js'
import { adjustOrders } from './adjustOrders.js'
import { expireHoldings, lastMoment } from './expireHoldings.js'
import { booksOf, type Floor } from './floor.js'
import { callMargin } from './liquidate.js'

/** Does what is due, before the input at hand is seen, and finds out when the next is. */
export function passTime(floor: Floor): void {
  for (const [purse, dueBy] of [...floor.calls]) if (dueBy <= floor.now) callMargin(floor, purse)
  exerciseNoticed(floor)
  exerciseEarly(floor)
  refuseDelivery(floor)
  expireHoldings(floor)
  // Actions and payments that the book waits with are booked by whatever it is shown next.
  if (floor.actions.length > 0)
    floor.pending.push({
      kind: 'timer',
      strategy: '',
      tag: '',
      seq: 0,
      time: floor.now,
      at: floor.now,
      source: floor.source,
    })
  adjustOrders(floor)
  const { options, now } = floor
  const today = Math.floor(now / dayMs)
  const accrues =
    options.interest !== undefined ||
    options.loan !== undefined ||
    options.borrow !== undefined ||
    options.shorts === true
  if (accrues) accrueDay(floor, today)
  const draws = (options.assign ?? 0) > 0
  if (draws && today > floor.drawnOn) {
    floor.drawnOn = today
    assignShorts(floor)
  }
  floor.nextDue = nextDue(floor, accrues || draws ? (today + 1) * dayMs : Number.POSITIVE_INFINITY)
}

function nextDue(floor: Floor, midnight: EpochMs): EpochMs {
  let next = midnight
  for (const { at } of floor.notices) if (at > floor.now) next = Math.min(next, at)
  for (const dueBy of floor.calls.values()) if (dueBy > floor.now) next = Math.min(next, dueBy)
  for (const { due, warn, until } of floor.actions)
    for (const at of [warn, due, until]) if (at > floor.now) next = Math.min(next, at)
  for (const { instrument, orders } of floor.slots.values())
    if (orders.length > 0) next = Math.min(next, lastMoment(floor, instrument) + 1)
  for (const { instrument: id } of booksOf(floor).positions({ account: floor.account })) {
    const instrument = floor.instruments.find(id)
    // A fixing at the very end belongs to the holding: what is due then is done by the first input after it.
    if (instrument === undefined) continue
    next = Math.min(next, lastMoment(floor, instrument) + 1)
    if (instrument.kind === 'future') next = Math.min(next, noticeMoment(floor, instrument))
  }
  return next
}
