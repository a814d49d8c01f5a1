import { defineBench } from '@bourse/proof'
import { nyse } from './nyse.js'
import { tokyo } from './tokyo.js'

const count = 4096

/** Random moments of 2000-2030, the same in every run: a multiplicative congruence, Park and Miller 1988. */
function moments(): Float64Array {
  const [from, span] = [Date.UTC(2000, 0, 1), Date.UTC(2031, 0, 1) - Date.UTC(2000, 0, 1)]
  let state = 42
  return Float64Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647
    return from + Math.floor((state / 2_147_483_647) * span)
  })
}

/** What people write first: ask Intl for the wall time, then compare; without a single holiday. */
const wallTime = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
function isOpenByIntl(time: number): boolean {
  const text = wallTime.format(time) // 'Fri 09:30'
  if (text.startsWith('S')) return false
  const minute = Number(text.slice(4, 6)) * 60 + Number(text.slice(7, 9))
  return minute >= 570 && minute < 960
}

/** Upper bound in a sorted list of opens and closes. */
function isOpenBySearch(edges: Float64Array, time: number): boolean {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! <= time) low = middle + 1
    else high = middle
  }
  return (low & 1) === 1
}

const sum = (times: Float64Array, of: (time: number) => number): number => {
  let total = 0
  for (let i = 0; i < times.length; i++) total += of(times[i]!)
  return total
}

export const bench = defineBench({
  title: 'calendars',
  races() {
    const times = moments()
    const sessions = nyse.sessionsBetween(nyse.from, nyse.to)
    const edges = Float64Array.from(
      sessions.flatMap(({ intervals }) => intervals.flatMap(({ open, close }) => [open, close])),
    )
    return [
      {
        name: 'isOpen, random moments of 31 years',
        operations: count,
        contenders: {
          ours: () => sum(times, (time) => (nyse.isOpen(time) ? 1 : 0)),
          'binary search': () => sum(times, (time) => (isOpenBySearch(edges, time) ? 1 : 0)),
          Intl: () => sum(times, (time) => (isOpenByIntl(time) ? 1 : 0)),
        },
      },
      {
        name: 'other questions, Tokyo with lunch',
        operations: count,
        contenders: {
          isOpen: () => sum(times, (time) => (tokyo.isOpen(time) ? 1 : 0)),
          sessionAt: () => sum(times, (time) => (tokyo.sessionAt(time) === undefined ? 0 : 1)),
          nextOpen: () => sum(times, (time) => tokyo.nextOpen(time) - time),
          nextClose: () => sum(times, (time) => tokyo.nextClose(time) - time),
          tradingMinutesBetween: () => sum(times, (time) => tokyo.tradingMinutesBetween(time, times[0]!)),
        },
      },
      {
        name: 'dates',
        operations: 1,
        contenders: {
          isBusinessDay: () => (tokyo.isBusinessDay('2026-12-18') ? 1 : 0),
          addBusinessDays: () => tokyo.addBusinessDays('2026-12-18', 20).length,
          businessDaysBetween: () => tokyo.businessDaysBetween('2026-01-05', '2026-12-18'),
        },
      },
    ]
  },
})
