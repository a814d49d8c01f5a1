import { createRng } from '@bourse/math'
import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest'
import { expect, test } from 'vitest'
import { mlForestModel } from './forest.js'

const rng = createRng('ml')
const rows = Array.from({ length: 80 }, () => [rng.normal(), rng.normal()])
const settings = { seed: 1, nEstimators: 10, maxFeatures: 2, replacement: true, noOOB: true }

test('a classifier answers probabilities, a regression numbers, both its own', () => {
  const classifier = new RandomForestClassifier(settings)
  classifier.train(
    rows,
    rows.map(([x]) => (x! > 0 ? 1 : 0)),
  )
  const model = mlForestModel(classifier, 2)
  expect([...model.predict(Float64Array.from(rows.flat()))]).toEqual(classifier.predictProbability(rows, 1))
  const [above, below] = model.predict(Float64Array.of(2, 0, -2, 0))
  expect(above! > below!).toBe(true)
  const regression = new RandomForestRegression({ ...settings, selectionMethod: 'mean' })
  regression.train(
    rows,
    rows.map(([x]) => 3 * x!),
  )
  const other = mlForestModel(regression, 2)
  expect([...other.predict(Float64Array.from(rows.flat()), new Float64Array(80))]).toEqual(regression.predict(rows))
  expect(other.hash).not.toBe(model.hash)
  expect(() => model.predict(new Float64Array(3))).toThrow('multiple of 2')
})
