import type { VolSurface } from '@bourse/pricing'

const [width, height] = [560, 340]
const [columns, rows] = [36, 26]
const px = (value: number): string => value.toFixed(1)

/** The surface seen from above and aside: cells from the back to the front, coloured by volatility. */
export function reliefChart(surface: VolSurface, which: 'implied' | 'local'): string {
  const [first, last] = [surface.slices[0]!.years, surface.slices.at(-1)!.years]
  // Over the root of time, so that every expiry shows the same share of its smile.
  const kOf = (i: number): number => -0.4 + (0.64 * i) / columns
  // Evenly in the root of time, as smiles spread.
  const yearsOf = (j: number): number => (Math.sqrt(first) + ((Math.sqrt(last) - Math.sqrt(first)) * j) / rows) ** 2
  const vols = Array.from({ length: rows + 1 }, (_, j) =>
    Array.from({ length: columns + 1 }, (_, i) => {
      const years = yearsOf(j)
      const price = surface.forward(years) * Math.exp(kOf(i) * Math.sqrt(years))
      return which === 'implied' ? surface.vol(price, years) : surface.localVol(price, years)
    }),
  )
  const all = vols.flat()
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const at = (i: number, j: number): readonly [number, number] => {
    const [across, back] = [i / columns, j / rows]
    const lift = (vols[j]![i]! - low) / (high - low)
    return [30 + 350 * across + 140 * back, 300 - 110 * back - 150 * lift]
  }
  let body = ''
  for (let j = rows - 1; j >= 0; j--)
    for (let i = columns - 1; i >= 0; i--) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)]
      const level = (vols[j]![i]! + vols[j + 1]![i + 1]!) / 2
      const share = (level - low) / (high - low)
      const colour = `hsl(${(225 - 205 * share).toFixed(0)} 62% ${(46 + 12 * share).toFixed(0)}%)`
      body += `<polygon class="cell" fill="${colour}" points="${corners.map(([x, y]) => `${px(x)},${px(y)}`).join(' ')}"/>`
    }
  const label = (x: number, y: number, words: string, anchor = 'middle'): string =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`
  body +=
    label(30, 330, '-0.4', 'start') + label(380, 330, '0.24') + label(205, 330, 'ln(strike / forward) / root of years')
  body +=
    label(388, 304, `${Math.round(first * 365)} days`, 'start') + label(524, 206, `${Math.round(last * 365)} days`)
  body += label(width - 8, 20, `from ${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)} %`, 'end')
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${which} volatility as a relief">${body}</svg>`
}
