// Averages compared without rounding: prices as whole ticks in doubles, whose sums are exact below 2^53.
import { badArgument } from '@bourse/core'

/**
 * Prices as whole numbers of 10^-decimals. Throws where a price is not on that grid, because it would no longer be the same.
 *
 * @example
 * import { ticksOf } from '@bourse/backtest'
 * ticksOf(Float64Array.of(1.1, 1.15), 2) // => Float64Array [110, 115]
 */
export function ticksOf(prices: Float64Array, decimals: number): Float64Array {
  const scale = 10 ** decimals
  const ticks = new Float64Array(prices.length)
  for (let i = 0; i < prices.length; i++) {
    const price = prices[i]!
    const tick = Math.round(price * scale)
    if (tick / scale !== price)
      throw badArgument('ticksOf', `prices[${i}]`, price, `a price with at most ${decimals} decimals`)
    ticks[i] = tick
  }
  return ticks
}

/**
 * Units to hold by a cross of two simple averages: `units` while the fast one is above, 0 else and until both are warm. On
 * whole ticks the comparison is exact: equal averages are equal.
 *
 * @example
 * import { crossUnits } from '@bourse/backtest'
 * crossUnits(Float64Array.of(1, 2, 3, 2, 1), 1, 2) // => Float64Array [0, 1, 1, 0, 0]
 */
export function crossUnits(ticks: Float64Array, fast: number, slow: number, units = 1): Float64Array {
  for (const [name, length] of [
    ['fast', fast],
    ['slow', slow],
  ] as const)
    if (!(Number.isInteger(length) && length > 0)) throw badArgument('crossUnits', name, length, 'a whole number > 0')
  const count = ticks.length
  const wanted = new Float64Array(count)
  const warm = Math.min(count, Math.max(fast, slow) - 1)
  let [fastSum, slowSum] = [0, 0]
  for (let i = 0; i < warm; i++) {
    const tick = ticks[i]!
    fastSum += tick
    slowSum += tick
    if (i >= fast) fastSum -= ticks[i - fast]!
    if (i >= slow) slowSum -= ticks[i - slow]!
  }
  for (let i = warm; i < count; i++) {
    const tick = ticks[i]!
    fastSum += tick
    slowSum += tick
    if (i >= fast) fastSum -= ticks[i - fast]!
    if (i >= slow) slowSum -= ticks[i - slow]!
    wanted[i] = fastSum * slow > slowSum * fast ? units : 0
  }
  return wanted
}
