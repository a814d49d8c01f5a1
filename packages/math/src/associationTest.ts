import { checkPair, kendall, kendallPairs, pearson, spearman } from './association.js'
import type { TestResult } from './hypothesis.js'
import { normCdf } from './normal.js'
import { eachTie, orderOf } from './ranks.js'
import { studentCdf } from './student.js'

/**
 * Pearson correlation with the two-sided p-value that normal series without correlation would show one as large.
 *
 * @throws RangeError where lengths differ or a value is not finite
 * @example
 * import { pearsonTest } from '@bourse/math'
 * pearsonTest(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 3, 2, 4)).pValue.toFixed(4) // => '0.2000'
 */
export function pearsonTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult {
  const statistic = pearson(x, y)
  return { statistic, pValue: studentTail(statistic, x.length) }
}

/**
 * Spearman correlation with a two-sided p-value from Student's t, as programs usually compute it: good from about 10 values.
 *
 * @throws RangeError where lengths differ or a value is not finite
 * @example
 * import { spearmanTest } from '@bourse/math'
 * spearmanTest(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 9, 4, 16)).pValue.toFixed(4) // => '0.2000'
 */
export function spearmanTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult {
  const statistic = spearman(x, y)
  return { statistic, pValue: studentTail(statistic, x.length) }
}

function studentTail(r: number, count: number): number {
  if (count === 2) return Number.isNaN(r) ? Number.NaN : 1
  return 2 * studentCdf(-Math.abs(r) * Math.sqrt((count - 2) / ((1 - r) * (1 + r))), count - 2)
}

/**
 * Kendall's tau-b with a two-sided p-value: exact without ties up to 33 values or at most one pair out of order, else
 * normal with the variance corrected for ties (Kendall, Rank Correlation Methods, 4.4).
 *
 * @throws RangeError where lengths differ or a value is not finite
 * @example
 * import { kendallTest } from '@bourse/math'
 * kendallTest(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 2, 4, 3)).pValue.toFixed(4) // => '0.3333'
 */
export function kendallTest(x: ArrayLike<number>, y: ArrayLike<number>): TestResult {
  checkPair('kendallTest', x, y)
  const statistic = kendall(x, y)
  if (Number.isNaN(statistic)) return { statistic, pValue: Number.NaN }
  const n = x.length
  const { all, discordant, tiedX, tiedY, tiedBoth } = kendallPairs(x, y)
  const fewer = Math.min(discordant, all - discordant)
  if (tiedX === 0 && tiedY === 0 && (n <= 33 || fewer <= 1)) return { statistic, pValue: exactTail(n, fewer, all) }
  const net = all - tiedX - tiedY + tiedBoth - 2 * discordant
  const [threeX, fiveX] = tieSums(x)
  const [threeY, fiveY] = tieSums(y)
  const ordered = n * (n - 1)
  const variance =
    (ordered * (2 * n + 5) - fiveX - fiveY) / 18 +
    (2 * tiedX * tiedY) / ordered +
    (n > 2 ? (threeX * threeY) / (9 * ordered * (n - 2)) : 0)
  return { statistic, pValue: 2 * normCdf(-Math.abs(net) / Math.sqrt(variance)) }
}

/** Sums over runs of t equal values: t (t - 1)(t - 2) and t (t - 1)(2t + 5). */
function tieSums(values: ArrayLike<number>): readonly [number, number] {
  let three = 0
  let five = 0
  eachTie(values, orderOf(values), (from, to) => {
    const t = to - from
    three += t * (t - 1) * (t - 2)
    five += t * (t - 1) * (2 * t + 5)
  })
  return [three, five]
}

/** Twice the share of permutations of n with at most `inversions` pairs out of order. */
function exactTail(n: number, inversions: number, all: number): number {
  if (2 * inversions === all) return 1
  let shares = new Float64Array(inversions + 1)
  shares[0] = 1
  for (let k = 2; k <= n; k++) {
    const next = new Float64Array(inversions + 1)
    for (let i = 0; i <= inversions; i++)
      for (let j = Math.max(0, i - k + 1); j <= i; j++) next[i] = next[i]! + shares[j]! / k
    shares = next
  }
  return Math.min(1, 2 * shares.reduce((sum, share) => sum + share, 0))
}
