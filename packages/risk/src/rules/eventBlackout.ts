import { type Duration, durationMs, type EpochMs, type InstrumentId } from '@bourse/core'
import { passWith, refuseWith } from '../gate/answers.js'
import type { Rule } from '../gate/rule.js'
import { ruleOf } from '../gate/ruleOf.js'

/** Earnings of a company, or a release that moves everything (`instruments` absent). */
export type ScheduledEvent = {
  readonly event: string
  readonly time: EpochMs
  readonly instruments?: readonly InstrumentId[]
}

/** How long before and after an event nothing is opened; both ends belong to it. */
export type BlackoutWindow = { readonly before: Duration; readonly after: Duration }

/**
 * Nothing is opened around earnings and scheduled releases; options count as their underlying.
 *
 * @example
 * import { eventBlackout } from '@bourse/risk'
 * const cpi = { event: 'US CPI', time: Date.parse('2026-12-10T13:30Z') }
 * eventBlackout([cpi], { before: '30m', after: '30m' }).rule // => 'eventBlackout'
 */
export function eventBlackout(events: readonly ScheduledEvent[], window: BlackoutWindow): Rule {
  const [before, after] = [durationMs(window.before), durationMs(window.after)]
  return ruleOf('eventBlackout', 'exposure', (_, { now }, situation) => {
    for (const { event, time, instruments } of events) {
      if (now < time - before || now > time + after) continue
      for (const moves of situation.alternatives)
        for (const { row } of moves) {
          const under = row.terms?.kind === 'option' ? row.terms.underlying : row.instrument
          const meant = instruments === undefined || instruments.includes(row.instrument) || instruments.includes(under)
          if (meant)
            return refuseWith('risk/blackout', {
              name: `time to ${event}`,
              value: time - now,
              limit: before,
              unit: 'ms',
            })
        }
    }
    return passWith()
  })
}
