// A curve and its rolls as SVG text. No library: a file that any browser opens.
import { dayNumber } from '@bourse/core'
import type { RollDay, TermStructure } from '@bourse/futures'

const [width, height, left, top, plotWidth, plotHeight] = [760, 360, 56, 36, 680, 250]
const px = (value: number): string => value.toFixed(1)
const text = (x: number, y: number, words: string, anchor = 'middle'): string =>
  `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}">${words}</text>`

/** Prices by last trade; below, a mark for each day on which the front contract is left. */
export function curveChart({ points, shape }: TermStructure, rolls: readonly RollDay[]): string {
  const longest = Math.max(...points.map(({ days }) => days))
  const prices = points.map(({ price }) => price)
  const [low, high] = [Math.floor(Math.min(...prices)), Math.ceil(Math.max(...prices))]
  const x = (days: number): number => left + (days / longest) * plotWidth
  const y = (price: number): number => top + plotHeight * (1 - (price - low) / (high - low))
  const root = points[0]?.contract.root ?? ''

  let body = text(left, 20, `${root}, ${shape}: price by days to last trade`, 'start')
  for (let price = low; price <= high; price++)
    body += `<line class="grid" x1="${left}" x2="${left + plotWidth}" y1="${px(y(price))}" y2="${px(y(price))}"/>${text(left - 8, y(price) + 4, String(price), 'end')}`
  body += `<polyline points="${points.map(({ days, price }) => `${px(x(days))},${px(y(price))}`).join(' ')}"/>`
  for (const { contract, days, price } of points)
    body += `<circle cx="${px(x(days))}" cy="${px(y(price))}" r="4"/>${text(x(days), top + plotHeight + 20, contract.id.slice(2, 5))}`
  const start = dayNumber(points[0]?.contract.expiry ?? '2026-01-01') - (points[0]?.days ?? 0)
  const rail = top + plotHeight + 40
  body += `<line class="grid" x1="${left}" x2="${left + plotWidth}" y1="${rail}" y2="${rail}"/>`
  for (const { date } of rolls) {
    const at = x(dayNumber(date) - start)
    if (at <= left + plotWidth)
      body += `<line class="roll" x1="${px(at)}" x2="${px(at)}" y1="${rail - 7}" y2="${rail + 7}"/>`
  }
  body += text(left, rail + 24, 'rolls: five business days before last trade or first notice', 'start')
  const style =
    'text{font:12px sans-serif;fill:#333}polyline{fill:none;stroke:#4062bb;stroke-width:2}circle{fill:#4062bb}.grid{stroke:#ddd}.roll{stroke:#e07a3f;stroke-width:2}'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"><title>Term structure of ${root}</title><style>${style}</style>${body}</svg>\n`
}
