// Three small charts as SVG text. No library: a page that can be mailed.

export type Point = { readonly risk: number; readonly gain: number; readonly weights: Float64Array }

const colours = ['#4062bb', '#59a5d8', '#84cdb3', '#b8c480', '#f2c14e', '#e07a3f', '#9c6ade', '#d1495b']
const width = 760
const height = 330
const left = 54
const bottom = 34
const plotWidth = width - left - 150
const plotHeight = height - bottom - 14

const px = (v: number): string => v.toFixed(1)
const svg = (body: string): string => `<svg viewBox="0 0 ${width} ${height}" role="img">${body}</svg>`
const text = (x: number, y: number, words: string, anchor = 'middle'): string =>
  `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}">${words}</text>`

function axes(maxX: number, maxY: number, stepX: number, stepY: number, name: string): string {
  let body = ''
  for (let v = 0; v <= maxX + 1e-12; v += stepX) {
    const x = left + (v / maxX) * plotWidth
    body += `<line class="grid" x1="${px(x)}" x2="${px(x)}" y1="14" y2="${14 + plotHeight}"/>${text(x, height - 16, `${Math.round(100 * v)}`)}`
  }
  for (let v = 0; v <= maxY + 1e-12; v += stepY) {
    const y = 14 + plotHeight * (1 - v / maxY)
    body += `<line class="grid" x1="${left}" x2="${left + plotWidth}" y1="${px(y)}" y2="${px(y)}"/>${text(left - 8, y + 4, `${Math.round(100 * v)}`, 'end')}`
  }
  return body + text(left + plotWidth / 2, height - 2, name)
}

export function frontierChart(
  points: readonly Point[],
  corners: readonly Point[],
  singles: readonly { readonly name: string; readonly risk: number; readonly gain: number }[],
  tangent: Point,
): string {
  const maxX = 0.65
  const maxY = 0.18
  const x = (v: number): number => left + (v / maxX) * plotWidth
  const y = (v: number): number => 14 + plotHeight * (1 - v / maxY)
  let body = axes(maxX, maxY, 0.1, 0.03, 'risk, %')
  body += `<polyline class="line" points="${points.map((p) => `${px(x(p.risk))},${px(y(p.gain))}`).join(' ')}"/>`
  for (const p of corners) body += `<circle class="corner" cx="${px(x(p.risk))}" cy="${px(y(p.gain))}" r="3"/>`
  singles.forEach((s, i) => {
    body += `<circle fill="${colours[i]}" cx="${px(x(s.risk))}" cy="${px(y(s.gain))}" r="5"/>`
  })
  body += legend(singles.map((s) => s.name))
  const [tx, ty] = [x(tangent.risk), y(tangent.gain)]
  body += `<path class="best" d="M${px(tx)} ${px(ty - 8)}l6 8-6 8-6-8z"/>${text(tx - 12, ty - 6, 'best ratio', 'end')}`
  return svg(body)
}

function legend(names: readonly string[]): string {
  return names
    .map((name, i) => {
      const y = 26 + 20 * i
      return `<rect x="${left + plotWidth + 18}" y="${y - 10}" width="12" height="12" fill="${colours[i]}"/>${text(left + plotWidth + 36, y, name, 'start')}`
    })
    .join('')
}

/** Parts of one, stacked; a negative part (a hedge) is drawn below zero. */
export function areaChart(points: readonly Point[], names: readonly string[]): string {
  const low = Math.min(0, ...points.map((p) => p.weights.reduce((s, w) => s + Math.min(0, w), 0)))
  const span = 1 - 2 * low
  const x = (k: number): number => left + (k / (points.length - 1)) * plotWidth
  const y = (v: number): number => 14 + plotHeight * (1 - (v - low) / span)
  const above = points.map(() => 0)
  const below = points.map(() => 0)
  let body = ''
  names.forEach((_, i) => {
    const top: string[] = []
    const base: string[] = []
    points.forEach((p, k) => {
      const w = p.weights[i]!
      const stack = w >= 0 ? above : below
      base.unshift(`${px(x(k))},${px(y(stack[k]!))}`)
      stack[k]! += w
      top.push(`${px(x(k))},${px(y(stack[k]!))}`)
    })
    body += `<polygon fill="${colours[i]}" points="${[...top, ...base].join(' ')}"/>`
  })
  for (const v of [0, 0.25, 0.5, 0.75, 1]) body += text(left - 8, y(v) + 4, `${100 * v}`, 'end')
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const k = Math.round(share * (points.length - 1))
    body += text(x(k), height - 16, (100 * points[k]!.gain).toFixed(1))
  }
  return svg(`${body}${text(left + plotWidth / 2, height - 2, 'expected return, %')}${legend(names)}`)
}

export function sharesChart(names: readonly string[], weights: Float64Array, shares: Float64Array): string {
  const rowHeight = plotHeight / names.length
  const most = Math.max(...weights, ...shares)
  const x = (v: number): number => left + 70 + (Math.max(0, v) / most) * (plotWidth - 70)
  let body = ''
  names.forEach((name, i) => {
    const y = 14 + rowHeight * i
    body += text(left + 62, y + rowHeight / 2 + 4, name, 'end')
    const bars = [
      [weights[i]!, 0, 1],
      [shares[i]!, 0.42, 0.45],
    ] as const
    for (const [v, down, opacity] of bars) {
      body += `<rect x="${left + 70}" y="${px(y + 3 + rowHeight * down)}" width="${px(x(v) - left - 70)}" height="${px(rowHeight * 0.36)}" fill="${colours[i]}" opacity="${opacity}"/>`
      body += text(x(v) + 6, y + 12 + rowHeight * down, (100 * v).toFixed(1), 'start')
    }
  })
  return svg(body + text(left + plotWidth / 2, height - 6, 'full: weight, %; pale: share of the variance, %'))
}

export function page(title: string, charts: readonly (readonly [string, string])[]): string {
  const style =
    'body{font:15px system-ui,sans-serif;margin:24px auto;max-width:1560px;padding:0 20px;color:#222}main{display:grid;grid-template-columns:repeat(auto-fit,minmax(520px,1fr));gap:8px 28px}h1{font-size:22px}h2{font-size:15px;margin:14px 0 4px}svg{width:100%}text{font-size:12px;fill:#444}.grid{stroke:#ddd}.line{fill:none;stroke:#222;stroke-width:2}.corner{fill:#fff;stroke:#222}.best{fill:#d1495b}'
  const body = charts.map(([name, chart]) => `<section><h2>${name}</h2>${chart}</section>`).join('\n')
  return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>${title}</title><style>${style}</style><h1>${title}</h1><main>\n${body}\n</main></html>\n`
}
