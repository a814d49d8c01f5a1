import type { SmileQuotes, SurfaceAnomaly, SviFit } from '@bourse/pricing'

const [width, height, left, right, top, bottom] = [300, 190, 34, 6, 8, 22]
const px = (value: number): string => value.toFixed(1)

/** Quotes as bars from bid to offer, the smile as a line over them. */
export function smileChart(slice: SviFit, quotes: SmileQuotes, anomalies: readonly SurfaceAnomaly[]): string {
  const { strikes } = quotes
  const bids = [...quotes.bidVols!]
  const asks = [...quotes.askVols!]
  const [first, last] = [strikes[0]!, strikes.at(-1)!]
  const step = Math.max(...asks) - Math.min(...bids) > 0.1 ? 0.04 : 0.02
  const floor = step * Math.floor(Math.min(...bids) / step)
  const roof = step * Math.ceil(Math.max(...asks) / step)
  const x = (strike: number): number => left + ((width - left - right) * (strike - first)) / (last - first)
  const y = (vol: number): number => top + (height - top - bottom) * (1 - (vol - floor) / (roof - floor))

  let body = ''
  for (let vol = floor; vol <= roof + 1e-9; vol += step)
    body += `<line class="grid" x1="${left}" x2="${width - right}" y1="${px(y(vol))}" y2="${px(y(vol))}"/><text x="${left - 5}" y="${px(y(vol) + 4)}" text-anchor="end">${(100 * vol).toFixed(0)} %</text>`
  for (let i = 0; i < strikes.length; i++) {
    const isOdd = anomalies.some(({ strike, years }) => strike === strikes[i] && years === slice.years)
    // A spread narrower than the line is wide is still seen.
    const [from, to] = [y(asks[i]!) - 0.5, y(bids[i]!) + 0.5]
    body += `<line class="${isOdd ? 'odd' : 'quote'}" x1="${px(x(strikes[i]!))}" x2="${px(x(strikes[i]!))}" y1="${px(from)}" y2="${px(to)}"/>`
  }
  const line = Array.from({ length: 81 }, (_, i) => first + ((last - first) * i) / 80)
  body += `<polyline class="curve" points="${line.map((strike) => `${px(x(strike))},${px(y(slice.vol(strike)))}`).join(' ')}"/>`
  for (const share of [0, 0.5, 1]) {
    const strike = first + share * (last - first)
    const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle'
    body += `<text x="${px(x(strike))}" y="${height - 6}" text-anchor="${anchor}">${strike.toFixed(0)}</text>`
  }
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Smile of ${Math.round(slice.years * 365)} days">${body}</svg>`
}
