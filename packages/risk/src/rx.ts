// @bourse/risk/rx
export { type MarginNews, type MarginStreamOptions, margin$ } from './margin/rx.js'
export { type RiskReportStreamOptions, riskAlerts$, riskReport$ } from './report/rx.js'
