import { createRng, matrixOf } from '@bourse/math'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrateModel } from '../calibration/calibrateModel.js'
import { fitPlatt } from '../calibration/fitPlatt.js'
import type { LabelledSet } from '../labelledSet.js'
import { combinatorialFolds } from './combinatorialFolds.js'
import { dataHash } from './dataHash.js'
import { experimentLine, parseExperiments } from './experiment.js'
import { fitBins } from './fitBins.js'
import { fitScaler } from './fitScaler.js'
import { liveFold } from './fold.js'
import { testRows, type TrainingRows, trainingRows } from './foldRows.js'
import { overfitProbability } from './overfitProbability.js'
import { purgedFolds } from './purgedFolds.js'
import { requireUsable, validateModel } from './validateModel.js'
import { walkForwardFolds } from './walkForwardFolds.js'

const rng = createRng('validation')
const rows = 400
const x = Float64Array.from({ length: rows }, () => rng.normal())
const labels = x.map((value) => (rng.next() < 1 / (1 + Math.exp(-2 * value)) ? 1 : 0))
const set: LabelledSet = { features: matrixOf([x, x.map(() => rng.normal())]), labels, times: x.map((_, i) => i) }
const model = {
  name: 'logit',
  hash: 'logit-1',
  columns: 2,
  predict: (data: Float64Array) =>
    Float64Array.from({ length: data.length / 2 }, (_, i) => 1 / (1 + Math.exp(-2 * data[2 * i]!))),
}
const horizons = set.times!.map((t) => t + 3)
const pipeline = {
  set: { ...set, times: set.times! },
  horizons,
  folds: purgedFolds(set.times!, horizons, { folds: 5, embargo: 1 }),
}

describe('folds', () => {
  test('no label that trains lives in a test, whatever the times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 12 })), {
          minLength: 12,
          maxLength: 60,
        }),
        fc.integer({ min: 0, max: 6 }),
        (steps, embargo) => {
          let now = 0
          const times = Float64Array.from(steps, ([step]) => (now += step))
          const ends = times.map((t, i) => t + steps[i]![1])
          const folds = [
            ...purgedFolds(times, ends, { folds: 4, embargo }),
            ...combinatorialFolds(times, ends, { blocks: 4, test: 2, embargo }).folds,
            ...walkForwardFolds(times, ends, { train: 40, test: 10, embargo }),
          ]
          for (const { train, test } of folds)
            for (const i of train)
              for (const j of test) expect(times[i]! <= ends[j]! && ends[i]! >= times[j]!).toBe(false)
        },
      ),
      { seed: 11, numRuns: 100 },
    )
  })

  test('unsorted times and labels known before their rows are named', () => {
    expect(() =>
      purgedFolds(Float64Array.of(0, 2, 1, 3), Float64Array.of(0, 2, 1, 3), { folds: 2, embargo: 0 }),
    ).toThrow(/times\[2\] is before times\[1\]/)
    expect(() => purgedFolds(Float64Array.of(0, 1, 2), Float64Array.of(0, 0.5, 2), { folds: 2, embargo: 0 })).toThrow(
      /horizons\[1\] is 0.5/,
    )
  })

  test('every path goes once through every block', () => {
    const { folds, paths } = combinatorialFolds(set.times!, set.times!, { blocks: 6, test: 2, embargo: 0 })
    expect(new Set(paths.flatMap((path) => [...path].map((fold, block) => `${fold} ${block}`))).size).toBe(30)
    expect(folds.length).toBe(15)
  })
})

describe('what is fitted', () => {
  const [fold, other] = purgedFolds(set.times!, horizons, { folds: 5, embargo: 1 })

  test('needs a fold, by types and at run time', () => {
    // @ts-expect-error rows that no fold made
    expect(() => fitScaler(set)).toThrow(/not made by trainingRows/)
    // @ts-expect-error rows that no fold made
    expect(() => fitBins(set)).toThrow(/not made by trainingRows/)
    // @ts-expect-error the rows of a test
    expect(() => fitPlatt(testRows(set, fold!))).toThrow(/not made by trainingRows/)
    // @ts-expect-error rows that no fold made
    expect(() => calibrateModel(model, set, 'platt')).toThrow(/not made by trainingRows/)
    expect(() => fitScaler({ ...trainingRows(set, fold!) } as TrainingRows)).toThrow(/not made by trainingRows/)
  })

  test('is not applied to test rows that it saw', () => {
    const scaler = fitScaler(trainingRows(set, fold!))
    expect(scaler.apply(testRows(set, fold!)).rows).toBe(80)
    expect(() => scaler.apply(testRows(set, other!))).toThrow(/was among the rows it was fitted on/)
    expect(() => fitBins(trainingRows(set, liveFold(rows))).apply(testRows(set, fold!))).toThrow(/was among the rows/)
  })

  test('names constant, missing and infinite columns', () => {
    const with2 = (of: (i: number) => number): TrainingRows =>
      trainingRows({ features: matrixOf([x, x.map((_, i) => of(i))]), labels }, liveFold(rows))
    expect(() => fitScaler(with2(() => 7))).toThrow(/column 1 is constant at 7/)
    expect(() => fitScaler(with2(() => Number.NaN))).toThrow(/column 1 is missing in every row/)
    expect(() => fitBins(with2((i) => (i === 9 ? Infinity : i)))).toThrow(/row 9 column 1/)
  })

  test('names an absent class and a label that is no number', () => {
    const column = (y: Float64Array): TrainingRows =>
      trainingRows({ features: matrixOf([x]), labels: y }, liveFold(rows))
    expect(() => fitPlatt(column(labels.map(() => 1)))).toThrow(/without class 0/)
    expect(() => fitPlatt(column(labels.map((y, i) => (i === 5 ? Number.NaN : y))))).toThrow(/actual\[5\] is NaN/)
  })
})

describe('calibrateModel', () => {
  test.each(['platt', 'isotonic', 'temperature'] as const)('%s puts an overconfident model right', (method) => {
    const sure = {
      ...model,
      predict: (data: Float64Array) => model.predict(data).map((p) => p ** 4 / (p ** 4 + (1 - p) ** 4)),
    }
    const calibrated = calibrateModel(sure, trainingRows(set, liveFold(rows)), method)
    const mean = (of: Float64Array): number =>
      of.reduce((sum, p, i) => sum + Math.abs(p - model.predict(set.features.data)[i]!), 0) / rows
    expect(mean(calibrated.predict(set.features.data))).toBeLessThan(mean(sure.predict(set.features.data)) / 2)
    expect(calibrated.hash).not.toBe(model.hash)
  })
})

describe('validateModel', () => {
  const options = { bucket: 'options', rng: createRng(1), pipeline }

  test('lets a good model through and blocks the rest', () => {
    const verdict = validateModel(model, set, options)
    expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([])
    expect(requireUsable(model, verdict)).toBe(model)
    expect(() => requireUsable({ ...model, hash: 'another' }, verdict)).toThrow(/verdict about logit-1/)
    const { pipeline: _, ...unlooked } = options
    expect(() => requireUsable(model, validateModel(model, set, unlooked))).toThrow(/failed leaks/)
  })

  test('finds each fault', () => {
    const failing = (predict: typeof model.predict): string[] =>
      validateModel({ ...model, predict }, set, options).checks.flatMap(({ check, passed }) => (passed ? [] : [check]))
    expect(failing((data) => model.predict(data).map((p) => 1 - p))).toContain('accuracy')
    expect(failing((data) => model.predict(data).map((p) => 0.5 + (p - 0.5) / 50))).toContain('calibration')
    expect(
      failing((data) => model.predict(data).map((_, i) => (Math.abs(data[2 * i]! * 1e6) % 2 < 1 ? 0 : 1))),
    ).toContain('perturbation')
    expect(failing((data) => model.predict(data).map((p, i) => (i > 320 ? 1 - p : p)))).toContain('walk-forward')
    const folds = [{ train: Int32Array.of(0), test: Int32Array.of(1) }]
    expect(validateModel(model, set, { ...options, pipeline: { ...pipeline, folds } }).usable).toBe(false)
    expect(() => validateModel(model, set, { ...options, bucket: 'bonds' })).toThrow(/bucket is "?bonds/)
    expect(() => validateModel({ ...model, predict: (d) => model.predict(d).fill(2) }, set, options)).toThrow(
      /prediction row 0 column 0/,
    )
  })
})

describe('overfitProbability', () => {
  test('is near a half for luck and near 0 for skill', () => {
    const chance = createRng('pbo')
    const trial = (mean: number): Float64Array => Float64Array.from({ length: 480 }, () => mean + chance.normal())
    const lucky = Array.from({ length: 12 }, () =>
      overfitProbability(
        Array.from({ length: 10 }, () => trial(0)),
        8,
      ),
    )
    const mean = lucky.reduce((sum, p) => sum + p, 0) / lucky.length
    expect(mean).toBeGreaterThan(0.3)
    expect(mean).toBeLessThan(0.7)
    expect(overfitProbability([trial(0.4), ...Array.from({ length: 9 }, () => trial(0))], 8)).toBeLessThan(0.02)
  })

  test('by hand: the winner of each half is last in the other', () => {
    const first = Float64Array.of(1, 2, 1, 2, -1, -2, -1, -2)
    expect(overfitProbability([first, first.map((r) => -r)], 2)).toBe(1)
    expect(overfitProbability([first.map((_, i) => 1 + (i % 2)), first.map((_, i) => -1 - (i % 2))], 2)).toBe(0)
  })
})

describe('experiments', () => {
  test('come back as they went', () => {
    const one = {
      experiment: 'depth',
      time: 5,
      seed: 'a',
      parameters: { depth: 4, list: [1] },
      data: dataHash(set),
      model: 'h',
      metrics: { auc: 0.7, bad: Number.NaN },
    }
    expect(parseExperiments(experimentLine(one) + experimentLine({ ...one, seed: 2 }))).toEqual([
      one,
      { ...one, seed: 2 },
    ])
    expect(() => parseExperiments(`${experimentLine(one)}{"experiment":1}`)).toThrow(/experiment on line 2/)
    expect(() => parseExperiments('{')).toThrow(/line 1/)
  })

  test('the hash of data sees every bit', () => {
    const data = Float64Array.from(set.features.data)
    data[7] = data[7]! * (1 + 2 ** -52)
    expect(dataHash({ ...set, features: { ...set.features, data } })).not.toBe(dataHash(set))
    expect(dataHash({ ...set })).toBe(dataHash(set))
  })
})
