// From seeded prices to a model that may be used: features, barrier labels, purged folds, calibration, a verdict that blocks,
// and the calibration plot as one page (examples/out/train-and-calibrate.html). The model is a logistic regression of twenty
// lines; anything with `predict` takes its place.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Bar, Input, Model } from '@bourse/core'
import { createRng } from '@bourse/math'
import {
  brierScore,
  type CalibrationCurve,
  calibrateModel,
  calibrationCurve,
  calibrationError,
  dataHash,
  experimentLine,
  featureRows,
  fitScaler,
  findLeaks,
  labelUniqueness,
  type Pipeline,
  logLoss,
  purgedFolds,
  requireUsable,
  rocAuc,
  type TrainingRows,
  technicalFeatures,
  testRows,
  trainingRows,
  tripleBarrier,
  validateModel,
  walkForwardFolds,
} from '@bourse/scoring'
import { calibrationPlot } from './calibrationPlot.js'

const day = 86_400_000
const rng = createRng('train and calibrate')

// Prices with a trend that changes its mind now and then: something to learn, and much noise.
const inputs: Input[] = []
const close: number[] = []
let [price, drift] = [100, 0.004]
for (let i = 0; i < 3000; i++) {
  if (rng.next() < 0.01) drift = -drift
  const open = price
  price *= Math.exp(drift + 0.01 * rng.normal())
  const [high, low] = [Math.max(open, price) * 1.002, Math.min(open, price) * 0.998]
  const bar: Bar = {
    kind: 'bar',
    id: 'TREND@DEMO',
    span: '1d',
    open,
    high,
    low,
    close: price,
    volume: 1000 * (1 + rng.next()),
    adjusted: price,
  }
  inputs.push({ ...bar, seq: i, time: i * day, at: i * day, source: 'demo' })
  close.push(price)
}

// Rows: features at each close, and whether the next ten days meet +2 % before -2 %.
const features = technicalFeatures()
const rows = featureRows(features, 'TREND@DEMO', inputs)
const barriers = tripleBarrier(Float64Array.from(close), rows.times, { up: 0.02, down: 0.02, horizon: 10 })
const warm = Math.max(...features.map(({ warmUp }) => warmUp))
const kept = [...barriers.labels.keys()].filter((i) => i >= warm && barriers.labels[i] !== 0 && barriers.cut[i] === 0)
const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i]!)
const times = pick(rows.times)
const horizons = pick(barriers.known)
const { cols, data } = rows.features
const set = {
  features: {
    rows: kept.length,
    cols,
    data: Float64Array.from(kept.flatMap((i) => [...data.subarray(i * cols, (i + 1) * cols)])),
  },
  labels: pick(barriers.labels).map((label) => (label > 0 ? 1 : 0)),
  times,
  weights: labelUniqueness(times, horizons).uniqueness,
}

// Cross-validation: purged, each fold with its own scaler and model.
const folds = purgedFolds(times, horizons, { folds: 5, embargo: 5 * day })
const scores = folds.map((fold) => {
  const test = testRows(set, fold)
  const predicted = trainLogistic(trainingRows(set, fold)).predict(test.features.data)
  return {
    auc: rocAuc(predicted, test.labels),
    brier: brierScore(predicted, test.labels),
    loss: logLoss(predicted, test.labels),
  }
})
console.log('Purged cross-validation\nfold      AUC    Brier  log loss')
scores.forEach(({ auc, brier, loss }, k) => {
  console.log(`${k + 1}     ${auc.toFixed(4)}   ${brier.toFixed(4)}    ${loss.toFixed(4)}`)
})

// Three stretches of time: learn, calibrate, be judged. What was learned in one is never asked in it.
const third = times[Math.floor(times.length / 3)]! - times[0]!
const [second, last] = walkForwardFolds(times, horizons, { train: third, test: third })
assert(second !== undefined && last !== undefined)
const sharp = overconfident(trainLogistic(trainingRows(set, second)))
const calibration = trainingRows(set, { train: last.train, test: last.test })
const model = calibrateModel(sharp, calibration, 'platt')
const judged = testRows(set, last)
const [before, after] = [sharp, model].map((one) => one.predict(judged.features.data))
const errors = [before!, after!].map((p) => calibrationError(p, judged.labels, { spacing: 'quantile' }))
console.log(
  `\nCalibration error of ${judged.labels.length} later rows: ${errors[0]!.toFixed(4)} as trained, ${errors[1]!.toFixed(4)} after Platt`,
)

// Nobody uses it before it has been looked at.
const pipeline: Pipeline = {
  set,
  horizons,
  folds,
  columns: rows.columns,
  entered: times.map((time) => time + 1),
  prepare: (all, fold) => {
    const scaler = fitScaler(trainingRows(all, fold))
    return { training: scaler.apply(trainingRows(all, fold)), test: scaler.apply(testRows(all, fold)) }
  },
}
console.log(`Leaks: ${findLeaks(pipeline).leaks.length}`)
const verdict = validateModel(model, judged, { bucket: 'crypto', rng, pipeline })
for (const { check, value, threshold, passed } of verdict.checks)
  console.log(
    `${check.padEnd(14)}${value.toFixed(4).padStart(8)} of ${threshold.toFixed(4)}  ${passed ? 'passed' : 'FAILED'}`,
  )
requireUsable(model, verdict)
console.log(
  experimentLine({
    experiment: 'train-and-calibrate',
    time: times.at(-1)!,
    seed: 'train and calibrate',
    parameters: { folds: 5, embargoDays: 5, method: 'platt' },
    data: dataHash(set),
    model: model.hash,
    metrics: { brier: brierScore(after!, judged.labels), auc: rocAuc(after!, judged.labels) },
  }).trim(),
)

const curve = (p: Float64Array): CalibrationCurve => calibrationCurve(p, judged.labels, { spacing: 'quantile' })
const page = calibrationPlot({ 'as trained': curve(before!), 'after Platt': curve(after!) })
const folder = new URL('../out/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('train-and-calibrate.html', folder), page)
console.log(`Calibration plot: examples/out/train-and-calibrate.html, ${page.length} bytes`)

assert(scores.every(({ auc }) => auc > 0.6))
assert(errors[1]! < errors[0]! / 2)

/** Logistic regression by gradient descent on scaled rows, weights respected. */
function trainLogistic(training: TrainingRows): Model {
  const scaler = fitScaler(training)
  const x = scaler.apply(training).data
  const [w, slope] = [new Float64Array(cols + 1), new Float64Array(cols + 1)]
  const total = training.weights!.reduce((sum, one) => sum + one, 0)
  for (let round = 0; round < 300; round++) {
    slope.fill(0)
    training.labels.forEach((label, i) => {
      const pull = training.weights![i]! * (chance(w, x, i) - label)
      for (let j = 0; j < cols; j++) slope[j]! += pull * x[i * cols + j]!
      slope[cols]! += pull
    })
    for (let j = 0; j <= cols; j++) w[j]! -= 0.5 * (slope[j]! / total + (j < cols ? 0.01 * w[j]! : 0))
  }
  return {
    name: 'logistic',
    hash: dataHash(training),
    columns: cols,
    predict(raw) {
      const scaled = scaler.apply({ features: { rows: raw.length / cols, cols, data: raw } }).data
      return Float64Array.from({ length: raw.length / cols }, (_, i) => chance(w, scaled, i))
    },
  }
}

function chance(w: Float64Array, x: Float64Array, row: number): number {
  let sum = w[cols]!
  for (let j = 0; j < cols; j++) sum += w[j]! * x[row * cols + j]!
  return 1 / (1 + Math.exp(-sum))
}

/** As models are that were trained for too long: right about the order, too sure of it. */
function overconfident(plain: Model): Model {
  const sharpen = (p: number): number => p ** 3 / (p ** 3 + (1 - p) ** 3)
  return { ...plain, hash: `${plain.hash}-sharp`, predict: (raw) => plain.predict(raw).map(sharpen) }
}
