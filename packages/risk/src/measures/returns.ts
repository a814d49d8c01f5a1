import { badArgument } from '@bourse/core'

/** Refuses what is no return: a hole in a series is not a day on which nothing happened. */
export function checkReturns(where: string, returns: ArrayLike<number>, argument = 'returns'): void {
  for (let t = 0; t < returns.length; t++)
    if (!Number.isFinite(returns[t]!))
      throw badArgument(where, `${argument}[${t}]`, returns[t], 'a finite return per period')
}

export function checkConfidence(where: string, confidence: number): void {
  if (!(confidence > 0 && confidence < 1))
    throw badArgument(where, 'confidence', confidence, 'a share in (0, 1), as 0.95')
}

export function checkPositive(where: string, argument: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw badArgument(where, argument, value, 'a finite number > 0')
}

export function checkSameLength(where: string, argument: string, length: number, wanted: number): void {
  if (length !== wanted) throw badArgument(where, `${argument}.length`, length, String(wanted))
}

/**
 * Simple returns of an equity curve, one fewer than its points.
 *
 * @throws BourseError where equity is not a finite number > 0: a return on nothing is none
 *
 * @example
 * import { equityReturns } from '@bourse/risk'
 * equityReturns(Float64Array.of(100, 125, 100)) // => Float64Array [0.25, -0.2]
 */
export function equityReturns(equity: ArrayLike<number>): Float64Array {
  for (let t = 0; t < equity.length; t++) checkPositive('equityReturns', `equity[${t}]`, equity[t]!)
  const out = new Float64Array(Math.max(0, equity.length - 1))
  for (let t = 0; t < out.length; t++) out[t] = equity[t + 1]! / equity[t]! - 1
  return out
}

/**
 * What 1 becomes under returns, the start included: one point more than there are returns.
 *
 * @throws BourseError where a return is not finite
 *
 * @example
 * import { equityOf } from '@bourse/risk'
 * equityOf(Float64Array.of(0.25, -0.2)) // => Float64Array [1, 1.25, 1]
 */
export function equityOf(returns: ArrayLike<number>): Float64Array {
  checkReturns('equityOf', returns)
  const out = new Float64Array(returns.length + 1)
  out[0] = 1
  for (let t = 0; t < returns.length; t++) out[t + 1] = out[t]! * (1 + returns[t]!)
  return out
}
