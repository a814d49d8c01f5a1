// What of a report is watched, and from where on it is an alert.
import type { Figure } from '../gate/rule.js'
import type { RiskReport } from './riskReport.js'

/** Something past a limit. `alert` names it, once per account, position or whole: the same alert has the same name. */
export type RiskAlert = {
  readonly alert: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly figures: readonly Figure[]
}

/**
 * From where on something is an alert, at >=. Defaults: gross `exposure` 0.35 of equity; `correlation` of the newest
 * periods 0.2 above that of all; `positionRisk` 0.02 of equity still to lose in one position. Margin is always watched at
 * 0.8 (info), 0.9 (warning), 1 and 1.1 (critical), and assets that are in no tier any more.
 */
export type AlertLimits = {
  readonly exposure?: number
  readonly correlation?: number
  readonly positionRisk?: number
}

/** A figure that is watched, past its limit or not. */
export type WatchedFigure = RiskAlert & { readonly figure: Figure }

/** Everything a report is watched for; NaN figures are not: they are in the report as they are. */
export function watchedFigures(report: Omit<RiskReport, 'alerts'>, limits: AlertLimits = {}): readonly WatchedFigure[] {
  const { exposure = 0.35, correlation = 0.2, positionRisk = 0.02 } = limits
  const watched: WatchedFigure[] = []
  const watch = (
    alert: string,
    severity: RiskAlert['severity'],
    name: string,
    value: number,
    limit: number,
    unit: Figure['unit'] = 'share',
  ): void => {
    const figure: Figure = { name, value, limit, unit }
    if (!Number.isNaN(value)) watched.push({ alert, severity, figures: [figure], figure })
  }
  for (const { account, use } of report.margin)
    for (const [limit, severity] of marginSteps)
      watch(`margin ${Math.round(limit * 100)} % of ${account}`, severity, `margin use of ${account}`, use, limit)
  watch('exposure', 'warning', 'gross exposure', report.leverage, exposure)
  const { all, recent } = report.correlation
  watch('correlation', 'warning', 'rise of the average correlation', recent - all, correlation)
  const equity = report.equity.value
  for (const { account, instrument, risk, removed } of report.positions) {
    const where = `${instrument} in ${account}`
    watch(`risk of ${where}`, 'info', `risk remaining of ${where}`, risk / equity, positionRisk)
    watch(`tier of ${where}`, 'critical', `${instrument} is in no tier`, removed ? 1 : 0, 1, 'count')
  }
  return watched
}

const marginSteps: readonly (readonly [number, RiskAlert['severity']])[] = [
  [0.8, 'info'],
  [0.9, 'warning'],
  [1, 'critical'],
  [1.1, 'critical'],
]

/** Those past their limits. */
export function alertsOf(report: Omit<RiskReport, 'alerts'>, limits?: AlertLimits): readonly RiskAlert[] {
  return watchedFigures(report, limits)
    .filter(({ figure }) => figure.value >= figure.limit)
    .map(({ alert, severity, figures }) => ({ alert, severity, figures }))
}
