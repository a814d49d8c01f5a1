import type { GroupPlan } from './contingency.js'
import type { OcoGroup } from './group.js'
import { type GroupOrder, isSettled, resizeOrder } from './groupOrder.js'
import type { Json } from './json.js'
import { isOpenOrder } from './orderState.js'
import { decimalsOf, differenceOf, shareOf } from './quantity.js'

/** Each order may fill its whole, less the shares that the others have filled of theirs. */
export function ocoPlan(group: OcoGroup): GroupPlan {
  const ids = group.orders.map((order) => order.orderId)
  let wholes = group.orders.map((order) => order.quantity)
  return {
    before(child, fact) {
      // Our own replacement takes shares off; anybody else's sets a new size for the group.
      if (fact.kind !== 'replaced' || fact.change.quantity === undefined || child.asked === 'replace') return
      const [now, old] = [fact.change.quantity, child.quantity]
      wholes = wholes.map((whole, i) =>
        ids[i] === child.order.orderId && whole === old ? now : shareOf(whole, now, old),
      )
    },
    commands(children, cause) {
      const targets = children.map((_, i) => allowedOf(children, wholes, i))
      return children.flatMap((child, i) =>
        isOpenOrder(child.state) && isSettled(child) ? resizeOrder(child, targets[i]!, cause) : [],
      )
    },
    memory: {
      save: () => wholes,
      load: (state: Json) => {
        wholes = [...(state as readonly number[])]
      },
    },
  }
}

function allowedOf(children: readonly GroupOrder[], wholes: readonly number[], i: number): number {
  const whole = wholes[i]!
  const scale = 10 ** Math.max(...wholes.map(decimalsOf), ...children.map((child) => decimalsOf(child.filled)))
  let used = 0
  children.forEach((child, j) => {
    if (j !== i) used += (child.filled * whole) / wholes[j]!
  })
  // Cut down, so that the group as a whole never fills more than once; the tiny term undoes rounding, not a share.
  return Math.max(0, differenceOf(whole, Math.ceil(used * scale - 1e-7) / scale))
}
