import { BourseError, badArgument, type Model } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { checkLabelledSet, classesOf, type LabelledSet } from '../labelledSet.js'
import { findLeaks } from '../leaks/findLeaks.js'
import type { Pipeline } from '../leaks/pipeline.js'
import { calibrationError } from '../metrics/calibrationCurve.js'
import { blockEdges } from './labelSpans.js'
import { dataHash } from './dataHash.js'

/** One question put to a model; `passed` says whether `value` keeps to `threshold`. */
export type ModelCheck = {
  readonly check: string
  readonly value: number
  readonly threshold: number
  readonly passed: boolean
}
/** Whether a model may be used, and why; for the model and rows of these hashes. */
export type ModelVerdict = {
  readonly usable: boolean
  readonly checks: readonly ModelCheck[]
  readonly model: string
  readonly data: string
}

/** Least accuracy and largest Brier score by bucket. */
export type ModelThresholds = { readonly accuracy: number; readonly brier: number }
/** What a model must reach: options 0.60 and 0.25, futures 0.45 and 0.30, crypto 0.55 and 0.28, prediction 0.55 and 0.22. */
export const modelThresholds: { readonly [bucket: string]: ModelThresholds } = {
  options: { accuracy: 0.6, brier: 0.25 },
  futures: { accuracy: 0.45, brier: 0.3 },
  crypto: { accuracy: 0.55, brier: 0.28 },
  prediction: { accuracy: 0.55, brier: 0.22 },
}

/**
 * Puts a model to the test on rows that did not train it:
 * - `accuracy` and `brier` (with several classes half the sum over classes, which for two is the ordinary one) by bucket;
 * - `calibration`: expected calibration error of the chance of yes, ten bins of equal rows, at most 0.1; classes: the mean over them;
 * - `perturbation`: mean change of a probability when each feature moves by 5 % of its deviation (seeded), at most 0.05;
 * - `walk-forward`: accuracy in the worst of five consecutive stretches, at least the threshold less three standard errors;
 * - `leaks`: none found in `pipeline`; without one the check fails, because nobody has looked.
 *
 * @param set sorted by time; labels 0 and 1, or 0, 1, 2, ...
 * @param options.bucket a name of `modelThresholds`, or thresholds of one's own
 * @throws BourseError where the bucket is unknown, there are fewer than 50 rows, a class is absent, or naming row and column of
 *   a prediction that is no probability
 * @example
 * import { createRng, matrixOf } from '@bourse/math'
 * import { validateModel } from '@bourse/scoring'
 * const rng = createRng('coin')
 * const labels = Float64Array.from({ length: 200 }, () => (rng.next() < 0.5 ? 0 : 1))
 * const coin = { name: 'coin', hash: 'c', columns: 1, predict: (x: Float64Array) => x.map(() => 0.5) }
 * const verdict = validateModel(coin, { features: matrixOf([labels.map(() => rng.normal())]), labels }, { bucket: 'options', rng })
 * verdict.usable // => false
 * verdict.checks.filter((one) => !one.passed).map((one) => one.check) // => ['accuracy', 'walk-forward', 'leaks']
 */
export function validateModel(
  model: Model,
  set: LabelledSet,
  options: { readonly bucket: string | ModelThresholds; readonly rng: Rng; readonly pipeline?: Pipeline },
): ModelVerdict {
  const where = 'validateModel'
  const thresholds = typeof options.bucket === 'string' ? modelThresholds[options.bucket] : options.bucket
  if (thresholds === undefined)
    throw badArgument(where, 'bucket', options.bucket, Object.keys(modelThresholds).join(', '))
  checkLabelledSet(where, set, { missing: true })
  const { features, labels } = set
  if (features.cols !== model.columns)
    throw badArgument(where, 'features.cols', features.cols, `${model.columns}, as ${model.name} reads`)
  if (features.rows < 50) throw badArgument(where, 'features.rows', features.rows, 'at least 50')
  const classes = classesOf(where, labels)
  const chances = chancesOf(model, features.data, features.rows, classes)
  const right = rightRows(chances, labels, classes)
  const accuracy = right.reduce((sum, x) => sum + x, 0) / features.rows
  const edges = blockEdges(where, features.rows, 5)
  const periods = [0, 1, 2, 3, 4].map((k) => {
    const part = right.subarray(edges[k], edges[k + 1])
    return part.reduce((sum, x) => sum + x, 0) / part.length
  })
  const error = Math.sqrt((thresholds.accuracy * (1 - thresholds.accuracy)) / (features.rows / 5))
  const checks = [
    atLeast('accuracy', accuracy, thresholds.accuracy),
    atMost('brier', brierOf(chances, labels, classes), thresholds.brier),
    atMost('calibration', calibrationOf(chances, labels, classes), 0.1),
    atMost('perturbation', perturbation(model, set, classes, chances, options.rng.fork('perturbation')), 0.05),
    atLeast('walk-forward', Math.min(...periods), thresholds.accuracy - 3 * error),
    atMost('leaks', options.pipeline === undefined ? Number.NaN : findLeaks(options.pipeline).leaks.length, 0),
  ]
  return { usable: checks.every(({ passed }) => passed), checks, model: model.hash, data: dataHash(set) }
}

/**
 * The model, if this verdict is about it and lets it be used: put it between a model and its use.
 *
 * @throws BourseError `scoring/not-validated` naming the checks that failed, or where the verdict is about another model
 * @example
 * import { requireUsable } from '@bourse/scoring'
 * const model = { name: 'm', hash: 'h', columns: 1, predict: (x: Float64Array) => x }
 * requireUsable(model, { usable: true, checks: [], model: 'h', data: 'd' }) === model // => true
 */
export function requireUsable<M extends Model>(model: M, verdict: ModelVerdict): M {
  const failed = verdict.checks.filter(({ passed }) => !passed).map(({ check }) => check)
  if (verdict.model === model.hash && verdict.usable && failed.length === 0) return model
  const why = verdict.model === model.hash ? `failed ${failed.join(', ')}` : `has a verdict about ${verdict.model}`
  throw new BourseError('scoring/not-validated', `requireUsable: ${model.name} (${model.hash}) ${why}`, {
    details: { model: model.hash, verdict: verdict.model, failed },
    remedy: 'use a model that validateModel calls usable, or the rule-based score',
  })
}

// NaN keeps to no threshold.
const atLeast = (check: string, value: number, threshold: number): ModelCheck => ({
  check,
  value,
  threshold,
  passed: value >= threshold,
})
const atMost = (check: string, value: number, threshold: number): ModelCheck => ({
  check,
  value,
  threshold,
  passed: value <= threshold,
})

/** A column for each class, also where the model gives the chance of yes alone. */
function chancesOf(model: Model, data: Float64Array, rows: number, classes: number): Float64Array {
  const given = model.predict(data)
  const each = given.length / rows
  if (!(each === classes || (each === 1 && classes === 2)))
    throw badArgument(
      'validateModel',
      'numbers a row',
      each,
      `${classes}, one for each class${classes === 2 ? ', or 1' : ''}`,
    )
  given.forEach((p, at) => {
    if (!(p >= 0 && p <= 1))
      throw badArgument(
        'validateModel',
        `prediction row ${Math.floor(at / each)} column ${at % each}`,
        p,
        'a probability',
      )
  })
  if (each === classes) return given
  return Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 1 ? given[at >> 1]! : 1 - given[at >> 1]!))
}

function rightRows(chances: Float64Array, labels: Float64Array, classes: number): Float64Array {
  return labels.map((label, i) => {
    let best = 0
    // Of two equal classes the later is called, as p >= 0.5 is yes.
    for (let k = 1; k < classes; k++) if (chances[i * classes + k]! >= chances[i * classes + best]!) best = k
    return best === label ? 1 : 0
  })
}

function brierOf(chances: Float64Array, labels: Float64Array, classes: number): number {
  let sum = 0
  chances.forEach((p, at) => {
    sum += (p - (labels[Math.floor(at / classes)] === at % classes ? 1 : 0)) ** 2
  })
  return sum / labels.length / 2
}

function calibrationOf(chances: Float64Array, labels: Float64Array, classes: number): number {
  let sum = 0
  for (let k = 0; k < classes; k++) {
    const chance = labels.map((_, i) => chances[i * classes + k]!)
    sum += calibrationError(
      chance,
      labels.map((y) => (y === k ? 1 : 0)),
      { spacing: 'quantile' },
    )
  }
  return sum / classes
}

function perturbation(
  model: Model,
  { features }: LabelledSet,
  classes: number,
  chances: Float64Array,
  rng: Rng,
): number {
  const { rows, cols, data } = features
  const moved = Float64Array.from(data)
  for (let j = 0; j < cols; j++) {
    let [count, mean, squares] = [0, 0, 0]
    for (let i = 0; i < rows; i++) {
      const x = data[i * cols + j]!
      if (Number.isNaN(x)) continue
      count++
      const away = x - mean
      mean += away / count
      squares += away * (x - mean)
    }
    const deviation = count > 0 ? Math.sqrt(squares / count) : 0
    for (let i = 0; i < rows; i++) moved[i * cols + j]! += 0.05 * deviation * rng.normal()
  }
  const after = chancesOf(model, moved, rows, classes)
  return after.reduce((sum, p, at) => sum + Math.abs(p - chances[at]!), 0) / after.length
}
