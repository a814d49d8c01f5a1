// What a paper broker is besides its venue.
import type { Instruments, InstrumentSource } from '@bourse/assets'
import { type Approved, type GroupKind, groupIdOf, type Order, type OrderGroup, type Venue } from '@bourse/core'
import type { Placement } from '@bourse/engine'

/** The registry, searched like a broker's list: a part of the symbol or name, whatever its case. */
export function instrumentSource(instruments: Instruments): InstrumentSource {
  return {
    async *search({ text, kind, underlying, signal }) {
      const part = text?.toLowerCase()
      for (const one of instruments.all()) {
        if (signal?.aborted) return
        if (kind !== undefined && one.kind !== kind) continue
        if (underlying !== undefined && !('underlying' in one && one.underlying === underlying)) continue
        if (part !== undefined && !one.id.toLowerCase().includes(part)) continue
        yield one
      }
    },
  }
}

/** Places an order; the reply is the venue's first word on it. */
export function placeAt(venue: Venue<GroupKind>, order: Approved<Order> | Approved<OrderGroup>): Promise<Placement> {
  const id = 'group' in order ? groupIdOf(order) : order.orderId
  return new Promise((resolve) => {
    const stop = venue.listen((fact) => {
      if (!('orderId' in fact) || fact.orderId !== id) return
      if (fact.kind === 'accepted') {
        stop()
        resolve({ placement: 'accepted', orderId: id, venueOrderId: fact.venueOrderId ?? id })
      } else if (fact.kind === 'rejected') {
        stop()
        resolve({ placement: 'rejected', orderId: id, reason: fact.reason.message })
      }
    })
    venue.submit(order)
  })
}
