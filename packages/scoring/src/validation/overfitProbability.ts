import { badArgument } from '@bourse/core'
import { choicesOf, choose } from './combinatorialFolds.js'

/**
 * Probability of backtest overfitting: how often the trial that is best on one half of history is below the median on the other,
 * over all ways to make halves of `blocks` equal blocks (Bailey, Borwein, Lopez de Prado & Zhu, J. Computational Finance 20,
 * 2017). Trials are compared by mean over deviation. 0.5 is what luck alone gives; a small number says that the winner won
 * for a reason. Rows that do not fill the blocks are left out at the beginning.
 *
 * @param trials returns per period, one column for each trial, of equal length; all trials ever run, not the survivors
 * @param blocks even, default 16: 12,870 ways
 * @throws BourseError naming trial and row where a return is not finite or a trial constant
 * @example
 * import { createRng } from '@bourse/math'
 * import { overfitProbability } from '@bourse/scoring'
 * const rng = createRng('luck')
 * const trial = (mean: number) => Float64Array.from({ length: 320 }, () => mean + rng.normal())
 * overfitProbability([trial(0), trial(0), trial(0), trial(0.5)], 8) // => 0
 */
export function overfitProbability(trials: readonly Float64Array[], blocks: number = 16): number {
  const where = 'overfitProbability'
  const length = trials[0]?.length ?? 0
  if (trials.length < 2) throw badArgument(where, 'trials.length', trials.length, 'at least 2')
  if (!(Number.isInteger(blocks) && blocks >= 2 && blocks % 2 === 0 && blocks <= 20))
    throw badArgument(where, 'blocks', blocks, 'an even number from 2 to 20')
  if (length < 2 * blocks) throw badArgument(where, 'trials[0].length', length, `at least ${2 * blocks}, two a block`)
  const size = Math.floor(length / blocks)
  const skipped = length - size * blocks
  const means = new Float64Array(trials.length)
  const [sums, squares] = [trials.map(() => new Float64Array(blocks)), trials.map(() => new Float64Array(blocks))]
  trials.forEach((returns, t) => {
    if (returns.length !== length)
      throw badArgument(where, `trials[${t}].length`, returns.length, `${length}, as trials[0]`)
    // About the mean of the column, so that squares do not cancel.
    const mean = returns.reduce((sum, x) => sum + x, 0) / length
    returns.forEach((x, i) => {
      if (!Number.isFinite(x)) throw badArgument(where, `trials[${t}][${i}]`, x, 'a finite return')
      if (i < skipped) return
      const block = Math.floor((i - skipped) / size)
      sums[t]![block]! += x - mean
      squares[t]![block]! += (x - mean) ** 2
    })
    if (returns.every((x) => x === returns[0]))
      throw badArgument(where, `trials[${t}]`, 'constant', 'returns that vary')
    means[t] = mean
  })
  const half = (blocks / 2) * size
  const sharpe = (t: number, pick: readonly number[]): number => {
    let [sum, square] = [0, 0]
    for (const block of pick) {
      sum += sums[t]![block]!
      square += squares[t]![block]!
    }
    return (sum / half + means[t]!) / Math.sqrt((square - (sum * sum) / half) / (half - 1))
  }
  let below = 0
  for (const pick of choose(blocks, blocks / 2)) {
    const rest = Array.from({ length: blocks }, (_, b) => b).filter((b) => !pick.includes(b))
    let best = 0
    let most = sharpe(0, pick)
    for (let t = 1; t < trials.length; t++) {
      const one = sharpe(t, pick)
      if (one > most) [best, most] = [t, one]
    }
    const won = sharpe(best, rest)
    let rank = 1
    for (let t = 0; t < trials.length; t++) {
      const other = sharpe(t, rest)
      if (t !== best) rank += other < won ? 1 : other === won ? 0.5 : 0
    }
    // At the median or below: log-odds of rank / (trials + 1) at most 0.
    if (rank / (trials.length + 1) <= 0.5) below++
  }
  return below / choicesOf(blocks, blocks / 2)
}
