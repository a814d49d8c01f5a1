// Orders that belong together, and the functions that write them.
import { badArgument } from './error.js'
import type { InstrumentId, OrderId } from './ids.js'
import type { DraftRoute, Order, OrderDraft, OrderRoute, OrderTerms, Replace } from './order.js'

/** Leg quantity = ratio x order quantity; ratio < 0 goes against the order's side. */
export type ComboLeg = { readonly instrument: InstrumentId; readonly ratio: number }
/** Exits follow the filled quantity of `entry`; at least one of the two prices. */
export type BracketGroup<O = Order> = {
  readonly group: 'bracket'
  readonly entry: O
  readonly takeProfit?: number
  readonly stopLoss?: number
}
/** One cancels the others, as far as it fills. */
export type OcoGroup<O = Order> = { readonly group: 'oco'; readonly orders: readonly [O, O, ...O[]] }
/** Legs traded as one, at a net price. */
export type ComboGroup = OrderTerms & OrderRoute & { readonly group: 'combo'; readonly legs: readonly ComboLeg[] }
/** A combo before the engine adds ids. */
export type ComboDraft = OrderTerms & DraftRoute & { readonly group: 'combo'; readonly legs: readonly ComboLeg[] }
/** Orders submitted, judged and canceled as one. */
export type OrderGroup = BracketGroup | OcoGroup | ComboGroup
/** Which kind of group has which shape. */
export type GroupShapes = { readonly bracket: BracketGroup; readonly oco: OcoGroup; readonly combo: ComboGroup }
/** `'bracket' | 'oco' | 'combo'`. */
export type GroupKind = keyof GroupShapes
/** What a strategy or a person writes. */
export type Draft = OrderDraft | ComboDraft | BracketGroup<OrderDraft> | OcoGroup<OrderDraft>
/** What the gate judges. */
export type Checkable = Order | OrderGroup | Replace

/**
 * An entry with its exits: a limit at `takeProfit`, a stop at `stopLoss`, or one of them. Throws where neither is given,
 * a price is not finite, or they lie on the wrong sides of each other.
 *
 * @example
 * import { bracket, type OrderDraft } from '@bourse/core'
 * const entry: OrderDraft = { type: 'limit', limit: 100, instrument: 'SPY@ARCX', side: 'buy', quantity: 10 }
 * bracket(entry, { takeProfit: 110, stopLoss: 95 }).stopLoss // => 95
 */
export function bracket<O extends Order | OrderDraft>(
  entry: O,
  exits: { readonly takeProfit?: number; readonly stopLoss?: number },
): BracketGroup<O> {
  const { takeProfit, stopLoss } = exits
  for (const [name, price] of [
    ['takeProfit', takeProfit],
    ['stopLoss', stopLoss],
  ] as const)
    if (price !== undefined && !Number.isFinite(price)) throw badArgument('bracket', name, price, 'a finite price')
  if (takeProfit === undefined && stopLoss === undefined)
    throw badArgument('bracket', 'exits', 'empty', 'a takeProfit, a stopLoss or both')
  if (takeProfit !== undefined && stopLoss !== undefined && takeProfit > stopLoss !== (entry.side === 'buy'))
    throw badArgument('bracket', 'takeProfit', takeProfit, entry.side === 'buy' ? 'above stopLoss' : 'below stopLoss')
  return {
    group: 'bracket',
    entry,
    ...(takeProfit === undefined ? {} : { takeProfit }),
    ...(stopLoss === undefined ? {} : { stopLoss }),
  }
}

/**
 * Orders of which one cancels the others. As far as one fills, the others shrink by the same share.
 *
 * @example
 * import { oco, type OrderDraft } from '@bourse/core'
 * const sell = { instrument: 'SPY@ARCX', side: 'sell', quantity: 10 } as const
 * const pair = oco<OrderDraft>({ ...sell, type: 'limit', limit: 110 }, { ...sell, type: 'stop', stop: 95 })
 * pair.orders.length // => 2
 */
export function oco<O extends Order | OrderDraft>(first: O, second: O, ...more: readonly O[]): OcoGroup<O> {
  return { group: 'oco', orders: [first, second, ...more] }
}

/**
 * The id a group goes by in fills and working orders: that of its entry, its first order, or the combo itself.
 *
 * @example
 * import { groupIdOf, oco, type Order } from '@bourse/core'
 * const route = { account: 'paper', strategy: 's', instrument: 'SPY@ARCX', side: 'sell', quantity: 1, tif: 'day' } as const
 * const limit: Order = { ...route, orderId: 's-1', type: 'limit', limit: 110 }
 * groupIdOf(oco<Order>(limit, { ...route, orderId: 's-2', type: 'stop', stop: 95 })) // => 's-1'
 */
export function groupIdOf(group: OrderGroup): OrderId {
  if (group.group === 'bracket') return group.entry.orderId
  return group.group === 'oco' ? group.orders[0].orderId : group.orderId
}
