// Tomorrow's sessions of every exchange on the clocks of any zone, and when they overlap.
//   main.ts [today] [zone], by default a day on which New York has moved its clocks and Europe has not.
import assert from 'node:assert/strict'
import { allCalendars, type Calendar, displayHours, lse, nyse, overlapsBetween } from '@bourse/assets'
import { addDays, type IsoDate, wallEpochMs } from '@bourse/core'

const [today = '2026-03-09', zone = 'America/New_York'] = process.argv.slice(2)
const tomorrow = addDays(today as IsoDate, 1)
const [start, end] = [wallEpochMs(tomorrow, '00:00', zone), wallEpochMs(addDays(tomorrow, 1), '00:00', zone)]
const columns = 48
const markets = allCalendars.filter(({ id }) => !id.startsWith('US_FUTURES'))
const exchanges = markets.filter(({ id }) => /^X[A-Z]{3}$/.test(id))

/** Share of a column's time, 0-1, that the market is open. */
function openShare(calendar: Calendar, column: number): number {
  const from = start + ((end - start) * column) / columns
  const to = Math.min(start + ((end - start) * (column + 1)) / columns, end - 1)
  return calendar.tradingMinutesBetween(from, to) / ((to - from) / 60_000)
}

const cells = Array.from({ length: columns }, (_, i) => i)
const bar = (calendar: Calendar): string =>
  cells.map((i) => [' ', '▌', '█'][Math.ceil(openShare(calendar, i) * 2 - 0.01)]).join('')

/** Hours of the trade date; `<` opens the evening before. */
function hoursOf(calendar: Calendar): string {
  const [hours] = displayHours(zone, tomorrow, [calendar])
  const [first, last] = [hours?.intervals[0], hours?.intervals.at(-1)]
  if (first === undefined || last === undefined) return hours?.exception ?? 'closed'
  return `${first.open.dayOffset < 0 ? '<' : ' '}${first.open.at}-${last.close.at}${hours?.early ? '*' : ''}`
}

const lines = [
  `${tomorrow} in ${zone}`,
  `${''.padEnd(12)}${[0, 4, 8, 12, 16, 20].map((hour) => String(hour).padStart(2, '0').padEnd(8)).join('')}`,
  ...markets.map((calendar) => `${calendar.id.padEnd(11)} ${bar(calendar)} ${hoursOf(calendar)}`.slice(0, 80)),
  `${'exchanges'.padEnd(11)} ${cells.map((i) => exchanges.filter((one) => openShare(one, i) > 0.5).length || '·').join('')} open at once`,
]

const shared = overlapsBetween([nyse, lse], start, end)
const overlap = shared.reduce((sum, { open, close }) => sum + (close - open) / 60_000, 0)
const inOverlap = (i: number): boolean => openShare(nyse, i) > 0.5 && openShare(lse, i) > 0.5
lines.push(`${'XNYS+XLON'.padEnd(11)} ${cells.map((i) => (inOverlap(i) ? '▓' : '·')).join('')} ${overlap} minutes`)
lines.push('< opens the evening before   * ends early   half a block: part of the half hour')
console.log(lines.map((line) => line.trimEnd()).join('\n'))

assert(lines.every((line) => line.length <= 80))
if (process.argv.length === 2) {
  assert.equal(overlap, 180) // 120 in the weeks in which both sides keep summer time, or neither
  assert.equal(overlapsBetween([nyse, lse], '2026-03-03', '2026-03-04')[0]?.open, Date.parse('2026-03-03T14:30Z'))
  assert.equal(hoursOf(lse), ' 04:00-12:30')
  assert.equal(
    lines
      .find((line) => line.startsWith('XTKS'))
      ?.slice(12)
      .trimEnd(),
    '█████                                   █████  █ <20:00-02:30',
  )
}
