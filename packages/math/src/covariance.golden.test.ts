import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { observationsOf } from './fixtures/optrisk.js'
import {
  correlation,
  covariance,
  denoisedCovariance,
  eigenSymmetric,
  ewmaCovariance,
  gerberCovariance,
  kendall,
  ledoitWolf,
  type Matrix,
  marchenkoPasturEdge,
  oas,
  semicovariance,
  shrunkCovariance,
  spearman,
} from './index.js'

type Row = {
  readonly dataset: string
  readonly method: string
  readonly params?: { readonly demean?: boolean; readonly [name: string]: number | string | boolean | undefined }
  readonly cov?: readonly (readonly number[])[]
  readonly shrinkage?: number
  readonly nFactors?: number
  readonly sigma2?: number
  readonly lambdaMax?: number
  readonly eigenvalues?: readonly number[]
  readonly kendall01?: number
  readonly spearman?: readonly (readonly number[])[]
}
type Answer = {
  readonly covariance: Matrix
  readonly shrinkage?: number
  readonly factors?: number
  readonly lambdaMax?: number
  readonly eigenvalues?: Float64Array
}

const cov = golden<{ readonly cases: readonly Row[] }>('optrisk/cov.dev.json')

function estimate(x: Matrix, { method, params = {} }: Row): Answer {
  const number = (name: string): number => params[name] as number
  switch (method) {
    case 'sample':
      return { covariance: covariance(x, { ddof: number('ddof') as 0 | 1 }) }
    case 'semicov':
      return { covariance: semicovariance(x, number('benchmark')) }
    case 'ewma_normalised':
      return {
        covariance: ewmaCovariance(x, { lambda: number('lambda') }, { mean: params.demean ? 'weighted' : 'zero' }),
      }
    case 'riskmetrics_recursive':
      return { covariance: ewmaCovariance(x, { lambda: number('lambda') }, { start: 'first' }) }
    case 'pandas_ewm_bias_corrected':
      return { covariance: ewmaCovariance(x, { span: number('span') }, { mean: 'weighted', unbiased: true }) }
    case 'ledoit_wolf_identity':
      return ledoitWolf(x)
    case 'ledoit_wolf_constant_correlation':
      return ledoitWolf(x, { target: 'constant-correlation' })
    case 'ledoit_wolf_single_index':
      return ledoitWolf(x, { target: 'single-index' })
    case 'oas':
    case 'oas_1_3':
      return oas(x)
    case 'shrunk_fixed':
      return { covariance: shrunkCovariance(x, number('shrinkage')) }
    case 'denoise_mp_constant':
      return denoisedCovariance(x)
    case 'gerber_form1':
      return { covariance: gerberCovariance(x, { threshold: number('c') }) }
    default:
      throw new Error(`no estimator for ${method}`)
  }
}

/** Largest difference relative to the largest entry of the reference. */
function apart(a: Matrix, rows: readonly (readonly number[])[]): number {
  const wanted = rows.flat()
  const scale = Math.max(...wanted.map(Math.abs))
  return Math.max(...wanted.map((x, i) => Math.abs(x - a.data[i]!))) / scale
}

describe.skipIf(!cov.rows)(cov.title, () => {
  const rows = (cov.rows?.cases ?? []).filter((row) => row.method !== 'expected_returns')
  test.for(
    rows.map((row, i) => ({ row, title: `${i} ${row.dataset} ${row.method} ${JSON.stringify(row.params ?? {})}` })),
  )('$title', ({ row }) => {
    const x = observationsOf(row.dataset)
    if (row.method === 'mp_edge_iterative') {
      const edge = marchenkoPasturEdge(eigenSymmetric(correlation(x)).values, x.rows, 'fitted')
      expect(edge.factors).toBe(row.nFactors)
      expect(Math.abs(edge.variance / row.sigma2! - 1)).toBeLessThan(1e-10)
      expect(Math.abs(edge.lambdaMax / row.lambdaMax! - 1)).toBeLessThan(1e-10)
      return
    }
    if (row.method === 'rank_correlation') {
      const column = (j: number): Float64Array =>
        Float64Array.from({ length: x.rows }, (_, t) => x.data[t * x.cols + j]!)
      expect(Math.abs(kendall(column(0), column(1)) - row.kendall01!)).toBeLessThan(1e-12)
      for (let i = 0; i < x.cols; i++)
        for (let j = 0; j < x.cols; j++)
          expect(Math.abs(spearman(column(i), column(j)) - row.spearman![i]![j]!)).toBeLessThan(1e-12)
      return
    }
    const answer = estimate(x, row)
    expect(apart(answer.covariance, row.cov!)).toBeLessThan(1e-10)
    if (row.shrinkage !== undefined) expect(Math.abs(answer.shrinkage! - row.shrinkage)).toBeLessThan(1e-10)
    if (row.nFactors !== undefined) expect(answer.factors).toBe(row.nFactors)
    for (const [k, value] of (row.eigenvalues ?? []).entries())
      expect(Math.abs(answer.eigenvalues![k]! - value)).toBeLessThan(1e-10)
  })
})
