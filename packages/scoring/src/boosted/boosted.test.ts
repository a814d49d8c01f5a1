import { createRng, type Rng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { compileHistogram } from '../../scripts/build-wasm.mjs'
import type { LabelledSet } from '../labelledSet.js'
import { loadXgboost } from '../xgboost/loadXgboost.js'
import type { BoostObjective, BoostSettings } from './boostSettings.js'
import { trainBoosted } from './trainBoosted.js'
import { wasmBinary } from './wasmBinary.js'

/** Rows of 6 columns, the last a category; a tenth missing. The answer is known: `signal`. */
function made(rows: number, rng: Rng, kind: 'binary' | 'classes' | 'quantity', missing = 0.1): LabelledSet {
  const cols = 6
  const data = new Float64Array(rows * cols)
  const labels = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * cols, (i + 1) * cols)
    for (let j = 0; j < 5; j++) row[j] = j === 3 ? Math.floor(4 * rng.next()) : rng.normal()
    row[5] = Math.floor(40 * rng.next())
    const signal = row[0]! + row[1]! * row[2]! + ((row[5]! * 7) % 10 < 4 ? 1 : -1) + 0.5 * rng.normal()
    if (kind === 'quantity') labels[i] = signal
    else labels[i] = kind === 'binary' ? (signal > 0 ? 1 : 0) : signal < -1 ? 0 : signal < 1 ? 1 : 2
    for (let j = 0; j < cols; j++) if (rng.next() < missing) row[j] = Number.NaN
  }
  return { features: { rows, cols, data }, labels, weights: Float64Array.from(labels, () => 0.5 + rng.next()) }
}

const kinds: { readonly [objective in BoostObjective]: 'binary' | 'classes' | 'quantity' } = {
  ...{ binary: 'binary', softmax: 'classes', squared: 'quantity' },
  ...{ absolute: 'quantity', quantile: 'quantity', huber: 'quantity' },
}
const objectives = Object.keys(kinds) as BoostObjective[]

test('the binary is what its source compiles to, byte for byte, and small enough for every main thread', async () => {
  const bytes: Uint8Array = await compileHistogram()
  expect(Buffer.from(bytes).toString('base64')).toBe(wasmBinary)
  expect(bytes.length).toBeLessThan(4096)
})

describe.each(objectives)('%s', (objective) => {
  const set = made(700, createRng(objective), kinds[objective])
  const settings: BoostSettings = {
    ...{
      rounds: 12,
      depth: 4,
      objective,
      categorical: [5],
      rowShare: 0.7,
      columnShare: 0.8,
      monotone: [1, 0, 0, 0, 0, 0],
    },
    ...{ level: 0.8 },
  }
  test('both backends give the same bits, and so does a second training', () => {
    const wasm = trainBoosted(set, createRng(1), settings)
    const js = trainBoosted(set, createRng(1), { ...settings, backend: 'js' })
    expect(js.toXgboost()).toBe(wasm.toXgboost())
    expect(js.hash).toBe(wasm.hash)
    const free = { ...settings, monotone: [], depth: 6 }
    const other = trainBoosted(set, createRng(2), free)
    expect(trainBoosted(set, createRng(2), { ...free, backend: 'js' }).hash).toBe(other.hash)
    expect(other.hash).not.toBe(wasm.hash)
  })

  test('the XGBoost file loads and answers the same bits, Shapley values add up to margins', () => {
    const model = trainBoosted(set, createRng(3), { ...settings, monotone: [] })
    const loaded = loadXgboost(model.toXgboost())
    expect(loaded.margins(set.features.data)).toEqual(model.margins(set.features.data))
    expect(loaded.predict(set.features.data)).toEqual(model.predict(set.features.data))
    expect(loaded.hash).toBe(model.hash)
    const row = set.features.data.slice(0, 6)
    const shap = model.shap(row)
    const margins = model.margins(row)
    for (let k = 0; k < model.outputs; k++) {
      const sum = shap.subarray(k * 7, (k + 1) * 7).reduce((a, b) => a + b, 0)
      expect(Math.abs(sum - margins[k]!)).toBeLessThan(1e-5)
    }
    // a number of a float list that looks whole is refused by XGBoost's reader
    const floats = model.toXgboost().match(/"(?:split_conditions|base_weights|loss_changes|sum_hessian)":\[[^\]]*\]/g)!
    expect(floats.length).toBe(4 * model.rounds * model.outputs)
    for (const list of floats) expect(list).not.toMatch(/[[,]-?\d+[\],]/)
  })

  test('a monotone column is monotone', () => {
    const model = trainBoosted(set, createRng(4), { ...settings, rounds: 30 })
    if (objective === 'softmax') return // of several classes only margins are held, each for itself
    const rng = createRng('monotone')
    for (let n = 0; n < 200; n++) {
      const row = Float64Array.from({ length: 6 }, (_, j) => (j === 5 ? n % 40 : rng.normal()))
      let before = Number.NEGATIVE_INFINITY
      for (let x = -3; x <= 3; x += 0.25) {
        row[0] = x
        const [now] = model.margins(row)
        expect(now!).toBeGreaterThanOrEqual(before)
        before = now!
      }
    }
  })
})

test('margins while training are those of the model, also of rows that were not drawn', () => {
  // by early stopping on the training rows themselves: the loss it saw is the model's
  const set = made(500, createRng('same'), 'binary')
  const model = trainBoosted(set, createRng(5), { rounds: 20, rowShare: 0.5, categorical: [5] })
  const stopped = trainBoosted(set, createRng(5), {
    ...{ rounds: 20, rowShare: 0.5, categorical: [5], early: { holdout: set, rounds: 20 } },
  })
  expect(stopped.rounds).toBe(20)
  expect(stopped.hash).toBe(model.hash)
})

test('every split is the best one: against all cuts tried one by one', () => {
  // depth 1, one round, squared loss: gain by definition over every threshold and both sides for what is missing
  const rounds = campaign(2000, 40)
  const rng = createRng('brute')
  for (let n = 0; n < rounds; n++) {
    const rows = 12 + (rng.uint32() % 40)
    const data = new Float64Array(rows * 2)
    const labels = new Float64Array(rows)
    for (let i = 0; i < rows; i++) {
      data[2 * i] = Math.round(4 * rng.normal())
      data[2 * i + 1] = rng.next() < 0.2 ? Number.NaN : rng.normal()
      labels[i] = Math.fround(rng.normal())
    }
    const model = trainBoosted({ features: { rows, cols: 2, data }, labels }, rng, {
      rounds: 1,
      depth: 1,
      objective: 'squared',
    })
    const set = { features: { rows, cols: 2, data }, labels }
    const js = trainBoosted(set, rng, { rounds: 1, depth: 3, objective: 'squared', backend: 'js' })
    expect(trainBoosted(set, rng, { rounds: 1, depth: 3, objective: 'squared' }).hash).toBe(js.hash)
    const mean = Math.fround(labels.reduce((a, b) => a + b, 0) / rows)
    const total = labels.reduce((a, y) => a + (mean - y), 0)
    const scoreOf = (g: number, h: number): number => (g * g) / (h + 1)
    let best = 0
    for (let j = 0; j < 2; j++)
      for (const missingLeft of [true, false])
        for (let c = 0; c < rows; c++) {
          let [g, h] = [0, 0]
          for (let i = 0; i < rows; i++) {
            const x = data[2 * i + j]!
            if (Number.isNaN(x) ? missingLeft : x <= data[2 * c + j]!) [g, h] = [g + mean - labels[i]!, h + 1]
          }
          if (h < 1 || rows - h < 1) continue
          best = Math.max(best, scoreOf(g, h) + scoreOf(total - g, rows - h) - scoreOf(total, rows))
        }
    const gain = model.importance().gain.reduce((a, b) => a + b, 0)
    expect(Math.abs(gain - best)).toBeLessThan(1e-5 * (1 + best))
  }
})

test('it learns: more than a line could, categories and missing values included', () => {
  const rng = createRng('learn')
  const train = made(3000, rng, 'binary')
  const other = made(2000, rng, 'binary')
  const model = trainBoosted(train, createRng(6), { rounds: 60, depth: 5, categorical: [5] })
  const hits = model
    .predict(other.features.data)
    .reduce((sum, p, i) => sum + (p > 0.5 === (other.labels[i] === 1) ? 1 : 0), 0)
  expect(hits / 2000).toBeGreaterThan(0.8)
  const quantile = trainBoosted(made(3000, rng, 'quantity'), createRng(7), {
    ...{ objective: 'quantile', level: 0.9, categorical: [5], depth: 3 },
  })
  const fresh = made(3000, rng, 'quantity')
  const below = quantile.predict(fresh.features.data).reduce((sum, q, i) => sum + (fresh.labels[i]! <= q ? 1 : 0), 0)
  expect(Math.abs(below / 3000 - 0.9)).toBeLessThan(0.04)
})

test('stops early on rows that trained nothing', () => {
  const rng = createRng('early')
  const model = trainBoosted(made(400, rng, 'binary'), createRng(8), {
    ...{ rounds: 500, depth: 6, learningRate: 0.3, early: { holdout: made(400, rng, 'binary'), rounds: 10 } },
  })
  expect(model.rounds).toBeLessThan(100)
})

test('bad input is refused with row and column', () => {
  const set = made(50, createRng(9), 'binary', 0)
  const with_ = (change: Partial<LabelledSet>): LabelledSet => ({ ...set, ...change })
  const data = set.features.data.slice()
  data[6 * 7 + 2] = Number.POSITIVE_INFINITY
  const train = (bad: LabelledSet, settings: BoostSettings = {}) => trainBoosted(bad, createRng(1), settings)
  expect(() => train(with_({ features: { ...set.features, data } }))).toThrow('row 7 column 2')
  expect(() => train(with_({ labels: set.labels.map((y, i) => (i === 3 ? Number.NaN : y)) }))).toThrow('labels[3]')
  expect(() => train(with_({ labels: new Float64Array(50) }), { objective: 'binary' })).toThrow('class 0 alone')
  expect(() => train(with_({ labels: set.labels.map((y) => 2 * y) }), { objective: 'softmax' })).toThrow('class 1')
  expect(() => train(with_({ times: Float64Array.from(set.labels, (_, i) => -i) }))).toThrow('times[1]')
  expect(() => train(with_({ weights: set.labels.map(() => -1) }))).toThrow('weights[0]')
  expect(() => train(set, { categorical: [0] })).toThrow('category')
  expect(() => train(set, { depth: 0 })).toThrow('depth')
  expect(() => train(set, { monotone: [1] })).toThrow('monotone')
  // a constant or an altogether missing column splits nothing
  const flat = {
    ...set,
    features: { rows: 50, cols: 2, data: Float64Array.from({ length: 100 }, (_, i) => (i % 2 ? 1 : Number.NaN)) },
  }
  expect(train(flat).importance().splits).toEqual(new Int32Array(2))
})
