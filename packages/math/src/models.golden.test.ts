import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { seriesOf } from './fixtures/optrisk.js'
import {
  createRng,
  fitGarch,
  fitHmm,
  type Garch,
  garchForecast,
  garchVariances,
  type Hmm,
  type Matrix,
  matrixFromRows,
  meanOf,
  smoothHmm,
  stationaryDistribution,
  transpose,
  viterbiPath,
} from './index.js'

type Source = { readonly dataset: string; readonly series: string; readonly weights: readonly number[] | null }
type GarchRow = Source & {
  readonly id: string
  readonly params: Garch
  readonly logLik: number
  readonly interiorOptimum: boolean
  readonly stdErrorsHessian: readonly number[] | null
  readonly nextVariance: number
  readonly variances: readonly number[]
  readonly forecast10: readonly number[]
  readonly fixedParams: Garch & { readonly logLik: number }
}
type HmmRow = Source & {
  readonly id: string
  readonly K: number
  readonly bestKnownLogLik?: number
  readonly fixed: {
    readonly P: readonly (readonly number[])[]
    readonly mu: readonly number[]
    readonly sigma: readonly number[]
    readonly pi0: readonly number[]
    readonly logLik: number
    readonly filtered: readonly (readonly number[])[]
    readonly smoothed: readonly (readonly number[])[]
    readonly viterbi: readonly number[]
    readonly viterbiLogProb: number
  }
  readonly emFit: { readonly logLik: number } | null
}

function apart(a: ArrayLike<number>, rows: readonly (readonly number[])[] | readonly number[]): number {
  return Math.max(...(rows.flat() as number[]).map((x, i) => Math.abs(x - a[i]!)))
}

const garch = golden<{ readonly cases: readonly GarchRow[] }>('optrisk/garch_fhs.dev.json')

describe.skipIf(!garch.rows)(garch.title, () => {
  test.for(garch.rows?.cases ?? [])('$id', (row) => {
    const r = seriesOf(row)
    const mean = meanOf(r)
    const y = r.map((x) => 100 * (x - mean))
    const given = garchVariances(row.params, y)
    expect(Math.abs(given.logLikelihood - row.logLik)).toBeLessThan(1e-8)
    for (const [t, h] of row.variances.entries()) expect(relativeError(given.variances[t]!, h)).toBeLessThan(1e-10)
    expect(relativeError(given.next, row.nextVariance)).toBeLessThan(1e-10)
    const ahead = garchForecast(row.params, given.next, 10)
    for (const [k, h] of row.forecast10.entries()) expect(relativeError(ahead[k]!, h)).toBeLessThan(1e-10)
    const { logLik, ...fixed } = row.fixedParams
    expect(Math.abs(garchVariances(fixed, y).logLikelihood - logLik)).toBeLessThan(1e-8)

    const fit = fitGarch(r.map((x) => 100 * x))
    expect(fit.logLikelihood).toBeGreaterThan(row.logLik - 1e-8)
    if (!row.interiorOptimum) return
    expect(fit.status).toBe('converged')
    for (const name of ['omega', 'alpha', 'beta'] as const)
      expect(relativeError(fit[name], row.params[name])).toBeLessThan(1e-5)
    for (const [i, name] of (['omega', 'alpha', 'beta'] as const).entries())
      expect(relativeError(fit.standardErrors[name], row.stdErrorsHessian![i]!)).toBeLessThan(1e-5)
  })
})

const regimes = golden<{ readonly cases: readonly HmmRow[] }>('optrisk/hmm.dev.json')

describe.skipIf(!regimes.rows)(regimes.title, () => {
  test.for(regimes.rows?.cases ?? [])('$id', (row) => {
    const values = seriesOf(row).map((x) => 100 * x)
    const { fixed } = row
    const transition = matrixFromRows(fixed.P)
    const initial = stationaryDistribution(transition)
    expect(apart(initial, fixed.pi0)).toBeLessThan(1e-12)
    const model: Hmm = {
      means: Float64Array.from(fixed.mu),
      deviations: Float64Array.from(fixed.sigma),
      transition,
      initial,
    }
    const smooth = smoothHmm(model, values)
    expect(Math.abs(smooth.logLikelihood - fixed.logLik)).toBeLessThan(1e-10 * Math.abs(fixed.logLik))
    expect(apart(smooth.filtered.data, fixed.filtered)).toBeLessThan(1e-10)
    expect(apart(smooth.smoothed.data, fixed.smoothed)).toBeLessThan(1e-10)
    const path = viterbiPath(model, values)
    expect(Array.from(path.states)).toEqual(fixed.viterbi)
    expect(Math.abs(path.logProbability - fixed.viterbiLogProb)).toBeLessThan(1e-9)
    const fit = fitHmm(values, { states: row.K, rng: createRng('fit') })
    if (fit.status === 'degenerate') expect(row.emFit).toBe(null)
    else
      expect(fit.logLikelihood).toBeGreaterThan(Math.max(row.emFit?.logLik ?? -1e9, row.bestKnownLogLik ?? -1e9) - 1e-4)
  })
})

type ScoringRow = {
  readonly k: number
  readonly params: readonly number[]
  readonly transition: readonly (readonly number[])[]
  readonly loglik: number
  readonly filtered: readonly (readonly number[])[]
  readonly smoothed: readonly (readonly number[])[]
  readonly predicted: readonly (readonly number[])[]
  readonly fit?: { readonly loglik: number }
}
const switching = golden<{ readonly returns: readonly number[]; readonly cases: readonly ScoringRow[] }>(
  'scoring/hmm.dev.json',
)

describe.skipIf(!switching.rows)(switching.title, () => {
  test.for(switching.rows?.cases ?? [])('k = $k', (row) => {
    const values = Float64Array.from(switching.rows!.returns)
    const transition: Matrix = transpose(matrixFromRows(row.transition)) // these rows say [to][from]
    const model: Hmm = {
      means: Float64Array.from(row.params.slice(-2 * row.k, -row.k)),
      deviations: Float64Array.from(row.params.slice(-row.k), Math.sqrt),
      transition,
      initial: stationaryDistribution(transition),
    }
    const smooth = smoothHmm(model, values)
    expect(Math.abs(smooth.logLikelihood - row.loglik)).toBeLessThan(1e-8)
    expect(apart(smooth.filtered.data, row.filtered)).toBeLessThan(1e-10)
    expect(apart(smooth.predicted.data, row.predicted)).toBeLessThan(1e-10)
    expect(apart(smooth.smoothed.data, row.smoothed)).toBeLessThan(1e-10)
    const fit = fitHmm(values, { states: row.k, rng: createRng('fit') })
    expect(fit.status).toBe('converged')
    if (row.fit !== undefined && fit.status !== 'degenerate')
      expect(fit.logLikelihood).toBeGreaterThan(row.fit.loglik - 1e-4)
  })
})
