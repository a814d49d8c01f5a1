import { matrixFromRows } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { fitScaler } from '../validation/fitScaler.js'
import { liveFold } from '../validation/fold.js'
import { trainingRows } from '../validation/foldRows.js'
import { trainLinear } from './trainLinear.js'
import { trainLogistic } from './trainLogistic.js'

type Rows = {
  readonly X: readonly (readonly number[])[]
  readonly y: readonly number[]
  readonly y3: readonly number[]
  readonly logistic: {
    readonly C: number
    readonly coef: readonly number[]
    readonly intercept: number
    readonly p: readonly number[]
  }
  readonly multinomial: {
    readonly C: number
    readonly coef: readonly (readonly number[])[]
    readonly intercept: readonly number[]
    readonly p: readonly (readonly number[])[]
  }
  readonly ridge: { readonly alpha: number; readonly coef: readonly number[]; readonly intercept: number }
  readonly standard: { readonly mean: readonly number[]; readonly scale: readonly number[] }
  readonly robust: { readonly center: readonly number[]; readonly scale: readonly number[] }
}
const { rows, title } = golden<Rows>('scoring/linear.dev.json')

function near(got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expected.forEach((value, i) => {
    expect(Math.abs(got[i]! - value)).toBeLessThan(tolerance * Math.max(1, Math.abs(value)))
  })
}

describe.skipIf(!rows)(title, () => {
  const { X, y, y3, logistic, multinomial, ridge, standard, robust } = rows ?? ({} as Rows)
  const features = rows === undefined ? matrixFromRows([]) : matrixFromRows(X)
  const first = rows === undefined ? new Float64Array(0) : features.data.subarray(0, 20 * features.cols)
  test('logistic', () => {
    const model = trainLogistic({ features, labels: Float64Array.from(y) }, { strength: logistic.C })
    near(model.coefficients, logistic.coef, 1e-5)
    near(model.intercepts, [logistic.intercept], 1e-5)
    near(model.predict(first), logistic.p.slice(0, 20), 1e-5)
  })
  test('multinomial', () => {
    const model = trainLogistic({ features, labels: Float64Array.from(y3) }, { strength: multinomial.C })
    near(model.coefficients, multinomial.coef.flat(), 1e-5)
    near(model.intercepts, multinomial.intercept, 1e-5)
    near(model.predict(first), multinomial.p.slice(0, 20).flat(), 1e-5)
  })
  test('ridge and scalers', () => {
    const labels = Float64Array.from(y, (one, i) => 2 * X[i]![0]! + one)
    const model = trainLinear({ features, labels }, { ridge: ridge.alpha })
    near(model.coefficients, ridge.coef, 1e-12)
    near(model.intercepts, [ridge.intercept], 1e-12)
    const rows = trainingRows({ features, labels: labels }, liveFold(features.rows))
    const one = fitScaler(rows, 'standard')
    near(one.centre, standard.mean, 1e-12)
    near(one.scale, standard.scale, 1e-12)
    const other = fitScaler(rows, 'robust')
    near(other.centre, robust.center, 1e-12)
    near(other.scale, robust.scale, 1e-12)
  })
})

test('the minimum has no gradient: weights count as repeated rows', () => {
  const set = { features: matrixFromRows([[1], [2], [3], [4], [5]]), labels: Float64Array.of(0, 1, 0, 1, 1) }
  const weighted = trainLogistic({ ...set, weights: Float64Array.of(1, 2, 1, 1, 1) })
  const repeated = trainLogistic({
    features: matrixFromRows([[1], [2], [2], [3], [4], [5]]),
    labels: Float64Array.of(0, 1, 1, 0, 1, 1),
  })
  expect(Math.abs(weighted.coefficients[0]! - repeated.coefficients[0]!)).toBeLessThan(1e-12)
  const p = repeated.predict(Float64Array.of(1, 2, 2, 3, 4, 5))
  const off = p.reduce((sum, one, i) => sum + one - [0, 1, 1, 0, 1, 1][i]!, 0)
  expect(Math.abs(off)).toBeLessThan(1e-12)
})

test('what cannot be learned from is refused', () => {
  const set = {
    features: matrixFromRows([
      [1, 2],
      [2, 4],
      [3, 6],
    ]),
    labels: Float64Array.of(0, 1, 1),
  }
  expect(() => trainLinear(set)).toThrow('depend on each other')
  expect(() =>
    trainLinear({
      ...set,
      features: matrixFromRows([
        [1, Number.NaN],
        [2, 1],
        [3, 1],
      ]),
    }),
  ).toThrow('row 0 column 1')
  expect(() => trainLogistic({ ...set, labels: Float64Array.of(0, 2, 2) })).toThrow('class 1')
  const constant = {
    features: matrixFromRows([
      [1, 2],
      [2, 2],
    ]),
    labels: Float64Array.of(0, 1),
  }
  expect(() => fitScaler(trainingRows(constant, liveFold(2)), 'standard')).toThrow('column 1')
})
