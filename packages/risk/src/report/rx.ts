// Reports and alerts on a clock. The steppers do the work.
import { type Clock, type Duration, durationMs, type EpochMs } from '@bourse/core'
import { through } from '@bourse/core/rx'
import { mergeMap, Observable } from 'rxjs'
import type { RiskContext } from '../gate/riskContext.js'
import type { RiskAlert } from './riskAlert.js'
import { type RiskAlertOptions, riskAlerts } from './riskAlerts.js'
import { type RiskReport, type RiskReportOptions, riskReport } from './riskReport.js'

/** `every`: least time between two reports. `onMissing` hears why a report could not be made. */
export type RiskReportStreamOptions = RiskReportOptions & {
  readonly every: Duration
  readonly clock: Clock
  /** Names of the marks, rates or series. */
  readonly onMissing?: (missing: readonly string[]) => void
}

/**
 * A report of the newest context, at most one per `every`: the first at once. One that cannot be made is left out, and
 * `onMissing` hears what is not known. What is pending goes on before the source's end.
 *
 * @example
 * import { manualClock } from '@bourse/core'
 * import { matrixFromRows } from '@bourse/math'
 * import { riskReport$ } from '@bourse/risk/rx'
 * import { NEVER } from 'rxjs'
 * const scenarios = { ids: [], returns: matrixFromRows([[]]) }
 * const options = { confidence: 0.95, scenarios, every: '1s', clock: manualClock(0) } as const
 * let reports = 0
 * riskReport$(NEVER, options).subscribe(() => reports++)
 * reports // => 0
 */
export function riskReport$(
  contexts: Observable<RiskContext>,
  { clock, every, onMissing, ...options }: RiskReportStreamOptions,
): Observable<RiskReport> {
  const period = durationMs(every)
  return new Observable((subscriber) => {
    let pending: RiskContext | undefined
    let quietUntil: EpochMs = Number.NEGATIVE_INFINITY
    let cancel = (): void => {}
    const emit = (): void => {
      cancel()
      const context = pending
      pending = undefined
      if (context === undefined) return
      quietUntil = clock.now() + period
      const report = riskReport(context, options)
      if (report.ok) subscriber.next(report.value)
      else onMissing?.(report.failure.details['missing'] as readonly string[])
    }
    subscriber.add(() => cancel())
    subscriber.add(
      contexts.subscribe({
        next(context) {
          const waits = pending !== undefined
          pending = context
          if (clock.now() >= quietUntil) emit()
          else if (!waits) cancel = clock.wake(quietUntil, emit)
        },
        error(error: unknown) {
          emit()
          subscriber.error(error)
        },
        complete() {
          emit()
          subscriber.complete()
        },
      }),
    )
  })
}

/**
 * Alerts of reports, each once per crossing: `riskAlerts` as a stream, a fresh one per subscription.
 *
 * @example
 * import { riskAlerts$ } from '@bourse/risk/rx'
 * import { EMPTY } from 'rxjs'
 * let alerts = 0
 * riskAlerts$(EMPTY).subscribe(() => alerts++)
 * alerts // => 0
 */
export function riskAlerts$(reports: Observable<RiskReport>, options: RiskAlertOptions = {}): Observable<RiskAlert> {
  return reports.pipe(
    through(() => riskAlerts(options)),
    mergeMap((alerts) => alerts),
  )
}
