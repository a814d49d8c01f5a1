// A page per indicator under docs/reference/indicators: words, formula and source as they stand in its file, a picture
// of one invented series, and an index. Called by scripts/docs.mjs, with the sources for packages.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './workspace.mjs'

const fromSource = (...path) => import(pathToFileURL(join(root, 'packages', ...path)).href)
const indicators = await fromSource('indicators', 'src', 'index.ts')
const { everyIndicator } = await fromSource('indicators', 'src', 'fixtures', 'everyIndicator.ts')
const { createRng } = await fromSource('math', 'src', 'index.ts')

const source = join(root, 'packages', 'indicators', 'src')
const pages = join(root, 'docs', 'reference', 'indicators')
const count = 180
const series = inventedSeries()

/** Settings for the pictures where there are no usual ones; a length alone is 20. */
const settings = {
  fractionalDifference: [0.4, 0.01],
  halfLife: [60],
  hurst: [60],
  mathOperator: ['sub'],
  mathTransform: ['log'],
  movingAverage: ['ema', 20],
  variableAverage: [5, 40],
  volumeProfile: [60, 24],
}
const settingsOf = (name) => settings[name] ?? Array(indicators[name].length).fill(20)

/** A walk of bars about 400 with a wave in it, volume, a second series, anchors, an order book and times of day. */
function inventedSeries() {
  const rng = createRng(20260309)
  const column = (of) => Float64Array.from({ length: count }, of)
  let walk = 400
  const close = column((_, i) => {
    walk += 2.4 * rng.normal()
    return walk + 14 * Math.sin(i / 9)
  })
  const open = column((_, i) => (i === 0 ? 400 : close[i - 1]) + rng.normal())
  const high = column((_, i) => Math.max(open[i], close[i]) + 2 * Math.abs(rng.normal()))
  const low = column((_, i) => Math.min(open[i], close[i]) - 2 * Math.abs(rng.normal()))
  const volume = column(() => Math.round(1000 * Math.exp(0.5 * rng.normal())))
  const levels = (side) =>
    Float64Array.from({ length: 10 * count }, (_, k) =>
      k % 2 === 0
        ? close[Math.floor(k / 10)] + side * (0.5 + ((k % 10) / 2) * 1.5)
        : Math.round(100 * Math.exp(0.4 * rng.normal())),
    )
  return {
    ...{ open, high, low, close, volume },
    x: close,
    y: column((_, i) => 22 + 18 * Math.sin(i / 20) + rng.normal()),
    anchor: column((_, i) => (i % 60 === 0 ? 1 : 0)),
    session: column((_, i) => Math.floor(i / 45)),
    book: { bids: levels(-1), asks: levels(1), depth: 5 },
    times: {
      time: column((_, i) => i * 60_000),
      open: column((_, i) => Math.floor(i / 90) * 5_400_000),
      close: column((_, i) => (Math.floor(i / 90) + 1) * 5_400_000),
      previous: column((_, i) => Math.floor(i / 60) * 3_600_000),
      next: column((_, i) => (Math.floor(i / 60) + 1) * 3_600_000),
    },
  }
}

/** What the column function is given, by the kind of the indicator. */
function inputsOf(name) {
  if (/^book|^microprice/.test(name)) return [series.book]
  if (name.endsWith('Clock')) return [series.times]
  const known = everyIndicator.find((one) => one.name.startsWith(`${name}(`))
  if (known === undefined) throw new Error(`${name} is not among the indicators of the tests`)
  if (known.fields[0] === 'x') return name === 'movingBeta' ? [series.x, series.high] : [series.x, series.y]
  return known.fields.length === 1 ? [series.close] : [series]
}

/** Summary, formula, source, settings and signature, out of the words over `export function`. */
function wordsOf(name) {
  const text = files.find((file) => file.includes(`export function ${name}(`))
  const at = text.indexOf(`export function ${name}(`)
  const comment = text.slice(text.lastIndexOf('/**', at), at)
  const [words, example] = comment
    .replace(/^\/\*\*|\*\/\s*$/g, '')
    .replace(/^ ?\* ?/gm, '')
    .split('@example')
  const [about, ...params] = words.split(/^@/m).map((part) => part.trim())
  const [summary, rest] = about.replaceAll('\n', ' ').split(/ Formula: /)
  const [, formula, origin] = /^(.*?)\s*((?:TA-Lib|Source):.*)$/.exec(rest)
  const signature = /^export (function .*?) \{$/ms.exec(text.slice(at))[1]
  return {
    ...{ summary, formula, signature },
    origin: origin.replace(/^Source: /, ''),
    params: params.map((param) => /^param (\w+) (.*)$/s.exec(param)?.slice(1)).filter(Boolean),
    example: example.trim(),
  }
}

const colours = ['#2f81f7', '#e8590c', '#2f9e44', '#9c36b5', '#c79400']
const upper = { top: 8, height: 104 }
const lower = { top: 124, height: 64 }

/** Price above; outputs at home among prices are drawn over it, others below. */
function pictureOf(name, outputs) {
  const [least, most] = rangeOf([series.low, series.high])
  const lines = Object.entries(outputs).map(([output, column], i) => {
    const [low, high] = rangeOf([column])
    return { output, column, colour: colours[i], over: low > 0.8 * least && high < 1.2 * most }
  })
  const below = lines.filter(({ over }) => !over)
  const priceRange = rangeOf([series.low, series.high, ...lines.filter(({ over }) => over).map(({ column }) => column)])
  // Outputs of unlike units (a side and a number of bars) are drawn each over its own range.
  const spans = below.map(({ column }) => rangeOf([column])).map(([low, high]) => high - low)
  const alike = Math.max(...spans) < 10 * Math.min(...spans)
  const belowRange = rangeOf(below.map(({ column }) => column))
  const y = (value, [low, high], { top, height }) =>
    (top + height - (height * (value - low)) / (high - low || 1)).toFixed(1)
  const pathOf = (column, range, panel) => {
    const steps = Array.from(column, (value, i) =>
      Number.isFinite(value) ? `${Number.isFinite(column[i - 1]) ? 'L' : 'M'}${xOf(i)} ${y(value, range, panel)}` : '',
    )
    return steps.join('')
  }
  const bars = Array.from(
    series.high,
    (high, i) => `M${xOf(i)} ${y(high, priceRange, upper)}V${y(series.low[i], priceRange, upper)}`,
  ).join('')
  const height = below.length > 0 ? 196 : 120
  const scale = ([low, high], { top, height }) =>
    `<text x="548" y="${top + 8}">${short(high)}</text><text x="548" y="${top + height}">${short(low)}</text>`
  return [
    '<figure>',
    `<svg viewBox="0 0 600 ${height}" width="100%" role="img" aria-label="${name} of an invented series" fill="none" font-size="10">`,
    `<path d="${bars}" stroke="currentColor" opacity="0.35"/>`,
    `<path d="${pathOf(series.close, priceRange, upper)}" stroke="currentColor" opacity="0.6"/>`,
    below.length > 0 ? '<path d="M8 118H540" stroke="currentColor" opacity="0.2"/>' : '',
    ...lines.map(({ column, colour, over }) => {
      const path = over
        ? pathOf(column, priceRange, upper)
        : pathOf(column, alike ? belowRange : rangeOf([column]), lower)
      return `<path d="${path}" stroke="${colour}" stroke-width="1.6"/>`
    }),
    `<g fill="currentColor" opacity="0.7">${scale(priceRange, upper)}${below.length > 0 && alike ? scale(belowRange, lower) : ''}</g>`,
    '</svg>',
    `<figcaption>${lines.map(({ output, colour }) => `<span style="color: ${colour}">■</span> ${output === 'value' ? name : output}`).join(' &nbsp; ')}${below.length > 0 && !alike ? ' (below: each on its own scale)' : ''}</figcaption>`,
    '</figure>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

const xOf = (i) => (8 + (532 * i) / (count - 1)).toFixed(1)
const short = (value) => value.toLocaleString('en', { maximumSignificantDigits: 4 })

function rangeOf(columns) {
  const finite = columns.flatMap((column) => Array.from(column)).filter(Number.isFinite)
  return [Math.min(...finite), Math.max(...finite)]
}

function pageOf(name) {
  const { summary, formula, origin, params, signature, example } = wordsOf(name)
  const chosen = settingsOf(name)
  const answer = indicators[`${name}Of`](...inputsOf(name), ...chosen)
  const outputs = answer instanceof Float64Array ? { value: answer } : answer
  for (const [output, column] of Object.entries(outputs))
    if (!column.some(Number.isFinite)) throw new Error(`${name}: ${output} has nothing to draw`)
  const call = `${name}(${chosen.map((one) => JSON.stringify(one).replaceAll('"', "'")).join(', ')})`
  return {
    line: `- [\`${name}\`](./${name}.md): ${/^.*?[.:](?= |$)/.exec(summary)[0].replace(/[.:]$/, '')}`,
    page: [
      `# ${name}`,
      summary,
      pictureOf(name, outputs),
      `Drawn: \`${call}\` on an invented series.`,
      `**Formula.** ${formula}`,
      `**Source.** ${origin[0].toUpperCase()}${origin.slice(1)}`,
      `\`\`\`ts\n${signature}\n\`\`\``,
      ...(params.length > 0
        ? [params.map(([param, words]) => `- \`${param}\`: ${words.replaceAll('\n', ' ')}`).join('\n')]
        : []),
      `\`\`\`ts\n${example}\n\`\`\``,
      `As a column: \`${name}Of\`. Both in [the reference](../@bourse/indicators.md#${name.toLowerCase()}), every indicator [by picture](./index.md).`,
    ].join('\n\n'),
  }
}

const files = readdirSync(source)
  .filter((name) => name.endsWith('.ts') && !/\.(test|bench)\.ts$/.test(name))
  .map((name) => readFileSync(join(source, name), 'utf8'))
const names = Object.keys(indicators).filter((name) => `${name}Of` in indicators)
const made = names.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).map((name) => [name, pageOf(name)])

mkdirSync(pages, { recursive: true })
for (const [name, { page }] of made) writeFileSync(join(pages, `${name}.md`), `${page}\n`)
const lines = made.map(([, { line }]) => line).join('\n')
const intro =
  'A page each, with formula, source and a picture; all of them are in [`@bourse/indicators`](../@bourse/indicators.md).'
writeFileSync(join(pages, 'index.md'), `# Every indicator\n\n${intro}\n\n${lines}\n`)
