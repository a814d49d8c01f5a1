// What an order would do if it filled: legs with a sign and a price.
import type { Instrument } from '@bourse/assets'
import {
  type AccountId,
  BourseError,
  badArgument,
  type ComboDraft,
  type ComboGroup,
  type Draft,
  type InstrumentId,
  type Order,
  type OrderDraft,
  type OrderGroup,
  type OrderTerms,
  type Side,
} from '@bourse/core'
import type { BookView } from '../book/bookView.js'
import type { Valuation } from '../exposure/valuation.js'

/** `quantity` signed; `price` NaN where no quote, mark or limit tells. */
export type OrderLeg = {
  readonly instrument: Instrument
  readonly account: AccountId
  readonly strategy: string
  readonly quantity: number
  readonly price: number
}

/** An order filled whole, in one of the ways that exclude each other: a plain one has one, an OCO one per order. */
export type FilledWays = readonly (readonly OrderLeg[])[]

export type RouteDefaults = { readonly account?: AccountId; readonly strategy?: string }

/** The ways in which an order or group may fill. The exits of a bracket reduce what its entry opened and are left out. */
export function filledWays(
  order: Order | OrderGroup | Draft,
  book: BookView,
  valuation: Valuation,
  route: RouteDefaults,
): FilledWays {
  if (!('group' in order)) return [[plainLeg(order, book, valuation, route)]]
  if (order.group === 'bracket') return [[plainLeg(order.entry, book, valuation, route)]]
  if (order.group === 'oco') return order.orders.map((one) => [plainLeg(one, book, valuation, route)])
  return [comboLegs(order, book, valuation, route)]
}

function plainLeg(order: Order | OrderDraft, book: BookView, valuation: Valuation, route: RouteDefaults): OrderLeg {
  const instrument = known(order.instrument, valuation)
  const account = accountOf(order, book, route)
  const strategy = strategyOf(order, order.instrument, account, book, route)
  const price = priceOf(order, order.side, instrument.id, valuation)
  return { instrument, account, strategy, quantity: signed(order), price }
}

function comboLegs(
  combo: ComboGroup | ComboDraft,
  book: BookView,
  valuation: Valuation,
  route: RouteDefaults,
): readonly OrderLeg[] {
  const { legs, side } = combo
  if (legs.length === 0) throw badArgument('bookAfter', 'legs of a combo', 'empty', 'at least one leg')
  const account = accountOf(combo, book, route)
  const size = signed(combo)
  const filled = legs.map(({ instrument: id, ratio }) => {
    const legSide: Side = ratio > 0 === (side === 'buy') ? 'buy' : 'sell'
    return {
      instrument: known(id, valuation),
      account,
      strategy: strategyOf(combo, id, account, book, route),
      quantity: size * ratio,
      price: priceOf({ type: 'market' }, legSide, id, valuation),
    }
  })
  if (!('limit' in combo)) return filled
  // The net price is agreed, how it is split is not: the first leg takes the difference.
  const net = filled.reduce((sum, { price }, i) => sum + price * legs[i]!.ratio, 0)
  const [first, ...rest] = filled
  return [{ ...first!, price: first!.price + (combo.limit - net) / legs[0]!.ratio }, ...rest]
}

function signed({ side, quantity }: { readonly side: Side; readonly quantity: number }): number {
  if (!(quantity > 0 && quantity < Number.POSITIVE_INFINITY))
    throw badArgument('bookAfter', 'quantity', quantity, 'a finite number > 0')
  return side === 'buy' ? quantity : -quantity
}

function known(id: InstrumentId, { instruments }: Valuation): Instrument {
  const instrument = instruments.find(id)
  if (instrument !== undefined) return instrument
  throw new BourseError('input/unknown-instrument', `no instrument ${JSON.stringify(id)} is known`, {
    details: { id },
    remedy: 'pass instruments that hold it',
  })
}

/** The order's account, the default, or the only one the book has. */
function accountOf(order: { readonly account?: AccountId }, book: BookView, { account }: RouteDefaults): AccountId {
  const named = order.account ?? account
  if (named !== undefined) return named
  const accounts = new Set<AccountId>()
  for (const position of book.positions()) accounts.add(position.account)
  if (accounts.size === 1) return [...accounts][0]!
  throw new BourseError('input/unknown-account', `an order names no account and the book has ${accounts.size}`, {
    details: { accounts: [...accounts] },
    remedy: 'name one in the order, or pass { account }',
  })
}

/** The order's strategy, the default, the only one that holds it there, or none. */
function strategyOf(
  order: Order | OrderDraft | ComboGroup | ComboDraft,
  instrument: InstrumentId,
  account: AccountId,
  book: BookView,
  route: RouteDefaults,
): string {
  const named = ('strategy' in order ? order.strategy : undefined) ?? route.strategy
  if (named !== undefined) return named
  const strategies = new Set<string>()
  for (const { strategy } of book.positions({ account, instrument })) strategies.add(strategy)
  return strategies.size === 1 ? [...strategies][0]! : ''
}

/** A limit is its own price; a market order takes the other side of the quote, else the mark. */
function priceOf(terms: OrderTerms, side: Side, id: InstrumentId, { market }: Valuation): number {
  if (terms.type === 'limit' || terms.type === 'stopLimit') return terms.limit
  if (terms.type === 'stop') return terms.stop
  const quote = market.quote(id)?.value
  const other = side === 'buy' ? quote?.ask : quote?.bid
  return other !== undefined && Number.isFinite(other) ? other : (market.mark(id)?.value ?? Number.NaN)
}
