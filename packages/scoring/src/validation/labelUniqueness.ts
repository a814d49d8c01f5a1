import { checkSpans } from './labelSpans.js'

/**
 * How many labels live at each row, and how much of each label is its own: the mean, over the rows it lives through, of 1 over
 * their number (Lopez de Prado 2018, chapter 4). `uniqueness` as sample weights keeps one busy week from being learned
 * twenty times.
 */
export type LabelUniqueness = { readonly concurrency: Float64Array; readonly uniqueness: Float64Array }

/**
 * Counts labels alive at each row; a label lives from its row's time to its horizon, both included.
 *
 * @throws BourseError naming the row where times fall or a label is known before its row
 * @example
 * import { labelUniqueness } from '@bourse/scoring'
 * labelUniqueness(Float64Array.of(0, 1, 2), Float64Array.of(1, 1, 2)).uniqueness // => Float64Array [0.75, 0.5, 1]
 */
export function labelUniqueness(times: Float64Array, horizons: Float64Array): LabelUniqueness {
  checkSpans('labelUniqueness', times, horizons)
  const n = times.length
  // Rows of one time are one moment: a label begins at the first of them.
  const first = new Int32Array(n)
  const past = new Int32Array(n)
  const change = new Float64Array(n + 1)
  for (let i = 0; i < n; i++) {
    first[i] = i > 0 && times[i] === times[i - 1] ? first[i - 1]! : i
    let [low, high] = [i + 1, n]
    while (low < high) {
      const middle = (low + high) >> 1
      if (times[middle]! <= horizons[i]!) low = middle + 1
      else high = middle
    }
    past[i] = low
    change[first[i]!]!++
    change[low]!--
  }
  const concurrency = new Float64Array(n)
  const shares = new Float64Array(n + 1)
  let alive = 0
  for (let i = 0; i < n; i++) {
    alive += change[i]!
    concurrency[i] = alive
    shares[i + 1] = shares[i]! + 1 / alive
  }
  const uniqueness = Float64Array.from(first, (from, i) => (shares[past[i]!]! - shares[from]!) / (past[i]! - from))
  return { concurrency, uniqueness }
}
