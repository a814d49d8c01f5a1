// How far a stop is from where an order would be filled, and what is lost on the way there.
import { priceMovePnl, tickAt } from '@bourse/assets'
import { pairConvention } from '@bourse/fx'
import type { ExposureRow } from '../gate/exposureTable.js'
import { rateTo } from '../gate/exposureTable.js'
import type { JudgedOrder } from '../gate/orderSituation.js'
import type { RiskContext } from '../gate/riskContext.js'

/** In steps of the price grid, in 1 = 1 %, or in pips of a currency pair. */
export type StopReach = { readonly ticks: number } | { readonly percent: number } | { readonly pips: number }

/** Where an order fills: at its limit, else at its stop, else at the mark. NaN where that is not known. */
export function entryPrice({ order, row }: JudgedOrder, { market }: RiskContext): number {
  if ('limit' in order) return order.limit
  return 'stop' in order ? order.stop : (market.mark(row.instrument)?.value ?? Number.NaN)
}

/** Price of a reach at a price. NaN for pips of what is no pair. */
export function reachPrice(reach: StopReach, { terms }: ExposureRow, price: number): number {
  if (terms === undefined) return Number.NaN
  if ('ticks' in reach) return reach.ticks * tickAt(terms, price)
  if ('percent' in reach) return (Math.abs(price) * reach.percent) / 100
  if (terms.kind !== 'spot') return Number.NaN
  const convention = pairConvention(terms.base, terms.quote)
  return convention.ok ? reach.pips * convention.value.pip : Number.NaN
}

/**
 * What `quantity` (> 0) of an order loses at its stop, in base; without one all that it exposes, or the premium of an option
 * or outcome that is bought.
 */
export function lossAtStop(judged: JudgedOrder, quantity: number, context: RiskContext): number {
  const { row, order, stopLoss } = judged
  const terms = row.terms
  if (terms === undefined) return Number.NaN
  const entry = entryPrice(judged, context)
  const rate = rateTo(context, terms.currency)
  const signed = order.side === 'buy' ? quantity : -quantity
  if (stopLoss !== undefined) return -priceMovePnl(terms, signed, entry, stopLoss) * rate
  const paid = (terms.kind === 'option' || terms.kind === 'outcome') && signed > 0
  return paid ? priceMovePnl(terms, signed, 0, entry) * rate : quantity * row.unit
}
