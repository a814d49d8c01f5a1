import type { Instrument } from '@bourse/assets'
import type { AccountId, Amount, MoneyText } from '@bourse/core'
import type { TargetPricing } from './orderTerms.js'

/** A band around a weight: a share of equity, or the smaller of that and a share of the weight itself (the 5/25 rule). */
export type WeightBand = number | { readonly absolute: number; readonly relative: number }

/**
 * What decides which trades are worth it.
 *
 * - `account`: the only one that is looked at and traded; without it the whole book, sales where it is held, purchases at
 *   `accountOf` or where most of it is held.
 * - `strategy`: of this one's positions and equity alone.
 * - `cashFlow`: money on its way in (> 0) or out (< 0).
 * - `others`: what is held and not named is sold (default) or kept.
 * - `band`: no trade within it; `to` the target (default) or only back to the edge of the band.
 * - `minTrade`: smallest trade; `maxCost`: largest cost, taxes included, as a share of the trade.
 * - `fee`: of a fill, default the listing's schedule; `tax`: in base currency, of selling so many of a long position.
 * - `pricing`: default `'market'`.
 */
export type RebalanceOptions = {
  readonly account?: AccountId
  readonly accountOf?: (instrument: Instrument) => AccountId
  readonly strategy?: string
  readonly cashFlow?: MoneyText
  readonly others?: 'sell' | 'keep'
  readonly band?: WeightBand
  readonly to?: 'target' | 'band'
  readonly minTrade?: MoneyText
  readonly maxCost?: number
  readonly fee?: (instrument: Instrument, quantity: number, price: number) => Amount
  readonly tax?: (instrument: Instrument, quantity: number, price: number) => number
  readonly pricing?: TargetPricing
}
