// What the engine measures on the bars it keeps: volatility for targets, correlation for rules.
import type { BarRing } from './barRing.js'

/** Returns measured on so many newest bars, and not at all on fewer than `leastReturns`. */
const mostReturns = 60
const leastReturns = 20
const yearMs = 365.25 * 86_400_000

/**
 * Standard deviation of log returns of adjusted closes, per year by the bars a year that were seen (bars over elapsed
 * time); NaN until 20 returns are known, or where a price is not above zero.
 */
export function barVolatility(ring: BarRing): number {
  let [count, mean, squares] = [0, 0, 0]
  for (let back = 0; back < mostReturns; back++) {
    const change = logReturn(ring, back)
    if (Number.isNaN(change)) break
    count++
    const step = change - mean
    mean += step / count
    squares += step * (change - mean)
  }
  if (count < leastReturns) return Number.NaN
  const years = (ring.time(0) - ring.time(count)) / yearMs
  return years > 0 ? Math.sqrt((squares / (count - 1)) * (count / years)) : Number.NaN
}

/** Correlation of the log returns of bars that ended at the same moments; NaN until 20 are shared. */
export function barCorrelation(a: BarRing, b: BarRing): number {
  let [i, j, count] = [0, 0, 0]
  let [meanA, meanB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  while (count < mostReturns) {
    const [timeA, timeB] = [a.time(i), b.time(j)]
    if (Number.isNaN(timeA) || Number.isNaN(timeB)) break
    if (timeA === timeB && a.time(i + 1) === b.time(j + 1)) {
      const [x, y] = [logReturn(a, i), logReturn(b, j)]
      if (Number.isNaN(x) || Number.isNaN(y)) break
      count++
      const [stepA, stepB] = [x - meanA, y - meanB]
      meanA += stepA / count
      meanB += stepB / count
      squaresA += stepA * (x - meanA)
      squaresB += stepB * (y - meanB)
      products += stepA * (y - meanB)
    }
    if (timeA >= timeB) i++
    if (timeB >= timeA) j++
  }
  return count < leastReturns ? Number.NaN : products / Math.sqrt(squaresA * squaresB)
}

function logReturn(ring: BarRing, back: number): number {
  const [now, before] = [ring.adjusted(back), ring.adjusted(back + 1)]
  return now > 0 && before > 0 ? Math.log(now / before) : Number.NaN
}
