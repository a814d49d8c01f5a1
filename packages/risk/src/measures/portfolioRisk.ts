// The risk of named positions: total, by position and by label, or the name of what is missing.
import { badArgument, failed, type Result, succeeded } from '@bourse/core'
import { covariance, meanOf, type Matrix, zeros } from '@bourse/math'
import { contributionsBy, historicalContributions, normalContributions } from './contributions.js'
import { normalTail, type TailEstimate } from './parametric.js'
import { sortedShortfall, sortedVar } from './historical.js'
import { checkConfidence } from './returns.js'

/**
 * A position: `exposure` in base, signed, delta-adjusted where it is an option (or revalue with `revaluePaths`). `returns`
 * in base per period, newest last; NaN is a hole. `labels`: what it is to be told apart by, as `{ class: 'crypto', currency: 'USD' }`.
 */
export type RiskPosition = {
  readonly series: string
  readonly exposure: number
  readonly returns: Float64Array
  readonly labels?: { readonly [label: string]: string }
}

/** In base; a loss is positive. Components add up to the total. */
export type PositionRisk = {
  readonly series: string
  readonly standalone: TailEstimate
  readonly component: number
  readonly componentShortfall: number
  readonly incremental: number
}

/** `standalone`: as if nothing else were held. */
export type LabelRisk = {
  readonly label: string
  readonly value: string
  readonly standalone: TailEstimate
  readonly component: number
  readonly componentShortfall: number
}

/** `diversification`: the sum of standalone VaRs less the total. */
export type PortfolioRisk = {
  readonly total: TailEstimate
  readonly positions: readonly PositionRisk[]
  readonly byLabel: readonly LabelRisk[]
  readonly diversification: number
}

/**
 * `'historical'` (default): what these positions would have lost on past days. `'normal'`: with the sample's covariance
 * and mean 0. `least`: fewer returns are refused, default 20 / (1 - confidence) and at most 250.
 */
export type PortfolioRiskOptions = {
  readonly confidence: number
  readonly method?: 'historical' | 'normal'
  readonly least?: number
}

/**
 * Value at risk and expected shortfall of positions: the whole, each position's part and what the whole would be without
 * it, each label's part and own risk.
 *
 * @returns failure `risk/missing-return`, `risk/short-series` or `risk/missing` (an exposure that is not known), naming
 * the series
 * @throws BourseError where there is no position, lengths differ or confidence is outside (0, 1)
 *
 * @example
 * import { portfolioRisk } from '@bourse/risk'
 * const up = Float64Array.of(0.01, -0.02, 0.015, -0.01)
 * const risk = portfolioRisk([
 *   { series: 'SPY', exposure: 1000, returns: up, labels: { class: 'equity' } },
 *   { series: 'BTC', exposure: 500, returns: up.map((r) => 2 * r), labels: { class: 'crypto' } },
 * ], { confidence: 0.75, least: 4 })
 * risk.ok && risk.value.total.valueAtRisk // => 40
 * risk.ok && risk.value.byLabel.map(({ value, component }) => `${value} ${component}`) // => ['equity 20', 'crypto 20']
 */
export function portfolioRisk(
  positions: readonly RiskPosition[],
  options: PortfolioRiskOptions,
): Result<PortfolioRisk, 'risk/missing-return' | 'risk/short-series' | 'risk/missing'> {
  const { confidence, method = 'historical', least = Math.min(250, Math.round(20 / (1 - confidence))) } = options
  checkConfidence('portfolioRisk', confidence)
  const count = positions[0]?.returns.length
  if (count === undefined) throw badArgument('portfolioRisk', 'positions.length', 0, '>= 1')
  for (const { series, exposure, returns } of positions) {
    if (returns.length !== count)
      throw badArgument('portfolioRisk', `${series}: returns.length`, returns.length, `${count}, as the first`)
    if (Number.isNaN(exposure)) return failed('risk/missing', `the exposure of ${series} is not known`, { series })
    if (count < least)
      return failed('risk/short-series', `${series} has ${count} returns, ${least} are needed`, {
        series,
        count,
        least,
      })
    const hole = returns.findIndex((r) => !Number.isFinite(r))
    if (hole >= 0) return failed('risk/missing-return', `${series} has no return at ${hole}`, { series, index: hole })
  }
  const matrix = matrixOfPositions(positions, count)
  return succeeded(
    method === 'normal' ? normalRisk(positions, matrix, confidence) : historicalRisk(positions, matrix, confidence),
  )
}

function matrixOfPositions(positions: readonly RiskPosition[], count: number): Matrix {
  const out = zeros(count, positions.length)
  for (const [i, { returns }] of positions.entries())
    for (let t = 0; t < count; t++) out.data[t * positions.length + i] = returns[t]!
  return out
}

function historicalRisk(positions: readonly RiskPosition[], matrix: Matrix, confidence: number): PortfolioRisk {
  const exposures = Float64Array.from(positions, ({ exposure }) => exposure)
  const parts = historicalContributions(exposures, matrix, confidence)
  const total = { valueAtRisk: parts.valueAtRisk, shortfall: parts.shortfall }
  const all = profitsOf(positions, () => true)
  const standaloneOf = (profits: Float64Array): TailEstimate => {
    const sorted = profits.slice().sort()
    return { valueAtRisk: sortedVar(sorted, confidence), shortfall: sortedShortfall(sorted, confidence) }
  }
  const own = positions.map((one) => profitsOf([one], () => true))
  const incremental = own.map(
    (profits) => total.valueAtRisk - standaloneOf(all.map((p, t) => p - profits[t]!)).valueAtRisk,
  )
  return told(
    positions,
    total,
    own.map(standaloneOf),
    parts.component,
    parts.componentShortfall,
    incremental,
    (chosen) => standaloneOf(profitsOf(positions, chosen)),
  )
}

function profitsOf(positions: readonly RiskPosition[], chosen: (one: RiskPosition) => boolean): Float64Array {
  const out = new Float64Array(positions[0]!.returns.length)
  for (const one of positions)
    if (chosen(one)) for (let t = 0; t < out.length; t++) out[t]! += one.exposure * one.returns[t]!
  return out
}

function normalRisk(positions: readonly RiskPosition[], matrix: Matrix, confidence: number): PortfolioRisk {
  const exposures = Float64Array.from(positions, ({ exposure }) => exposure)
  const parts = normalContributions(exposures, covariance(matrix), confidence)
  const total = { valueAtRisk: parts.valueAtRisk, shortfall: parts.shortfall }
  const standaloneOf = (profits: Float64Array): TailEstimate => normalTail(0, spreadOf(profits), confidence)
  const own = positions.map((one) => standaloneOf(profitsOf([one], () => true)))
  return told(positions, total, own, parts.component, parts.componentShortfall, [...parts.incremental], (chosen) =>
    standaloneOf(profitsOf(positions, chosen)),
  )
}

function spreadOf(values: Float64Array): number {
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1))
}

function told(
  positions: readonly RiskPosition[],
  total: TailEstimate,
  own: readonly TailEstimate[],
  component: Float64Array,
  componentShortfall: Float64Array,
  incremental: readonly number[],
  standaloneOf: (chosen: (one: RiskPosition) => boolean) => TailEstimate,
): PortfolioRisk {
  const names = new Set(positions.flatMap(({ labels }) => Object.keys(labels ?? {})))
  const byLabel: LabelRisk[] = []
  for (const label of names) {
    const values = positions.map(({ labels }) => labels?.[label] ?? 'other')
    const shortfalls = contributionsBy(componentShortfall, values)
    for (const [value, part] of contributionsBy(component, values))
      byLabel.push({
        label,
        value,
        standalone: standaloneOf(({ labels }) => (labels?.[label] ?? 'other') === value),
        component: part,
        componentShortfall: shortfalls.get(value)!,
      })
  }
  return {
    total,
    positions: positions.map(({ series }, i) => ({
      series,
      standalone: own[i]!,
      component: component[i]!,
      componentShortfall: componentShortfall[i]!,
      incremental: incremental[i]!,
    })),
    byLabel,
    diversification: own.reduce((sum, one) => sum + one.valueAtRisk, 0) - total.valueAtRisk,
  }
}
