import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  andersonDarlingSamplesTest,
  cramerVonMisesTest,
  energyDistance,
  jeffreysDivergence,
  jsDivergence,
  klDivergence,
  ksTest,
  mannWhitneyTest,
  quantile,
  wassersteinDistance,
} from './index.js'

type Row = {
  readonly reference: readonly number[]
  readonly current: readonly number[]
  readonly bins: number
  readonly eps: number
  readonly edges: readonly number[]
  readonly p_ref: readonly number[]
  readonly p_cur: readonly number[]
  readonly psi: number
  readonly kl_cur_ref: number
  readonly js_divergence_nat: number
  readonly ks: { readonly statistic: number; readonly p_asymp: number; readonly p_exact: number | null }
  readonly wasserstein: number
  readonly energy: number
  readonly mannwhitney: readonly [number, number]
  readonly anderson_ksamp: number
  readonly cramervonmises: readonly [number, number]
}

const drift = golden<{ readonly cases: readonly Row[] }>('scoring/drift.dev.json')

function shares(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0)
  for (const x of values) counts[edges.filter((edge) => x > edge).length]! += 1
  return counts.map((count) => count / values.length)
}

describe.skipIf(!drift.rows)(drift.title, () => {
  test.for((drift.rows?.cases ?? []).map((row, i) => ({ row, i })))('case $i', ({ row }) => {
    const near = (value: number, wanted: number): void => expect(relativeError(value, wanted)).toBeLessThan(1e-10)
    const edges = Array.from({ length: row.bins - 1 }, (_, k) => quantile(row.reference, (k + 1) / row.bins))
    for (const [k, edge] of row.edges.entries()) near(edges[k]!, edge)
    const floored = [row.reference, row.current].map((x) => shares(x, edges).map((p) => Math.max(p, row.eps)))
    const [before, now] = floored as [number[], number[]]
    near(jeffreysDivergence(now, before), row.psi)
    near(klDivergence(now, before), row.kl_cur_ref)
    near(jsDivergence(now, before), row.js_divergence_nat)
    near(wassersteinDistance(row.reference, row.current), row.wasserstein)
    near(energyDistance(row.reference, row.current), row.energy)
    const asymptotic = ksTest(row.reference, row.current, { method: 'asymptotic' })
    near(asymptotic.statistic, row.ks.statistic)
    expect(Math.abs(asymptotic.pValue - row.ks.p_asymp)).toBeLessThan(1e-10)
    expect(relativeError(asymptotic.pValue, row.ks.p_asymp)).toBeLessThan(1e-8)
    if (row.ks.p_exact !== null)
      expect(relativeError(ksTest(row.reference, row.current).pValue, row.ks.p_exact)).toBeLessThan(1e-8)
    const whitney = mannWhitneyTest(row.reference, row.current)
    near(whitney.statistic, row.mannwhitney[0])
    expect(relativeError(whitney.pValue, row.mannwhitney[1])).toBeLessThan(1e-8)
    near(andersonDarlingSamplesTest(row.reference, row.current).statistic, row.anderson_ksamp)
    const cramer = cramerVonMisesTest(row.reference, row.current)
    near(cramer.statistic, row.cramervonmises[0])
    // The reference keeps 5e-9 where the tail is 1e-82: hence absolute.
    expect(Math.abs(cramer.pValue - row.cramervonmises[1])).toBeLessThan(1e-8)
  })
})
