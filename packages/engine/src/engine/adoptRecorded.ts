// Commands that a journal holds and this code did not decide: their orders are ours all the same.
import type { ComboGroup, Json, Order, OrderGroup, OrderId } from '@bourse/core'
import type { EngineParts } from './engineParts.js'

type Recorded = {
  readonly do: string
  readonly strategy: string
  readonly order?: Order | OrderGroup
  readonly orderId?: OrderId
  readonly requestId?: string
}

/** Orders are followed one by one: a bracket or an OCO that the other code ran is no longer held together. */
export function adoptRecorded({ desk, byName }: EngineParts, recorded: readonly Json[]): void {
  for (const json of recorded) {
    const command = json as unknown as Recorded
    if (command.do === 'submit' && command.order !== undefined)
      for (const order of ordersOf(command.order)) {
        desk.adoptSent(order)
        count(order.strategy, order.orderId)
      }
    else if (command.do === 'cancel' && command.orderId !== undefined) {
      const order = desk.find(command.orderId)
      if (order !== undefined) order.asked = 'cancel'
    } else if (command.requestId !== undefined) count(command.strategy, command.requestId)
  }
  /** The next id must be a new one. */
  function count(strategy: string, id: string): void {
    const host = byName.get(strategy)
    const number = /-(\d+)(?:-(?:tp|sl)\d+)?$/.exec(id)
    if (host !== undefined && number !== null) host.orders = Math.max(host.orders, Number(number[1]))
  }
}

function ordersOf(order: Order | OrderGroup): readonly (Order | ComboGroup)[] {
  if (!('group' in order) || order.group === 'combo') return [order]
  return order.group === 'bracket' ? [order.entry] : order.orders
}
