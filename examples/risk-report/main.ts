// What a book can cost, on one page: in the terminal, and as examples/out/risk-report.html. Prices and days are invented.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { OrderDraft } from '@bourse/core'
import { explainFindings, maxPosition, priceCollar, riskReport, whatIf } from '@bourse/risk'
import { openDesk, scenarios } from './desk.js'
import { riskPage } from './page.js'

const options = { confidence: 0.95, scenarios, greeks: true, limits: { exposure: 1, positionRisk: 0.12 } } as const
const context = openDesk()
const report = riskReport(context, options)
assert(report.ok, report.ok ? '' : report.failure.message)
const { equity, var: loss, shortfall, byBucket, byCurrency, leverage, correlation, alerts, positions } = report.value

const money = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })
const lines = [
  `equity ${money(equity.value)} ${equity.currency}, value at risk ${money(loss.value)}, shortfall ${money(shortfall.value)} (95 %, a day)`,
  `leverage ${leverage.toFixed(2)}, average correlation ${correlation.recent.toFixed(2)} lately, ${correlation.all.toFixed(2)} over all days`,
  '',
  'class            gross       net  value at risk',
]
for (const { bucket, gross, net, var: own } of byBucket)
  lines.push(`${bucket.padEnd(12)} ${money(gross).padStart(9)} ${money(net).padStart(9)} ${money(own).padStart(14)}`)
lines.push('', `currencies: ${byCurrency.map(({ currency, net }) => `${currency} ${money(net)}`).join(', ')}`)
lines.push('', 'still to lose, position by position')
for (const { instrument, exposure, risk } of positions)
  lines.push(`${instrument.padEnd(25)} ${money(exposure).padStart(9)} ${money(risk).padStart(9)}`)
lines.push('', ...alerts.map(({ alert, severity }) => `${severity.padEnd(8)} ${alert}`))

// Half of the shares into gold: what would the book be if both filled, or one alone?
const orders: readonly OrderDraft[] = [
  { type: 'market', instrument: 'SPY@ARCX', side: 'sell', quantity: 200, account: 'ibkr/U1' },
  { type: 'market', instrument: 'GLD@ARCX', side: 'buy', quantity: 330, account: 'ibkr/U1' },
]
const rules = [priceCollar(0.02), maxPosition({ share: 0.2 })]
const answer = whatIf(context, orders, { ...options, rules })
assert(answer.ok, answer.ok ? '' : answer.failure.message)
const { before, after, worst, findings } = answer.value
lines.push('', 'sell 200 SPY, buy 330 GLD: value at risk now, all filled, worst of partial fills')
lines.push([before, after, worst].map((one) => money(one.var.value).padStart(9)).join(''))
for (const [i, found] of findings.entries())
  lines.push(`order ${i + 1}: ${explainFindings(found).replaceAll('\n', '; ') || 'only reduces, nothing to say'}`)
console.log(lines.map((line) => line.trimEnd()).join('\n'))

const out = new URL('../out/', import.meta.url)
mkdirSync(out, { recursive: true })
writeFileSync(new URL('risk-report.html', out), riskPage(report.value, answer.value, 'sell 200 SPY, buy 330 GLD'))

const page = riskPage(report.value, answer.value, 'sell 200 SPY, buy 330 GLD')
assert(worst.shortfall.value >= Math.max(before.shortfall.value, after.shortfall.value))
assert(positions.every(({ risk }) => risk >= 0))
assert.equal(Math.round(byCurrency.reduce((sum, { net }) => sum + net, 0)), Math.round(equity.value))
assert(alerts.some(({ alert }) => alert === 'margin 80 % of ibkr/U1'))
assert(!/https?:|<script/.test(page)) // a file of its own
