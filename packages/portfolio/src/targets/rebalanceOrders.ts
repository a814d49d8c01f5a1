import { roundQuantity } from '@bourse/assets'
import {
  type AccountId,
  type Amount,
  BourseError,
  badArgument,
  type InstrumentId,
  type MoneyText,
  moneyOf,
  type OrderDraft,
} from '@bourse/core'
import type { BookFilter, BookView } from '../book/bookView.js'
import { type Appraiser, appraiser, type Valuation } from '../exposure/valuation.js'
import type { OrderPlan, SkippedTrade } from '../orders/orderPlan.js'
import { heldUnits, paidIn } from './heldUnits.js'
import { termsAt } from './orderTerms.js'
import { type Purses, pursesOf } from './purses.js'
import type { RebalanceOptions } from './rebalanceOptions.js'
import { accountsFor } from './accountsFor.js'
import { told } from './targetOrder.js'
import { tradeCost } from './tradeCost.js'
import { paidInCash, type Wish, type WishTerms, wishOf } from './wish.js'

/**
 * Orders that bring a book to weights (signed shares of equity; contracts by notional, options by premium): whole lots,
 * nearest first and cut to the cash of each account, sales before purchases, larger gaps before smaller ones. Purchases of
 * shares, coins and options need cash; margined contracts do not, and money of a short sale is not spent. What is
 * not worth trading is told in `skipped`; where equity itself is not known nothing is traded, and why.
 *
 * Cash counts in base currency: a purchase in another currency supposes that it can be exchanged.
 *
 * @throws BourseError for an unknown instrument, a weight that is not finite, an option out of its domain
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, money } from '@bourse/core'
 * import { createLedger, rebalanceOrders } from '@bourse/portfolio'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * market.observe({ kind: 'mark', id: 'SPY@ARCX', price: 600, seq: 0, time: 0, at: 0, source: 'feed' })
 * const fill = { kind: 'fill', account: 'paper', orderId: 'o', strategy: 's', tradeId: 't', instrument: 'SPY@ARCX', side: 'buy', quantity: 10,
 *   price: 590, quantityText: '10', priceText: '590', liquidity: 'taker', fee: money(0, 'USD'), seq: 1, time: 1, at: 1, source: 'paper' } as const
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('10000', 'USD') }] })
 * book.apply(fill)
 * const plan = rebalanceOrders(book, new Map([['SPY@ARCX', 0.8]]), { instruments, market })
 * plan.orders // => [{ instrument: 'SPY@ARCX', account: 'paper', side: 'buy', quantity: 3, type: 'market' }]
 * plan.residualCash.value // => 2300
 */
export function rebalanceOrders(
  book: BookView,
  weights: ReadonlyMap<InstrumentId, number>,
  valuation: Valuation,
  options: RebalanceOptions = {},
): OrderPlan {
  checkTargets(weights, options, valuation)
  const { account, strategy, others = 'sell', accountOf } = options
  const filter: BookFilter = {
    ...(account === undefined ? {} : { account }),
    ...(strategy === undefined ? {} : { strategy }),
  }
  const worth = appraiser(book, valuation)
  const flow = inBase(options.cashFlow, 'cashFlow', book, worth)
  const minTrade = inBase(options.minTrade, 'minTrade', book, worth)
  const equity = book.equity(filter).value + flow
  const named = [...weights.keys()]
  const buyers = accountOf === undefined ? [] : named.map((id) => accountOf(valuation.instruments.find(id)!))
  const held = heldUnits(book, valuation, named, account === undefined ? buyers : [account], filter)
  const ids = [...new Set([...named, ...(others === 'sell' ? held.keys() : [])])]
  const purses = pursesOf(book, valuation.instruments, filter, flow, paidIn(ids, valuation.instruments), worth)
  const skipped: SkippedTrade[] = []
  const wishes: Wish[] = []
  const terms: WishTerms = { equity, minTrade, worth, valuation, options }
  for (const instrument of ids) {
    const wish =
      equity > 0
        ? wishOf(instrument, held.get(instrument), weights.get(instrument) ?? 0, terms)
        : { instrument, why: withoutEquity(book, equity) }
    if ('why' in wish) skipped.push(wish)
    else wishes.push(wish)
  }
  // Sales first, because they pay; then whatever is furthest from its target.
  wishes.sort((a, b) => Number(a.trade > 0) - Number(b.trade > 0) || Math.abs(b.gap) - Math.abs(a.gap))
  const orders: OrderDraft[] = []
  let [costs, taxes] = [0, 0]
  for (const wish of wishes)
    for (const [at, wanted] of accountsFor(wish, held.get(wish.instrument.id), options)) {
      const trade = affordable(wish, at, wanted, purses, terms, skipped)
      if (trade === 0) continue
      const side = trade > 0 ? 'buy' : 'sell'
      const quote = valuation.market.quote(wish.instrument.id)?.value
      const priced = termsAt(wish.instrument, side, options.pricing ?? 'market', quote)
      if (priced === undefined) {
        skipped.push({ instrument: wish.instrument.id, why: 'no quote to price the order by' })
        continue
      }
      const { cost, tax } = tradeCost(wish.instrument, trade, wish.price, wish.quantity, terms)
      const moved = paidInCash(wish.instrument) ? cashOf(wish, trade) : 0
      purses.add(at, moved - cost - tax)
      costs += cost
      taxes += tax
      const route = at === undefined ? {} : { account: at }
      orders.push({ instrument: wish.instrument.id, ...route, side, quantity: Math.abs(trade), ...priced })
    }
  const amount = (value: number): Amount => ({ currency: book.base, value })
  return {
    orders,
    skipped,
    costs: amount(costs),
    taxes: amount(taxes),
    residualCash: amount(purses.total()),
  }
}

/** Money that a trade brings (> 0) or takes; what a short sale brings is not to be spent. */
function cashOf({ quantity, unit }: Wish, trade: number): number {
  return trade > 0 ? -trade * unit : Math.min(Math.max(0, quantity), -trade) * unit
}

/** The trade as far as the account can pay for it: whole lots, 0 where nothing of it is worth while. */
function affordable(
  wish: Wish,
  at: AccountId | undefined,
  wanted: number,
  purses: Purses,
  terms: WishTerms,
  skipped: SkippedTrade[],
): number {
  const { instrument, unit, price, quantity } = wish
  if (wanted <= 0 || !paidInCash(instrument)) return wanted
  const { cost } = tradeCost(instrument, wanted, price, quantity, terms)
  const [each, left] = [unit + cost / wanted, Math.max(0, purses.left(at))]
  if (wanted * each <= left * (1 + 1e-12)) return wanted
  const trade = roundQuantity(instrument, left / each)
  const kept = trade * unit < terms.minTrade ? 0 : trade
  const why = `bought ${told(kept)} of ${told(wanted)}: ${at ?? 'the book'} has ${told(left)} ${terms.worth.base} left`
  skipped.push({ instrument: instrument.id, ...(at === undefined ? {} : { account: at }), why })
  return kept
}

function withoutEquity(book: BookView, equity: number): string {
  const lacks = book.holes().map(({ missing, of }) => `no ${missing} of ${of}`)
  return Number.isNaN(equity) ? `equity is not known: ${lacks.join(', ')}` : `equity is ${told(equity)}`
}

function checkTargets(
  weights: ReadonlyMap<InstrumentId, number>,
  options: RebalanceOptions,
  { instruments }: Valuation,
): void {
  for (const [id, weight] of weights) {
    const instrument = instruments.find(id)
    if (instrument === undefined)
      throw new BourseError(
        'input/unknown-instrument',
        `rebalanceOrders: no instrument ${JSON.stringify(id)} is known`,
        {
          details: { id },
          remedy: 'pass instruments that hold it, or leave it out of the weights',
        },
      )
    if (!Number.isFinite(weight)) throw badArgument('rebalanceOrders', `weight of ${id}`, weight, 'a finite number')
    if (instrument.kind === 'index' || instrument.kind === 'combo')
      throw badArgument('rebalanceOrders', `kind of ${id}`, instrument.kind, 'one that can be held')
  }
  const band = options.band ?? 0
  const parts = typeof band === 'number' ? { band } : band
  for (const [name, value] of Object.entries({ ...parts, maxCost: options.maxCost ?? 0 }))
    if (!(value >= 0)) throw badArgument('rebalanceOrders', name, value, 'a number >= 0')
}

function inBase(text: MoneyText | undefined, name: string, book: BookView, { rate }: Appraiser): number {
  if (text === undefined) return 0
  const { currency, value } = moneyOf(text)
  const amount = value.toNumber() * rate(currency)
  if (Number.isFinite(amount)) return amount
  throw new BourseError(
    'input/currency-mismatch',
    `rebalanceOrders: ${name} is in ${currency}, the book in ${book.base}`,
    {
      details: { name, currency, base: book.base },
      remedy: `give it in ${book.base}, or pass rates`,
    },
  )
}
