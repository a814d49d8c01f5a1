// From fills to entries and exits, lot by lot: every fill that opens is a trip of its own, and a part that is closed is one too.
import { contractPayoff, type Instrument, type Instruments, multiplierOf } from '@bourse/assets'
import type { Money } from '@bourse/core'
import type { RoundTrip } from '@bourse/portfolio'
import { booked, clean, partOf, type TripLeg } from './roundTripsOf.js'

type OpenLot = { readonly leg: TripLeg; readonly group: string | undefined; held: number }

/** Closed trips in the order of closing: the oldest lot first, but an exit of a bracket closes its own. */
export function lotTripsOf(legs: Iterable<TripLeg>, instruments: Instruments): readonly RoundTrip[] {
  const trips: RoundTrip[] = []
  const open = new Map<string, OpenLot[]>()
  for (const leg of legs) {
    const instrument = instruments.find(leg.instrument)
    if (instrument === undefined) continue
    const key = `${leg.account} ${leg.strategy} ${leg.instrument}`
    const lots = open.get(key) ?? []
    let rest = leg.quantity
    for (const lot of lots) {
      if (rest === 0) break
      if (Math.sign(lot.held) !== -Math.sign(rest) || (leg.closes !== undefined && lot.group !== leg.closes)) continue
      const part = Math.sign(lot.held) * Math.min(Math.abs(rest), Math.abs(lot.held))
      trips.push(tripOf(lot.leg, leg, part, instrument))
      lot.held = clean(lot.held - part, part)
      rest = clean(rest + part, part)
    }
    const left = lots.filter(({ held }) => held !== 0)
    if (rest !== 0) left.push({ leg, group: leg.group, held: rest })
    open.set(key, left)
  }
  return trips
}

function tripOf(entry: TripLeg, exit: TripLeg, quantity: number, instrument: Instrument): RoundTrip {
  const contracts = quantity * multiplierOf(instrument)
  const pnl =
    contractPayoff(instrument) === 'inverse'
      ? contracts / entry.price - contracts / exit.price
      : contracts * (exit.price - entry.price)
  const { currency } = instrument
  const fees = [
    partOf(entry.fee, Math.abs(quantity / entry.quantity)),
    partOf(exit.fee, Math.abs(quantity / exit.quantity)),
  ]
  const costs = fees.reduce(
    (sum: Money, fee) => (fee?.currency === currency ? { currency, value: sum.value.add(fee.value) } : sum),
    booked(0, currency),
  )
  const { account, strategy, instrument: id, time: opened } = entry
  return {
    account,
    strategy,
    instrument: id,
    opened,
    closed: exit.time,
    quantity,
    entry: entry.price,
    exit: exit.price,
    pnl: booked(pnl, currency),
    costs,
  }
}
