import { createRng, type Matrix, matrixOf } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import type { LabelledSet } from '../labelledSet.js'
import { type Fold, rangeOf } from '../validation/fold.js'
import { fitScaler } from '../validation/fitScaler.js'
import { testRows, trainingRows } from '../validation/foldRows.js'
import { purgedFolds } from '../validation/purgedFolds.js'
import { walkForwardFolds } from '../validation/walkForwardFolds.js'
import { findLeaks } from './findLeaks.js'
import type { LeakKind, Pipeline } from './pipeline.js'

const day = 86_400_000
const kinds: readonly LeakKind[] = [
  'fitted-on-test',
  'label-in-feature',
  'same-bar-close',
  'overlapping-labels',
  'late-known',
  'duplicates',
  'survivors-only',
  'target-encoding',
]

/** A seeded, clean way from prices to judged rows; every third scales, every second has several instruments. */
function cleanPipeline(seed: number): Pipeline {
  const made = cleanOnes.get(seed) ?? makeClean(seed)
  cleanOnes.set(seed, made)
  return made
}
const cleanOnes = new Map<number, Pipeline>()

function makeClean(seed: number): Pipeline {
  const rng = createRng(`pipeline ${seed}`)
  const rows = 200 + Math.floor(rng.next() * 300)
  const horizon = 1 + Math.floor(rng.next() * 8)
  const times = Float64Array.from({ length: rows }, (_, i) => i * day)
  const skill = rng.next() * 1.5
  const signal = times.map(() => rng.normal())
  const kind = seed % 4
  const noise = times.map((_, i) => skill * signal[i]! + 1.5 * rng.normal())
  const labels = noise.map((x) => (kind === 3 ? x : kind === 2 ? (x > 1 ? 2 : x > -1 ? 1 : 0) : x > 0 ? 1 : 0))
  const missing = times.map(() => (rng.next() < 0.1 ? Number.NaN : rng.normal()))
  const state = times.map(() => Math.floor(rng.next() * 5))
  const walk = times.map(() => rng.normal())
  for (let i = 1; i < rows; i++) walk[i]! += walk[i - 1]!
  const bounded = walk.map((x) => 1 / (1 + Math.exp(-x / 20)))
  // The mean label of the state so far, of labels known by then: an encoding that is allowed.
  const ordered = times.map((time, i) => {
    let [sum, count] = [0, 0]
    for (let j = 0; times[j]! + horizon * day < time; j++)
      if (state[j] === state[i]) {
        sum += labels[j]!
        count++
      }
    return count === 0 ? Number.NaN : sum / count
  })
  const features = matrixOf([signal, missing, state, walk, bounded, ordered])
  const horizons = times.map((t) => t + horizon * day)
  const folds =
    seed % 2 === 0
      ? purgedFolds(times, horizons, { folds: 3 + (seed % 4), embargo: 2 * day })
      : walkForwardFolds(times, horizons, { train: 100 * day, test: 40 * day })
  const scaled = (set: LabelledSet, fold: Fold): { training: Matrix; test: Matrix } => {
    const training = trainingRows(set, fold)
    const scaler = fitScaler(training, seed % 2 === 0 ? 'standard' : 'robust')
    return { training: scaler.apply(training), test: scaler.apply(testRows(set, fold)) }
  }
  return {
    set: { features, labels, times },
    horizons,
    folds,
    prepare: scaled,
    knownAt: { ...features, data: features.data.map((_, at) => times[Math.floor(at / features.cols)]! - 1) },
    entered: times.map((t) => t + 60_000),
    universe: {
      ids: Array.from(times, (_, i) => `S${i % 4}@X`),
      listings: [0, 1, 2, 3].map((i) => ({ id: `S${i}@X`, from: 0, until: i === 3 ? 150 * day : Infinity })),
    },
  }
}

const withColumn = (pipeline: Pipeline, of: (row: number) => number): Pipeline => {
  const { features } = pipeline.set
  const rows = [...pipeline.set.times.keys()]
  const columns = Array.from({ length: features.cols }, (_, j) =>
    rows.map((i) => features.data[i * features.cols + j]!),
  )
  const { knownAt: _, prepare: __, ...rest } = pipeline
  return { ...rest, set: { ...pipeline.set, features: matrixOf([...columns, rows.map(of)]) } }
}
const groupMeans = (labels: Float64Array, group: (i: number) => number, strength: number): ((i: number) => number) => {
  const overall = labels.reduce((sum, y) => sum + y, 0) / labels.length
  const [sums, counts] = [new Map<number, number>(), new Map<number, number>()]
  labels.forEach((y, i) => {
    sums.set(group(i), (sums.get(group(i)) ?? 0) + y)
    counts.set(group(i), (counts.get(group(i)) ?? 0) + 1)
  })
  return (row) => (sums.get(group(row))! + strength * overall) / (counts.get(group(row))! + strength)
}

const planted: { readonly [name: string]: readonly [LeakKind, (clean: Pipeline, seed: number) => Pipeline] } = {
  'scaler on all rows, in the fold': [
    'fitted-on-test',
    (clean) => ({
      ...clean,
      prepare(set, fold) {
        const everything = fitScaler(
          trainingRows(set, { train: rangeOf(0, set.labels.length), test: new Int32Array(0) }),
        )
        return {
          training: everything.apply(trainingRows(set, fold)),
          test: everything.apply({ ...testRows(set, fold) }),
        }
      },
    }),
  ],
  'scaler on all rows, before': [
    'fitted-on-test',
    (clean) => {
      const { rows, cols, data } = clean.set.features
      const column = Float64Array.from({ length: rows }, (_, i) => data[i * cols]!)
      const mean = column.reduce((a, x) => a + x, 0) / rows
      const deviation = Math.sqrt(column.reduce((a, x) => a + (x - mean) ** 2, 0) / rows)
      return withColumn(clean, (i) => (column[i]! - mean) / deviation)
    },
  ],
  'label in a feature': [
    'label-in-feature',
    (clean, seed) => {
      const rng = createRng(`noise ${seed}`)
      return withColumn(clean, (i) => clean.set.labels[i]! + 0.2 * rng.normal())
    },
  ],
  'missing where the label is 0': [
    'label-in-feature',
    (clean, seed) => {
      const rng = createRng(`noise ${seed}`)
      const binary = { ...clean, set: { ...clean.set, labels: clean.set.labels.map((y) => (y > 0 ? 1 : 0)) } }
      return withColumn(binary, (i) => (binary.set.labels[i] === 0 ? Number.NaN : rng.normal()))
    },
  ],
  'same-bar close': ['same-bar-close', (clean) => ({ ...clean, entered: clean.set.times })],
  'overlapping labels': [
    'overlapping-labels',
    (clean) => {
      const n = clean.set.times.length
      const half = n >> 1
      return { ...clean, folds: [{ train: rangeOf(0, half), test: rangeOf(half, n) }] }
    },
  ],
  'late knownAt': [
    'late-known',
    (clean) => {
      const data = Float64Array.from(clean.knownAt!.data)
      data[100 * clean.knownAt!.cols + 2]! += 2 * day
      return { ...clean, knownAt: { ...clean.knownAt!, data } }
    },
  ],
  'duplicates across folds': [
    'duplicates',
    (clean) => {
      const { cols, data } = clean.set.features
      const fold = clean.folds.find(({ train }) => train.length > 0)!
      const [from, to] = [fold.train[0]!, fold.test[1]!]
      const features = { ...clean.set.features, data: Float64Array.from(data) }
      features.data.set(data.subarray(from * cols, (from + 1) * cols), to * cols)
      const labels = Float64Array.from(clean.set.labels)
      labels[to] = labels[from]!
      return { ...clean, set: { ...clean.set, features, labels } }
    },
  ],
  'survivors only': [
    'survivors-only',
    (clean) => ({
      ...clean,
      universe: { ...clean.universe!, ids: clean.universe!.ids.map((id) => id.replace('3', '2')) },
    }),
  ],
  'target encoding, before': [
    'target-encoding',
    (clean) =>
      withColumn(
        clean,
        groupMeans(clean.set.labels, (i) => clean.set.features.data[i * 6 + 2]!, 0),
      ),
  ],
  'target encoding with a prior, before': [
    'target-encoding',
    (clean) =>
      withColumn(
        clean,
        groupMeans(clean.set.labels, (i) => clean.set.features.data[i * 6 + 2]!, 10),
      ),
  ],
  'target encoding, in the fold': [
    'target-encoding',
    (clean) => ({
      ...clean,
      prepare(set, fold) {
        const encode = groupMeans(set.labels, (i) => set.features.data[i * 6 + 2]!, 0)
        const column = (rows: Int32Array): Matrix => matrixOf([Float64Array.from(rows, encode)])
        return { training: column(fold.train), test: column(fold.test) }
      },
    }),
  ],
}

describe('findLeaks', () => {
  test('is silent on 100 clean pipelines', () => {
    for (let seed = 0; seed < 100; seed++)
      expect(findLeaks(cleanPipeline(seed)), `pipeline ${seed}`).toEqual({ leaks: [], unchecked: [] })
  })

  test.each(Object.entries(planted))('catches: %s', (_, [kind, plant]) => {
    for (let seed = 0; seed < 20; seed++) {
      const { leaks } = findLeaks(plant(cleanPipeline(seed), seed))
      expect(
        leaks.map(({ leak }) => leak),
        `pipeline ${seed}`,
      ).toContain(kind)
    }
  })

  test('says what it could not look at', () => {
    const { set, horizons, folds } = cleanPipeline(1)
    expect(findLeaks({ set, horizons, folds }).unchecked).toEqual([
      'late-known',
      'same-bar-close',
      'survivors-only',
      'fitted-on-test',
    ])
    expect(new Set(Object.values(planted).map(([kind]) => kind))).toEqual(new Set(kinds))
  })

  test('refuses figures that do not fit together', () => {
    const clean = cleanPipeline(2)
    expect(() => findLeaks({ ...clean, entered: new Float64Array(3) })).toThrow(/entered.length is 3/)
    const labels = Float64Array.from(clean.set.labels)
    labels[7] = Number.NaN
    expect(() => findLeaks({ ...clean, set: { ...clean.set, labels } })).toThrow(/labels\[7\] is NaN/)
    expect(() => findLeaks({ ...clean, horizons: clean.set.times.map((t) => t - 1) })).toThrow(/horizons\[0\]/)
  })
})
