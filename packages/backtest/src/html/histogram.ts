// How returns are spread, as a picture without a script.
import { escaped, grouped, percent } from './markup.js'

const [width, height, bottom] = [520, 210, 26]

/** Bars of equal width between the 1st and 99th percentile; what lies outside is counted in the outermost ones. */
export function histogram(values: readonly number[], name: string): string {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  if (sorted.length < 2 || sorted[0] === sorted.at(-1)) return ''
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
  const reach = Math.max(Math.abs(at(0.01)), Math.abs(at(0.99)), 1e-9)
  // An even number of bars about zero, so that no bar mixes gains and losses.
  const half = Math.min(20, Math.max(4, Math.ceil(Math.sqrt(sorted.length) / 2)))
  const counts = new Array<number>(2 * half).fill(0)
  for (const value of sorted) {
    const bar = value === 0 ? half : Math.floor((value / reach) * half) + half
    counts[Math.min(2 * half - 1, Math.max(0, bar))]! += 1
  }
  const most = Math.max(...counts)
  const step = width / counts.length
  const bars = counts.map((n, i) => {
    const tall = (n / most) * (height - bottom - 16)
    const [low, high] = [((i - half) / half) * reach, ((i + 1 - half) / half) * reach]
    const [below, above] = [i === 0 ? 'below' : percent(low, 2), i === 2 * half - 1 ? 'above' : percent(high, 2)]
    const title = `<title>${n} between ${below} and ${above}</title>`
    return `<rect class="${i < half ? 'down' : 'up'}" x="${(i * step + 1).toFixed(1)}" y="${(height - bottom - tall).toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${tall.toFixed(1)}">${title}</rect>`
  })
  const digits = reach < 0.02 ? 2 : reach < 0.2 ? 1 : 0
  const ticks = [-1, -0.5, 0, 0.5, 1].map((share) => {
    const anchor = share === -1 ? 'start' : share === 1 ? 'end' : 'middle'
    return `<text x="${((width * (share + 1)) / 2).toFixed(1)}" y="${height - 7}" text-anchor="${anchor}">${percent(share * reach, digits)}</text>`
  })
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  const x = (Math.min(1, Math.max(-1, mean / reach)) * width) / 2 + width / 2
  const told = `mean ${percent(mean, 2)}, median ${percent(at(0.5), 2)}, worst ${percent(sorted[0]!, 2)}, best ${percent(sorted.at(-1)!, 2)}`
  return `<figure><h3>${escaped(name)}</h3><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(name)}: ${sorted.length}, ${told}">
<line x1="0" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/>${bars.join('')}<line class="middle" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="6" y2="${height - bottom}"/>${ticks.join('')}</svg>
<figcaption>${grouped(sorted.length)} in all: ${told}.</figcaption></figure>`
}
