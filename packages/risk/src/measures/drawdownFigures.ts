// The drawdown family: what all depths of a curve come to, compounded or summed.
import { badArgument } from '@bourse/core'
import { sortedShortfall } from './historical.js'
import { checkConfidence, checkReturns } from './returns.js'

/**
 * Depths > 0. `average` over all periods (the pain index), `ulcer` the root of their mean square (Martin and McCann 1989),
 * `cdar` the mean of the deepest (1 - confidence) of them (Chekhlov, Uryasev and Zabarankin 2005). `longest` is the
 * longest run of periods below the peak, `timeUnder` the share of them below it.
 */
export type DrawdownFigures = {
  readonly max: number
  readonly average: number
  readonly ulcer: number
  readonly cdar: number
  readonly longest: number
  readonly timeUnder: number
}

/**
 * Depths after every return. Compounded: shares of the peak of the product. Not compounded: of the sum of returns, as
 * portfolio optimizers count, in shares of the starting value.
 *
 * @throws BourseError where a return is not finite
 *
 * @example
 * import { depthsOf } from '@bourse/risk'
 * depthsOf(Float64Array.of(0.5, -0.5, 0.25)) // => Float64Array [0, 0.5, 0.375]
 * depthsOf(Float64Array.of(0.5, -0.5, 0.25), { compounded: false }) // => Float64Array [0, 0.5, 0.25]
 */
export function depthsOf(returns: ArrayLike<number>, options: { readonly compounded?: boolean } = {}): Float64Array {
  checkReturns('depthsOf', returns)
  const compounded = options.compounded ?? true
  const out = new Float64Array(returns.length)
  let value = compounded ? 1 : 0
  let peak = value
  for (let t = 0; t < out.length; t++) {
    value = compounded ? value * (1 + returns[t]!) : value + returns[t]!
    if (value > peak) peak = value
    out[t] = compounded ? 1 - value / peak : peak - value
  }
  return out
}

/**
 * Maximum, average, ulcer, conditional drawdown at risk, duration.
 *
 * @param options.confidence of `cdar`, default 0.95
 * @throws BourseError where there is no return, or one is not finite
 *
 * @example
 * import { drawdownFigures } from '@bourse/risk'
 * drawdownFigures(Float64Array.of(0.25, -0.2, 0.25)).max // => 0.2
 */
export function drawdownFigures(
  returns: ArrayLike<number>,
  options: { readonly compounded?: boolean; readonly confidence?: number } = {},
): DrawdownFigures {
  const { confidence = 0.95 } = options
  checkConfidence('drawdownFigures', confidence)
  if (returns.length === 0) throw badArgument('drawdownFigures', 'returns.length', 0, '>= 1')
  const depths = depthsOf(returns, options)
  let max = 0
  let sum = 0
  let squares = 0
  let run = 0
  let longest = 0
  let under = 0
  for (let t = 0; t < depths.length; t++) {
    const depth = depths[t]!
    if (depth > max) max = depth
    sum += depth
    squares += depth * depth
    run = depth > 0 ? run + 1 : 0
    if (run > longest) longest = run
    if (depth > 0) under++
  }
  const count = depths.length
  const losses = depths.map((depth) => -depth).sort()
  return {
    max,
    average: sum / count,
    ulcer: Math.sqrt(squares / count),
    cdar: sortedShortfall(losses, confidence),
    longest,
    timeUnder: under / count,
  }
}
