// Fills and events of a run in one line, signed.
import type { TripLeg } from '../report/roundTripsOf.js'
import type { RunRecord } from './runWorld.js'

export function legsOf({ fills, events }: Pick<RunRecord, 'fills' | 'events'>): readonly TripLeg[] {
  const legs: { readonly seq: number; readonly leg: TripLeg }[] = fills.map((fill) => {
    const { account, strategy, instrument, time, side, quantity, price, fee, seq, orderId, groupId } = fill
    return {
      seq,
      leg: {
        account,
        strategy,
        instrument,
        time,
        quantity: side === 'buy' ? quantity : -quantity,
        price,
        fee,
        ...(groupId === undefined ? {} : isExit(orderId, groupId) ? { closes: groupId } : { group: groupId }),
      },
    }
  })
  if (events.length === 0) return legs.map(({ leg }) => leg)
  // An event says how much of what is held it closed, not which way that was.
  const held = new Map<string, number>()
  const all = [...legs, ...events.map((event) => ({ seq: event.seq, event }))].sort((a, b) => a.seq - b.seq)
  return all.map((one) => {
    if ('leg' in one) {
      const key = `${one.leg.account} ${one.leg.strategy} ${one.leg.instrument}`
      held.set(key, (held.get(key) ?? 0) + one.leg.quantity)
      return one.leg
    }
    const { account, strategy, instrument, time, quantity, price, fee } = one.event
    const key = `${account} ${strategy} ${instrument}`
    const signed = (held.get(key) ?? 0) > 0 ? -quantity : quantity
    held.set(key, (held.get(key) ?? 0) + signed)
    return { account, strategy, instrument, time, quantity: signed, price, fee }
  })
}

// Exits of a bracket are named after its entry.
function isExit(orderId: string, groupId: string): boolean {
  return orderId.startsWith(`${groupId}-tp`) || orderId.startsWith(`${groupId}-sl`)
}
