// A venue as JSON, and back.
import {
  inputFromJson,
  inputToJson,
  type Input,
  type InputOf,
  type Json,
  type Money,
  moneyOf,
  numberFromJson,
  type OrderGroup,
  resumeContingency,
  type Fill,
  type Sourced,
} from '@bourse/core'
import { noteAction } from './adjustOrders.js'
import { booksOf, type Floor, slotOf } from './floor.js'
import type { Lot } from './lots.js'
import type { Resting, Slot } from './slot.js'

const counters = ['trades', 'placed', 'events'] as const

export function saveFloor(floor: Floor): Json {
  return plain({
    now: edge(floor.now),
    counters: [...counters.map((name) => floor[name]), floor.counts.dependent, floor.counts.fills],
    rng: floor.rng.save(),
    ledger: booksOf(floor).save(),
    slots: [...floor.slots].map(([id, slot]) => [id, slotToJson(slot)]),
    books: [...floor.books].map(([id, { bids, asks, bid, ask }]) => [id, [...bids], [...asks], edge(bid), edge(ask)]),
    combos: floor.combos.map(restingToJson),
    lots: [...floor.lots],
    held: floor.held.map(({ one }) => one.order.orderId),
    groups: [...floor.groups].map(([id, { group, run }]) => [id, group, run.save()]),
    due: floor.due.map(inputToJson),
    told: floor.told.map((fill) => inputToJson({ ...fill, seq: 0, time: fill.at })),
    closed: [...floor.closed],
    actions: floor.actions.map(({ action, done }) => [inputToJson(action), done]),
    seen: [...floor.seen],
    accruedTo: edge(floor.accruedTo),
    traded: [...floor.traded],
    calls: [...floor.calls],
    notices: floor.notices,
    drawnOn: edge(floor.drawnOn),
    awaited: floor.awaited,
    pairs: floor.pairs?.save() ?? null,
  })
}

type Saved = {
  now: Json
  counters: number[]
  rng: number[]
  ledger: Json
  slots: [string, { [name: string]: Json }][]
  books: [string, [number, number][], [number, number][], Json, Json][]
  combos: Json[]
  lots: [string, Lot[]][]
  held: string[]
  groups: [string, OrderGroup, Json][]
  due: Json[]
  told: Json[]
  closed: string[]
  actions: [Json, boolean][]
  seen: string[]
  accruedTo: Json
  traded: [string, number][]
  calls: [string, number][]
  notices: Floor['notices']
  drawnOn: Json
  awaited: boolean
  pairs: Json
}

export function loadFloor(floor: Floor, state: Json): void {
  const saved = plain(state) as Saved
  floor.now = fromEdge(saved.now)
  counters.forEach((name, i) => {
    floor[name] = saved.counters[i]!
  })
  Object.assign(floor.counts, { dependent: saved.counters[3]!, fills: saved.counters[4]! })
  floor.rng.load(saved.rng)
  floor.pending.length = 0
  booksOf(floor).load(saved.ledger)
  floor.slots.clear()
  for (const [id, json] of saved.slots) {
    const slot = slotOf(floor, id as Slot['instrument']['id'])
    if (slot !== undefined) slotFromJson(slot, json)
  }
  floor.books.clear()
  for (const [id, bids, asks, bid, ask] of saved.books)
    floor.books.set(id as Slot['instrument']['id'], {
      bids: new Map(bids),
      asks: new Map(asks),
      bid: fromEdge(bid),
      ask: fromEdge(ask),
    })
  floor.lots.clear()
  for (const [key, lots] of saved.lots) floor.lots.set(key, lots)
  floor.combos = saved.combos.map((json) => restingFromJson(json))
  floor.groups = new Map(saved.groups.map(([id, group, run]) => [id, { group, run: resumeContingency(group, run) }]))
  floor.due = saved.due.map((json) => inputFromJson(json))
  floor.told = saved.told.map((json) => inputFromJson(json) as Input & Sourced<Fill>)
  floor.held = saved.held.flatMap((orderId) =>
    [...floor.slots.values()].flatMap((slot) =>
      slot.orders.filter((one) => one.order.orderId === orderId).map((one) => ({ slot, one })),
    ),
  )
  floor.closed.clear()
  for (const id of saved.closed) floor.closed.add(id as Slot['instrument']['id'])
  floor.actions = []
  for (const [json, done] of saved.actions) {
    noteAction(floor, inputFromJson(json) as InputOf<'corporateAction'>)
    floor.actions.at(-1)!.done = done
  }
  floor.seen.clear()
  for (const key of saved.seen) floor.seen.add(key)
  floor.accruedTo = fromEdge(saved.accruedTo)
  floor.nextDue = Number.NEGATIVE_INFINITY
  floor.traded.clear()
  for (const [currency, sum] of saved.traded) floor.traded.set(currency, sum)
  floor.calls = new Map(saved.calls)
  floor.notices = saved.notices
  floor.awaited = saved.awaited
  floor.drawnOn = fromEdge(saved.drawnOn)
  if (saved.pairs !== null) floor.pairs?.load(saved.pairs)
  floor.out = []
}

function slotToJson({ instrument: _, orders, ...figures }: Slot): Json {
  const numbers = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, edge(value as number)]))
  return { ...numbers, orders: orders.map(restingToJson) }
}

function slotFromJson(slot: Slot, { orders, ...figures }: { [name: string]: Json }): void {
  Object.assign(slot, Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, fromEdge(value!)])))
  slot.orders = (orders as Json[]).map((json) => restingFromJson(json))
}

const edges = ['activeAt', 'expiresAt', 'day', 'level', 'ahead'] as const

function restingToJson(one: Resting | Floor['combos'][number]): Json {
  const told: { [name: string]: unknown } = { ...one }
  for (const name of edges) told[name] = edge(one[name])
  told.paid = one.paid === undefined ? null : { currency: one.paid.currency, value: one.paid.value.toFixed() }
  told.groupId = one.groupId ?? null
  return told as Json
}

function restingFromJson<R>(json: Json): R {
  const one = { ...(json as { [name: string]: unknown }) }
  for (const name of edges) one[name] = fromEdge(one[name] as Json)
  one.paid = one.paid === null ? undefined : (moneyOf(one.paid as { currency: string; value: string }) as Money)
  one.groupId = one.groupId ?? undefined
  return one as R
}

// Infinities and NaN have no JSON.
function edge(value: number): Json {
  return Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value)
}

function fromEdge(value: Json): number {
  return typeof value === 'string' ? Number(value) : numberFromJson(value as number | null)
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}
