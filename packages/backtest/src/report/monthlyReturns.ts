// A curve's return in every calendar month.
import type { EpochMs } from '@bourse/core'

/** A year of months, January first; NaN where the curve has no row. `total` compounds what is there. */
export type YearOfReturns = { readonly year: number; readonly months: readonly number[]; readonly total: number }

/**
 * Returns by calendar month (UTC), from each month's last row over the last row before the month; the first row only
 * opens. A row at midnight closes the day before it, as a daily bar does. `equity` must be above zero for a month to have a return.
 *
 * @example
 * import { monthlyReturns } from '@bourse/backtest'
 * const time = Float64Array.of(Date.parse('2026-01-30'), Date.parse('2026-02-27'), Date.parse('2026-03-31'))
 * monthlyReturns(time, Float64Array.of(100, 110, 99))[0]!.months.slice(0, 4) // => [NaN, 0.1, -0.1, NaN]
 */
export function monthlyReturns(time: Float64Array, equity: Float64Array): readonly YearOfReturns[] {
  const years: { year: number; months: number[]; total: number }[] = []
  let before = equity[0] ?? Number.NaN
  const [monthOf, nextMonthOf] = [monthReader(), monthReader()]
  for (let i = 1; i < time.length; i++) {
    const month = monthOf(time[i]!)
    if (i + 1 < time.length && nextMonthOf(time[i + 1]!) === month) continue
    const year = Math.floor(month / 12)
    let row = years.at(-1)
    if (row?.year !== year) {
      row = { year, months: new Array<number>(12).fill(Number.NaN), total: 0 }
      years.push(row)
    }
    const gain = before > 0 ? equity[i]! / before - 1 : Number.NaN
    row.months[month % 12] = gain
    row.total = (1 + row.total) * (1 + gain) - 1
    before = equity[i]!
  }
  return years
}

/** Asks the calendar once a month, and not at every row of a run on minutes. */
function monthReader(): (time: EpochMs) => number {
  let [month, from, to] = [Number.NaN, Number.NaN, Number.NaN]
  return (time) => {
    const at = time - 1
    if (at >= from && at < to) return month
    const date = new Date(at)
    const [year, index] = [date.getUTCFullYear(), date.getUTCMonth()]
    month = year * 12 + index
    from = Date.UTC(year, index)
    to = Date.UTC(year, index + 1)
    return month
  }
}
