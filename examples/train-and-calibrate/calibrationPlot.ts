import type { CalibrationCurve } from '@bourse/scoring'

/** A reliability diagram as one HTML page without outside parts: forecast across, what happened up, one colour a model. */
export function calibrationPlot(curves: { readonly [model: string]: CalibrationCurve }): string {
  const [size, edge] = [420, 48]
  const place = (share: number): string => (edge + share * size).toFixed(1)
  const height = (share: number): string => (edge + (1 - share) * size).toFixed(1)
  const colours = ['#c0392b', '#1f6feb', '#1a7f37']
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    .map(
      (t) => `<line x1="${place(t)}" y1="${height(0)}" x2="${place(t)}" y2="${height(1)}" stroke="#eee"/>
<line x1="${place(0)}" y1="${height(t)}" x2="${place(1)}" y2="${height(t)}" stroke="#eee"/>
<text x="${place(t)}" y="${Number(height(0)) + 18}" text-anchor="middle">${t * 100} %</text>
<text x="${Number(place(0)) - 6}" y="${Number(height(t)) + 4}" text-anchor="end">${t * 100}</text>`,
    )
    .join('\n')
  const lines = Object.entries(curves).map(([model, { predicted, observed, count }], k) => {
    const colour = colours[k % colours.length]!
    const points = Array.from(predicted, (p, i) => `${place(p)},${height(observed[i]!)}`)
    const dots = points.map((at, i) => {
      const [x, y] = at.split(',')
      return `<circle cx="${x}" cy="${y}" r="4" fill="${colour}"><title>${model}: ${count[i]} rows</title></circle>`
    })
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>
${dots.join('')}
<text x="${edge + 14}" y="${edge + 22 + 20 * k}" fill="${colour}">${model}</text>`
  })
  const whole = size + 2 * edge
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Calibration</title></head>
<body style="font: 14px system-ui, sans-serif; margin: 24px">
<h1 style="font-size: 18px">What happened where the model said so</h1>
<svg width="${whole}" height="${whole}" font-size="12" role="img" aria-label="calibration plot">
${ticks}
<line x1="${place(0)}" y1="${height(0)}" x2="${place(1)}" y2="${height(1)}" stroke="#999" stroke-dasharray="5 4"/>
${lines.join('\n')}
<text x="${whole / 2}" y="${whole - 6}" text-anchor="middle">forecast; on the dashed line it can be believed</text>
</svg>
</body></html>
`
}
