// Streams over time: what a market does, when it does it, on a clock that is passed in.
import type { Clock, EpochMs, IsoDate } from '@bourse/core'
import { Observable } from 'rxjs'
import type { Calendar, Session, WallTime } from './calendars/calendar.js'

/**
 * `open` and `close` begin and end a trade date; `break` and `resume` stand around lunch or a halt; `half-day` follows the
 * `open` of a session that ends early; `expiry` names what expires. `time` is the market's, not that of the wake-up.
 */
export type SessionChange = {
  readonly time: EpochMs
  readonly change: 'open' | 'half-day' | 'break' | 'resume' | 'close' | 'expiry'
  readonly date: IsoDate
  readonly early: boolean
  /** What expires. */
  readonly id?: string
}

/** What expires on a trade date: at `at` on the market's clocks, at its close by default. */
export type SessionExpiry = { readonly id: string; readonly date: IsoDate; readonly at?: WallTime }

/**
 * Every change of a market from now on, in order; each subscription has its own wake-ups and cancels them. Changes passed
 * over by a clock that jumps are still emitted, with their own times. Where one trade date begins as the other ends
 * (currencies, crypto) `close` and `open` come together. Completes at the end of the calendar's horizon.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { tokyo } from '@bourse/assets'
 * import { sessions$ } from '@bourse/assets/rx'
 * const clock = manualClock('2026-12-18T00:00Z')
 * const seen: string[] = []
 * sessions$(tokyo, clock).subscribe(({ change }) => seen.push(change))
 * clock.advance('2026-12-18T07:00Z')
 * seen.join(' ') // => 'break resume close'
 */
export function sessions$(
  calendar: Calendar,
  clock: Clock,
  options: { readonly expiries?: readonly SessionExpiry[] } = {},
): Observable<SessionChange> {
  return new Observable((subscriber) => {
    const expiries = options.expiries ?? []
    let session = firstSession(calendar, clock.now())
    let due: readonly SessionChange[] =
      session === undefined ? [] : changesOf(calendar, session, expiries).filter(({ time }) => time > clock.now())
    let cancel = (): void => undefined

    const proceed = (): void => {
      while (session !== undefined && !subscriber.closed) {
        const [next] = due
        if (next === undefined) {
          session = sessionAfter(calendar, session)
          due = session === undefined ? [] : changesOf(calendar, session, expiries)
        } else if (next.time > clock.now()) {
          cancel = clock.wake(next.time, proceed)
          return
        } else {
          due = due.slice(1)
          subscriber.next(next)
        }
      }
      subscriber.complete()
    }
    proceed()
    return () => cancel()
  })
}

function firstSession(calendar: Calendar, now: EpochMs): Session | undefined {
  const running = calendar.sessionAt(now)
  if (running !== undefined) return running
  const open = calendar.nextOpen(now)
  return Number.isFinite(open) ? calendar.sessionAt(open) : undefined
}

function sessionAfter(calendar: Calendar, { date }: Session): Session | undefined {
  const last = calendar.businessDaysBetween(date, calendar.to) === 0
  return last ? undefined : calendar.sessionOn(calendar.addBusinessDays(date, 1))
}

function changesOf(calendar: Calendar, session: Session, expiries: readonly SessionExpiry[]): readonly SessionChange[] {
  const { date, early, intervals } = session
  const changes: SessionChange[] = []
  for (const [i, { open, close }] of intervals.entries()) {
    changes.push({ time: open, change: i === 0 ? 'open' : 'resume', date, early })
    if (i === 0 && early) changes.push({ time: open, change: 'half-day', date, early })
    changes.push({ time: close, change: i === intervals.length - 1 ? 'close' : 'break', date, early })
  }
  const end = intervals.at(-1)?.close
  for (const { id, date: on, at } of expiries) {
    const time = at === undefined ? end : calendar.timeOn(date, at)
    if (on === date && time !== undefined) changes.push({ time, change: 'expiry', date, early, id })
  }
  return changes.sort((a, b) => a.time - b.time)
}
