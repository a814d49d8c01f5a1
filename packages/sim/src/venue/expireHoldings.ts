// The end of options and futures that are still held.
import type { Future, Instrument, Option } from '@bourse/assets'
import { dayMs, dayNumber, type EpochMs } from '@bourse/core'
import { expiryTime } from '@bourse/pricing'
import { deliverFuture } from './deliverFutures.js'
import { endOrder } from './restingOrders.js'
import { booksOf, emit, type Floor, noFee, slotOf } from './floor.js'
import { markOf } from './slot.js'

/** When an instrument ends by itself; Infinity for what lives on. A future ends with its expiry date, after all settlements of it. */
export function lastMoment(floor: Floor, instrument: Instrument): EpochMs {
  if (instrument.kind === 'future') return (dayNumber(instrument.expiry) + 1) * dayMs
  if (instrument.kind !== 'option') return Number.POSITIVE_INFINITY
  const { calendars } = floor.options
  return expiryTime(instrument, calendars === undefined ? {} : { calendarOf: (id) => calendars.find(id) })
}

/** Whatever ended before now: exercised, assigned, or worthless. */
export function expireHoldings(floor: Floor): void {
  for (const { instrument, orders } of floor.slots.values())
    if (orders.length > 0 && lastMoment(floor, instrument) < floor.now)
      for (const { order } of [...orders]) endOrder(floor, order.orderId, 'expired')
  const ended = [...booksOf(floor).positions({ account: floor.account })].filter(({ instrument: id }) => {
    const instrument = floor.instruments.find(id)
    return instrument !== undefined && lastMoment(floor, instrument) < floor.now
  })
  for (const position of ended) {
    const { instrument: id, strategy, quantity } = position
    const instrument = floor.instruments.find(id)
    if (instrument?.kind === 'option') expireOption(floor, instrument, strategy, quantity)
    else if (instrument?.kind === 'future') expireFuture(floor, instrument, strategy, quantity)
  }
}

function expireFuture(floor: Floor, future: Future, strategy: string, quantity: number): void {
  const slot = slotOf(floor, future.id)!
  const price = Number.isFinite(slot.fixing) ? slot.fixing : markOf(slot)
  if (!Number.isFinite(price)) return
  tell(floor, 'expiry', future, strategy, Math.abs(quantity), price)
  deliverFuture(floor, future, strategy, quantity, price)
}

// In the money by a cent and more exercises by itself, as clearing houses do. Within the band of `pin` around the strike nobody
// knows what holders do: a writer is assigned by the toss of a coin, whichever side of the strike it is.
function expireOption(floor: Floor, option: Option, strategy: string, quantity: number): void {
  if (isAwaited(floor, option)) {
    floor.awaited = true
    return
  }
  const underlying = fixingOf(floor, option)
  if (!Number.isFinite(underlying)) return // nothing is owed on a guess: it waits for a price of the underlying
  const intrinsic = round(option.right === 'call' ? underlying - option.strike : option.strike - underlying)
  const size = Math.abs(quantity)
  const { pin = 0 } = floor.options
  const pinned = option.settlement === 'physical' && quantity < 0 && Math.abs(intrinsic) <= round(pin * option.strike)
  const exercised = pinned ? floor.rng.next() < 0.5 : option.settlement === 'cash' ? intrinsic > 0 : intrinsic >= 0.01
  if (!exercised) tell(floor, 'expiry', option, strategy, size, 0)
  else
    tell(
      floor,
      quantity > 0 ? 'exercise' : 'assignment',
      option,
      strategy,
      size,
      option.settlement === 'cash' ? Math.max(0, intrinsic) : 0,
    )
}

/** The price an option is settled at: a settlement of its underlying on its last day, else the underlying's last price. */
export function fixingOf(floor: Floor, option: Option): number {
  const slot = slotOf(floor, option.underlying)
  if (slot === undefined) return Number.NaN
  return slot.fixingAt >= lastMoment(floor, option) - dayMs ? slot.fixing : markOf(slot)
}

// A daily bar that ends after the option holds the close it is fixed at: with the last price from the session before, that bar is
// waited for, a day at most.
function isAwaited(floor: Floor, option: Option): boolean {
  const slot = slotOf(floor, option.underlying)
  const end = lastMoment(floor, option)
  if (slot === undefined || slot.fixingAt >= end - dayMs || floor.now >= end + dayMs) return false
  return Math.max(slot.lastAt, slot.quoteAt) < end - dayMs / 2
}

// A difference of prices without the dust of binary fractions: prices have twelve decimals at most.
function round(difference: number): number {
  return Number(difference.toFixed(12))
}

export function tell(
  floor: Floor,
  kind: 'exercise' | 'assignment' | 'expiry',
  instrument: Instrument,
  strategy: string,
  quantity: number,
  price: number,
): void {
  emit(floor, {
    kind,
    account: floor.account,
    strategy,
    eventId: `${floor.source}-e${++floor.events}`,
    instrument: instrument.id,
    quantity,
    price,
    fee: noFee(floor, instrument.currency),
    at: floor.now,
    source: floor.source,
  })
}
