// Several calendars as one: a date counts when all of them trade, and so does a moment.
import { BourseError, type TimeLike, toEpochMs } from '@bourse/core'
import { type Calendar, calendarFrom, type Interval } from './calendar.js'
import { phasesAround } from './phases.js'

/**
 * The calendar of dates on which every one of them has a session, for settlement in two countries and for expiries such as
 * bitcoin's at CME. Its intervals are the moments at which all are open at once, within the same trade date: none for New
 * York and Tokyo. Zone and `timeOn` are the first one's. Throws for an empty list.
 *
 * @example
 * import { jointCalendar, lse, nyse } from '@bourse/assets'
 * const both = jointCalendar([nyse, lse])
 * both.isBusinessDay('2026-12-28') // => false
 * both.isOpen('2026-12-21T15:00Z') // => true
 */
export function jointCalendar(calendars: readonly Calendar[]): Calendar {
  const [first] = calendars
  if (first === undefined)
    throw new BourseError('input/out-of-range', 'jointCalendar: no calendar is given', {
      details: { argument: 'calendars', value: 0, allowed: '>= 1' },
      remedy: 'pass at least one calendar',
    })
  const sorted = (key: 'from' | 'to' | 'knownTo' | 'hoursFrom'): Calendar['to'][] => calendars.map((c) => c[key]).sort()
  return calendarFrom({
    id: calendars.map(({ id }) => id).join('+'),
    aliases: [],
    zone: first.zone,
    from: sorted('from').at(-1)!,
    to: sorted('to')[0]!,
    knownTo: sorted('knownTo')[0]!,
    hoursFrom: sorted('hoursFrom').at(-1)!,
    timeOn: first.timeOn,
    days: {
      planOf(day) {
        const plans = calendars.map(({ days }) => days.planOf(day)).filter((plan) => plan !== undefined)
        if (plans.length < calendars.length) return undefined
        return {
          edges: plans.map(({ edges }) => edges).reduce(commonEdges),
          early: plans.some(({ early }) => early),
          late: plans.some(({ late }) => late),
          source: [...new Set(plans.map(({ source }) => source))].join('; '),
        }
      },
      markOf: (day) => calendars.map(({ days }) => days.markOf(day)).find((mark) => mark !== undefined),
      phasesOf: (session) => phasesAround(session, []),
    },
  })
}

/**
 * The moments between two times at which all markets are open, whatever their trade dates: when one can trade both legs.
 *
 * @example
 * import { lse, nyse, overlapsBetween } from '@bourse/assets'
 * const overlaps = overlapsBetween([lse, nyse], '2026-12-21', '2026-12-22')
 * overlaps.map(({ open, close }) => (close - open) / 60_000) // => [120]
 */
export function overlapsBetween(calendars: readonly Calendar[], from: TimeLike, to: TimeLike): readonly Interval[] {
  const edges = calendars.map((calendar) => openEdges(calendar, from, to))
  const common = edges.length === 0 ? [] : edges.reduce(commonEdges)
  return Array.from({ length: common.length / 2 }, (_, i) => ({ open: common[2 * i]!, close: common[2 * i + 1]! }))
}

/** Cut to the two times; touching sessions become one. */
function openEdges(calendar: Calendar, from: TimeLike, to: TimeLike): number[] {
  const [start, end] = [toEpochMs(from), toEpochMs(to)]
  const edges: number[] = []
  let open = calendar.isOpen(start) ? start : calendar.nextOpen(start)
  while (open < end) {
    const close = calendar.nextClose(open)
    edges.push(open, Math.min(close, end))
    if (close >= end) break
    open = calendar.nextOpen(close)
  }
  return edges
}

/** Opens and closes in turn of what two such lists have in common. */
function commonEdges(a: readonly number[], b: readonly number[]): number[] {
  const common: number[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [open, close] = [Math.max(a[i]!, b[j]!), Math.min(a[i + 1]!, b[j + 1]!)]
    if (open < close) common.push(open, close)
    if (a[i + 1]! < b[j + 1]!) i += 2
    else j += 2
  }
  return common
}
