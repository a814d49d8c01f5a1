import { badArgument } from '@bourse/core'
import type { Matrix } from '@bourse/math'
import { heldInside } from './logLoss.js'
import { rocAuc } from './rocCurve.js'

/** Figures of a forecast over several classes. */
export type MulticlassMetrics = {
  readonly accuracy: number
  readonly f1Macro: number
  readonly logLoss: number
  /** Mean over rows of the squared distance from the outcome, 0 to 2. */
  readonly brier: number
  /** Each class against the rest, mean over classes. */
  readonly aucOneVsRest: number
  /** The same, weighted by how often a class occurs. */
  readonly aucOneVsRestWeighted: number
  /** Mean over pairs of classes (Hand & Till, Machine Learning 45, 2001). */
  readonly aucOneVsOne: number
}

/**
 * Measures probabilities, a row for each case and a column for each class, against classes 0, 1, ... The call is the
 * class of the largest probability, the first of equals.
 *
 * @throws BourseError naming row and column where a probability is not in [0, 1], a row does not sum to 1 within 1e-6, a label
 *   is no class, or a class has no row
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { multiclassMetrics } from '@bourse/scoring'
 * multiclassMetrics(matrixFromRows([[0.7, 0.3], [0.4, 0.6]]), Float64Array.of(0, 1)).accuracy // => 1
 */
export function multiclassMetrics(predicted: Matrix, actual: Float64Array): MulticlassMetrics {
  const { rows, cols, data } = predicted
  checkRows(predicted, actual)
  const [right, called, seen] = [new Float64Array(cols), new Float64Array(cols), new Float64Array(cols)]
  let [hits, loss, brier] = [0, 0, 0]
  for (let i = 0; i < rows; i++) {
    const label = actual[i]!
    let best = 0
    for (let k = 0; k < cols; k++) {
      const p = data[i * cols + k]!
      if (p > data[i * cols + best]!) best = k
      brier += (p - (k === label ? 1 : 0)) ** 2
    }
    loss -= Math.log(heldInside(data[i * cols + label]!))
    called[best]!++
    seen[label]!++
    if (best === label) {
      hits++
      right[best]!++
    }
  }
  const auc = Array.from({ length: cols }, (_, k) =>
    rocAuc(
      columnOf(predicted, k),
      actual.map((y) => (y === k ? 1 : 0)),
    ),
  )
  let pairs = 0
  for (let a = 0; a < cols; a++) for (let b = 0; b < a; b++) pairs += pairAuc(predicted, actual, a, b)
  const sum = (of: (k: number) => number): number => auc.reduce((total, _, k) => total + of(k), 0)
  return {
    accuracy: hits / rows,
    f1Macro: sum((k) => (2 * right[k]!) / (called[k]! + seen[k]!)) / cols,
    logLoss: loss / rows,
    brier: brier / rows,
    aucOneVsRest: sum((k) => auc[k]!) / cols,
    aucOneVsRestWeighted: sum((k) => auc[k]! * seen[k]!) / rows,
    aucOneVsOne: pairs / ((cols * (cols - 1)) / 2),
  }
}

function columnOf({ rows, cols, data }: Matrix, k: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => data[i * cols + k]!)
}

/** Among the rows of two classes only: how well each one's probability tells them apart, the mean of both. */
function pairAuc(predicted: Matrix, actual: Float64Array, a: number, b: number): number {
  const rows = [...actual.keys()].filter((i) => actual[i] === a || actual[i] === b)
  const auc = (k: number): number =>
    rocAuc(
      Float64Array.from(rows, (i) => predicted.data[i * predicted.cols + k]!),
      Float64Array.from(rows, (i) => (actual[i] === k ? 1 : 0)),
    )
  return (auc(a) + auc(b)) / 2
}

function checkRows({ rows, cols, data }: Matrix, actual: Float64Array): void {
  const where = 'multiclassMetrics'
  if (cols < 2) throw badArgument(where, 'predicted.cols', cols, 'at least two classes')
  if (rows === 0 || actual.length !== rows) throw badArgument(where, 'actual.length', actual.length, `${rows}, above 0`)
  const seen = new Set<number>()
  for (let i = 0; i < rows; i++) {
    const label = actual[i]!
    if (!(Number.isInteger(label) && label >= 0 && label < cols))
      throw badArgument(where, `actual[${i}]`, label, `a class: 0 to ${cols - 1}`)
    seen.add(label)
    let sum = 0
    for (let k = 0; k < cols; k++) {
      const p = data[i * cols + k]!
      if (!(p >= 0 && p <= 1)) throw badArgument(where, `predicted row ${i} column ${k}`, p, 'a probability, 0 to 1')
      sum += p
    }
    if (Math.abs(sum - 1) > 1e-6) throw badArgument(where, `predicted row ${i}`, sum, 'probabilities that sum to 1')
  }
  for (let k = 0; k < cols; k++)
    if (!seen.has(k)) throw badArgument(where, 'actual', `without class ${k}`, 'rows of each class')
}
