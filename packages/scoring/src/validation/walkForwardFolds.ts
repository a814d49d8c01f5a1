import { badArgument } from '@bourse/core'
import { type Fold, rangeOf } from './fold.js'
import { checkEmbargo, checkSpans } from './labelSpans.js'

/**
 * Learn from a stretch of time, test on the next one, move on, as a desk that trains anew every so often. A row trains only
 * if its label was known `embargo` before the test begins. Tests follow each other without gap, the last may be short;
 * stretches without training or test rows are left out.
 *
 * @param options.train length of the stretch to learn from, in ms; Infinity: all that came before
 * @param options.test length of each test, in ms
 * @param options.first where the first test begins; default the first time plus `train`, which must then be finite
 * @param options.embargo in ms, default 0
 * @throws BourseError naming the row where times fall or a label is known before its row
 * @example
 * import { walkForwardFolds } from '@bourse/scoring'
 * const times = Float64Array.from({ length: 10 }, (_, i) => i)
 * walkForwardFolds(times, times.map((t) => t + 1), { train: 4, test: 3 })[0].train // => Int32Array [0, 1, 2]
 */
export function walkForwardFolds(
  times: Float64Array,
  horizons: Float64Array,
  options: { readonly train: number; readonly test: number; readonly first?: number; readonly embargo?: number },
): readonly Fold[] {
  const where = 'walkForwardFolds'
  checkSpans(where, times, horizons)
  const { train, test } = options
  const embargo = checkEmbargo(where, options.embargo ?? 0)
  if (!(train > 0)) throw badArgument(where, 'train', train, 'a length > 0')
  if (!(test > 0 && test < Number.POSITIVE_INFINITY)) throw badArgument(where, 'test', test, 'a finite length > 0')
  const first = options.first ?? times[0]! + train
  if (!Number.isFinite(first)) throw badArgument(where, 'first', first, 'a finite time, given where train is Infinity')
  const last = times.at(-1)!
  if ((last - first) / test > 100_000) throw badArgument(where, 'test', test, 'at most 100,000 tests')
  const folds: Fold[] = []
  for (let k = 0; first + k * test <= last; k++) {
    const [from, to] = [first + k * test, first + (k + 1) * test]
    const [begin, end] = [rowAt(times, from), rowAt(times, to)]
    const training = rangeOf(rowAt(times, from - train), begin).filter((i) => horizons[i]! + embargo < from)
    if (training.length > 0 && end > begin) folds.push({ train: training, test: rangeOf(begin, end) })
  }
  return folds
}

/** The first row at or after a time. */
function rowAt(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}
