import { type AccountId, type Clock, type Duration, durationMs, type EpochMs, type Failure } from '@bourse/core'
import { Observable } from 'rxjs'
import type { RiskContext } from '../gate/riskContext.js'
import type { MarginModel } from './marginModel.js'
import { type MarginLevel, type MarginUse, marginLevel, marginUseOf } from './marginUse.js'

/**
 * `use`, each time; `crossed`, where a level was reached that had not been, once per crossing: it is armed again when use
 * has fallen `hysteresis` below it. At `liquidate` the plan is in `answer.liquidation`. Where the model has no answer
 * there is a `failure` instead.
 */
export type MarginNews =
  | (MarginUse & { readonly crossed: Exclude<MarginLevel, 'ok'> | undefined })
  | { readonly account: AccountId; readonly failure: Failure }

/** `every`: least time between two answers, the newest context then; 0 answers each. `hysteresis` a share, default 0.02. */
export type MarginStreamOptions = {
  readonly model: MarginModel
  readonly account: AccountId
  readonly every: Duration
  readonly clock: Clock
  readonly hysteresis?: number
}

const floors: { readonly [level in MarginLevel]: number } = {
  ok: 0,
  alert80: 0.8,
  alert90: 0.9,
  alert100: 1,
  liquidate: 1.1,
  unknown: Number.NaN, // never reached: a use that is not known is a failure here
}

/**
 * Margin of an account as its situation changes: utilisation, alerts at 80, 90 and 100 %, a liquidation plan from 110 % on.
 * Contexts are conflated to the newest, at most one answer per `every`; a failure of the model does not end the stream.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import type { RiskContext } from '@bourse/risk'
 * import { cashRules, marginModel } from '@bourse/risk/margin'
 * import { margin$ } from '@bourse/risk/rx'
 * import { EMPTY } from 'rxjs'
 * let done = false
 * margin$(EMPTY, { model: marginModel([cashRules()]), account: 'paper', every: '1s', clock: manualClock(0) })
 *   .subscribe({ complete: () => (done = true) })
 * done // => true
 */
export function margin$(contexts: Observable<RiskContext>, options: MarginStreamOptions): Observable<MarginNews> {
  const { model, account, clock, hysteresis = 0.02 } = options
  const period = durationMs(options.every)
  return new Observable((subscriber) => {
    let newest: RiskContext | undefined
    let quietUntil: EpochMs = Number.NEGATIVE_INFINITY
    let reached: MarginLevel = 'ok'
    let cancel = (): void => {}

    const answer = (): void => {
      cancel()
      cancel = () => {}
      const context = newest
      newest = undefined
      if (context === undefined) return
      quietUntil = clock.now() + period
      const found = marginUseOf(context, model, account)
      if (!found.ok) {
        subscriber.next({ account, failure: found.failure })
        return
      }
      const { level, use } = found.value
      const crossed = level !== 'ok' && floors[level] > floors[reached] ? level : undefined
      if (crossed !== undefined) reached = crossed
      else if (use < floors[reached] - hysteresis) reached = marginLevel(use + hysteresis)
      subscriber.next({ ...found.value, crossed })
    }
    subscriber.add(() => cancel())
    subscriber.add(
      contexts.subscribe({
        next(context) {
          const waits = newest !== undefined
          newest = context
          if (clock.now() >= quietUntil) answer()
          else if (!waits) cancel = clock.wake(quietUntil, answer)
        },
        error(error: unknown) {
          answer()
          subscriber.error(error)
        },
        complete() {
          answer()
          subscriber.complete()
        },
      }),
    )
  })
}
