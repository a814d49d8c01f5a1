// A gate without rules, for examples that are about a venue: venues take only what a gate has passed.
import {
  type Approved,
  createGate,
  createMarketRecord,
  explainVerdict,
  type Instruments,
  openingBook,
  type Order,
  riskContext,
} from 'bourse'

/** Approves orders for listings it knows; throws what the gate says of others. */
export function openGate(instruments: Instruments): (order: Order) => Approved<Order> {
  const market = createMarketRecord()
  const book = openingBook({ base: 'USD', instruments, market })
  return (order) => {
    const gate = createGate({ rules: [] }) // fresh, so that no order is held against the next
    const verdict = gate.checkOrder(order, riskContext({ now: 0, book, market, instruments }))
    if (!verdict.pass) throw new Error(explainVerdict(verdict))
    return verdict.order
  }
}
