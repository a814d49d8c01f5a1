// Closing everything a strategy holds, at the market, through the gate like any order.
import type { AccountId } from '@bourse/core'
import { remainingOf } from './deskOrder.js'
import { orderOf } from './draftOrder.js'
import type { Floor, Host } from './floor.js'

/** Counts closing orders that already work, so that asking twice sells once. */
export function flatten(floor: Floor, host: Host, account?: AccountId): void {
  for (const held of [...host.book.positions(account === undefined ? undefined : { account })]) {
    let closing = 0
    for (const { order, ...desk } of floor.desk.open())
      if (
        order.tag === 'flatten' &&
        order.account === held.account &&
        'instrument' in order &&
        order.instrument === held.instrument &&
        order.strategy === host.name
      )
        closing += remainingOf({ order, ...desk })
    const quantity = Math.abs(held.quantity) - closing
    if (!(quantity > 0)) continue
    const order = orderOf(
      {
        type: 'market',
        instrument: held.instrument,
        side: held.quantity > 0 ? 'sell' : 'buy',
        quantity,
        account: held.account,
        reduceOnly: true,
        tag: 'flatten',
      },
      {
        strategy: host.name,
        instruments: floor.instruments,
        nextId: () => `${floor.runId}-${host.name.replace('/', '-')}-${++host.orders}`,
        accountOf: () => held.account,
      },
    )
    const verdict = floor.desk.submit(host.name, order)
    if (!verdict.pass)
      floor.note({
        audit: 'skipped',
        strategy: host.name,
        instrument: held.instrument,
        why: `rule ${verdict.rule} refuses to flatten`,
      })
  }
}
