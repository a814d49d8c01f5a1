// Two files as vendors send them, from a seed: one with mistakes, one without.
import { nyse } from '@bourse/assets'
import type { Rng } from '@bourse/math'

const from = '2026-01-02'
const to = '2026-06-30'

/** Daily bars of a share whose price is divided by four on March 16, with six mistakes. */
export function stockCsv(rng: Rng): string {
  let price = 400
  const rows = nyse.sessionsBetween(from, to).map(({ date }) => {
    if (date === '2026-03-16') price /= 4
    const open = price * Math.exp(0.002 * rng.normal())
    price = open * Math.exp(0.012 * rng.normal())
    const high = Math.max(open, price) * (1 + 0.004 * rng.next())
    const low = Math.min(open, price) * (1 - 0.004 * rng.next())
    return [date, ...[open, high, low, price].map((value) => value.toFixed(2)), Math.round(1e6 * (1 + rng.next()))]
  })
  const [spike, crossed, missing, twice, late] = [20, 40, 60, 80, 100].map((row) => rows[row]!)
  spike![2] = spike![4] = (1.9 * Number(spike![4])).toFixed(2) // a print of something else
  ;[crossed![2], crossed![3]] = [crossed![3]!, crossed![2]!]
  missing![4] = 'N/A'
  rows.splice(81, 0, twice!)
  rows.splice(rows.indexOf(late!), 1)
  rows.splice(104, 0, late!) // sent again three days after
  rows.splice(30, 2) // never sent
  return `Date,Open,High,Low,Close,Volume\n${rows.map((row) => row.join(',')).join('\n')}\n`
}

/** Hourly bars of a coin, around the clock, stamped with their first second. */
export function coinCsv(rng: Rng): string {
  const hour = 3600
  const start = Date.parse(`${from}T00:00Z`) / 1000
  const hours = (Date.parse(`${to}T00:00Z`) / 1000 - start) / hour + 48
  let price = 90_000
  const rows = Array.from({ length: hours }, (_, i) => {
    const open = price
    price *= Math.exp(0.005 * rng.normal())
    const figures = [open, Math.max(open, price) * 1.001, Math.min(open, price) * 0.999, price]
    return [start + i * hour, ...figures.map((value) => value.toFixed(2)), (100 * rng.next()).toFixed(4)].join(',')
  })
  return `unix,open,high,low,close,volume\n${rows.join('\n')}\n`
}
