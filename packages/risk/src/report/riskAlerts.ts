import { badArgument, type Stepper } from '@bourse/core'
import { type AlertLimits, type RiskAlert, watchedFigures } from './riskAlert.js'
import type { RiskReport } from './riskReport.js'

/**
 * `hysteresis`: share of its limit by which a figure must fall back before it can be an alert again (default 0.05).
 * `liquidityDrop`: an alert when the quoted share of exposure falls to this part of its mean so far (default 0.5).
 */
export type RiskAlertOptions = AlertLimits & { readonly hysteresis?: number; readonly liquidityDrop?: number }

/** Reports of which the mean is taken before liquidity can be said to have dropped. */
const leastReports = 5

/**
 * Alerts once per crossing: fed with reports, it answers what has newly gone past its limit. What stays past it is not
 * said again until it has fallen back by the hysteresis. A drop of liquidity is against the mean of the reports before.
 *
 * @throws BourseError for a hysteresis outside [0, 1)
 * @example
 * import { riskAlerts, type RiskReport } from '@bourse/risk'
 * const report = (use: number): RiskReport => ({ margin: [{ account: 'paper', use, level: 'ok' }], positions: [], leverage: 0,
 *   liquidity: NaN, correlation: { all: NaN, recent: NaN }, equity: { currency: 'USD', value: 1 } }) as unknown as RiskReport
 * const alerts = riskAlerts()
 * const said = [0.7, 0.8, 0.79, 0.81, 0.75, 0.8].map((use) => alerts.next(report(use)).length)
 * said // => [0, 1, 0, 0, 0, 1]
 */
export function riskAlerts(options: RiskAlertOptions = {}): Stepper<RiskReport, readonly RiskAlert[]> {
  const { hysteresis = 0.05, liquidityDrop = 0.5, ...limits } = options
  if (!(hysteresis >= 0 && hysteresis < 1))
    throw badArgument('riskAlerts', 'hysteresis', hysteresis, 'a share from 0 to below 1')
  let active = new Set<string>()
  let liquidity = { mean: 0, count: 0 }
  return {
    next(report) {
      const fresh: RiskAlert[] = []
      const still = new Set<string>()
      for (const { alert, severity, figures, figure } of watchedFigures(report, limits)) {
        const past = figure.value >= figure.limit
        const held = active.has(alert) && figure.value >= figure.limit * (1 - hysteresis)
        if (past && !active.has(alert)) fresh.push({ alert, severity, figures })
        if (past || held) still.add(alert)
      }
      const { mean, count } = liquidity
      if (!Number.isNaN(report.liquidity)) {
        const limit = mean * liquidityDrop
        const dropped = count >= leastReports && report.liquidity <= limit
        if (dropped && !active.has('liquidity'))
          fresh.push({
            alert: 'liquidity',
            severity: 'warning',
            figures: [{ name: 'share the quotes would take', value: report.liquidity, limit, unit: 'share' }],
          })
        if (dropped || (active.has('liquidity') && report.liquidity <= limit * (1 + hysteresis))) still.add('liquidity')
        liquidity = { mean: mean + (report.liquidity - mean) / (count + 1), count: count + 1 }
      }
      active = still
      return fresh
    },
    save: () => ({ active: [...active], liquidity }),
    load(state) {
      const saved = state as { readonly active: readonly string[]; readonly liquidity: typeof liquidity }
      active = new Set(saved.active)
      liquidity = { ...saved.liquidity }
    },
  }
}
