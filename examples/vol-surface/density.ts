import type { VolSurface } from '@bourse/pricing'

const [width, height, left, top, bottom] = [560, 300, 22, 10, 26]
const px = (value: number): string => value.toFixed(1)

/** One curve per expiry, over the price as a share of its forward; early expiries are high and narrow. */
export function densityChart(surface: VolSurface): string {
  const [low, high] = [0.6, 1.35]
  const x = (ratio: number): number => left + ((width - 2 * left) * (ratio - low)) / (high - low)
  const curves = surface.slices.map(({ years, forward }) =>
    Array.from({ length: 301 }, (_, i) => low + ((high - low) * i) / 300).map((ratio) => ({
      ratio,
      density: surface.density(ratio * forward, years) * forward,
    })),
  )
  const roof = Math.max(...curves.flat().map(({ density }) => density))
  // By the root, so that the wide ones are seen beside the narrow ones.
  const y = (density: number): number => top + (height - top - bottom) * (1 - Math.sqrt(Math.max(0, density) / roof))
  let body = `<line class="grid" x1="${left}" x2="${width - left}" y1="${px(y(0))}" y2="${px(y(0))}"/>`
  for (let percent = 60; percent <= 130; percent += 10)
    body += `<line class="grid" x1="${px(x(percent / 100))}" x2="${px(x(percent / 100))}" y1="${top}" y2="${px(y(0))}"/><text x="${px(x(percent / 100))}" y="${height - 8}" text-anchor="middle">${percent} %</text>`
  for (const [i, curve] of curves.entries()) {
    const share = i / Math.max(1, curves.length - 1)
    const points = curve.map(({ ratio, density }) => `${px(x(ratio))},${px(y(density))}`).join(' ')
    body += `<polyline class="curve" style="opacity:${(1 - 0.7 * share).toFixed(2)}" points="${points}"/>`
  }
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Densities by expiry">${body}</svg>`
}
