// Whole lots around an exact hedge.
import { roundQuantity } from '@bourse/assets'

/** Fewer than this share of the largest part is nothing: what a solver leaves of a zero. */
const NOTHING = 1e-7
/** Instruments whose neighbours are all tried; a linear program uses no more than there are Greeks. */
const TRIED = 8

/**
 * Lots next to `exact` that leave the least of `need`, each Greek counted in what a lot of each instrument moves: every
 * instrument but the last is rounded down and up, the last (the one that moves delta alone, if there is one) takes what
 * then fits best. `moves[i][k]`: what one unit of instrument i adds to Greek k.
 */
export function wholeHedge(
  exact: Float64Array,
  moves: readonly (readonly number[])[],
  need: readonly number[],
  lots: readonly number[],
): Float64Array {
  const largest = (i: number): number => Math.max(...moves[i]!.map((m, k) => Math.abs(m * exact[i]!) / sizeOf(k)))
  const sizeOf = (k: number): number => Math.abs(need[k]!) || 1
  const parts = Array.from(exact.keys(), largest)
  const most = Math.max(...parts)
  const used = parts
    .map((_, i) => i)
    .filter((i) => parts[i]! > NOTHING * most)
    .sort((a, b) => parts[b]! - parts[a]!)
    .slice(0, TRIED)
    .sort((a, b) => busy(moves[b]!) - busy(moves[a]!))
  const whole = new Float64Array(exact.length)
  if (used.length === 0) return whole
  const weight = need.map((_, k) => 1 / (used.reduce((sum, i) => sum + Math.abs(moves[i]![k]!) * lots[i]!, 0) || 1))
  const last = used[used.length - 1]!
  const onGrid = (i: number, count: number): number => roundQuantity({ lot: lots[i]! }, count * lots[i]!, 'nearest')
  let best = Number.POSITIVE_INFINITY
  const tried = new Float64Array(exact.length)
  for (let choice = 0; choice < 2 ** (used.length - 1); choice++) {
    const left = need.slice()
    const take = (i: number, units: number): void => {
      tried[i] = units
      for (let k = 0; k < left.length; k++) left[k]! -= units * moves[i]![k]!
    }
    for (let u = 0; u < used.length - 1; u++) {
      const i = used[u]!
      take(i, onGrid(i, Math.floor(exact[i]! / lots[i]!) + ((choice >> u) & 1)))
    }
    // Least squares in one unknown.
    let [above, below] = [0, 0]
    for (let k = 0; k < left.length; k++) {
      above += weight[k]! ** 2 * left[k]! * moves[last]![k]!
      below += weight[k]! ** 2 * moves[last]![k]! ** 2
    }
    take(last, onGrid(last, Math.round(above / below / lots[last]!)))
    const off = left.reduce((sum, one, k) => sum + (weight[k]! * one) ** 2, 0)
    if (off >= best) continue
    best = off
    whole.set(tried)
  }
  return whole
}

/** Greeks that an instrument moves. */
function busy(moves: readonly number[]): number {
  return moves.filter((move) => move !== 0).length
}
