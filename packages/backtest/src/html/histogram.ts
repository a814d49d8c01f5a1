// How returns are spread, as a picture without a script.
import { percent } from './markup.js'

const [width, height, bottom] = [1040, 200, 24]

/** Bars of equal width between the 0.5th and 99.5th percentile; what lies outside is counted in the outermost ones. */
export function histogram(values: readonly number[], name: string): string {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  if (sorted.length < 2) return ''
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!
  const reach = Math.max(Math.abs(at(0.005)), Math.abs(at(0.995)), 1e-9)
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
    const title = `<title>${n} between ${percent(low, 2)} and ${percent(high, 2)}</title>`
    return `<rect class="${i < half ? 'down' : 'up'}" x="${(i * step + 1).toFixed(1)}" y="${(height - bottom - tall).toFixed(1)}" width="${(step - 2).toFixed(1)}" height="${tall.toFixed(1)}">${title}</rect>`
  })
  const ticks = [-1, -0.5, 0, 0.5, 1].map((share) => {
    const anchor = share === -1 ? 'start' : share === 1 ? 'end' : 'middle'
    return `<text x="${((width * (share + 1)) / 2).toFixed(1)}" y="${height - 6}" text-anchor="${anchor}">${percent(share * reach)}</text>`
  })
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  const label = `${name}: ${sorted.length}, mean ${percent(mean, 2)}, median ${percent(at(0.5), 2)}, worst ${percent(sorted[0]!, 2)}, best ${percent(sorted.at(-1)!, 2)}`
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<line x1="0" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/>${bars.join('')}${ticks.join('')}</svg>
<figcaption>${label}</figcaption></figure>`
}
