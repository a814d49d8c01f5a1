import { type Instrument, notionalOf } from '@bourse/assets'
import { listedFee } from './listedFee.js'
import type { WishTerms } from './wish.js'

/** What a trade costs in base currency: its fee and, for a market order, half the quoted spread; and its tax. */
export function tradeCost(
  instrument: Instrument,
  trade: number,
  price: number,
  held: number,
  { worth, valuation, options }: Pick<WishTerms, 'worth' | 'valuation' | 'options'>,
): { readonly cost: number; readonly tax: number } {
  const fee = (options.fee ?? listedFee)(instrument, trade, price)
  const quote = (options.pricing ?? 'market') === 'market' ? valuation.market.quote(instrument.id)?.value : undefined
  const half = quote === undefined ? 0 : ((quote.ask - quote.bid) / 2 / price) * notionalOf(instrument, trade, price)
  const spread = Number.isFinite(half) ? Math.abs(half) * worth.rate(instrument.currency) : 0
  const sold = held > 0 && trade < 0 ? Math.min(held, -trade) : 0
  const tax = sold === 0 ? 0 : (options.tax?.(instrument, sold, price) ?? 0)
  return { cost: (fee.value === 0 ? 0 : fee.value * worth.rate(fee.currency)) + spread, tax }
}
