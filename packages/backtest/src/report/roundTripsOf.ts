// From fills to entries and exits: one trip from flat to flat, per account, strategy and instrument.
import { contractPayoff, type Instrument, type Instruments, multiplierOf } from '@bourse/assets'
import { type Currency, type Money, money } from '@bourse/core'
import type { RoundTrip } from '@bourse/portfolio'

/** A fill, or an event that closed a position, in the order in which they came. `fee` > 0 is paid. */
export type TripLeg = {
  readonly account: RoundTrip['account']
  readonly strategy: string
  readonly instrument: RoundTrip['instrument']
  readonly time: number
  /** Signed: bought > 0. */
  readonly quantity: number
  readonly price: number
  readonly fee: Money | undefined
  /** The group whose lot it closes: an exit of a bracket. */
  readonly closes?: string | undefined
  /** The group it is the entry of. */
  readonly group?: string | undefined
}

type OpenTrip = {
  readonly opened: number
  readonly side: number
  held: number
  bought: number
  paid: number
  sold: number
  received: number
  costs: Money
}

/** Closed trips in the order of closing. A fill that turns a position closes one trip and opens the next. */
export function roundTripsOf(legs: Iterable<TripLeg>, instruments: Instruments): readonly RoundTrip[] {
  const trips: RoundTrip[] = []
  const open = new Map<string, OpenTrip>()
  for (const leg of legs) {
    const instrument = instruments.find(leg.instrument)
    if (instrument === undefined) continue
    const key = `${leg.account} ${leg.strategy} ${leg.instrument}`
    let rest = leg.quantity
    let fee = leg.fee
    const before = open.get(key)
    if (before !== undefined && Math.sign(before.held) === -Math.sign(rest)) {
      const closing = Math.sign(rest) * Math.min(Math.abs(rest), Math.abs(before.held))
      // The fee goes with the units it was paid for.
      const part = closing === rest ? fee : partOf(fee, Math.abs(closing / rest))
      extend(before, closing, leg.price, part)
      if (fee !== undefined && part !== undefined) fee = { currency: fee.currency, value: fee.value.sub(part.value) }
      rest = clean(rest - closing, leg.quantity)
      if (before.held === 0) {
        open.delete(key)
        trips.push(closed(before, leg, instrument))
      }
    }
    if (rest === 0) continue
    let trip = open.get(key)
    if (trip === undefined) {
      const costs = money(0, instrument.currency)
      trip = { opened: leg.time, side: Math.sign(rest), held: 0, bought: 0, paid: 0, sold: 0, received: 0, costs }
      open.set(key, trip)
    }
    extend(trip, rest, leg.price, fee)
  }
  return trips
}

function extend(trip: OpenTrip, quantity: number, price: number, fee: Money | undefined): void {
  trip.held = clean(trip.held + quantity, quantity)
  if (quantity > 0) {
    trip.bought += quantity
    trip.paid += quantity * price
  } else {
    trip.sold -= quantity
    trip.received -= quantity * price
  }
  if (fee !== undefined && fee.currency === trip.costs.currency)
    trip.costs = { currency: fee.currency, value: trip.costs.value.add(fee.value) }
}

function closed(
  trip: OpenTrip,
  { account, strategy, instrument: id, time }: TripLeg,
  instrument: Instrument,
): RoundTrip {
  const [bought, sold] = [trip.paid / trip.bought, trip.received / trip.sold]
  const long = trip.side > 0
  const quantity = long ? trip.bought : -trip.sold
  const contracts = trip.bought * multiplierOf(instrument)
  const pnl =
    contractPayoff(instrument) === 'inverse'
      ? contracts / bought - contracts / sold
      : (trip.received - trip.paid) * multiplierOf(instrument)
  return {
    account,
    strategy,
    instrument: id,
    opened: trip.opened,
    closed: time,
    quantity,
    entry: long ? bought : sold,
    exit: long ? sold : bought,
    pnl: booked(pnl, instrument.currency),
    costs: trip.costs,
  }
}

/** The share of a fee, to 12 decimals. */
export function partOf(fee: Money | undefined, share: number): Money | undefined {
  return fee === undefined ? undefined : { currency: fee.currency, value: fee.value.mul(share).toDecimalPlaces(12) }
}

/** To 8 decimals, as ledgers book. */
export function booked(value: number, currency: Currency): Money {
  return money(Number(value.toFixed(8)), currency)
}

/** Without the dust of binary fractions: `by` is what was added last. */
export function clean(quantity: number, by: number): number {
  return Math.abs(quantity) < 1e-12 * Math.abs(by) ? 0 : Number(quantity.toPrecision(15))
}
