// Perpetuals: maintenance by tiers of size, and the price at which the venue takes over.
import { badArgument } from '@bourse/core'
import { checkPositive } from '../measures/returns.js'

/**
 * Up to `upTo` of notional (quote money; coin for inverse contracts) maintenance is `rate` of it, less `amount`, which
 * keeps it continuous from tier to tier. `maxLeverage`: the most one may open with there.
 */
export type PerpetualTier = {
  readonly upTo: number
  readonly rate: number
  readonly amount: number
  readonly maxLeverage: number
}

/**
 * Tiers from a venue's table of sizes and rates, smallest first; amounts are worked out so that maintenance does not jump.
 *
 * @throws BourseError where sizes or rates do not rise, or a leverage is not >= 1
 *
 * @example
 * import { perpetualTiers } from '@bourse/risk/margin'
 * perpetualTiers([
 *   { upTo: 50_000, rate: 0.004, maxLeverage: 125 },
 *   { upTo: Infinity, rate: 0.005, maxLeverage: 100 },
 * ])[1]?.amount.toFixed(0) // => '50'
 */
export function perpetualTiers(
  table: readonly { readonly upTo: number; readonly rate: number; readonly maxLeverage: number }[],
): readonly PerpetualTier[] {
  if (table.length === 0) throw badArgument('perpetualTiers', 'table.length', 0, '>= 1')
  let amount = 0
  return table.map((tier, k) => {
    const before = table[k - 1]
    if (!(tier.upTo > (before?.upTo ?? 0)))
      throw badArgument('perpetualTiers', `table[${k}].upTo`, tier.upTo, 'larger than the tier before')
    if (!(tier.rate > (before?.rate ?? 0) && tier.rate < 1))
      throw badArgument('perpetualTiers', `table[${k}].rate`, tier.rate, 'larger than the tier before, and below 1')
    if (!(tier.maxLeverage >= 1))
      throw badArgument('perpetualTiers', `table[${k}].maxLeverage`, tier.maxLeverage, '>= 1')
    if (before !== undefined) amount += before.upTo * (tier.rate - before.rate)
    return { ...tier, amount }
  })
}

/**
 * Initial and maintenance margin of a notional, in its currency. `leverage`: what was chosen, default the most the tier
 * allows; more than that counts as the most.
 *
 * @throws BourseError where notional is not a finite number or leverage not >= 1
 *
 * @example
 * import { perpetualMargin, perpetualTiers } from '@bourse/risk/margin'
 * const tiers = perpetualTiers([{ upTo: 50_000, rate: 0.004, maxLeverage: 125 }, { upTo: Infinity, rate: 0.005, maxLeverage: 100 }])
 * perpetualMargin(100_000, tiers).maintenance.toFixed(0) // => '450'
 */
export function perpetualMargin(
  notional: number,
  tiers: readonly PerpetualTier[],
  leverage: number = Number.POSITIVE_INFINITY,
): { readonly initial: number; readonly maintenance: number; readonly tier: number } {
  const size = Math.abs(notional)
  if (!(size < Number.POSITIVE_INFINITY)) throw badArgument('perpetualMargin', 'notional', notional, 'a finite amount')
  if (!(leverage >= 1)) throw badArgument('perpetualMargin', 'leverage', leverage, '>= 1')
  const k = tiers.findIndex(({ upTo }) => size <= upTo)
  const tier = tiers[k < 0 ? tiers.length - 1 : k]
  if (tier === undefined) throw badArgument('perpetualMargin', 'tiers.length', 0, '>= 1')
  return {
    initial: size / Math.min(leverage, tier.maxLeverage),
    maintenance: size * tier.rate - tier.amount,
    tier: k < 0 ? tiers.length - 1 : k,
  }
}

/**
 * `quantity` signed contracts of `multiplier`. `margin`: what stands behind the position, in the currency it settles in:
 * isolated, its own; cross, the wallet plus the unrealised profit of the other positions less their maintenance.
 */
export type PerpetualPosition = {
  readonly quantity: number
  readonly entry: number
  readonly margin: number
  readonly multiplier?: number
  readonly payoff?: 'linear' | 'inverse'
  readonly tiers: readonly PerpetualTier[]
}

/**
 * The mark price at which margin plus profit is the maintenance margin of the size then: the venue takes over. 0 (long) or
 * Infinity (short) where no price is so bad; fees of the liquidation itself are not counted. The entry's side of the
 * price counts: a position that is under its maintenance already has its price beyond the mark.
 *
 * @throws BourseError where a number is out of its domain
 *
 * @example
 * import { liquidationPrice, perpetualTiers } from '@bourse/risk/margin'
 * const tiers = perpetualTiers([{ upTo: Infinity, rate: 0.005, maxLeverage: 100 }])
 * liquidationPrice({ quantity: 1, entry: 50_000, margin: 5_000, tiers }).toFixed(2) // => '45226.13'
 * liquidationPrice({ quantity: -1, entry: 50_000, margin: 5_000, tiers }).toFixed(2) // => '54726.37'
 */
export function liquidationPrice(position: PerpetualPosition): number {
  const where = 'liquidationPrice'
  const { quantity, entry, margin, multiplier = 1, payoff = 'linear', tiers } = position
  checkPositive(where, 'entry', entry)
  checkPositive(where, 'multiplier', multiplier)
  if (!(Number.isFinite(quantity) && quantity !== 0))
    throw badArgument(where, 'quantity', quantity, 'a finite number of contracts other than 0')
  if (!Number.isFinite(margin)) throw badArgument(where, 'margin', margin, 'a finite amount')
  if (tiers.length === 0) throw badArgument(where, 'tiers.length', 0, '>= 1')
  const size = Math.abs(quantity) * multiplier
  const isLong = quantity > 0
  const never = isLong ? 0 : Number.POSITIVE_INFINITY
  // Margin over maintenance falls all along the way to ruin, and in each tier its zero has a closed form: the one that lies
  // in its own tier is it. At a border two tiers agree but for rounding.
  let from = 0
  for (const { upTo, rate, amount } of tiers) {
    const price =
      payoff === 'linear'
        ? linearPrice(size, entry, margin + amount, rate, isLong)
        : inversePrice(size, entry, margin + amount, rate, isLong)
    if (price > 0 && price < Number.POSITIVE_INFINITY) {
      const notional = payoff === 'linear' ? size * price : size / price
      if (notional >= from * (1 - 1e-12) && notional <= upTo * (1 + 1e-12)) return price
    }
    from = upTo
  }
  return never
}

function linearPrice(size: number, entry: number, margin: number, rate: number, isLong: boolean): number {
  return isLong ? (size * entry - margin) / (size * (1 - rate)) : (size * entry + margin) / (size * (1 + rate))
}

function inversePrice(size: number, entry: number, margin: number, rate: number, isLong: boolean): number {
  return isLong ? (size * (1 + rate)) / (margin + size / entry) : (size * (1 - rate)) / (size / entry - margin)
}
