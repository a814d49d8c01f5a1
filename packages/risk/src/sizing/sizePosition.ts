// From an edge to a size, through everything that may make it smaller, each with its name in the answer.
import { badArgument } from '@bourse/core'
import { checkPositive } from '../measures/returns.js'
import { type DrawdownStep, leverageAtDrawdown, sizeAtDrawdown } from './drawdownScale.js'
import { type KellyBet, kellyShare } from './kelly.js'

/**
 * All as shares of equity. What is left out takes nothing away. `edge`: a bet, or a share worked out elsewhere
 * (`kellyWeights`, a fixed one). `fraction` of Kelly, 0.25 = quarter. `classUse`: what the position's class uses and may
 * use. `leverage`: gross notional over equity now, and the most at no drawdown. `correlation`: the largest with what is
 * held; above `correlated` (default 0.7) the size falls in a straight line to nothing at 1. `drawdown` now, > 0.
 */
export type SizeRequest = {
  readonly equity: number
  readonly edge: KellyBet | { readonly share: number }
  readonly fraction?: number
  readonly classUse?: { readonly used: number; readonly limit: number }
  readonly leverage?: { readonly used: number; readonly limit: number }
  readonly correlation?: number
  readonly correlated?: number
  readonly drawdown?: number
  readonly steps?: readonly DrawdownStep[]
}

/** `factor` multiplies the share so far (the first is the share itself); `share` is what is left after it. */
export type SizeFactor = {
  readonly step: 'kelly' | 'class use' | 'leverage headroom' | 'correlation' | 'drawdown'
  readonly factor: number
  readonly share: number
}

/** `notional` = share times equity. `binding`: the step that took most, where one took anything. */
export type PositionSize = {
  readonly share: number
  readonly notional: number
  readonly factors: readonly SizeFactor[]
  readonly binding: SizeFactor['step'] | undefined
}

/**
 * Kelly, then what the class and the leverage still leave, then correlation and drawdown. Headroom at a drawdown is that
 * of the leverage allowed there (`leverageAtDrawdown`).
 *
 * @throws BourseError where a number is out of its domain
 *
 * @example
 * import { sizePosition } from '@bourse/risk'
 * const size = sizePosition({ equity: 100_000, edge: { probability: 0.6, payoff: 1 }, fraction: 0.5,
 *   classUse: { used: 0.35, limit: 0.4 }, correlation: 0.85, drawdown: 0.06 })
 * size.factors.map(({ step, factor }) => `${step} ${factor.toFixed(2)}`)
 * // => ['kelly 0.10', 'class use 0.50', 'leverage headroom 1.00', 'correlation 0.50', 'drawdown 0.75']
 * size.notional.toFixed(0) // => '1875'
 */
export function sizePosition(request: SizeRequest): PositionSize {
  const where = 'sizePosition'
  const { equity, edge, fraction = 1, classUse, leverage, drawdown = 0, steps } = request
  checkPositive(where, 'equity', equity)
  if ('share' in edge && !(edge.share >= 0 && edge.share < Number.POSITIVE_INFINITY))
    throw badArgument(where, 'edge.share', edge.share, 'a finite share >= 0')
  if (!(fraction >= 0 && fraction <= 1)) throw badArgument(where, 'fraction', fraction, 'in [0, 1]')
  let share = 'share' in edge ? edge.share * fraction : kellyShare(edge, fraction)
  const factors: SizeFactor[] = [{ step: 'kelly', factor: share, share }]
  const take = (step: SizeFactor['step'], factor: number): void => {
    share *= factor
    factors.push({ step, factor, share })
  }
  take('class use', headroom(where, 'classUse', classUse, share, 1))
  take('leverage headroom', headroom(where, 'leverage', leverage, share, leverageAtDrawdown(drawdown)))
  take('correlation', uncorrelated(where, request))
  take('drawdown', sizeAtDrawdown(drawdown, steps))
  let binding: SizeFactor | undefined
  for (const factor of factors.slice(1)) if (factor.factor < (binding?.factor ?? 1)) binding = factor
  return { share, notional: share * equity, factors, binding: binding?.step }
}

function headroom(
  where: string,
  name: string,
  use: { readonly used: number; readonly limit: number } | undefined,
  share: number,
  scale: number,
): number {
  if (use === undefined) return 1
  for (const [field, value] of Object.entries(use))
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument(where, `${name}.${field}`, value, 'a finite share of equity >= 0')
  const room = Math.max(0, use.limit * scale - use.used)
  return share <= room ? 1 : room / share
}

function uncorrelated(where: string, { correlation, correlated = 0.7 }: SizeRequest): number {
  if (!(correlated >= 0 && correlated < 1)) throw badArgument(where, 'correlated', correlated, 'in [0, 1)')
  if (correlation === undefined) return 1
  if (!(correlation >= -1 && correlation <= 1)) throw badArgument(where, 'correlation', correlation, 'in [-1, 1]')
  return correlation <= correlated ? 1 : (1 - correlation) / (1 - correlated)
}
