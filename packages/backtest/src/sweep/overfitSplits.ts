// Combinatorially symmetric cross-validation: Bailey, Borwein, Lopez de Prado and Zhu, J. Computational Finance 20(4), 2017.

const blocks = 12

/**
 * How often the trial that was best on one half of the blocks is below the median on the other half, over all ways to halve
 * twelve blocks of time (924). NaN for fewer than two trials, or where a block would hold fewer than two returns.
 */
export function overfitSplits(trials: readonly Float64Array[]): number {
  const periods = trials[0]?.length ?? 0
  const count = trials.length
  if (count < 2 || periods < 2 * blocks) return Number.NaN
  // Of each trial and block: sum and sum of squares, all that a Sharpe ratio of some blocks needs.
  const sums = new Float64Array(count * blocks * 2)
  const sizes = new Float64Array(blocks)
  for (let b = 0; b < blocks; b++) {
    const [from, to] = [Math.floor((b * periods) / blocks), Math.floor(((b + 1) * periods) / blocks)]
    sizes[b] = to - from
    trials.forEach((returns, t) => {
      const at = (t * blocks + b) * 2
      for (let i = from; i < to; i++) {
        sums[at]! += returns[i]!
        sums[at + 1]! += returns[i]! * returns[i]!
      }
    })
  }
  const sharpeOf = (trial: number, mask: number): number => {
    let [n, sum, squares] = [0, 0, 0]
    for (let b = 0; b < blocks; b++) {
      if ((mask & (1 << b)) === 0) continue
      n += sizes[b]!
      sum += sums[(trial * blocks + b) * 2]!
      squares += sums[(trial * blocks + b) * 2 + 1]!
    }
    const variance = squares / n - (sum / n) ** 2
    return variance > 1e-300 ? sum / n / Math.sqrt(variance) : 0
  }
  const all = (1 << blocks) - 1
  const outside = new Float64Array(count)
  let [below, splits] = [0, 0]
  for (let mask = 0; mask <= all; mask++) {
    if (bitsOf(mask) !== blocks / 2) continue
    let [best, bestSharpe] = [0, Number.NEGATIVE_INFINITY]
    for (let t = 0; t < count; t++) {
      const inside = sharpeOf(t, mask)
      if (inside > bestSharpe) [best, bestSharpe] = [t, inside]
      outside[t] = sharpeOf(t, all ^ mask)
    }
    let [worse, equal] = [0, 0]
    for (let t = 0; t < count; t++) {
      if (outside[t]! < outside[best]!) worse++
      else if (t !== best && outside[t] === outside[best]) equal++
    }
    // Relative rank in (0, 1), ties in the middle; its logit is <= 0 at or below one half.
    if ((worse + equal / 2 + 1) / (count + 1) <= 0.5) below++
    splits++
  }
  return below / splits
}

function bitsOf(mask: number): number {
  let bits = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++
  return bits
}
