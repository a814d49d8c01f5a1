import { checkFiniteValues } from './domain.js'

/** What equal values get: the average of their places, the first, the last, or places without gaps. */
export type Ties = 'average' | 'min' | 'max' | 'dense'

/**
 * Ranks from 1 for the smallest value.
 *
 * @param ties default `'average'`
 * @throws RangeError where a value is not finite
 * @example
 * import { ranksOf } from '@bourse/math'
 * ranksOf(Float64Array.of(30, 10, 20, 10)) // => Float64Array [4, 1.5, 3, 1.5]
 */
export function ranksOf(values: ArrayLike<number>, ties: Ties = 'average'): Float64Array {
  checkFiniteValues('ranksOf', 'values', values)
  const order = orderOf(values)
  const ranks = new Float64Array(values.length)
  let distinct = 0
  eachTie(values, order, (from, to) => {
    distinct++
    const rank = ties === 'average' ? (from + 1 + to) / 2 : ties === 'min' ? from + 1 : ties === 'max' ? to : distinct
    for (let k = from; k < to; k++) ranks[order[k]!] = rank
  })
  return ranks
}

/** Indices that sort the values; equal values keep their order. */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  const order = new Uint32Array(values.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  return order.sort((i, j) => values[i]! - values[j]! || i - j)
}

/** Calls `visit(from, to)` for each run of equal values in sorted order. */
export function eachTie(
  values: ArrayLike<number>,
  order: Uint32Array,
  visit: (from: number, to: number) => void,
): void {
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    visit(from, to)
  }
}
