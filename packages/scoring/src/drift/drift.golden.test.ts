import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { featureDrift } from './featureDrift.js'

type Case = {
  readonly reference: number[]
  readonly current: number[]
  readonly bins: number
  readonly eps: number
  readonly edges: number[]
  readonly p_ref: number[]
  readonly p_cur: number[]
  readonly psi: number
  readonly kl_cur_ref: number
  readonly js_divergence_nat: number
  readonly ks: { readonly statistic: number; readonly p_asymp: number; readonly p_exact: number | null }
  readonly wasserstein: number
  readonly energy: number
}
const { rows, title } = golden<{ readonly cases: readonly Case[] }>('scoring/drift.dev.json')

describe.skipIf(!rows)(title, () => {
  test.each((rows?.cases ?? []).map((row, i) => [i, row] as const))('case %i', (_, row) => {
    const { bins, eps: floor } = row
    const ours = featureDrift(Float64Array.from(row.reference), Float64Array.from(row.current), { bins, floor })
    row.edges.forEach((edge, k) => {
      expect(Math.abs(ours.edges[k]! - edge)).toBeLessThan(1e-12 * Math.max(1, Math.abs(edge)))
    })
    row.p_ref.forEach((share, k) => {
      expect(Math.max(ours.referenceShares[k]!, floor)).toBeCloseTo(share, 12)
    })
    row.p_cur.forEach((share, k) => {
      expect(Math.max(ours.currentShares[k]!, floor)).toBeCloseTo(share, 12)
    })
    for (const [name, value, theirs] of [
      ['psi', ours.psi, row.psi],
      ['kl', ours.kl, row.kl_cur_ref],
      ['js', ours.js, row.js_divergence_nat],
      ['ks', ours.ks.statistic, row.ks.statistic],
      ['wasserstein', ours.wasserstein, row.wasserstein],
      ['energy', ours.energy, row.energy],
    ] as const)
      expect(Math.min(Math.abs(value - theirs), relativeError(value, theirs)), name).toBeLessThan(1e-10)
    const { p_exact } = row.ks
    if (p_exact !== null) expect(Math.abs(ours.ks.pValue - p_exact)).toBeLessThan(1e-8)
  })
})
