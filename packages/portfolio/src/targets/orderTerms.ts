import { type Instrument, roundPrice } from '@bourse/assets'
import type { OrderTerms, Quote, Side } from '@bourse/core'

/** How an order is priced: at once, at the middle, or at the own side of the quote. */
export type TargetPricing = 'market' | 'mid' | 'passive'

/** The terms of an order, on the grid and never beyond the price asked for; undefined where the quote is not there. */
export function termsAt(
  instrument: Instrument,
  side: Side,
  pricing: TargetPricing,
  quote: Quote | undefined,
): OrderTerms | undefined {
  if (pricing === 'market') return { type: 'market' }
  if (quote === undefined) return undefined
  const own = side === 'buy' ? quote.bid : quote.ask
  const price = pricing === 'passive' ? own : (quote.bid + quote.ask) / 2
  const limit = roundPrice(instrument, price, { mode: 'passive', side })
  return Number.isFinite(limit) ? { type: 'limit', limit } : undefined
}
