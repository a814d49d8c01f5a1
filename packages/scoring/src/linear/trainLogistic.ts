import { BourseError, badArgument } from '@bourse/core'
import { portableExp, portableLog, type Matrix, solveSpd, zeros } from '@bourse/math'
import { checkLabelledSet, classesOf, type LabelledSet } from '../labelledSet.js'
import { type LinearModel, linearModel, softmaxInPlace } from './linearModel.js'

/**
 * Logistic regression for labels 0 and 1, multinomial for more classes: the least of half the sum of squared coefficients
 * plus `strength` times the sum of log losses, the intercepts free (scikit-learn's C). Newton's method to the last digits;
 * those of several classes add up to 0.
 *
 * @throws BourseError naming row and column, or a class without rows
 * @example
 * import { trainLogistic } from '@bourse/scoring'
 * import { matrixOf } from '@bourse/math'
 * const set = { features: matrixOf([Float64Array.of(-2, -1, 1, 2)]), labels: Float64Array.of(0, 0, 1, 1) }
 * trainLogistic(set).predict(Float64Array.of(0, 2)) // => Float64Array [0.5, 0.882175]
 */
export function trainLogistic(set: LabelledSet, settings: { readonly strength?: number } = {}): LinearModel {
  checkLabelledSet('trainLogistic', set, { missing: false })
  const { strength = 1 } = settings
  if (!(strength > 0 && Number.isFinite(strength))) throw badArgument('trainLogistic', 'strength', strength, '> 0')
  const classes = classesOf('trainLogistic', set.labels)
  const { cols } = set.features
  const blocks = classes === 2 ? 1 : classes
  const width = cols + 1
  const size = blocks * width
  let point: Float64Array = new Float64Array(size)
  let here = lossAt(set, point, blocks, strength)
  for (let round = 0; round < 100; round++) {
    const solved = solveSpd(here.hessian, here.gradient)
    if (!solved.ok) break
    let slope = 0
    for (let i = 0; i < size; i++) slope += solved.value[i]! * here.gradient[i]!
    // what a step can still gain is below rounding
    if (slope <= 1e-15 * (1 + here.loss)) {
      point = point.map((x, i) => x - solved.value[i]!)
      return modelOf(point, blocks, cols)
    }
    for (let step = 1; ; step /= 2) {
      const next = point.map((x, i) => x - step * solved.value[i]!)
      const there = lossAt(set, next, blocks, strength)
      if (there.loss <= here.loss - 1e-4 * step * slope || step < 1e-6) {
        point = next
        here = there
        break
      }
    }
  }
  throw new BourseError('scoring/not-converged', 'trainLogistic: no minimum after 100 steps', {
    details: { columns: cols, classes },
    remedy: 'scale the features (fitScaler) or lower strength',
  })
}

function modelOf(point: Float64Array, blocks: number, cols: number): LinearModel {
  const coefficients = new Float64Array(blocks * cols)
  const intercepts = new Float64Array(blocks)
  for (let k = 0; k < blocks; k++) {
    coefficients.set(point.subarray(k * (cols + 1), k * (cols + 1) + cols), k * cols)
    intercepts[k] = point[k * (cols + 1) + cols]!
  }
  const [name, link] = blocks === 1 ? (['logistic', 'logistic'] as const) : (['multinomial', 'softmax'] as const)
  return linearModel(name, cols, coefficients, intercepts, link)
}

type Loss = { readonly loss: number; readonly gradient: Float64Array; readonly hessian: Matrix }

function lossAt(
  { features, labels, weights }: LabelledSet,
  point: Float64Array,
  blocks: number,
  strength: number,
): Loss {
  const { rows, cols, data } = features
  const width = cols + 1
  const size = blocks * width
  const gradient = new Float64Array(size)
  const hessian = zeros(size, size)
  const p = new Float64Array(blocks)
  const x = new Float64Array(width).fill(1)
  let loss = 0
  for (let i = 0; i < rows; i++) {
    const weight = strength * (weights?.[i] ?? 1)
    x.set(data.subarray(i * cols, (i + 1) * cols))
    for (let k = 0; k < blocks; k++) {
      p[k] = 0
      for (let j = 0; j < width; j++) p[k]! += point[k * width + j]! * x[j]!
    }
    if (blocks === 1) {
      const margin = labels[i] === 1 ? p[0]! : -p[0]!
      loss +=
        weight * (margin > 0 ? portableLog(1 + portableExp(-margin)) : portableLog(1 + portableExp(margin)) - margin)
      p[0] = 1 / (1 + portableExp(-p[0]!))
    } else {
      softmaxInPlace(p)
      loss -= weight * portableLog(Math.max(p[labels[i]!]!, 1e-300))
    }
    for (let a = 0; a < blocks; a++) {
      const isOwn = blocks === 1 ? labels[i] === 1 : labels[i] === a
      const first = weight * (p[a]! - (isOwn ? 1 : 0))
      for (let j = 0; j < width; j++) gradient[a * width + j]! += first * x[j]!
      for (let b = 0; b <= a; b++) {
        const second = weight * p[a]! * ((a === b ? 1 : 0) - p[b]!)
        for (let j = 0; j < width; j++)
          for (let l = 0; l < width; l++)
            hessian.data[(a * width + j) * size + b * width + l]! += second * x[j]! * x[l]!
      }
    }
  }
  for (let a = 0; a < blocks; a++)
    for (let j = 0; j < cols; j++) {
      const at = a * width + j
      loss += 0.5 * point[at]! * point[at]!
      gradient[at]! += point[at]!
      hessian.data[at * size + at]! += 1
    }
  // The same number on all intercepts changes nothing: that direction gets a curvature, the gradient has no part in it.
  if (blocks > 1)
    for (let a = 0; a < blocks; a++)
      for (let b = 0; b <= a; b++) hessian.data[(a * width + cols) * size + b * width + cols]! += 1
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) hessian.data[j * size + i] = hessian.data[i * size + j]!
  return { loss, gradient, hessian }
}
