// Every order of an engine: sent through the gate, followed to its end, groups run where the venue does not hold them.
import {
  type AccountId,
  type Approved,
  type Checkable,
  type ComboGroup,
  type Command,
  type Contingency,
  contingency,
  groupIdOf,
  isOpenOrder,
  type Json,
  type Order,
  type OrderGroup,
  type OrderId,
  type Replace,
  resumeContingency,
  type Stamp,
  type WorkingOrder,
} from '@bourse/core'
import type { Verdict } from '@bourse/risk'
import { type DeskOrder, type NamedFact, observeDeskOrder, sentDeskOrder, workingOrdersOf } from './deskOrder.js'

/** What the desk needs of the engine around it. */
export type DeskFloor = {
  readonly check: <T extends Checkable>(strategy: string, order: T) => Verdict<T>
  readonly send: (command: Command) => void
  readonly cause: () => number
  /** Groups that the venue of an account holds itself. */
  readonly holds: (account: AccountId, group: OrderGroup['group']) => boolean
  readonly alarm: (desk: DeskOrder, fact: NamedFact, before: string) => void
}

/** Orders by id, newest last. Ended ones are kept while a late fact may still come. */
export interface OrderDesk {
  /** The verdict; where it passes, the submit is among the commands. */
  submit(strategy: string, order: Order | OrderGroup): Verdict
  replace(strategy: string, change: Replace): Verdict | undefined
  cancel(desk: DeskOrder): void
  find(orderId: OrderId): DeskOrder | undefined
  /** Open orders, in the order they were sent. */
  open(): Iterable<DeskOrder>
  working(): readonly WorkingOrder[]
  /** The order a fact was about, undefined for strangers'. */
  observe(fact: NamedFact & Stamp): DeskOrder | undefined
  /** An order that was sent in another life. */
  adopt(order: WorkingOrder): void
  adoptSent(order: Order | ComboGroup): void
  save(): Json
  load(state: Json): void
}

/** Ended orders are kept for facts that come late, so many of them. */
const endedKept = 256

export function orderDesk(floor: DeskFloor): OrderDesk {
  let orders = new Map<OrderId, DeskOrder>()
  /** Approved groups with their steppers. */
  let groups = new Map<OrderId, { readonly group: OrderGroup; readonly run: Contingency; readonly native: boolean }>()
  let groupOf = new Map<OrderId, OrderId>()
  /** What a venue that holds a group may do with it; the word that it does is the venue's. */
  let expected = new Map<OrderId, { readonly order: Order; readonly groupId: OrderId }>()
  let ended: OrderId[] = []
  let open: DeskOrder[] = []
  let working: WorkingOrder[] | undefined

  const keep = (order: Order | ComboGroup, groupId: OrderId | null): void => {
    const desk = sentDeskOrder(order, groupId)
    orders.set(order.orderId, desk)
    open.push(desk)
    if (groupId !== null) groupOf.set(order.orderId, groupId)
    // The rest is as it was: a thousand orders in one answer are not listed a thousand times.
    if (working !== undefined) working.push(...workingOrdersOf(desk))
  }
  /** What a group sends by itself is followed like any order. */
  const sendOf = (command: Command, groupId: OrderId, native: boolean): void => {
    if (command.do === 'submit' && !('group' in command.order)) {
      const { order } = command
      if (orders.has(order.orderId)) return
      if (native) expected.set(order.orderId, { order, groupId })
      else keep(order, groupId)
    } else if (command.do === 'cancel' && !native) {
      const desk = orders.get(command.orderId)
      if (desk !== undefined) desk.asked = 'cancel'
    } else if (command.do === 'replace' && !native) {
      const desk = orders.get(command.change.replace)
      if (desk !== undefined) desk.asked = 'replace'
    }
    if (!native) floor.send(command)
  }
  const openGroup = (strategy: string, group: Approved<OrderGroup>): void => {
    const cause = floor.cause()
    if (group.group === 'combo') {
      keep(group, null)
      floor.send({ do: 'submit', order: group, cause, strategy })
      return
    }
    const run = contingency(group)
    const id = groupIdOf(group)
    const native = floor.holds(accountOf(group), group.group)
    groups.set(id, { group, run, native })
    for (const order of run.opening) {
      keep(order, id)
      if (!native) floor.send({ do: 'submit', order, cause, strategy })
    }
    if (native) floor.send({ do: 'submit', order: group, cause, strategy })
  }
  const retire = (desk: DeskOrder): void => {
    open = open.filter((one) => one !== desk)
    ended.push(desk.order.orderId)
    if (ended.length > endedKept) for (const id of ended.splice(0, endedKept / 2)) forget(id)
  }
  const forget = (id: OrderId): void => {
    const groupId = groupOf.get(id)
    const group = groupId === undefined ? undefined : groups.get(groupId)
    if (group !== undefined && !(group.native ? isOver(groupId!) : group.run.done())) {
      ended.push(id)
      return
    }
    orders.delete(id)
    groupOf.delete(id)
    if (groupId === undefined || [...groupOf.values()].includes(groupId)) return
    groups.delete(groupId)
    for (const [exit, one] of expected) if (one.groupId === groupId) expected.delete(exit)
  }
  const isOver = (groupId: OrderId): boolean => !open.some(({ order }) => groupOf.get(order.orderId) === groupId)
  const deskOf = (id: OrderId): DeskOrder | undefined => {
    const told = expected.get(id)
    if (told === undefined) return orders.get(id)
    expected.delete(id)
    keep(told.order, told.groupId)
    return orders.get(id)
  }

  return {
    submit(strategy, order) {
      const verdict = floor.check<Order | OrderGroup>(strategy, order)
      if (!verdict.pass) return verdict
      const { order: approved } = verdict
      if ('group' in approved) openGroup(strategy, approved)
      else {
        keep(approved, null)
        floor.send({ do: 'submit', order: approved, cause: floor.cause(), strategy })
      }
      return verdict
    },
    replace(strategy, change) {
      const desk = orders.get(change.replace)
      if (desk === undefined || !isOpenOrder(desk.state)) return undefined
      const verdict = floor.check(strategy, change)
      if (!verdict.pass) return verdict
      desk.asked = 'replace'
      floor.send({ do: 'replace', change: verdict.order, cause: floor.cause(), strategy })
      return verdict
    },
    cancel(desk) {
      if (!isOpenOrder(desk.state) || desk.asked === 'cancel') return
      desk.asked = 'cancel'
      const { account, orderId, strategy } = desk.order
      floor.send({ do: 'cancel', account, orderId, cause: floor.cause(), strategy })
    },
    find: (orderId) => orders.get(orderId),
    open: () => open,
    working() {
      working ??= open.flatMap(workingOrdersOf)
      return working
    },
    observe(fact) {
      const desk = orders.get(fact.orderId) ?? deskOf(fact.orderId)
      if (desk === undefined) return undefined
      working = undefined
      const before = desk.state
      if (!observeDeskOrder(desk, fact)) floor.alarm(desk, fact, before)
      const groupId = groupOf.get(fact.orderId)
      const group = groupId === undefined ? undefined : groups.get(groupId)
      if (group !== undefined) for (const command of group.run.next(fact)) sendOf(command, groupId!, group.native)
      if (isOpenOrder(before) && !isOpenOrder(desk.state)) retire(desk)
      return desk
    },
    adopt({ order, state, filled, averagePrice, venueOrderId, groupId }) {
      if (orders.has(order.orderId)) return
      keep(order, null)
      const desk = orders.get(order.orderId)!
      Object.assign(desk, {
        state,
        filled,
        averagePrice: Number.isFinite(averagePrice) ? averagePrice : null,
        venueOrderId: venueOrderId ?? null,
        groupId: groupId ?? null,
      })
    },
    adoptSent(order) {
      if (!orders.has(order.orderId)) keep(order, null)
    },
    save: () => ({
      orders: [...orders.values()] as unknown as Json,
      open: open.map((desk) => desk.order.orderId),
      ended,
      groupOf: [...groupOf],
      expected: [...expected] as unknown as Json,
      groups: [...groups].map(([id, { group, run, native }]) => ({
        id,
        group: group as unknown as Json,
        native,
        run: run.save(),
      })),
    }),
    load(state) {
      const saved = JSON.parse(JSON.stringify(state)) as {
        readonly orders: readonly DeskOrder[]
        readonly open: readonly OrderId[]
        readonly ended: OrderId[]
        readonly groupOf: [OrderId, OrderId][]
        readonly expected: [OrderId, { readonly order: Order; readonly groupId: OrderId }][]
        readonly groups: readonly { id: OrderId; group: OrderGroup; native: boolean; run: Json }[]
      }
      orders = new Map(saved.orders.map((desk) => [desk.order.orderId, desk]))
      open = saved.open.map((id) => orders.get(id)!)
      ended = saved.ended
      groupOf = new Map(saved.groupOf)
      expected = new Map(saved.expected)
      groups = new Map(
        saved.groups.map(({ id, group, native, run }) => {
          return [id, { group, run: resumeContingency(group, run), native }]
        }),
      )
      working = undefined
    },
  }
}

function accountOf(group: OrderGroup): AccountId {
  if (group.group === 'bracket') return group.entry.account
  return group.group === 'oco' ? group.orders[0].account : group.account
}
