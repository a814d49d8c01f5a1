import { checkFiniteValues, checkLength } from './domain.js'
import { meanKernel } from './moments.js'
import { eachTie, orderOf, ranksOf } from './ranks.js'
import { ratioOfRoots } from './ratioOfRoots.js'

/**
 * Pearson correlation of two columns. NaN where one does not vary or there are fewer than two values.
 *
 * @throws RangeError where lengths differ or a value is not finite
 * @example
 * import { pearson } from '@bourse/math'
 * pearson(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6)) // => 1
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkPair('pearson', x, y)
  return pearsonKernel(x, y)
}

function pearsonKernel(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const meanX = meanKernel(x)
  const meanY = meanKernel(y)
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - meanX
    const dy = y[i]! - meanY
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return ratioOfRoots(xy, xx, yy)
}

export function checkPair(where: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  checkLength(where, 'y', y.length, x.length, 'x')
  checkFiniteValues(where, 'x', x)
  checkFiniteValues(where, 'y', y)
}

/**
 * Spearman correlation: Pearson's of the ranks, equal values sharing the average of their places.
 *
 * @throws RangeError where lengths differ or a value is not finite
 * @example
 * import { spearman } from '@bourse/math'
 * spearman(Float64Array.of(1, 2, 3), Float64Array.of(1, 10, 100)) // => 1
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkPair('spearman', x, y)
  return pearsonKernel(ranksOf(x), ranksOf(y))
}

/** Counts of pairs behind Kendall's tau; `tied` pairs are equal in x, in y, or in both. */
export type KendallPairs = {
  readonly all: number
  readonly discordant: number
  readonly tiedX: number
  readonly tiedY: number
  readonly tiedBoth: number
}

/**
 * Kendall's tau-b, in n log n steps (Knight, J. Am. Stat. Assoc. 61, 1966). NaN where one column does not vary.
 *
 * @throws RangeError where lengths differ or a value is not finite
 * @example
 * import { kendall } from '@bourse/math'
 * kendall(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 2, 4, 3)).toFixed(4) // => '0.6667'
 */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): number {
  checkPair('kendall', x, y)
  const { all, discordant, tiedX, tiedY, tiedBoth } = kendallPairs(x, y)
  const net = all - tiedX - tiedY + tiedBoth - 2 * discordant
  return ratioOfRoots(net, all - tiedX, all - tiedY)
}

export function kendallPairs(x: ArrayLike<number>, y: ArrayLike<number>): KendallPairs {
  const n = x.length
  const order = orderOf(x)
  let tiedX = 0
  let tiedBoth = 0
  eachTie(x, order, (from, to) => {
    tiedX += pairs(to - from)
    const part = order.subarray(from, to).sort((i, j) => y[i]! - y[j]!)
    eachTie(y, part, (a, b) => {
      tiedBoth += pairs(b - a)
    })
  })
  let tiedY = 0
  eachTie(y, orderOf(y), (from, to) => {
    tiedY += pairs(to - from)
  })
  const sequence = Float64Array.from(order, (i) => y[i]!)
  return { all: pairs(n), discordant: inversions(sequence), tiedX, tiedY, tiedBoth }
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2
}

/** Swaps that a merge sort makes; sorts in place. */
function inversions(a: Float64Array): number {
  let count = 0
  let from: Float64Array = a
  let to: Float64Array = new Float64Array(a.length)
  for (let width = 1; width < a.length; width *= 2) {
    for (let start = 0; start < a.length; start += 2 * width) {
      const middle = Math.min(start + width, a.length)
      const end = Math.min(start + 2 * width, a.length)
      for (let i = start, j = middle, k = start; k < end; k++)
        if (j >= end || (i < middle && from[i]! <= from[j]!)) to[k] = from[i++]!
        else {
          count += middle - i
          to[k] = from[j++]!
        }
    }
    const swap = from
    from = to
    to = swap
  }
  return count
}
