// The smallest venue there is: market orders fill at the open of the next bar. Use the simulated venue for anything more.
import { type AccountId, type Fact, money, type Order, type Sourced } from '@bourse/core'
import type { LoopVenue } from '@bourse/engine'

/** `feePerUnit` in dollars. */
export function nextOpenVenue(account: AccountId, feePerUnit: `${number}`): LoopVenue {
  let waiting: Order[] = []
  let trades = 0
  return {
    account,
    groups: [],
    submit(order) {
      if (!('group' in order)) waiting.push(order)
    },
    replace: () => {},
    cancel(orderId) {
      waiting = waiting.filter((order) => order.orderId !== orderId)
    },
    listen: () => () => {},
    state: () => Promise.reject(new Error('a recorded run asks no venue for its state')),
    react(input) {
      if (input.kind !== 'bar') return []
      const due = waiting.filter((order) => order.instrument === input.id)
      waiting = waiting.filter((order) => order.instrument !== input.id)
      return due.map((order): Sourced<Fact> => {
        const { orderId, strategy, instrument, side, quantity } = order
        return {
          kind: 'fill',
          account,
          orderId,
          strategy,
          tradeId: `t${++trades}`,
          instrument,
          side,
          quantity,
          price: input.open,
          quantityText: String(quantity),
          priceText: String(input.open),
          liquidity: 'taker',
          fee: money(Number((quantity * Number(feePerUnit)).toFixed(4)), 'USD'),
          at: input.at,
          source: account,
        }
      })
    },
  }
}
