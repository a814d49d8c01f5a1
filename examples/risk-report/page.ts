// The report as one HTML file: no script, no address outside, light and dark.
import type { RiskAlert, RiskReport, WhatIf } from '@bourse/risk'

const money = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The whole page. */
export function riskPage(report: RiskReport, whatIf: WhatIf, order: string): string {
  const { equity, greeks, byBucket, byCurrency, positions } = report
  const widest = Math.max(...byBucket.map(({ var: loss }) => loss))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Risk of the book</title>
<style>${style}</style>
<main>
<header><h1>Risk of the book</h1><p>${new Date(report.time).toISOString().replace('T', ' ').slice(0, 16)} UTC, amounts in ${equity.currency}</p></header>
<section class="tiles">
${tile('Equity', money(equity.value))}
${tile('Value at risk, 95 %', money(report.var.value), percent(report.var.value / equity.value))}
${tile('Expected shortfall', money(report.shortfall.value), percent(report.shortfall.value / equity.value))}
${tile('Leverage', report.leverage.toFixed(2), 'exposure / equity')}
${report.margin.map(({ account, use }) => tile(`Margin of ${account}`, percent(use), 'required / equity')).join('\n')}
${tile('Average correlation', report.correlation.recent.toFixed(2), `${report.correlation.all.toFixed(2)} over all days`)}
</section>
<section><h2>Alerts</h2>${report.alerts.map(alertLine).join('')}</section>
<section><h2>By class</h2>
<table><tr><th>class<th class="n">gross<th class="n">net<th class="n">value at risk<th class="bar">alone</tr>
${byBucket.map(({ bucket, gross, net, var: loss }) => `<tr><td>${escaped(bucket)}<td class="n">${money(gross)}<td class="n">${money(net)}<td class="n">${money(loss)}<td class="bar"><i style="width:${((100 * loss) / widest).toFixed(1)}%"></i></tr>`).join('\n')}
</table><p>What cash and foreign shares lose with their currency is a row of its own. Rows do not add up: what one loses another may earn.</p></section>
<div class="two">
<section><h2>By currency</h2>
<table><tr><th>currency<th class="n">net</tr>${byCurrency.map(({ currency, net }) => `<tr><td>${escaped(currency)}<td class="n">${money(net)}</tr>`).join('')}</table></section>
<section><h2>Greeks</h2>
<table><tr><th>of the book<th class="n">${equity.currency}</tr>${
    greeks === undefined
      ? ''
      : (
          [
            ['delta per 1 %', greeks.delta],
            ['gamma per 1 %', greeks.gamma],
            ['vega per point', { value: greeks.vega.value / 100 }],
            ['theta per day', { value: greeks.theta.value / 365 }],
          ] as const
        )
          .map(([name, { value }]) => `<tr><td>${name}<td class="n">${money(value)}</tr>`)
          .join('')
  }</table></section>
</div>
<section><h2>Risk remaining per position</h2>
<table><tr><th>position<th class="n">exposure<th class="n">to lose<th class="n">of equity</tr>
${positions.map(({ instrument, exposure, risk }) => `<tr><td>${escaped(instrument)}<td class="n">${money(exposure)}<td class="n">${money(risk)}<td class="n">${percent(risk / equity.value)}</tr>`).join('\n')}
</table><p>Down to the stops that work; all that is exposed where none does.</p></section>
<section><h2>What if: ${escaped(order)}</h2>
<table><tr><th><th class="n">now<th class="n">all filled<th class="n">worst of partial fills</tr>
${whatIfRow('value at risk', whatIf, ({ var: loss }) => money(loss.value))}
${whatIfRow('expected shortfall', whatIf, ({ shortfall }) => money(shortfall.value))}
${whatIfRow('leverage', whatIf, ({ leverage }) => leverage.toFixed(2))}
${whatIfRow('delta per 1 %', whatIf, ({ greeks: of }) => money(of?.delta.value ?? Number.NaN))}
</table></section>
</main>
</html>
`
}

function tile(name: string, value: string, note = ''): string {
  return `<div><span>${escaped(name)}</span><b>${value}</b><small>${escaped(note)}</small></div>`
}

function alertLine({ alert, severity, figures }: RiskAlert): string {
  const [figure] = figures
  const text = figure === undefined ? '' : `${percent(figure.value)}, limit ${percent(figure.limit)}`
  return `<p class="alert ${severity}"><b>${severity}</b> ${escaped(alert)} <span>${text}</span></p>`
}

function whatIfRow(name: string, { before, after, worst }: WhatIf, of: (report: RiskReport) => string): string {
  return `<tr><td>${name}<td class="n">${of(before)}<td class="n">${of(after)}<td class="n">${of(worst)}</tr>`
}

const style = `
:root{color-scheme:light dark;--ink:#1d2430;--soft:#5d6675;--line:#dde2ea;--paper:#f7f8fa;--card:#fff;--bar:#3a6ea5;--info:#3a6ea5;--warning:#a86400;--critical:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#9aa4b2;--line:#2c3440;--paper:#12161c;--card:#1a2028;--bar:#6ea3dc;--info:#6ea3dc;--warning:#e0a23c;--critical:#f2867e}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem}h1{font-size:1.6rem;margin:0}h2{font-size:1.05rem;margin:0 0 .6rem}
header p,section>p:not(.alert),small,.tiles span{color:var(--soft)}header p{margin:.2rem 0 1.4rem}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.2rem;margin:0 0 1rem;overflow-x:auto}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:1rem}.tiles div{display:flex;flex-direction:column}
.tiles b{font-size:1.45rem;font-variant-numeric:tabular-nums}.tiles span,small{font-size:.85rem}
table{border-collapse:collapse;width:100%}th{font-weight:600;text-align:left;color:var(--soft);font-size:.85rem}
td,th{padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line)}tr:last-child td{border-bottom:0}
.n{text-align:right;font-variant-numeric:tabular-nums}.bar{width:30%;padding-left:1rem}.bar i{display:block;height:.7rem;background:var(--bar);border-radius:2px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem}
.alert{margin:.25rem 0;padding-left:.7rem;border-left:3px solid var(--info)}.alert b{text-transform:uppercase;font-size:.75rem;letter-spacing:.04em;color:var(--info)}
.alert span{color:var(--soft)}.alert.warning{border-color:var(--warning)}.alert.warning b{color:var(--warning)}
.alert.critical{border-color:var(--critical)}.alert.critical b{color:var(--critical)}`
