import { createRng, matrixOf } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import { trainLogistic } from '../linear/trainLogistic.js'
import { chooseModel, retrainSchedule, ruleModel } from './chooseModel.js'
import { accuracyWeights, averageModels, stackModels } from './ensembleModel.js'

const yes = ruleModel('yes', 2, () => 0.8)
const no = ruleModel('no', 2, () => 0.4)

test('the mean, its agreement and its confidence', () => {
  const both = averageModels([yes, no], [3, 1])
  expect(both.predict(new Float64Array(4))).toEqual(both.predict(new Float64Array(4)))
  const { probability, agreement, confidence } = both.judge(new Float64Array(2))
  expect(probability).toBeCloseTo(0.7, 15)
  expect(agreement).toBe(0.75)
  expect(confidence).toBeCloseTo(0.4 * 0.75, 15)
  expect(averageModels([yes, yes]).judge(new Float64Array(2)).agreement).toBe(1)
  expect(() => averageModels([yes, ruleModel('other', 3, () => 0)])).toThrow('columns of other')
  expect(() => averageModels([yes, no], [1])).toThrow('weights')
  expect(() => averageModels([])).toThrow('models')
})

test('weights by accuracy', () => {
  expect([...accuracyWeights([0.4, 0.5])]).toEqual([0.5, 0.5])
  expect([...accuracyWeights([0.5, 0.9])]).toEqual([0, 1])
  expect(() => accuracyWeights([1.2])).toThrow('accuracies[0]')
})

test('a stack learns which model to believe', () => {
  const rng = createRng('stack')
  const columns = [0, 1].map(() => Float64Array.from({ length: 600 }, () => rng.normal()))
  const labels = columns[0]!.map((x) => (x + 0.3 * rng.normal() > 0 ? 1 : 0))
  const set = { features: matrixOf(columns), labels }
  const knows = ruleModel('knows', 2, ([x]) => 1 / (1 + Math.exp(-x!)))
  const guesses = ruleModel('guesses', 2, ([, x]) => 1 / (1 + Math.exp(-x!)))
  const stack = stackModels([knows, guesses], set)
  const hits = (model: { predict(x: Float64Array): Float64Array }): number =>
    model.predict(set.features.data).reduce((sum, p, i) => sum + (p > 0.5 === (labels[i] === 1) ? 1 : 0), 0)
  expect(hits(stack)).toBeGreaterThan(hits(averageModels([knows, guesses])) + 50)
  const direct = trainLogistic(set)
  expect(Math.abs(direct.predict(Float64Array.of(1, 0))[0]! - stack.predict(Float64Array.of(1, 0))[0]!)).toBeLessThan(
    1e-6,
  )
})

describe('who answers', () => {
  const day = 86_400_000
  test('the rule where the model is missing, stale, drifting or failed', () => {
    const good = { model: yes, trainedAt: 0, schedule: retrainSchedule('always'), drift: 0.1, usable: true }
    expect(chooseModel(good, no, day)).toEqual({ model: yes, source: 'model', reason: 'sound' })
    expect(chooseModel(good, no, 2 * day + 1).reason).toBe('stale')
    expect(chooseModel({ ...good, schedule: retrainSchedule('XNYS') }, no, 2 * day + 1).reason).toBe('sound')
    expect(chooseModel({ ...good, drift: 0.3 }, no, 0).reason).toBe('drifting')
    expect(chooseModel({ ...good, drift: Number.NaN }, no, 0).reason).toBe('drifting')
    expect(chooseModel({ ...good, usable: false }, no, 0)).toEqual({
      model: no,
      source: 'rule',
      reason: 'failed validation',
    })
    expect(chooseModel({}, no, 0).reason).toBe('missing')
  })
})
