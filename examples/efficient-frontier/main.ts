// The efficient frontier of eight assets as a page with three pictures (examples/out/efficient-frontier.html) and a
// table: what to hold for each return, and who carries the risk. The estimates are invented round numbers.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cornerPortfolios, efficientFrontier, explainSolution, optimizeWeights, riskSharesOf } from '@bourse/optimizer'
import { areaChart, frontierChart, page, type Point, sharesChart } from './draw.js'

const assets = ['US', 'World', 'Bonds', 'Credit', 'Gold', 'Oil', 'Estate', 'Bitcoin']
const expected = Float64Array.of(0.065, 0.07, 0.035, 0.045, 0.04, 0.05, 0.06, 0.16)
const deviation = [0.16, 0.18, 0.07, 0.08, 0.15, 0.32, 0.19, 0.6]
// Correlations below the diagonal, line by line.
const correlation = [
  [],
  [0.8],
  [-0.1, -0.15],
  [0.5, 0.55, 0.3],
  [0.05, 0.15, 0.25, 0.2],
  [0.3, 0.35, -0.2, 0.25, 0.15],
  [0.65, 0.6, 0.1, 0.5, 0.1, 0.2],
  [0.3, 0.3, -0.05, 0.2, 0.1, 0.15, 0.2],
]
const n = assets.length
const data = new Float64Array(n * n)
for (let i = 0; i < n; i++)
  for (let j = 0; j <= i; j++) {
    const rho = i === j ? 1 : correlation[i]![j]!
    data[i * n + j] = data[j * n + i] = rho * deviation[i]! * deviation[j]!
  }
const covariance = { rows: n, cols: n, data }
const constraints = [
  { each: true, min: 0, max: 0.4 },
  { group: 'alternatives', max: 0.25 },
] as const
const groups = { alternatives: ['Gold', 'Oil', 'Bitcoin'] }
const problem = { assets, covariance, expected, constraints, groups }

const returnOf = (w: Float64Array): number => w.reduce((s, v, i) => s + v * expected[i]!, 0)
const points = efficientFrontier(problem, 60).flatMap((s): Point[] =>
  s.status === 'optimal' ? [{ risk: Math.sqrt(s.objective), gain: returnOf(s.weights), weights: s.weights }] : [],
)
const line = cornerPortfolios(problem)
const best = optimizeWeights({ ...problem, objective: { maximize: 'sharpe', rate: 0.025 } })
assert.ok(line.status === 'optimal' && best.status === 'optimal')
const corners = line.corners.map(({ variance, expected: gain, weights }) => ({
  risk: Math.sqrt(variance),
  gain,
  weights,
}))
const tangent = {
  gain: returnOf(best.weights),
  risk: (returnOf(best.weights) - 0.025) / best.objective,
  weights: best.weights,
}
const singles = assets.map((name, i) => ({ name, risk: deviation[i]!, gain: expected[i]! }))

const percent = (v: number): string => (100 * v).toFixed(1)
console.log(`return  risk  ${assets.map((a) => a.padStart(8)).join('')}`)
for (const { gain, risk, weights } of corners)
  console.log(
    `${percent(gain).padStart(6)}${percent(risk).padStart(6)}  ${[...weights].map((w) => percent(w).padStart(8)).join('')}`,
  )
console.log(`\nbest ratio of return above 2.5 % to risk: ${best.objective.toFixed(4)}\n${explainSolution(best)}`)

const shares = points.map((p) => riskSharesOf(p.weights, covariance))
const html = page('Efficient frontier', [
  ['Return against risk, % per year', frontierChart(points, corners, singles, tangent)],
  ['What to hold, from least risk to most return', areaChart(points, assets)],
  [
    'Who carries the risk',
    areaChart(
      points.map((p, k) => ({ ...p, weights: shares[k]! })),
      assets,
    ),
  ],
  [
    'The best ratio: weight and share of risk',
    sharesChart(assets, tangent.weights, riskSharesOf(tangent.weights, covariance)),
  ],
])
const out = join(dirname(fileURLToPath(import.meta.url)), '..', 'out', 'efficient-frontier.html')
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, html)
console.log(`\nwritten: examples/out/efficient-frontier.html, ${(html.length / 1024).toFixed(0)} kB`)

assert.equal(points.length, 60)
assert.ok(points.every((p) => Math.abs(p.weights.reduce((s, w) => s + w, 0) - 1) <= 1e-12))
assert.equal(
  best.weights.reduce((s, w, i) => s + (groups.alternatives.includes(assets[i]!) ? w : 0), 0) <= 0.25 + 1e-12,
  true,
)
assert.equal(corners.length, 13)
assert.equal(best.objective.toFixed(6), '0.354071')
