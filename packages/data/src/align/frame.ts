import { type Bars, BourseError, type Frame } from '@bourse/core'

/** What stands where a series has no bar of that moment. */
export type FrameOptions = { readonly fill?: 'drop' | 'hold' | 'nan' }

/**
 * Adjusted closes of many series on one time axis. A row at time t holds only bars that were complete by t, whatever
 * calendars, zones and spans the series have: what comes later changes nothing that is there.
 *
 * - `'drop'` (default): a row as soon as every series has a new bar since the row before, each with its latest. On one
 *   calendar these are the common dates; New York with Tokyo gives one row per day, at the later close; coins wait over the
 *   weekend. No NaN. (Refresh times: Barndorff-Nielsen, Hansen, Lunde, Shephard, J. Econometrics 162 (2011) 149.)
 * - `'hold'`: a row at every close of anybody, the others at their last known; NaN before a first bar.
 * - `'nan'`: a row at every close of anybody, NaN for who has no bar then.
 *
 * A bar whose adjusted close is NaN counts as none. One id twice throws `input/out-of-range`.
 *
 * @example
 * import { frame, parseCsv } from '@bourse/data'
 * const spy = parseCsv('date,close\n2026-01-02,600\n2026-01-05,606', { id: 'SPY@ARCX', span: '1d' })
 * const every = 'date,close\n2026-01-02,90\n2026-01-03,91\n2026-01-04,92\n2026-01-05,93'
 * const coin = parseCsv(every, { id: 'BTC/USD@coinbase', span: '1d' })
 * frame([spy, coin]).columns[1] // => Float64Array [90, 93]
 */
export function frame(series: readonly Bars[], options: FrameOptions = {}): Frame {
  const { fill = 'drop' } = options
  const ids = series.map(({ id }) => id)
  refuseTwice(ids)
  const longest = series.reduce((sum, { time }) => sum + time.length, 0)
  const time = new Float64Array(longest)
  const columns = series.map(() => new Float64Array(longest))
  const next = new Int32Array(series.length)
  const latest = new Float64Array(series.length).fill(Number.NaN)
  const fresh = new Uint8Array(series.length)
  let [rows, waiting] = [0, series.length]
  for (;;) {
    const at = earliest(series, next)
    if (at === Number.POSITIVE_INFINITY) break
    let any = false
    for (const [k, bars] of series.entries()) {
      if (bars.time[next[k]!] !== at) continue
      const value = bars.adjusted[next[k]!]!
      next[k]!++
      if (Number.isNaN(value)) continue
      any = true
      latest[k] = value
      if (fresh[k] === 0) waiting--
      fresh[k] = 1
    }
    if (!any || (fill === 'drop' && waiting > 0)) continue
    time[rows] = at
    for (const [k, column] of columns.entries())
      column[rows] = fill === 'nan' && fresh[k] === 0 ? Number.NaN : latest[k]!
    if (fill !== 'hold') {
      fresh.fill(0)
      waiting = series.length
    }
    rows++
  }
  return { ids, time: time.slice(0, rows), columns: columns.map((column) => column.slice(0, rows)) }
}

function earliest(series: readonly Bars[], next: Int32Array): number {
  let at = Number.POSITIVE_INFINITY
  for (let k = 0; k < series.length; k++) {
    const { time } = series[k]!
    if (next[k]! < time.length && time[next[k]!]! < at) at = time[next[k]!]!
  }
  return at
}

function refuseTwice(ids: readonly string[]): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice === undefined) return
  throw new BourseError('input/out-of-range', `frame: ${twice} is there twice`, {
    details: { where: 'frame', id: twice },
    remedy: 'pass each instrument once; join its pieces first',
  })
}
