import type { MarketView } from '@bourse/core'
import type { ExposureLine } from '@bourse/portfolio'

/** Share of the gross exposure that the best bid or ask would take; positions without a quote are left out, NaN if all are. */
export function quotedShare(lines: readonly ExposureLine[], market: MarketView): number {
  let [taken, gross] = [0, 0]
  for (const { instrument, account, quantity, exposure } of lines) {
    if (instrument === undefined || account === undefined || quantity === 0) continue
    const quote = market.quote(instrument.id)?.value
    if (quote === undefined) continue
    const size = quantity > 0 ? quote.bidSize : quote.askSize
    const share = Math.min(1, (Number.isFinite(size) ? size : 0) / Math.abs(quantity))
    taken += share * Math.abs(exposure)
    gross += Math.abs(exposure)
  }
  return gross === 0 ? Number.NaN : taken / gross
}
