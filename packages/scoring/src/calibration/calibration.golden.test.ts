import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { liveFold } from '../validation/fold.js'
import { type TrainingRows, trainingRows } from '../validation/foldRows.js'
import { fitIsotonic } from './fitIsotonic.js'
import { fitPlatt } from './fitPlatt.js'

type Case = {
  readonly score: number[]
  readonly y: number[]
  readonly weights: number[] | null
  readonly platt: { readonly a: number; readonly b: number; readonly query: number[]; readonly p: number[] }
  readonly isotonic: { readonly x: number[]; readonly y: number[]; readonly query: number[]; readonly p: number[] }
}
const { rows, title } = golden<{ readonly cases: readonly Case[] }>('scoring/calibration.dev.json')
const rowsOf = ({ score, y, weights }: Case): TrainingRows =>
  trainingRows(
    {
      features: { rows: y.length, cols: 1, data: Float64Array.from(score) },
      labels: Float64Array.from(y),
      ...(weights && { weights: Float64Array.from(weights) }),
    },
    liveFold(y.length),
  )

describe.skipIf(!rows)(title, () => {
  test.each((rows?.cases ?? []).map((row, i) => [i, row] as const))('case %i', (_, row) => {
    const platt = fitPlatt(rowsOf(row))
    expect(Math.abs(platt.figures['a']![0]! - row.platt.a)).toBeLessThan(1e-4)
    expect(Math.abs(platt.figures['b']![0]! - row.platt.b)).toBeLessThan(1e-4)
    platt.calibrate(Float64Array.from(row.platt.query)).forEach((p, i) => {
      expect(Math.abs(p - row.platt.p[i]!)).toBeLessThan(1e-4)
    })
    const isotonic = fitIsotonic(rowsOf(row))
    expect(isotonic.figures['x']).toEqual(row.isotonic.x)
    row.isotonic.y.forEach((y, i) => {
      expect(Math.abs(isotonic.figures['y']![i]! - y)).toBeLessThan(1e-12)
    })
    isotonic.calibrate(Float64Array.from(row.isotonic.query)).forEach((p, i) => {
      expect(Math.abs(p - row.isotonic.p[i]!)).toBeLessThan(1e-12)
    })
  })
})
