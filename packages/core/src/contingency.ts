// Groups where the venue cannot hold them: order facts in, child commands out. One stepper for simulated and real venues.
import type { Approved } from './approved.js'
import { bracketPlan } from './bracketPlan.js'
import type { Command } from './command.js'
import { BourseError } from './error.js'
import { groupIdOf, type OrderGroup } from './group.js'
import {
  type GroupOrder,
  groupOrderFromJson,
  groupOrderToJson,
  type NamedOrderFact,
  carryApproval,
  observeOrder,
  sentOrder,
  workingOrderOf,
} from './groupOrder.js'
import type { Json } from './json.js'
import { ocoPlan } from './ocoPlan.js'
import type { Order } from './order.js'
import type { OrderFact } from './orderFacts.js'
import { isOpenOrder, type WorkingOrder } from './orderState.js'
import type { Stamp } from './stamp.js'
import type { Stepper } from './stepper.js'

/** A group at work. Facts about strangers' orders and fills told twice change nothing. */
export interface Contingency extends Stepper<OrderFact & Stamp, readonly Command[]> {
  /** What to submit first: the entry of a bracket, all orders of an OCO. */
  readonly opening: readonly Approved<Order>[]
  /** Every order of the group so far, exits included, with its state. */
  orders(): readonly WorkingOrder[]
  /** Nothing of it is open; a late fill of the entry may open it again. */
  done(): boolean
}

/** How one kind of group thinks: a change of an order in, commands out. State is in the orders and in `memory`. */
export type GroupPlan = {
  /** Called with the order as it was before the fact. */
  readonly before: (child: GroupOrder, fact: NamedOrderFact) => void
  /** Called with the order after it; what it sends it also notes in the children, and may add to them. */
  readonly commands: (children: GroupOrder[], cause: number) => readonly Command[]
  readonly memory: { save(): Json; load(state: Json): void }
}

/**
 * Runs a group where the venue cannot. Submit `opening`, feed every order fact, send what comes out.
 *
 * A **bracket** keeps exits on what the entry has filled and the exits have not closed: a limit at `takeProfit` and a stop
 * at `stopLoss`, good till canceled and reduce-only, with ids `ENTRY-tp1`, `ENTRY-sl1`. They grow with each fill of the
 * entry, late ones after its cancel included, and shrink as the other one fills. Canceling the entry leaves the exits on
 * what had filled. Where the venue refuses to grow an exit, the difference goes out as a further one (`-tp2`). An exit
 * that somebody else canceled, or that was rejected or expired, is not sent again: `orders()` shows it.
 *
 * An **OCO** of any number: the share that one fills is taken off all others, cut to the decimals of their quantities;
 * one that has nothing left is canceled. A replaced quantity of one scales the others. Canceling one leaves the others.
 *
 * A **combo** throws `venue/unsupported`: legs sent one by one are another trade, with a risk nobody approved.
 *
 * One order is asked one thing at a time: while it is pending, unknown, or a change of it is unanswered, nothing is sent.
 *
 * @example
 * import { bracket, contingency, money, type Approved, type BracketGroup, type Order } from '@bourse/core'
 * const route = { orderId: 'r-1', account: 'paper', strategy: 's', instrument: 'SPY@ARCX', tif: 'day' } as const
 * const entry: Order = { ...route, type: 'limit', limit: 100, side: 'buy', quantity: 10 }
 * const group = contingency(bracket(entry, { takeProfit: 110, stopLoss: 95 }) as Approved<BracketGroup>)
 * const commands = group.next({ ...route, kind: 'fill', tradeId: 't1', side: 'buy', quantity: 4, price: 100, quantityText: '4',
 *   priceText: '100', liquidity: 'maker', fee: money(0, 'USD'), seq: 7, time: 5, at: 5, source: 'paper' })
 * commands.map((c) => c.do === 'submit' && 'quantity' in c.order && [c.order.orderId, c.order.quantity])
 * // => [['r-1-tp1', 4], ['r-1-sl1', 4]]
 */
export function contingency(group: Approved<OrderGroup>): Contingency {
  const id = groupIdOf(group)
  const plan = planOf(group)
  const first = group.group === 'bracket' ? [group.entry] : group.group === 'oco' ? group.orders : []
  let children = first.map(sentOrder)
  let told = new Set<string>()
  return {
    opening: first.map((order) => carryApproval(order)),
    orders: () => children.map((child) => workingOrderOf(child, id)),
    done: () => children.every((child) => !isOpenOrder(child.state)),
    next(fact) {
      const child = 'orderId' in fact ? children.find((one) => one.order.orderId === fact.orderId) : undefined
      if (child === undefined || !('orderId' in fact)) return []
      if (fact.kind === 'fill') {
        const key = `${fact.account} ${fact.instrument} ${fact.tradeId}`
        if (told.has(key)) return []
        told.add(key)
        for (const one of children) one.refused = null
      }
      plan.before(child, fact)
      observeOrder(child, fact)
      return plan.commands(children, fact.seq)
    },
    save: () => ({ id, children: children.map(groupOrderToJson), told: [...told], memory: plan.memory.save() }),
    load(state) {
      const saved = state as { id: string; children: readonly Json[]; told: readonly string[]; memory: Json }
      if (saved.id !== id) throw foreign(id, saved.id)
      children = saved.children.map(groupOrderFromJson)
      told = new Set(saved.told)
      plan.memory.load(saved.memory)
    },
  }
}

/**
 * A group out of a snapshot, at work again: `group` as it was approved and what its stepper saved. Throws `journal/foreign`
 * where the state is another group's.
 *
 * @example
 * import { contingency, oco, resumeContingency, type Approved, type OcoGroup, type Order } from '@bourse/core'
 * const route = { account: 'paper', strategy: 's', instrument: 'SPY@ARCX', side: 'sell', quantity: 10, tif: 'day' } as const
 * const limit: Order = { ...route, orderId: 's-1', type: 'limit', limit: 110 }
 * const pair = oco<Order>(limit, { ...route, orderId: 's-2', type: 'stop', stop: 95 })
 * const saved = contingency(pair as Approved<OcoGroup>).save()
 * resumeContingency(pair, saved).orders().length // => 2
 */
export function resumeContingency(group: OrderGroup, state: Json): Contingency {
  // The gate passed it before it could be saved; what is not the group of the state is refused.
  const resumed = contingency(carryApproval(group))
  resumed.load(state)
  return resumed
}

function planOf(group: OrderGroup): GroupPlan {
  if (group.group === 'bracket') return bracketPlan(group)
  if (group.group === 'oco') return ocoPlan(group)
  throw new BourseError('venue/unsupported', `contingency: combo ${group.orderId} cannot be run leg by leg`, {
    details: { where: 'contingency', group: 'combo', orderId: group.orderId, legs: group.legs.length },
    remedy: 'send it to a venue that holds combos (holdsGroup), or submit the legs as orders of your own',
  })
}

function foreign(mine: string, theirs: string): BourseError {
  return new BourseError('journal/foreign', `contingency: the state is that of group ${theirs}, this one is ${mine}`, {
    details: { where: 'contingency', value: theirs, allowed: mine },
    remedy: 'load each group with its own state',
  })
}
