import { createRng, matrixFromRows } from '@bourse/math'
import { expect, test } from 'vitest'
import { liveFold } from '../validation/fold.js'
import { trainingRows } from '../validation/foldRows.js'
import { featureDrift } from './featureDrift.js'
import { importanceShift } from './importanceShift.js'
import { scoreDecay } from './scoreDecay.js'
import { trainingRange } from './trainingRange.js'

const rng = createRng('drift')
const normal = (n: number, mean: number): Float64Array => Float64Array.from({ length: n }, () => mean + rng.normal())

test('missing values are counted, not compared', () => {
  const drift = featureDrift(Float64Array.of(1, 2, Number.NaN, 3), Float64Array.of(1, 2, 3, 3), { bins: 2 })
  expect(drift.missing).toEqual([0.25, 0])
  expect(() => featureDrift(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow(/reference is "?without a number/)
  expect(() => featureDrift(Float64Array.of(1, Infinity), Float64Array.of(1))).toThrow(/reference/)
})

test('the usual rule tells a feature at home from one that moved', () => {
  expect(featureDrift(normal(2000, 0), normal(2000, 0)).psi).toBeLessThan(0.1)
  expect(featureDrift(normal(2000, 0), normal(2000, 1)).psi).toBeGreaterThan(0.25)
})

test('importance above a fifth has shifted', () => {
  expect(importanceShift(Float64Array.of(5, 5), Float64Array.of(7, 3)).shifted).toBe(false)
  expect(importanceShift(Float64Array.of(5, 5), Float64Array.of(72, 28)).shifted).toBe(true)
  expect(() => importanceShift(Float64Array.of(1, -1), Float64Array.of(1, 1))).toThrow(/before\[1\] is -1/)
})

test('decay wants both size and certainty', () => {
  const losses = (n: number, scale: number): Float64Array => Float64Array.from({ length: n }, () => scale * rng.next())
  expect(scoreDecay(losses(400, 1), losses(400, 1)).decayed).toBe(false)
  expect(scoreDecay(losses(400, 1), losses(400, 1.5)).decayed).toBe(true)
  expect(scoreDecay(losses(400, 1.5), losses(400, 1)).decayed).toBe(false)
})

test('a feature never seen is outside as soon as it is there', () => {
  const set = {
    features: matrixFromRows([
      [1, Number.NaN],
      [2, Number.NaN],
    ]),
    labels: Float64Array.of(0, 1),
  }
  const range = trainingRange(trainingRows(set, liveFold(2)))
  expect([
    ...range.outside(
      matrixFromRows([
        [1, 5],
        [3, 5],
        [Number.NaN, Number.NaN],
        [1, Number.NaN],
      ]),
    ),
  ]).toEqual([0.5, 1, Number.NaN, 0])
})
