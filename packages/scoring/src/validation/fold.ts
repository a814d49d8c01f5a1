import { badArgument } from '@bourse/core'

/** Row numbers to learn from and row numbers to be judged by, both rising, no row in both. */
export type Fold = { readonly train: Int32Array; readonly test: Int32Array }

/**
 * The fold of a model that goes live: every row to learn from; the test is what the market does next.
 *
 * @example
 * import { liveFold } from '@bourse/scoring'
 * liveFold(3).train // => Int32Array [0, 1, 2]
 */
export function liveFold(rows: number): Fold {
  return { train: rangeOf(0, checkCount('liveFold', 'rows', rows, 1)), test: new Int32Array(0) }
}

export function rangeOf(from: number, to: number): Int32Array {
  return Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}

export function checkCount(where: string, argument: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value
  throw badArgument(where, argument, value, `a whole number >= ${least}`)
}
