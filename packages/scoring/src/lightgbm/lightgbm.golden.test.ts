import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { loadLightgbm } from './loadLightgbm.js'

type Row = {
  readonly name: string
  readonly model: string
  readonly X: readonly (readonly (number | null)[])[]
  readonly raw: readonly (number | readonly number[])[]
  readonly pred: readonly (number | readonly number[])[]
  readonly leaf: readonly (readonly number[])[]
  readonly gain: readonly number[]
  readonly contribs?: readonly (readonly number[])[] | null
}
const { rows, title } = golden<{ readonly models: readonly Row[] }>('scoring/lightgbm.dev.json')
const listOf = (x: number | readonly number[]): readonly number[] => (typeof x === 'number' ? [x] : x)

describe.skipIf(!rows)(title, () => {
  test.each((rows?.models ?? []).map((row) => [row.name, row] as const))('%s', (_name, row) => {
    const model = loadLightgbm(row.model)
    const features = Float64Array.from(row.X.flat(), (x) => x ?? Number.NaN)
    const margins = model.margins(features)
    const predicted = model.predict(features)
    row.X.forEach((_, i) => {
      for (const [k, raw] of listOf(row.raw[i]!).entries()) expect(margins[i * model.outputs + k], `row ${i}`).toBe(raw)
      for (const [k, pred] of listOf(row.pred[i]!).entries())
        expect(relativeError(predicted[i * model.outputs + k]!, pred), `row ${i}`).toBeLessThan(1e-14)
      const one = features.subarray(i * model.columns, (i + 1) * model.columns)
      expect([...model.leaves(one)]).toEqual(row.leaf[i])
      const contributions = row.contribs?.[i]
      if (contributions === undefined) return
      const shap = model.shap(one)
      for (const [k, value] of contributions.entries())
        expect(Math.abs(shap[k]! - value), `row ${i} place ${k}`).toBeLessThan(1e-9)
    })
    // the file writes gains with six digits
    const { gain } = model.importance()
    for (const [j, total] of row.gain.entries()) expect(relativeError(gain[j]!, total)).toBeLessThan(1e-6)
  })
})
