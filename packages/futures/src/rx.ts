// What falls due as time passes.
import type { Calendars, Future } from '@bourse/assets'
import { type Clock, dayMs, dayNumber, type IsoDate, isoDateOfDay } from '@bourse/core'
import { Observable } from 'rxjs'
import type { FutureSpec } from './contracts/futureSpec.js'
import { type CalendarRollRule, rollDate, unsafeRoll } from './rolls/rollDate.js'
import type { RollDay } from './rolls/rollDates.js'
import { rollTarget } from './rolls/rollOrders.js'

/**
 * The rolls of contracts held: each once, as the clock comes to the UTC day of its roll date, at once where that is past.
 * Contracts of roots without a spec are left alone. An unsafe rule ends the stream with `roll/past-notice`. Completes when
 * `held` has completed and nothing is left to come; a subscription has its own wake-ups and cancels them.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { contractChain, futuresDays, GC } from '@bourse/futures'
 * import { rolls$ } from '@bourse/futures/rx'
 * import { of } from 'rxjs'
 * const clock = manualClock('2026-11-18T12:00Z')
 * const due: string[] = []
 * const held = of(contractChain(GC, '2026-11-18', 1, futuresDays, { months: 'active' }))
 * rolls$(held, { specs: [GC], rule: 'notice-safe', calendars: futuresDays }, clock).subscribe(({ to }) => due.push(to.id))
 * clock.advance('2026-11-20T00:00Z')
 * due // => ['GCG27@COMEX']
 */
export function rolls$(
  held: Observable<readonly Future[]>,
  options: {
    readonly specs: readonly FutureSpec[]
    readonly rule: CalendarRollRule
    readonly calendars: Calendars
  },
  clock: Clock,
): Observable<RollDay> {
  const { specs, rule, calendars } = options
  return new Observable((subscriber) => {
    const told = new Set<string>()
    let waiting: readonly RollDay[] = []
    let complete = false
    let cancel = (): void => undefined

    const proceed = (): void => {
      cancel()
      cancel = () => undefined
      const today = isoDateOfDay(Math.floor(clock.now() / dayMs))
      const due = waiting.filter(({ date }) => date <= today)
      waiting = waiting.filter(({ date }) => date > today)
      for (const roll of due) {
        told.add(roll.from.id)
        subscriber.next(roll)
      }
      const next = waiting.reduce<IsoDate | undefined>(
        (least, { date }) => (least && least < date ? least : date),
        undefined,
      )
      if (next !== undefined) cancel = clock.wake(dayNumber(next) * dayMs, proceed)
      else if (complete) subscriber.complete()
    }
    const take = (contracts: readonly Future[]): void => {
      const rolls: RollDay[] = []
      for (const from of contracts) {
        const spec = specs.find(({ root, venue }) => root === from.root && from.id.endsWith(`@${venue}`))
        if (spec === undefined || told.has(from.id)) continue
        const date = rollDate(spec, from.month, rule, calendars)
        const today = isoDateOfDay(Math.floor(clock.now() / dayMs))
        const to = rollTarget(spec, from, rule, date.ok && date.value > today ? date.value : today, calendars)
        if (!date.ok) {
          subscriber.error(unsafeRoll(date.failure))
          return
        }
        if (!to.ok) {
          subscriber.error(unsafeRoll(to.failure))
          return
        }
        rolls.push({ date: date.value, from, to: to.value })
      }
      waiting = rolls
      proceed()
    }
    const subscription = held.subscribe({
      next: take,
      error: (error) => subscriber.error(error),
      complete: () => {
        complete = true
        proceed()
      },
    })
    return () => {
      subscription.unsubscribe()
      cancel()
    }
  })
}
