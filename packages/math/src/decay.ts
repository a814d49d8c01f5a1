import { outOfDomain } from './error.js'

/** How fast old values fade: by half every `halfLife` steps, by `lambda` each step, or (1 - 2 / (span + 1)) each step. */
export type Decay = { readonly halfLife: number } | { readonly lambda: number } | { readonly span: number }

/**
 * The factor by which a weight shrinks from one step to the next.
 *
 * @throws RangeError where a half-life is not > 0, a lambda not in (0, 1), or a span not > 1
 * @example
 * import { lambdaOf } from '@bourse/math'
 * lambdaOf({ halfLife: 1 }) // => 0.5
 * lambdaOf({ span: 3 }) // => 0.5
 */
export function lambdaOf(decay: Decay): number {
  if ('lambda' in decay) {
    if (!(decay.lambda > 0 && decay.lambda < 1)) throw outOfDomain('lambdaOf', 'lambda', decay.lambda, 'in (0, 1)')
    return decay.lambda
  }
  if ('span' in decay) {
    if (!(decay.span > 1 && decay.span < Number.POSITIVE_INFINITY))
      throw outOfDomain('lambdaOf', 'span', decay.span, '> 1')
    return 1 - 2 / (decay.span + 1)
  }
  if (!(decay.halfLife > 0 && decay.halfLife < Number.POSITIVE_INFINITY))
    throw outOfDomain('lambdaOf', 'halfLife', decay.halfLife, '> 0')
  return 2 ** (-1 / decay.halfLife)
}
