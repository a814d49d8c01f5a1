// What an order could do to the book: worked out once, read by every rule.
import {
  type AccountId,
  type Checkable,
  type ComboGroup,
  groupIdOf,
  type InstrumentId,
  isOpenOrder,
  type Order,
  type OrderId,
  type OrderTerms,
  type Replace,
  type Side,
  type WorkingOrder,
} from '@bourse/core'
import { type ExposureRow, type ExposureTable, type OpenRow, rowOf } from './exposureTable.js'
import type { Reserved } from './reservations.js'
import type { RiskContext } from './riskContext.js'

/** A change of one row's holding; `quantity` is signed. */
export type ExposureMove = { readonly row: ExposureRow; readonly quantity: number }

/** One order of what is judged, as it would work; `stopLoss`: of its bracket. */
export type JudgedOrder = { readonly order: Order; readonly row: ExposureRow; readonly stopLoss: number | undefined }

/**
 * What an order could do. Of its `alternatives` one fills, wholly or in part: an order and a bracket have one, an OCO one
 * per order, a combo one that moves all its legs together. `reduces`: none of them can open or turn a position, whatever
 * else fills. `asked` is the quantity before any trimming, `quantity` the one now.
 */
export type OrderSituation = {
  readonly account: AccountId
  readonly strategy: string
  readonly asked: number
  readonly quantity: number
  /** How much of `quantity` is new: all of it, but of a replacement only what it adds. */
  readonly adds: number
  /** Smallest step of `quantity`. */
  readonly step: number
  readonly reduces: boolean
  /** In the book's base; NaN where the book has a hole. */
  readonly equity: number
  readonly orders: readonly JudgedOrder[]
  readonly combo: ComboGroup | undefined
  readonly alternatives: readonly (readonly ExposureMove[])[]
  readonly table: ExposureTable
  /** Rows on which something works or would, and rows of their own for what is not held. */
  readonly touched: readonly ExposureRow[]
}

/** What cannot be judged at all. */
export type UnfitOrder = {
  readonly unfit: 'quantity' | 'instrument' | 'order' | 'price'
  readonly of: string
  readonly value: number
}

/** The situation of an order among what is held, what works, and what was passed but has not been heard of. */
export function situationOf(
  order: Checkable,
  asked: number,
  table: ExposureTable,
  working: readonly WorkingOrder[],
  reserved: ReadonlyMap<OrderId, Reserved>,
  context: RiskContext,
): OrderSituation | UnfitOrder {
  const touched: OpenRow[] = []
  for (const row of table.dirty) {
    row.buys = 0
    row.sells = 0
  }
  table.dirty = touched
  const rowFor = (account: AccountId, instrument: InstrumentId): OpenRow => {
    for (const row of touched) if (row.instrument === instrument && row.account === account) return row
    const held = table.byInstrument.get(instrument)?.find((row) => row.account === account)
    const row = held ?? rowOf(context, account, instrument, 0)
    touched.push(row)
    return row
  }
  reserve(working, reserved, rowFor)

  const target = 'replace' in order ? findWorking(order.replace, working, reserved) : undefined
  if ('replace' in order && target === undefined) return { unfit: 'order', of: order.replace, value: Number.NaN }
  const judged: JudgedOrder[] = []
  const alternatives: ExposureMove[][] = []
  let combo: ComboGroup | undefined
  let lead: { readonly account: AccountId; readonly strategy: string }
  let quantity: number
  let adds = Number.NaN
  let repriced = false
  const take = (one: Order, extra: number, stopLoss?: number): void => {
    const row = rowFor(one.account, one.instrument)
    judged.push({ order: one, row, stopLoss })
    alternatives.push([{ row, quantity: one.side === 'buy' ? extra : -extra }])
  }
  if ('replace' in order) {
    const { order: now, filled } = target!
    const changed = changedOrder(now, order)
    quantity = changed.quantity
    lead = now
    repriced = order.limit !== undefined || order.stop !== undefined
    // Until the venue has answered, either may fill: only what comes on top is new.
    adds = Math.max(0, quantity - Math.max(now.quantity, filled))
    take({ ...changed, quantity: Math.max(0, quantity - filled) }, adds)
  } else if (!('group' in order)) {
    quantity = order.quantity
    lead = order
    take(order, quantity)
  } else if (order.group === 'bracket') {
    quantity = order.entry.quantity
    lead = order.entry
    take(order.entry, quantity, order.stopLoss)
  } else if (order.group === 'oco') {
    quantity = order.orders[0].quantity
    lead = order.orders[0]
    for (const one of order.orders) take(one, one.quantity)
  } else {
    combo = order
    quantity = order.quantity
    lead = order
    const sign = order.side === 'buy' ? 1 : -1
    alternatives.push(
      order.legs.map(({ instrument, ratio }) => ({
        row: rowFor(order.account, instrument),
        quantity: sign * ratio * quantity,
      })),
    )
  }
  const unfit = unfitOf(order, quantity, judged, combo, alternatives)
  if (unfit !== undefined) return unfit
  return {
    account: lead.account,
    strategy: lead.strategy,
    asked: Number.isNaN(asked) ? quantity : asked,
    quantity,
    adds: 'replace' in order ? adds : quantity,
    step: stepOf(judged, combo, alternatives),
    reduces: alternatives.every((moves) => moves.every((move) => isReduction(move, repriced))),
    equity: table.equity,
    orders: judged,
    combo,
    alternatives,
    table,
    touched,
  }
}

/** `quantity` were only this share of what is new to fill. */
export function quantityAt({ quantity, adds }: OrderSituation, share: number): number {
  return quantity - adds * (1 - share)
}

/** The quantity by which an order is trimmed: entry, first order, combo; the new total of a replacement. */
export function quantityOf(order: Checkable): number {
  if ('replace' in order) return order.quantity ?? Number.NaN
  if (!('group' in order)) return order.quantity
  if (order.group === 'bracket') return order.entry.quantity
  return order.group === 'oco' ? order.orders[0].quantity : order.quantity
}

// A move cannot open or turn a position when everything that works on its side, itself included, fits into what is held.
function isReduction({ row, quantity }: ExposureMove, repriced: boolean): boolean {
  const { held, buys, sells } = row
  if (quantity === 0) return !repriced || (held > 0 ? sells <= held : held < 0 && buys <= -held)
  return quantity < 0 ? held > 0 && sells - quantity <= held : held < 0 && buys + quantity <= -held
}

// Per side; of a group that fills once only its largest. Orders that can only reduce add nothing.
function reserve(
  working: readonly WorkingOrder[],
  reserved: ReadonlyMap<OrderId, Reserved>,
  rowFor: (account: AccountId, instrument: InstrumentId) => OpenRow,
): void {
  let rivals: Map<string, number> | undefined
  const add = (row: OpenRow, side: Side, left: number, groupId: string | undefined): void => {
    let more = left
    if (groupId !== undefined) {
      rivals ??= new Map()
      const key = `${groupId} ${row.account} ${row.instrument} ${side}`
      const before = rivals.get(key) ?? 0
      more = Math.max(0, left - before)
      rivals.set(key, before + more)
    }
    if (side === 'buy') row.buys += more
    else row.sells += more
  }
  let listed: Set<OrderId> | undefined
  for (const { order, state, filled, groupId } of working) {
    const own = reserved.get(order.orderId)
    if (own !== undefined && own.legs.length > 1) continue
    if (own !== undefined) {
      listed ??= new Set()
      listed.add(order.orderId)
    }
    if (!isOpenOrder(state) || order.reduceOnly === true) continue
    const total = Math.max(order.quantity, own?.asked ?? 0)
    add(rowFor(order.account, order.instrument), order.side, Math.max(0, total - filled), groupId)
  }
  if (reserved.size === (listed?.size ?? 0)) return
  for (const { orderId, account, groupId, legs, asked } of reserved.values()) {
    if (listed?.has(orderId) === true) continue
    for (const { instrument, side, quantity, filled, reduceOnly } of legs)
      if (!reduceOnly)
        add(rowFor(account, instrument), side, Math.max(0, Math.max(quantity, asked ?? 0) - filled), groupId)
  }
}

/** The order that a replacement changes: as the venue works it, else as it was passed. */
export function findWorking(
  id: OrderId,
  working: readonly WorkingOrder[],
  reserved: ReadonlyMap<OrderId, Reserved>,
): { readonly order: Order; readonly filled: number } | undefined {
  const listed = working.find((one) => one.order.orderId === id)
  if (listed !== undefined) return isOpenOrder(listed.state) ? listed : undefined
  const own = reserved.get(id)
  return own?.order === undefined ? undefined : { order: own.order, filled: own.legs[0]!.filled }
}

function changedOrder(order: Order, { quantity, limit, stop }: Replace): Order {
  const sized = quantity === undefined ? order : { ...order, quantity }
  const limited = limit !== undefined && 'limit' in sized ? { ...sized, limit } : sized
  return stop !== undefined && 'stop' in limited ? { ...limited, stop } : limited
}

function unfitOf(
  order: Checkable,
  quantity: number,
  judged: readonly JudgedOrder[],
  combo: ComboGroup | undefined,
  alternatives: readonly (readonly ExposureMove[])[],
): UnfitOrder | undefined {
  const of = 'replace' in order ? order.replace : 'group' in order ? groupIdOf(order) : order.orderId
  if (!(quantity > 0 && quantity < Number.POSITIVE_INFINITY)) return { unfit: 'quantity', of, value: quantity }
  for (const moves of alternatives)
    for (const { row, quantity: change } of moves) {
      if (row.terms === undefined) return { unfit: 'instrument', of: row.instrument, value: Number.NaN }
      if (!Number.isFinite(change)) return { unfit: 'quantity', of: row.instrument, value: change }
    }
  for (const { order: one, stopLoss } of judged) {
    // An OCO's other orders have quantities of their own.
    if (!(one.quantity >= 0)) return { unfit: 'quantity', of: one.orderId, value: one.quantity }
    const price = badPriceOf(one) ?? (stopLoss !== undefined && !Number.isFinite(stopLoss) ? stopLoss : undefined)
    if (price !== undefined) return { unfit: 'price', of: one.orderId, value: price }
  }
  const price = combo === undefined ? undefined : badPriceOf(combo)
  return price === undefined ? undefined : { unfit: 'price', of, value: price }
}

function badPriceOf(terms: OrderTerms): number | undefined {
  if ('limit' in terms && !Number.isFinite(terms.limit)) return terms.limit
  return 'stop' in terms && !Number.isFinite(terms.stop) ? terms.stop : undefined
}

// Of a combo: the step at which every leg is whole lots.
function stepOf(
  judged: readonly JudgedOrder[],
  combo: ComboGroup | undefined,
  alternatives: readonly (readonly ExposureMove[])[],
): number {
  if (combo === undefined) return judged[0]!.row.terms!.lot
  return Math.max(...combo.legs.map(({ ratio }, i) => alternatives[0]![i]!.row.terms!.lot / Math.abs(ratio)))
}
