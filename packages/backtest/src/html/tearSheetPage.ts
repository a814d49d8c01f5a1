// A run on one page, complete in itself: no request leaves it.
import { toIsoDate } from '@bourse/core'
import { periodName } from '../report/countedPeriods.js'
import { histogram } from './histogram.js'
import { chartPlace, escaped, grouped, percent, ratio, section } from './markup.js'
import { pageScript } from './pageScript.js'
import { pageStyle } from './pageStyle.js'
import { drawnRows, mostMarks, rollingWindow, sheetData, shownLines } from './sheetData.js'
import {
  costsTable,
  diversificationNote,
  drawdownsTable,
  figuresTable,
  honestyTable,
  monthlyTable,
  partsTables,
  tripsSummary,
  tripsTable,
} from './tables.js'
import type { TearSheet } from './tearSheet.js'

/** The text of the two chart libraries as plain scripts, and uPlot's style. */
export type ChartLibraries = { readonly scripts: readonly string[]; readonly style: string }

/** The page as HTML text. What it shows without a script is everything but the charts over time. */
export function tearSheetPage(sheet: TearSheet, libraries: ChartLibraries): string {
  const { time, base, title, digest } = sheet
  const span = `${toIsoDate(time[0]!)} to ${toIsoDate(time.at(-1)!)}`
  const sections = [
    section('curve', 'Equity and drawdown', equityChart(sheet, span)),
    section('months', 'Months', monthlyTable(sheet)),
    section('honesty', 'Is it luck?', honestyTable(sheet)),
    section('parts', 'Who earned it', partsPart(sheet, span)),
    section('figures', 'Figures', figuresPart(sheet)),
    section('rolling', 'The last half year, all along', rollingCharts(sheet, span)),
    section('held', 'What was held', holdingsCharts(sheet, span)),
    section('prices', 'Trades on price', tradesChart(sheet)),
    section('trips', 'Round trips', tripsPart(sheet)),
    section('notes', 'Rules, assumptions, troubles', notes(sheet)),
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
<p class="soft">${span}, ${counted(sheet)}, in ${escaped(base)}. Digest <code>${escaped(digest)}</code></p>
<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>
${tiles(sheet)}
</header>
<main>
<noscript><p>The charts need a script; every figure is in the tables.</p></noscript>
${sections.join('')}</main>
<footer>Charts by <a href="https://www.tradingview.com/">TradingView Lightweight Charts™</a>, © TradingView, Inc., Apache License 2.0, and
<a href="https://github.com/leeoniya/uPlot">uPlot</a>, MIT. Both are part of this page: it asks nobody for anything.</footer>
<script type="application/json" id="sheet">${JSON.stringify(sheetData(sheet), stepsOfTime).replaceAll('<', '\\u003c')}</script>
${libraries.scripts.map((script) => `<script>${inline(script)}</script>`).join('\n')}
<script>${pageScript}</script>
</body>
</html>
`
}

/** A column of times as its first and the steps to the next: half the length. */
function stepsOfTime(key: string, value: unknown): unknown {
  if (key !== 'time' || !Array.isArray(value)) return value
  return value.map((time: number, i) => (i === 0 ? time : time - value[i - 1]))
}

/** An end tag inside a string would end the script. */
function inline(script: string): string {
  return script.replaceAll('</script', '<\\/script')
}

function counted({ time, periodsPerYear }: TearSheet): string {
  return `${grouped(time.length)} ${periodName(periodsPerYear)}${time.length === 1 ? '' : 's'}`
}

function tiles({ figures, equity, base, honesty }: TearSheet): string {
  const { sharpe, sharpeError } = figures
  const error = Number.isFinite(sharpeError) ? ` <small>± ${ratio(sharpeError)}</small>` : ''
  const signed = (value: number): string => (value < 0 ? ' class="down"' : value > 0 ? ' class="up"' : '')
  const shown = [
    ['Total return', percent(figures.totalReturn), signed(figures.totalReturn)],
    ['Return per year', percent(figures.cagr), ''],
    ['Volatility', percent(figures.volatility), ''],
    ['Sharpe ratio', `${ratio(sharpe)}${error}`, ''],
    ['Deepest drawdown', percent(figures.maxDrawdown), ''],
    [`Equity, ${escaped(base)}`, grouped(equity.at(-1)!), grouped(equity.at(-1)!).length > 9 ? ' class="long"' : ''],
  ]
  if (honesty.length > 0) {
    const passed = honesty.filter((check) => check.passed).length
    shown.push(['Doubts passed', `${passed} <small>of ${honesty.length}</small>`, ''])
  }
  return `<dl class="tiles">${shown.map(([name, value, look]) => `<div><dt>${name}</dt><dd${look}>${value}</dd></div>`).join('')}</dl>`
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

function rollingCharts(sheet: TearSheet, span: string): string {
  // Where nothing moved there is nothing to see.
  if (!(sheet.figures.volatility > 0) || sheet.time.length < 6) return ''
  const window = `over the last ${rollingWindow(sheet)} of ${counted(sheet)}`
  const drawn = drawnRows(sheet).rows.length
  const told =
    drawn === sheet.time.length ? window : `over the last ${rollingWindow(sheet)} of ${grouped(drawn)} rows drawn`
  const one = (id: string, name: string): string =>
    `<div><h3>${name}</h3>\n${chartPlace(id, `${name} ${told}, ${span}`, [], `Per year, ${told}.`)}</div>`
  return `<div class="two">${one('sharpe', 'Sharpe ratio')}\n${one('volatility', 'Volatility')}</div>`
}

/** Curves of what the strategies and the classes have earned, and their tables. */
function partsPart(sheet: TearSheet, span: string): string {
  const { contributions, base } = sheet
  const charts = (['strategy', 'class'] as const).flatMap((by) => {
    const lines = contributions === undefined ? [] : shownLines(contributions, by)
    if (lines.length < 2) return []
    const name = by === 'class' ? 'Profit by asset class' : 'Profit by strategy'
    const all = contributions!.lines.filter((line) => line.by === by && line.name !== '').length
    const note = all > lines.length ? `The ${lines.length} largest of ${all}.` : `In ${base}, after costs.`
    const key = lines.map((line, i) => ({ name: line.name, colour: `c${i % 8}` }))
    return [`<div><h3>${name}</h3>\n${chartPlace(`by-${by}`, `${name} in ${base}, ${span}`, key, note)}</div>`]
  })
  const pictures =
    charts.length === 0 ? '' : `<div class="${charts.length > 1 ? 'two' : 'one'}">${charts.join('\n')}</div>`
  return [pictures, diversificationNote(sheet), partsTables(sheet)].filter(Boolean).join('\n')
}

function figuresPart(sheet: TearSheet): string {
  const rows = drawnRows(sheet).rows
  const returns = rows.slice(1).map((row, i) => sheet.equity[row]! / sheet.equity[rows[i]!]! - 1)
  const drawn = rows.length === sheet.time.length
  const period = drawn ? periodName(sheet.periodsPerYear) : 'drawn row'
  const right = [histogram(returns, `Return of a ${period}`), drawdownsTable(sheet), costsTable(sheet)]
    .filter(Boolean)
    .join('\n')
  const left = figuresTable(sheet)
  return right === '' ? left : `<div class="two"><div>${left}</div>\n<div>${right}</div></div>`
}

function holdingsCharts({ holdings }: TearSheet, span: string): string {
  if (holdings === undefined || holdings.time.length < 2 || !holdings.gross.some((value) => value !== 0)) return ''
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
  const marked = mostMarks(prices.length)
  const note =
    most > marked ? `The last ${marked} fills of each instrument are marked.` : 'Arrows up are buys, down are sells.'
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
  const days = trips.reduce((sum, { opened, closed }) => sum + closed - opened, 0) / trips.length / 86_400_000
  const more = trips.length > 60 ? ' On paper: the last 60.' : ''
  return `<p>${grouped(trips.length)} round ${trips.length === 1 ? 'trip' : 'trips'}, ${share} won after costs, held ${days < 3 ? `${ratio(days * 24, 1)} hours` : `${ratio(days, 1)} days`} on average.${more === '' ? '' : ` <span class="onpaper">${more}</span>`}</p>
<div class="two">${histogram(
    trips.map((trip) => trip.share),
    'Return of a round trip on its worth at entry',
  )}
${tripsSummary(sheet)}</div>
${tripsTable(sheet)}`
}

function notes({ assumed, ruled, troubles }: TearSheet): string {
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `<h3>${title}</h3><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
  return (
    list('What the rules did', ruled ?? []) +
    list('Assumed, because nobody said', assumed) +
    list('Went wrong', troubles)
  )
}

function again({ digest, reproduce }: TearSheet): string {
  const lines = reproduce.length === 0 ? '' : `<pre><code>${reproduce.map(escaped).join('\n')}</code></pre>`
  return `${lines}<p>Equal strategies, data and options give the digest <code>${escaped(digest)}</code>: it is over every fill and every value of equity, to the last bit.</p>`
}
