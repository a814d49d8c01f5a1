// The page: SVG written by hand, a style for day and night, no script and nothing from outside.
import type { SmileQuotes, SurfaceAnomaly, VolSurface } from '@bourse/pricing'
import { densityChart } from './density.js'
import { smileChart } from './smiles.js'
import { reliefChart } from './relief.js'

export type Shown = {
  readonly underlying: string
  readonly surface: VolSurface
  readonly quotes: readonly SmileQuotes[]
  readonly anomalies: readonly SurfaceAnomaly[]
  readonly expiries: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function surfacePage({ underlying, surface, quotes, anomalies, expiries, rows }: Shown): string {
  const figures = surface.slices
    .map(
      (slice, i) =>
        `<figure><figcaption>${expiries[i]}, ${Math.round(slice.years * 365)} days</figcaption>${smileChart(slice, quotes[i]!, anomalies)}</figure>`,
    )
    .join('')
  const heads = [
    'expiry',
    'forward',
    'at the money %',
    '25-delta risk reversal',
    '25-delta butterfly',
    'forward vol %',
    'quotes inside',
    'least g',
    'calendar',
  ]
  const table = `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`
  const found = anomalies
    .slice(0, 3)
    .map(
      ({ side, strike, years, edge, score }) =>
        `<li><b>${side}</b> at ${strike} in ${Math.round(years * 365)} days: ${(100 * edge).toFixed(2)} points outside, ${score.toFixed(1)} half spreads</li>`,
    )
    .join('')
  const flags =
    surface.arbitrage.length === 0
      ? '<p class="good">No butterfly and no calendar arbitrage, at the expiries exactly and between them on a grid.</p>'
      : `<ul>${surface.arbitrage.map(({ kind, years, strike }) => `<li class="bad">${kind} at ${strike.toFixed(0)}, ${years.toFixed(2)} years</li>`).join('')}</ul>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Volatility surface of ${underlying}</title><style>${style}</style></head>
<body><h1>Volatility surface of ${underlying}</h1><p>A made-up market. Bars are bids and offers in volatility, lines the fitted SVI smiles; orange is a quote outside.</p>
<section class="smiles">${figures}</section>
<section class="two"><figure><figcaption>Implied volatility by strike and time</figcaption>${reliefChart(surface, 'implied')}</figure>
<figure><figcaption>Local volatility</figcaption>${reliefChart(surface, 'local')}</figure></section>
<section class="two"><figure><figcaption>Risk-neutral density of the price at each expiry</figcaption>${densityChart(surface)}</figure>
<div><h2>Flags</h2>${flags}<h2>Quotes that do not belong</h2><ol>${found}</ol></div></section>
<section class="wide">${table}</section></body></html>
`
}

const style = `
:root{color-scheme:light dark;--ink:#1d2733;--soft:#67727f;--line:#d9dee4;--paper:#fff;--curve:#3159b5;--quote:#7d8896;--odd:#d9691e;--good:#2c7a4b;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e4e9ef;--soft:#98a3b0;--line:#36404b;--paper:#161b21;--curve:#86a8f2;--quote:#8793a1;--odd:#f0934e;--good:#6cc792;--bad:#f28b82}}
body{margin:2rem auto;max-width:1180px;padding:0 1rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.5rem;margin:0}h2{font-size:1rem;margin:1rem 0 .3rem}p{color:var(--soft);margin:.3rem 0 1rem}
section{margin:1.2rem 0}.smiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(270px,1fr));gap:1rem}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:1.5rem}.wide{overflow-x:auto}
figure{margin:0}figcaption{font-weight:600;font-size:.9rem}svg{width:100%;height:auto;display:block}
text{font:11px system-ui,sans-serif;fill:var(--soft)}.grid{stroke:var(--line)}.curve{fill:none;stroke:var(--curve);stroke-width:2}
.quote{stroke:var(--quote);stroke-width:2}.odd{stroke:var(--odd);stroke-width:3}.cell{stroke:var(--paper);stroke-width:.6}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem;width:100%}th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}th:first-child,td:first-child{text-align:left}.good{color:var(--good)}.bad{color:var(--bad)}`
