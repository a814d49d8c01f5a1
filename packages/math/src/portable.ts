// exp and log that give equal bits on every machine: the language leaves those of Math open.
import { expOf } from './exp.js'
import { logOf } from './log.js'

/**
 * e^x within 0.51 ulp above the subnormals, with the same bits on every engine: for whatever is to be reproduced from a
 * seed. `Math.exp` is faster and differs between machines in the last digit.
 *
 * @example
 * import { portableExp } from '@bourse/math'
 * portableExp(1) // => 2.718281828459045
 */
export function portableExp(x: number): number {
  return expOf(x)
}

/**
 * The natural logarithm within 1 ulp, with the same bits on every engine; NaN below 0, -Infinity at 0.
 *
 * @example
 * import { portableLog } from '@bourse/math'
 * portableLog(10) // => 2.302585092994046
 */
export function portableLog(x: number): number {
  return logOf(x)
}
