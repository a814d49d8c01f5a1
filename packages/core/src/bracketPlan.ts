import type { Command } from './command.js'
import type { GroupPlan } from './contingency.js'
import type { BracketGroup } from './group.js'
import { type GroupOrder, isSettled, remainingOf, resizeOrder, sentOrder, submitOrder } from './groupOrder.js'
import type { Json } from './json.js'
import type { Order } from './order.js'
import { isOpenOrder } from './orderState.js'
import { differenceOf, sumOf } from './quantity.js'

type ExitName = 'tp' | 'sl'

/** Each exit is one or more orders, its slices; together they work what the entry has filled and no exit has closed. */
export function bracketPlan(group: BracketGroup): GroupPlan {
  const names: readonly ExitName[] = [
    ...(group.takeProfit === undefined ? [] : (['tp'] as const)),
    ...(group.stopLoss === undefined ? [] : (['sl'] as const)),
  ]
  let ended: ExitName[] = []
  const nameOf = (child: GroupOrder): ExitName | undefined =>
    names.find((name) => child.order.orderId.startsWith(`${group.entry.orderId}-${name}`))
  return {
    before(child, fact) {
      const name = nameOf(child)
      const over =
        fact.kind === 'canceled' || fact.kind === 'expired' || fact.kind === 'rejected' || fact.kind === 'refused'
      // A cancel that we asked for is ours; every other end is somebody's decision, and is respected.
      if (name !== undefined && over && isOpenOrder(child.state) && child.asked !== 'cancel') ended = [...ended, name]
    },
    commands(children, cause) {
      const held = heldOf(children)
      return names.flatMap((name) => {
        const slices = children.filter((child) => nameOf(child) === name)
        const missing = differenceOf(held, workingOf(slices))
        if (missing > 0 && ended.includes(name)) return []
        const sent = resizeSlices(slices, missing, cause)
        if (sent !== undefined) return sent
        const child = sentOrder(exitOf(group, name, slices, missing))
        children.push(child)
        return [submitOrder(child, cause)]
      })
    },
    memory: {
      save: () => ended,
      load: (state: Json) => {
        ended = [...(state as readonly ExitName[])]
      },
    },
  }
}

/** Filled by the entry, which comes first, and closed by no exit; negative where both exits filled at once. */
function heldOf(children: readonly GroupOrder[]): number {
  const closed = children.slice(1).reduce((sum, exit) => sumOf(sum, exit.filled), 0)
  return differenceOf(children[0]!.filled, closed)
}

function workingOf(slices: readonly GroupOrder[]): number {
  return slices.filter((one) => isOpenOrder(one.state)).reduce((sum, one) => sumOf(sum, remainingOf(one)), 0)
}

/** Commands that make the slices work `missing` more, or less where it is negative; undefined where only a further slice can. */
function resizeSlices(slices: readonly GroupOrder[], missing: number, cause: number): readonly Command[] | undefined {
  const open = slices.filter((one) => isOpenOrder(one.state))
  if (missing === 0 || !open.every(isSettled)) return []
  if (missing > 0) {
    const newest = open.at(-1)
    if (newest === undefined || newest.refused !== null) return undefined
    return resizeOrder(newest, sumOf(newest.quantity, missing), cause)
  }
  const commands: Command[] = []
  let excess = -missing
  for (const slice of open.toReversed()) {
    const cut = Math.min(excess, remainingOf(slice))
    if (cut > 0) commands.push(...resizeOrder(slice, differenceOf(slice.quantity, cut), cause))
    excess = differenceOf(excess, cut)
  }
  return commands
}

/** A further slice works at the price the one before it works at: somebody may have moved it. */
function exitOf(group: BracketGroup, name: ExitName, slices: readonly GroupOrder[], quantity: number): Order {
  const { orderId, account, strategy, instrument, side, tag } = group.entry
  const route = {
    orderId: `${orderId}-${name}${slices.length + 1}`,
    account,
    strategy,
    instrument,
    side: side === 'buy' ? ('sell' as const) : ('buy' as const),
    quantity,
    tif: 'gtc' as const,
    reduceOnly: true,
    ...(tag === undefined ? {} : { tag }),
  }
  const before = slices.at(-1)?.order
  if (name === 'tp')
    return { ...route, type: 'limit', limit: before?.type === 'limit' ? before.limit : group.takeProfit! }
  return { ...route, type: 'stop', stop: before?.type === 'stop' ? before.stop : group.stopLoss! }
}
