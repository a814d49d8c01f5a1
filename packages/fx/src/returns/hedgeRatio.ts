import { badArgument } from '@bourse/core'
import { lengthMismatch } from './hedgedReturns.js'
import type { HedgedReturns } from './hedgedReturns.js'

/** How much of an exposure is sold forward: none, all, what makes the variance least, or a share of your own. */
export type HedgePolicy = 'none' | 'full' | 'minimum-variance' | number

/**
 * The hedge ratio a policy asks for, from unhedged returns in the investor's currency and the returns of the foreign one:
 * 0, 1, the share itself, or cov(unhedged, currency) / var(currency), which exceeds 1 where the market falls with its
 * currency. For a whole book let the second column be exposure times currency return. Carry known in advance moves no
 * variance. NaN where the currency does not move or fewer than two rows are given; throws where lengths differ or a share is not finite.
 *
 * @example
 * import { hedgeRatioOf } from '@bourse/fx'
 * const unhedged = Float64Array.of(0.05, -0.03, 0.02, -0.01)
 * const currency = Float64Array.of(0.03, -0.01, 0.01, -0.02)
 * hedgeRatioOf('minimum-variance', unhedged, currency) // => 1.4406780
 * hedgeRatioOf('full', unhedged, currency) // => 1
 */
export function hedgeRatioOf(policy: HedgePolicy, unhedged: Float64Array, currency: Float64Array): number {
  if (policy === 'none') return 0
  if (policy === 'full') return 1
  if (policy === 'minimum-variance') {
    if (currency.length !== unhedged.length)
      throw lengthMismatch('hedgeRatioOf', 'currency', currency.length, unhedged.length)
    const variance = covarianceBetween(currency, currency)
    return variance > 0 ? covarianceBetween(unhedged, currency) / variance : Number.NaN
  }
  if (Number.isFinite(policy)) return policy
  throw badArgument('hedgeRatioOf', 'policy', policy, "'none', 'full', 'minimum-variance' or a finite share")
}

/** Per period: `volatility` is the standard deviation, T - 1. */
export type HedgeOutcome = { readonly ratio: number; readonly mean: number; readonly volatility: number }

/**
 * Mean and volatility of returns at several hedge ratios, unhedged - ratio (currency - carry): the table that shows what
 * a hedge would have done. Carry may be left out.
 *
 * @example
 * import { hedgeOutcomes } from '@bourse/fx'
 * const unhedged = Float64Array.of(0.05, -0.03, 0.02, -0.01)
 * const currency = Float64Array.of(0.03, -0.01, 0.01, -0.02)
 * hedgeOutcomes(unhedged, currency, [0, 1]).map(({ volatility }) => volatility.toFixed(4)) // => ['0.0350', '0.0173']
 */
export function hedgeOutcomes(
  unhedged: Float64Array,
  currency: Float64Array,
  ratios: readonly number[],
  carry?: Float64Array,
): readonly HedgeOutcome[] {
  for (const [name, column] of [['currency', currency] as const, ['carry', carry ?? unhedged] as const])
    if (column.length !== unhedged.length) throw lengthMismatch('hedgeOutcomes', name, column.length, unhedged.length)
  return ratios.map((ratio) => {
    const hedged = unhedged.map((r, i) => r - ratio * (currency[i]! - (carry?.[i] ?? 0)))
    return { ratio, mean: meanOfColumn(hedged), volatility: Math.sqrt(covarianceBetween(hedged, hedged)) }
  })
}

/** Shares of `variance` (T - 1, per period) that belong to each part; they add up to it, and may be negative. */
export type CurrencyRisk = {
  readonly variance: number
  readonly local: number
  readonly currency: number
  readonly cross: number
  readonly carry: number
}

/**
 * Where the variance of hedged returns comes from: the covariance of each part with the total. For a book add up the
 * weighted columns of its assets first.
 *
 * @example
 * import { currencyRisk, hedgedReturns } from '@bourse/fx'
 * const local = Float64Array.of(0.02, -0.02, 0.01, 0.01)
 * const risk = currencyRisk(hedgedReturns(local, Float64Array.of(0.03, -0.01, 0.01, -0.02), new Float64Array(4), 0))
 * risk.local / risk.variance // => 0.41751465
 */
export function currencyRisk(returns: HedgedReturns): CurrencyRisk {
  const share = (part: Float64Array): number => covarianceBetween(part, returns.total)
  const [local, currency, cross, carry] = [
    share(returns.local),
    share(returns.currency),
    share(returns.cross),
    share(returns.carry),
  ]
  return { variance: share(returns.total), local, currency, cross, carry }
}

function covarianceBetween(a: Float64Array, b: Float64Array): number {
  const rows = a.length
  if (rows < 2) return Number.NaN
  const [meanA, meanB] = [meanOfColumn(a), meanOfColumn(b)]
  let total = 0
  for (let i = 0; i < rows; i++) total += (a[i]! - meanA) * (b[i]! - meanB)
  return total / (rows - 1)
}

function meanOfColumn(column: Float64Array): number {
  let total = 0
  for (let i = 0; i < column.length; i++) total += column[i]!
  return total / column.length
}
