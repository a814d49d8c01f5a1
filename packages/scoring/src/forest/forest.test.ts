import { createRng, matrixOf } from '@bourse/math'
import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { type ForestTree, loadForest } from './loadForest.js'
import { trainForest } from './trainForest.js'

type Row = {
  readonly name: string
  readonly trees: readonly ForestTree[]
  readonly X: readonly (readonly number[])[]
  readonly pred: readonly (readonly number[] | number)[]
  readonly importances: readonly number[]
}
const { rows, title } = golden<{ readonly models: readonly Row[] }>('scoring/randomforest.dev.json')

describe.skipIf(!rows)(title, () => {
  test.each(rows?.models ?? [])('$name', ({ trees, X, pred, importances }) => {
    const columns = X[0]!.length
    const model = loadForest(trees, columns)
    const answers = model.predict(Float64Array.from(X.flat()))
    pred.flat().forEach((p, i) => {
      expect(Math.abs(answers[i]! - p)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(p)))
    })
    // scikit-learn means the trees' own shares
    const shares = new Float64Array(columns)
    for (const tree of trees) {
      const { gain } = loadForest([tree], columns).importance()
      const sum = gain.reduce((a, b) => a + b, 0)
      gain.forEach((g, j) => {
        shares[j]! += sum > 0 ? g / sum / trees.length : 0
      })
    }
    importances.forEach((share, j) => {
      expect(Math.abs(shares[j]! - share)).toBeLessThan(1e-12)
    })
    const row = Float64Array.from(X[0]!)
    const shap = model.shap(row).subarray(0, columns + 1)
    expect(Math.abs(shap.reduce((a, b) => a + b, 0) - answers[0]!)).toBeLessThan(1e-12)
  })
})

function made(count: number, seed: string, classes: number) {
  const rng = createRng(seed)
  const columns = Array.from({ length: 6 }, (_, j) =>
    Float64Array.from({ length: count }, () => (j === 4 && rng.next() < 0.2 ? Number.NaN : rng.normal())),
  )
  const labels = Float64Array.from({ length: count }, (_, i) => {
    const signal = columns[0]![i]! * columns[1]![i]! + columns[2]![i]! + (Number.isNaN(columns[4]![i]!) ? 1 : 0)
    if (classes === 0) return signal
    return classes === 2 ? (signal > 0 ? 1 : 0) : signal < -0.7 ? 0 : signal < 0.7 ? 1 : 2
  })
  return { features: matrixOf(columns), labels }
}

describe('trainForest', () => {
  test.each([2, 3, 0])('%i classes: learns, and its out-of-bag score is that of fresh rows', (classes) => {
    const set = made(1500, 'rows', classes)
    const fresh = made(1500, 'fresh', classes)
    const model = trainForest(set, createRng(1), { trees: 60 })
    const answers = model.predict(fresh.features.data)
    let [right, rest, all] = [0, 0, 0]
    const mean = fresh.labels.reduce((a, b) => a + b, 0) / 1500
    fresh.labels.forEach((label, i) => {
      const own = answers.subarray(i * model.outputs, (i + 1) * model.outputs)
      if (classes === 2) right += own[0]! > 0.5 === (label === 1) ? 1 : 0
      if (classes === 3) right += own.indexOf(Math.max(...own)) === label ? 1 : 0
      rest += (label - own[0]!) ** 2
      all += (label - mean) ** 2
    })
    const score = classes === 0 ? 1 - rest / all : right / 1500
    // of a product of two columns a forest of 1500 rows finds most, not all: R² 0.68
    expect(score).toBeGreaterThan(classes === 0 ? 0.6 : 0.7)
    expect(Math.abs(score - model.outOfBagScore)).toBeLessThan(0.04)
    expect(model.outOfBag.some((p) => Number.isNaN(p))).toBe(false)
    const shap = model.shap(fresh.features.data.slice(0, 6))
    expect(Math.abs(shap.subarray(0, 7).reduce((a, b) => a + b, 0) - answers[0]!)).toBeLessThan(1e-12)
    expect(trainForest(set, createRng(1), { trees: 60 }).hash).toBe(model.hash)
  })

  test('grown to the end, a tree with every row knows its rows by heart: bins and thresholds agree', () => {
    const set = made(200, 'heart', 2)
    const model = trainForest(set, createRng(2), { trees: 200, columnsPerNode: 6 })
    const answers = model.predict(set.features.data)
    set.labels.forEach((label, i) => {
      expect(answers[i]! > 0.5).toBe(label === 1)
    })
  })

  test('weights: a row without weight is never drawn', () => {
    const set = made(300, 'weights', 2)
    const weights = set.labels.map((_, i) => (i % 2 === 0 ? 1 : 0))
    const flipped = set.labels.map((label, i) => (i % 2 === 0 ? label : 1 - label))
    const model = trainForest({ ...set, weights }, createRng(3), { trees: 10 })
    expect(trainForest({ ...set, labels: flipped, weights }, createRng(3), { trees: 10 }).hash).toBe(model.hash)
  })

  test('bad settings and bad trees are refused by name', () => {
    const set = made(30, 'bad', 2)
    expect(() => trainForest(set, createRng(1), { columnsPerNode: 7 })).toThrow('columnsPerNode')
    expect(() => trainForest({ ...set, labels: set.labels.map(() => 1) }, createRng(1))).toThrow('class 0')
    const tree = {
      left: [0, -1],
      right: [1, -1],
      feature: [0, 0],
      threshold: [0, 0],
      value: [
        [1, 1],
        [1, 0],
      ],
      n: [2, 1],
    }
    expect(() => loadForest([tree], 1)).toThrow('twice')
    expect(() => loadForest([{ ...tree, n: [] }], 1)).toThrow('tree 0')
    expect(() => loadForest([], 1)).toThrow('trees')
  })
})
