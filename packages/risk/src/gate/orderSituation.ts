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

/** Where rows are found, and put where they are not held. */
type Board = { readonly table: ExposureTable; readonly touched: OpenRow[]; readonly context: RiskContext }

/** The situation of an order among what is held, what works, and what was passed but has not been heard of. */
export function situationOf(
  order: Checkable,
  asked: number,
  table: ExposureTable,
  reserved: ReadonlyMap<OrderId, Reserved>,
  context: RiskContext,
): OrderSituation | UnfitOrder {
  const board: Board = { table, touched: [], context }
  for (const row of table.dirty) {
    row.buys = 0
    row.sells = 0
  }
  table.dirty = board.touched
  reserve(board, reserved)

  const judged: JudgedOrder[] = []
  const alternatives: ExposureMove[][] = []
  let combo: ComboGroup | undefined
  let lead: { readonly account: AccountId; readonly strategy: string }
  let [quantity, adds] = [Number.NaN, Number.NaN]
  let repriced = false
  if ('replace' in order) {
    const target = findWorking(order.replace, context.working, reserved)
    // The legs of a combo cannot be judged from one of them: only its price may change.
    const legs = (reserved.get(order.replace)?.legs.length ?? 0) > 1 || target?.legs === true
    if (target === undefined || (legs && order.quantity !== undefined))
      return { unfit: 'order', of: order.replace, value: Number.NaN }
    const { order: now, filled } = target
    const changed = changedOrder(now, order)
    quantity = changed.quantity
    // Until the venue has answered, either may fill: only what comes on top is new.
    adds = Math.max(0, quantity - Math.max(now.quantity, filled))
    lead = now
    repriced = order.limit !== undefined || order.stop !== undefined
    take(board, judged, alternatives, { ...changed, quantity: Math.max(0, quantity - filled) }, adds, undefined)
  } else if (!('group' in order)) {
    quantity = order.quantity
    lead = order
    take(board, judged, alternatives, order, quantity, undefined)
  } else if (order.group === 'bracket') {
    quantity = order.entry.quantity
    lead = order.entry
    take(board, judged, alternatives, lead as Order, quantity, order.stopLoss)
  } else if (order.group === 'oco') {
    quantity = order.orders[0].quantity
    lead = order.orders[0]
    for (const one of order.orders) take(board, judged, alternatives, one, one.quantity, undefined)
  } else {
    combo = order
    quantity = order.quantity
    lead = order
    const signed = order.side === 'buy' ? quantity : -quantity
    alternatives.push(
      order.legs.map(({ instrument, ratio }) => ({
        row: rowFor(board, order.account, instrument),
        quantity: signed * ratio,
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
    reduces: allReduce(alternatives, repriced),
    equity: table.equity,
    orders: judged,
    combo,
    alternatives,
    table,
    touched: board.touched,
  }
}

function take(
  board: Board,
  judged: JudgedOrder[],
  alternatives: ExposureMove[][],
  order: Order,
  quantity: number,
  stopLoss: number | undefined,
): void {
  const row = rowFor(board, order.account, order.instrument)
  judged.push({ order, row, stopLoss })
  alternatives.push([{ row, quantity: order.side === 'buy' ? quantity : -quantity }])
}

function rowFor({ table, touched, context }: Board, account: AccountId, instrument: InstrumentId): OpenRow {
  for (const row of touched) if (row.instrument === instrument && row.account === account) return row
  const held = table.byInstrument.get(instrument)
  let found: OpenRow | undefined
  if (held !== undefined) for (const row of held) if (row.account === account) found = row
  found ??= rowOf(context, account, instrument, 0)
  touched.push(found)
  return found
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

function allReduce(alternatives: readonly (readonly ExposureMove[])[], repriced: boolean): boolean {
  for (const moves of alternatives) for (const move of moves) if (!isReduction(move, repriced)) return false
  return true
}

/** Whether everything that works on a move's side, itself included, fits into what is held: it cannot open or turn it. */
export function isReduction({ row, quantity }: ExposureMove, repriced = false): boolean {
  const { held, buys, sells } = row
  if (quantity === 0) return !repriced || (held > 0 ? sells <= held : held < 0 && buys <= -held)
  return quantity < 0 ? held > 0 && sells - quantity <= held : held < 0 && buys + quantity <= -held
}

/** What each group has reserved so far, by row and side: it fills once, so that its largest order counts. */
type Rivals = Map<string, number>

// Per side. Orders that can only reduce add nothing.
function reserve(board: Board, reserved: ReadonlyMap<OrderId, Reserved>): void {
  const rivals: Rivals = new Map()
  let listed: Set<OrderId> | undefined
  for (const { order, state, filled, groupId } of board.context.working) {
    const own = reserved.size === 0 ? undefined : reserved.get(order.orderId)
    if (own !== undefined) {
      if (own.legs.length > 1) continue
      listed ??= new Set()
      listed.add(order.orderId)
    }
    if (!isOpenOrder(state) || order.reduceOnly === true) continue
    const left = Math.max(0, Math.max(order.quantity, own?.asked ?? 0) - filled)
    addWorking(rowFor(board, order.account, order.instrument), order.side, left, groupId, rivals)
  }
  if (reserved.size === (listed?.size ?? 0)) return
  for (const { orderId, account, groupId, legs, asked } of reserved.values()) {
    if (listed?.has(orderId) === true) continue
    for (const { instrument, side, quantity, filled, reduceOnly } of legs) {
      if (reduceOnly) continue
      const left = Math.max(0, Math.max(quantity, asked ?? 0) - filled)
      addWorking(rowFor(board, account, instrument), side, left, groupId, rivals)
    }
  }
}

function addWorking(row: OpenRow, side: Side, left: number, groupId: string | undefined, rivals: Rivals): void {
  let more = left
  if (groupId !== undefined) {
    const key = `${groupId} ${row.account} ${row.instrument} ${side}`
    const before = rivals.get(key) ?? 0
    more = Math.max(0, left - before)
    rivals.set(key, before + more)
  }
  if (side === 'buy') row.buys += more
  else row.sells += more
}

/** The order that a replacement changes: as the venue works it, else as it was passed. `legs`: one of a combo's. */
export function findWorking(
  id: OrderId,
  working: readonly WorkingOrder[],
  reserved: ReadonlyMap<OrderId, Reserved>,
): { readonly order: Order; readonly filled: number; readonly legs: boolean } | undefined {
  const at = working.findIndex((one) => one.order.orderId === id)
  const listed = working[at]
  if (listed !== undefined) {
    const { order, filled, state } = listed
    return isOpenOrder(state) ? { order, filled, legs: working[at + 1]?.order.orderId === id } : undefined
  }
  const own = reserved.get(id)
  return own?.order === undefined ? undefined : { order: own.order, filled: own.legs[0]!.filled, legs: false }
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
  if (combo !== undefined && new Set(alternatives[0]!.map(({ row }) => row)).size < combo.legs.length)
    return { unfit: 'instrument', of: `${of}, which names one twice`, value: Number.NaN }
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
