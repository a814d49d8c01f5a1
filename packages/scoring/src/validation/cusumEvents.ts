import { badArgument } from '@bourse/core'

/**
 * Rows where log returns have added up to more than `threshold` since the last such row, in either direction: moments worth a
 * decision, more of them when markets move (Lopez de Prado 2018, chapter 2).
 *
 * @throws BourseError naming the row where a price is not above 0
 * @example
 * import { cusumEvents } from '@bourse/scoring'
 * cusumEvents(Float64Array.of(100, 101, 102.5, 102, 99.9), 0.02) // => Int32Array [2, 4]
 */
export function cusumEvents(close: Float64Array, threshold: number): Int32Array {
  if (!(threshold > 0)) throw badArgument('cusumEvents', 'threshold', threshold, '> 0')
  const events: number[] = []
  let [up, down] = [0, 0]
  close.forEach((price, i) => {
    if (!(price > 0 && price < Number.POSITIVE_INFINITY))
      throw badArgument('cusumEvents', `close[${i}]`, price, 'a price > 0')
    if (i === 0) return
    const change = Math.log(price / close[i - 1]!)
    up = Math.max(0, up + change)
    down = Math.min(0, down + change)
    if (down < -threshold) down = 0
    else if (up > threshold) up = 0
    else return
    events.push(i)
  })
  return Int32Array.from(events)
}
