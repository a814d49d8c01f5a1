import type { Calendar } from '@bourse/assets'
import type { Bars } from '@bourse/core'
import { findGaps } from './gaps.js'
import { findJumps } from './jumps.js'
import type { Flaw } from './flaw.js'

/**
 * All that looks wrong in a series, by row. Nothing is changed: `dropFlaws` leaves out what cannot be used.
 *
 * - `gap`: bars the calendar expects and the series lacks; looked for with a calendar (`always` for coins), in spans of the
 *   clock, days and sessions, between the first and the last bar.
 * - `backwards`, `duplicate`: dated before, or as, the row before.
 * - `not-finite`: a time, price or volume that is infinite or a close that is NaN. NaN in other columns is a figure nobody gave.
 * - `high-below-low`: a high below open, close or low, or a low above them.
 * - `outlier`: a close or a wick more than 12 robust standard deviations of the returns around it away, and back with the
 *   next bar. What stays away is news.
 * - `unapplied-split`: an opening at a split's ratio (2, 3, 3/2, 10, 1/8 ...) of the close before, within 2 to 10 %, that stays.
 *   Looked for in `adjusted`, so that a split that was adjusted for is none.
 *
 * @example
 * import { inspectBars, parseCsv } from '@bourse/data'
 * const text = 'date,open,high,low,close\n2026-01-02,10,11,9,10\n2026-01-05,10,9,11,10'
 * const flaws = inspectBars(parseCsv(text, { id: 'SPY@ARCX', span: '1d' }))
 * flaws.map(({ flaw, row }) => `${row}: ${flaw}`) // => ['1: high-below-low']
 */
export function inspectBars(bars: Bars, calendar?: Calendar): readonly Flaw[] {
  const flaws: Flaw[] = []
  for (let row = 0; row < bars.time.length; row++) {
    const at = bars.time[row]!
    const add = (flaw: Flaw['flaw'], note: string): void => void flaws.push({ flaw, row, at, note })
    const before = row === 0 ? Number.NEGATIVE_INFINITY : bars.time[row - 1]!
    if (at < before) add('backwards', `${before - at} ms before the row before`)
    if (at === before) add('duplicate', 'the time of the row before')
    const broken = notFinite(bars, row)
    if (broken !== undefined) add('not-finite', broken)
    else {
      const crossed = outOfRange(bars, row)
      if (crossed !== undefined) add('high-below-low', crossed)
    }
  }
  if (calendar !== undefined) flaws.push(...findGaps(bars, calendar))
  flaws.push(...findJumps(bars))
  return flaws.sort((a, b) => a.row - b.row)
}

function notFinite(bars: Bars, row: number): string | undefined {
  if (!Number.isFinite(bars.time[row]!)) return `time is ${bars.time[row]}`
  for (const name of ['open', 'high', 'low', 'close', 'volume', 'adjusted'] as const) {
    const value = bars[name][row]!
    if (Math.abs(value) === Number.POSITIVE_INFINITY) return `${name} is ${value}`
  }
  return Number.isNaN(bars.close[row]!) ? 'close is NaN' : undefined
}

// Written so that a NaN, a figure nobody gave, contradicts nothing.
function outOfRange({ open, high, low, close }: Bars, row: number): string | undefined {
  const [o, h, l, c] = [open[row]!, high[row]!, low[row]!, close[row]!]
  if (h < l || h < o || h < c) return `high ${h} below ${h < l ? `low ${l}` : h < o ? `open ${o}` : `close ${c}`}`
  if (l > o || l > c) return `low ${l} above ${l > o ? `open ${o}` : `close ${c}`}`
  return undefined
}
