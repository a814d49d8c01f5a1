import { badArgument } from '@bourse/core'
import { checkCount } from './fold.js'

/** One entry for each event. */
export type BarrierLabels = {
  /** 1: the upper barrier came first, -1: the lower, 0: neither. */
  readonly labels: Float64Array
  /** When that was known, EpochMs: the horizon of `purgedFolds`. */
  readonly known: Float64Array
  /** Simple return from event to exit. */
  readonly returns: Float64Array
  /** Row of the event, row of the exit. */
  readonly entries: Int32Array
  readonly exits: Int32Array
  /** 1 where the prices ended before the horizon: leave such rows out of training. */
  readonly cut: Uint8Array
}

/**
 * Labels a trade by what it meets first: a rise of `up`, a fall of `down` (both as shares, at the close), or the end of
 * `horizon` rows (Lopez de Prado 2018, chapter 3).
 *
 * @param close prices > 0
 * @param time EpochMs, rising
 * @param barriers.horizon in rows
 * @param events rows where trades begin, default every row but the last
 * @throws BourseError naming the row where a price is not above 0
 * @example
 * import { tripleBarrier } from '@bourse/scoring'
 * tripleBarrier(Float64Array.of(100, 103, 99, 99.5), Float64Array.of(0, 1, 2, 3), { up: 0.02, down: 0.02, horizon: 1 }).labels // => Float64Array [1, -1, 0]
 */
export function tripleBarrier(
  close: Float64Array,
  time: Float64Array,
  barriers: { readonly up: number; readonly down: number; readonly horizon: number },
  events: Int32Array = Int32Array.from({ length: Math.max(0, close.length - 1) }, (_, i) => i),
): BarrierLabels {
  const where = 'tripleBarrier'
  const { up, down } = barriers
  const horizon = checkCount(where, 'horizon', barriers.horizon, 1)
  if (!(up > 0)) throw badArgument(where, 'up', up, '> 0; Infinity for no barrier')
  if (!(down > 0)) throw badArgument(where, 'down', down, '> 0; Infinity for no barrier')
  if (time.length !== close.length) throw badArgument(where, 'time.length', time.length, `${close.length}, as close`)
  close.forEach((price, i) => {
    if (!(price > 0 && price < Number.POSITIVE_INFINITY)) throw badArgument(where, `close[${i}]`, price, 'a price > 0')
    if (!(i === 0 ? Number.isFinite(time[0]!) : time[i]! > time[i - 1]!))
      throw badArgument(where, `time[${i}]`, time[i], 'later than the row before')
  })
  const n = events.length
  const [labels, known, returns] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const [exits, cut] = [new Int32Array(n), new Uint8Array(n)]
  events.forEach((row, k) => {
    if (!(row >= 0 && row < close.length))
      throw badArgument(where, `events[${k}]`, row, `a row, 0 to ${close.length - 1}`)
    const last = Math.min(row + horizon, close.length - 1)
    let exit = row
    let change = 0
    while (exit < last && labels[k] === 0) {
      change = close[++exit]! / close[row]! - 1
      labels[k] = change >= up ? 1 : change <= -down ? -1 : 0
    }
    exits[k] = exit
    known[k] = time[exit]!
    returns[k] = change
    cut[k] = labels[k] === 0 && row + horizon > close.length - 1 ? 1 : 0
  })
  return { labels, known, returns, entries: Int32Array.from(events), exits, cut }
}
