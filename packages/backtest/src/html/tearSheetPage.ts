// A run on one page, complete in itself: no request leaves it.
import { toIsoDate } from '@bourse/core'
import { histogram } from './histogram.js'
import { chartPlace, escaped, grouped, percent, ratio, section } from './markup.js'
import { pageScript } from './pageScript.js'
import { pageStyle } from './pageStyle.js'
import { mostMarks, sharpeWindow, sheetData } from './sheetData.js'
import { costsTable, figuresTable, honestyTable, monthlyTable, partsTable, tripsTable } from './tables.js'
import type { TearSheet } from './tearSheet.js'

/** The text of the two chart libraries as plain scripts, and uPlot's style. */
export type ChartLibraries = { readonly scripts: readonly string[]; readonly style: string }

/** The page as HTML text. What it shows without a script is everything but the charts over time. */
export function tearSheetPage(sheet: TearSheet, libraries: ChartLibraries): string {
  const { time, base, title, digest } = sheet
  const span = `${toIsoDate(time[0]!)} to ${toIsoDate(time.at(-1)!)}`
  const sections = [
    section('curve', 'Equity and drawdown', equityChart(sheet, span)),
    section('honesty', 'Is it luck?', honestyTable(sheet)),
    section('months', 'Months', monthlyTable(sheet)),
    section('figures', 'Figures', figuresTable(sheet)),
    section('rolling', 'Rolling Sharpe ratio', rollingChart(sheet, span)),
    section('held', 'What was held', holdingsCharts(sheet, span)),
    section('parts', 'Who earned it, and what it cost', [partsTable(sheet), costsTable(sheet)].join('\n').trim()),
    section('prices', 'Trades on price', tradesChart(sheet)),
    section('trips', 'Round trips', tripsPart(sheet)),
    section('notes', 'Assumed, and what went wrong', notes(sheet)),
    section('again', 'How to get this again', again(sheet)),
  ]
  const links = sections.flatMap((text) => {
    const found = /^<section id="(\w+)".*?<h2[^>]*>(.*?)<\/h2>/.exec(text)
    return found === null ? [] : [`<li><a href="#${found[1]}">${found[2]}</a></li>`]
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${libraries.style}${pageStyle}</style>
</head>
<body>
<a class="skip" href="#curve">To the charts</a>
<header>
<h1>${escaped(title)}</h1>
<p class="soft">${span}, ${grouped(time.length)} rows, in ${escaped(base)}. Digest <code>${escaped(digest)}</code></p>
<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>
${tiles(sheet)}
</header>
<main>
<noscript><p>The charts need a script; every figure is in the tables.</p></noscript>
${sections.join('')}</main>
<footer>Charts by <a href="https://www.tradingview.com/">TradingView Lightweight Charts™</a>, © TradingView, Inc., Apache License 2.0, and
<a href="https://github.com/leeoniya/uPlot">uPlot</a>, MIT. Both are part of this page: it asks nobody for anything.</footer>
<script type="application/json" id="sheet">${JSON.stringify(sheetData(sheet)).replaceAll('<', '\\u003c')}</script>
${libraries.scripts.map((script) => `<script>${inline(script)}</script>`).join('\n')}
<script>${pageScript}</script>
</body>
</html>
`
}

/** An end tag inside a string would end the script. */
function inline(script: string): string {
  return script.replaceAll('</script', '<\\/script')
}

function tiles({ figures, equity, base }: TearSheet): string {
  const shown = [
    ['Return per year', percent(figures.cagr)],
    ['Volatility', percent(figures.volatility)],
    ['Sharpe ratio', `${ratio(figures.sharpe)} ± ${ratio(figures.sharpeError)}`],
    ['Deepest drawdown', percent(figures.maxDrawdown)],
    [`Equity, ${escaped(base)}`, grouped(equity.at(-1)!)],
  ]
  return `<dl class="tiles">${shown.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>`
}

function equityChart({ equity, base, benchmark, figures }: TearSheet, span: string): string {
  const label = `Equity from ${grouped(equity[0]!)} to ${grouped(equity.at(-1)!)} ${base}, ${span}; deepest drawdown ${percent(figures.maxDrawdown)}`
  const key = [
    { name: 'equity', colour: 'c0' },
    ...(benchmark === undefined ? [] : [{ name: `${benchmark.name}, from the same money`, colour: 'c7' }]),
    { name: 'below its peak', colour: 'loss' },
  ]
  return chartPlace('equity', label, key, 'Arrow keys walk along the rows, with Shift twenty at a time.')
}

function rollingChart(sheet: TearSheet, span: string): string {
  const window = sharpeWindow(sheet)
  return chartPlace(
    'sharpe',
    `Sharpe ratio of the last ${window} periods, ${span}`,
    [],
    `Per year, over the last ${window} periods.`,
  )
}

function holdingsCharts({ holdings }: TearSheet, span: string): string {
  if (holdings === undefined) return ''
  const key = holdings.buckets.map(({ name }, i) => ({ name, colour: `c${i % 8}` }))
  const last = holdings.time.length - 1
  const lines = [
    { name: 'gross', colour: 'c0' },
    { name: 'net', colour: 'c2' },
    ...(holdings.margin !== undefined ? [{ name: 'margin', colour: 'c1' }] : []),
  ]
  const now = `gross ${percent(holdings.gross[last]!)}, net ${percent(holdings.net[last]!)} at the end`
  return `<div class="two"><div><h3>Allocation, share of equity</h3>
${chartPlace('allocation', `Exposure by bucket as a share of equity, ${span}`, key, 'Longs above zero, shorts below.')}</div>
<div><h3>Exposure, leverage and margin, share of equity</h3>
${chartPlace('exposure', `Exposure and margin as shares of equity, ${span}: ${now}`, lines, now)}</div></div>`
}

function tradesChart({ prices }: TearSheet): string {
  if (prices.length === 0) return ''
  const choices = prices.map(({ instrument }) => `<option>${escaped(instrument)}</option>`).join('')
  const select = prices.length < 2 ? '' : `<label>Instrument<select id="instrument">${choices}</select></label>`
  const most = Math.max(...prices.map(({ fills }) => fills.length))
  const note =
    most > mostMarks
      ? `The last ${mostMarks} fills of each instrument are marked.`
      : 'Arrows up are buys, down are sells.'
  const label = `Price of ${prices[0]!.instrument} with its buys and sells; the round trips below list them`
  return `${select}${chartPlace(
    'trades',
    label,
    [
      { name: 'bought', colour: 'gain' },
      { name: 'sold', colour: 'loss' },
    ],
    note,
  )}`
}

function tripsPart(sheet: TearSheet): string {
  const { trips } = sheet
  if (trips.length === 0) return ''
  const won = trips.filter(({ profit }) => profit > 0).length
  const share = percent(won / trips.length)
  return `<p>${grouped(trips.length)} round trips, ${share} won after costs.</p>
${histogram(
  trips.map((trip) => trip.share),
  'Return of a round trip on what it was worth at entry',
)}
${tripsTable(sheet)}`
}

function notes({ assumed, troubles }: TearSheet): string {
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `<h3>${title}</h3><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
  return list('Assumed, because nobody said', assumed) + list('Went wrong', troubles)
}

function again({ digest, reproduce }: TearSheet): string {
  const lines = reproduce.length === 0 ? '' : `<pre><code>${reproduce.map(escaped).join('\n')}</code></pre>`
  return `${lines}<p>Equal strategies, data and options give the digest <code>${escaped(digest)}</code>: it is over every fill and every value of equity, to the last bit.</p>`
}
