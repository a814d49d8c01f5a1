// What views do to weights: the market's own portfolio, one view at a time, and a scenario view by entropy pooling.
import { deepEqual, ok } from 'node:assert/strict'
import { type Matrix, matrixFromRows } from '@bourse/math'
import {
  blackLitterman,
  entropyPooling,
  optimizeWeights,
  type StatedView,
  scenarioMoments,
  viewsOf,
} from '@bourse/optimizer'

const assets = ['US shares', 'EU shares', 'bonds', 'gold', 'bitcoin']
const market = Float64Array.of(0.45, 0.2, 0.25, 0.07, 0.03)
const volatility = [0.16, 0.18, 0.06, 0.15, 0.6]
const correlation = [
  [1, 0.8, 0.1, 0.05, 0.35],
  [0.8, 1, 0.1, 0.1, 0.3],
  [0.1, 0.1, 1, 0.25, 0],
  [0.05, 0.1, 0.25, 1, 0.1],
  [0.35, 0.3, 0, 0.1, 1],
]
const covariance = matrixFromRows(
  correlation.map((row, i) => row.map((rho, j) => rho * volatility[i]! * volatility[j]!)),
)
const aversion = 3

// Best weights for somebody with the market's aversion to variance: without views they are the market itself.
function weightsOf(expected: Float64Array, risk: Matrix): readonly number[] {
  const objective = { maximize: 'utility', aversion } as const
  const best = optimizeWeights({ assets, expected, covariance: risk, objective })
  ok(best.status === 'optimal', best.status)
  return assets.map(best.weightOf)
}

function weightsWith(stated: readonly StatedView[]): readonly number[] {
  const { expected } = blackLitterman({ covariance, market, aversion }, viewsOf(assets, stated))
  return weightsOf(expected, covariance)
}

const overEurope: StatedView = { asset: 'US shares', over: 'EU shares', expected: 0.04, confidence: 0.3 }
const sureOverEurope: StatedView = { ...overEurope, confidence: 0.9 }
const gold: StatedView = { asset: 'gold', expected: 0.03, confidence: 0.5 }

const steps: readonly (readonly [string, readonly number[]])[] = [
  ['the market', weightsWith([])],
  ['US beats EU by 4 %, 30 % sure', weightsWith([overEurope])],
  ['the same, 90 % sure', weightsWith([sureOverEurope])],
  ['and gold earns 3 %, 50 % sure', weightsWith([sureOverEurope, gold])],
  ['bitcoin earns at least 15 %', pooledWeights()],
]

// Scenarios that have the moments above on the whole; a one-sided view shifts their probabilities as little as it can.
function pooledWeights(): readonly number[] {
  const equilibrium = blackLitterman({ covariance, market, aversion }, viewsOf(assets, [])).equilibrium
  const rows: number[][] = []
  for (let k = 0; k < assets.length; k++)
    for (const side of [-1, 1]) rows.push(columnOfRoot(k).map((x, i) => equilibrium[i]! + side * x))
  const scenarios = matrixFromRows(rows)
  const bitcoin = Float64Array.from(rows, (row) => row[4]!)
  const pool = entropyPooling(new Float64Array(rows.length).fill(1), [{ label: 'bitcoin', values: bitcoin, min: 0.15 }])
  ok(pool.ok)
  const { expected } = scenarioMoments(scenarios, pool.value.probabilities)
  return weightsOf(expected, covariance)
}

// Column k of the lower triangular root of the covariance, times the square root of the number of assets.
function columnOfRoot(k: number): number[] {
  const root = assets.map(() => new Array<number>(assets.length).fill(0))
  for (let i = 0; i < assets.length; i++)
    for (let j = 0; j <= i; j++) {
      let s = covariance.data[i * assets.length + j]!
      for (let p = 0; p < j; p++) s -= root[i]![p]! * root[j]![p]!
      root[i]![j] = i === j ? Math.sqrt(s) : s / root[j]![j]!
    }
  return root.map((row) => row[k]! * Math.sqrt(assets.length))
}

const percent = (w: number): string => `${(100 * w).toFixed(1)} %`.padStart(9)
console.log(`${''.padEnd(33)}${assets.map((asset) => asset.padStart(11)).join('')}`)
for (const [name, weights] of steps)
  console.log(`${name.padEnd(33)}${weights.map((w) => percent(w).padStart(11)).join('')}`)

const rounded = (row: number): readonly number[] => steps[row]![1].map((w) => Math.round(1000 * w) / 10)
deepEqual(rounded(0), [45, 20, 25, 7, 3])
for (const [, weights] of steps) ok(Math.abs(weights.reduce((s, w) => s + w, 0) - 1) < 1e-12)
