// Fills and events of a run in one line, signed.
import type { TripLeg } from '../report/roundTripsOf.js'
import type { RunRecord } from './runWorld.js'

export function legsOf({
  fills,
  events,
  endings,
}: Pick<RunRecord, 'fills' | 'events' | 'endings'>): readonly TripLeg[] {
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
  if (events.length === 0 && endings.length === 0) return legs.map(({ leg }) => leg)
  const held = new Map<string, { readonly leg: TripLeg; quantity: number }>()
  const hold = (leg: TripLeg): TripLeg => {
    const key = `${leg.account} ${leg.strategy} ${leg.instrument}`
    const known = held.get(key)
    if (known === undefined) held.set(key, { leg, quantity: leg.quantity })
    else known.quantity += leg.quantity
    return leg
  }
  const all = [
    ...legs,
    ...events.map((event) => ({ seq: event.seq, event })),
    ...endings.map((ending) => ({ seq: ending.seq, ending })),
  ].sort((a, b) => a.seq - b.seq)
  return all.flatMap((one) => {
    if ('leg' in one) return [hold(one.leg)]
    if ('ending' in one) {
      const { instrument, time, price } = one.ending
      return [...held.values()]
        .filter(({ leg, quantity }) => leg.instrument === instrument && quantity !== 0)
        .map(({ leg: { account, strategy }, quantity }) =>
          hold({ account, strategy, instrument, time, quantity: -quantity, price, fee: undefined }),
        )
    }
    // An event says how much of what is held it closed, not which way that was.
    const { account, strategy, instrument, time, quantity, price, fee } = one.event
    const before = held.get(`${account} ${strategy} ${instrument}`)?.quantity ?? 0
    return [hold({ account, strategy, instrument, time, quantity: before > 0 ? -quantity : quantity, price, fee })]
  })
}

// Exits of a bracket are named after its entry.
function isExit(orderId: string, groupId: string): boolean {
  return orderId.startsWith(`${groupId}-tp`) || orderId.startsWith(`${groupId}-sl`)
}
