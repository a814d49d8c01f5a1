import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { loadXgboost } from './loadXgboost.js'

type Row = {
  readonly name: string
  readonly model: unknown
  readonly X: readonly (readonly (number | null)[])[]
  readonly margin: readonly (number | readonly number[])[]
  readonly pred: readonly (number | readonly number[])[]
  readonly leaf?: readonly (readonly number[])[]
  readonly gain?: { readonly [feature: string]: number }
  readonly contribs?: readonly (readonly number[] | readonly (readonly number[])[])[]
}
const { rows, title } = golden<{ readonly models: readonly Row[] }>('scoring/xgboost.dev.json')
const listOf = (x: number | readonly number[]): readonly number[] => (typeof x === 'number' ? [x] : x)

describe.skipIf(!rows)(title, () => {
  test.each((rows?.models ?? []).map((row) => [row.name, row] as const))('%s', (name, row) => {
    const model = loadXgboost(JSON.stringify(row.model))
    const features = Float64Array.from(row.X.flat(), (x) => x ?? Number.NaN)
    const margins = model.margins(features)
    const predicted = model.predict(features)
    row.X.forEach((_, i) => {
      listOf(row.margin[i]!).forEach((margin, k) => {
        const ours = margins[i * model.outputs + k]!
        if (name === 'gblinear') expect(Math.abs(ours - margin)).toBeLessThanOrEqual(2.4e-7)
        else expect(ours, `row ${i} output ${k}`).toBe(Math.fround(margin))
      })
      listOf(row.pred[i]!).forEach((pred, k) => {
        const each = predicted.length / row.X.length
        expect(relativeError(predicted[i * each + k]!, pred), `row ${i}`).toBeLessThan(
          name === 'gblinear' ? 1e-5 : 4 * 2 ** -23,
        )
      })
      const one = features.subarray(i * model.columns, (i + 1) * model.columns)
      if (row.leaf !== undefined) expect([...model.leaves(one)]).toEqual(row.leaf[i])
      const contributions = row.contribs?.[i]
      if (contributions === undefined) return
      const shap = model.shap(one)
      for (const [k, value] of contributions.flat().entries())
        expect(Math.abs(shap[k]! - value), `row ${i} place ${k}`).toBeLessThan(1e-4)
      for (let k = 0; k < model.outputs; k++) {
        const part = shap.subarray(k * (model.columns + 1), (k + 1) * (model.columns + 1))
        expect(part.reduce((sum, x) => sum + x, 0)).toBeCloseTo(margins[i * model.outputs + k]!, 4)
      }
    })
    if (row.gain === undefined) return
    const { gain, splits } = model.importance()
    for (const [feature, mean] of Object.entries(row.gain)) {
      const j = Number(feature.slice(1))
      expect(relativeError(gain[j]! / splits[j]!, mean)).toBeLessThan(1e-4)
    }
  })
})
