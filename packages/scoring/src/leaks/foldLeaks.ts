import type { Fold } from '../validation/fold.js'
import type { Leak, Pipeline } from './pipeline.js'

/** Labels that live in training and test at once, and rows that are in both. */
export function foldLeaks(pipeline: Pipeline): Leak[] {
  const { set, horizons, folds } = pipeline
  const twins = twinsOf(pipeline)
  const found: Leak[] = []
  folds.forEach((fold, k) => {
    const row = overlapping(set.times, horizons, fold)
    if (row !== undefined)
      found.push({
        leak: 'overlapping-labels',
        fold: k,
        row,
        says: `the label of training row ${row} lives on in the test of fold ${k}`,
      })
    const tested = new Set(Array.from(fold.test, (i) => twins[i]!))
    const twin = fold.train.find((i) => twins[i]! >= 0 && tested.has(twins[i]!))
    if (twin !== undefined)
      found.push({
        leak: 'duplicates',
        fold: k,
        row: twin,
        says: `training row ${twin} stands in the test of fold ${k} too`,
      })
  })
  return found
}

/** A training row whose label's life meets the life of a test label. */
function overlapping(times: Float64Array, horizons: Float64Array, { train, test }: Fold): number | undefined {
  // Test lives by their beginning; the farthest end among those that began by then says whether one is still alive.
  const lives = Array.from(test, (i) => [times[i]!, horizons[i]!] as const).sort((a, b) => a[0] - b[0])
  let farthest = Number.NEGATIVE_INFINITY
  const ends = lives.map(([, end]) => (farthest = Math.max(farthest, end)))
  return train.find((i) => {
    let [low, high] = [0, lives.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (lives[middle]![0] <= horizons[i]!) low = middle + 1
      else high = middle
    }
    return low > 0 && ends[low - 1]! >= times[i]!
  })
}

/** For each row the first row with the same features and label, or -1 where values repeat so much that equal rows mean nothing. */
function twinsOf({ set }: Pipeline): Int32Array {
  const { rows, cols, data } = set.features
  const twins = new Int32Array(rows).fill(-1)
  const distinct = (j: number): number => new Set(Array.from(twins, (_, i) => data[i * cols + j]!)).size
  if (!Array.from({ length: cols }, (_, j) => distinct(j)).some((count) => count >= rows / 2)) return twins
  const first = new Map<string, number>()
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * cols, (i + 1) * cols)
    if (row.every(Number.isNaN)) continue
    const key = `${row.join()},${set.labels[i]}`
    twins[i] = first.get(key) ?? i
    if (!first.has(key)) first.set(key, i)
  }
  return twins
}
