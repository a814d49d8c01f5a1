// Whether the difference between a target and what is held is worth trading, and with which order.
import { type Instrument, roundPrice } from '@bourse/assets'
import { badArgument, type Draft, type InstrumentId, type MarketView, type Side } from '@bourse/core'
import type { TargetOptions } from '../strategy/strategyContext.js'

/**
 * A target as it was last traded. `settled`: nothing has happened since that could have moved the holding off it. `again`:
 * what is to be pursued when `orderId` has ended.
 */
export type TargetState = {
  readonly share: number
  readonly quantity: number
  settled: boolean
  readonly orderId: string | null
  again: { readonly id: InstrumentId; readonly share: number; readonly options: TargetOptions } | null
}

/** Drift of a volatility target, as a share of the position, that is not traded. */
const volTargetBand = 0.1

/** Throws where a share or an option is no number, or a volatility not above zero. */
export function checkTarget(strategy: string, share: number, { volTarget, band }: TargetOptions): void {
  if (!Number.isFinite(share)) throw badArgument(strategy, 'share', share, 'a finite share of equity')
  if (volTarget !== undefined && !(volTarget > 0 && volTarget < Number.POSITIVE_INFINITY))
    throw badArgument(strategy, 'volTarget', volTarget, 'a finite volatility > 0 per year')
  if (band !== undefined && !(band >= 0)) throw badArgument(strategy, 'band', band, '>= 0')
}

/** Whether to trade from `held` to `wanted`; `drift` is the difference as a share of equity. */
export function isWorthTrading(
  before: TargetState | undefined,
  share: number,
  held: number,
  wanted: number,
  drift: number,
  { volTarget, band }: TargetOptions,
): boolean {
  if (held === wanted) return false
  if (wanted === 0 || Math.sign(held) !== Math.sign(wanted)) return true
  if (band !== undefined) return drift > band
  if (before === undefined || before.share !== share) return true
  if (volTarget !== undefined)
    return Math.abs(wanted - held) > volTargetBand * Math.max(Math.abs(wanted), Math.abs(held))
  // The same share as before: only what was asked for and did not come.
  return held !== before.quantity
}

/** The order from one quantity to another. A limit without a quote to stand on is a market order. */
export function targetDraft(
  instrument: Instrument,
  change: number,
  market: MarketView,
  { account, limit = 'market' }: TargetOptions,
): Draft {
  const side: Side = change > 0 ? 'buy' : 'sell'
  const quantity = Math.abs(change)
  const own = { instrument: instrument.id, side, quantity, tag: 'target' }
  const route = account === undefined ? own : Object.assign(own, { account })
  const quote = limit === 'market' ? undefined : market.quote(instrument.id)?.value
  if (quote === undefined || !(quote.bid <= quote.ask)) return Object.assign(route, { type: 'market' } as const)
  const price = limit === 'mid' ? (quote.bid + quote.ask) / 2 : side === 'buy' ? quote.bid : quote.ask
  const rounded = roundPrice(instrument, price, { mode: 'passive', side })
  return Object.assign(route, { type: 'limit', limit: rounded } as const)
}
