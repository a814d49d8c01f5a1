import { badArgument } from '@bourse/core'
import { portableExp, portableLog } from '@bourse/math'
import { classesOf, type LabelledSet } from '../labelledSet.js'
import type { BoostObjective, BoostPlan } from './boostSettings.js'

const round = Math.fround

/** The objective that the labels ask for, and how many margins a row has. */
export function objectiveOf(
  set: LabelledSet,
  asked: BoostObjective | undefined,
): { readonly objective: BoostObjective; readonly outputs: number } {
  const isClass = set.labels.every((label) => Number.isInteger(label) && label >= 0 && label < 20)
  const largest = isClass ? set.labels.reduce((most, label) => Math.max(most, label), 0) : 0
  const objective = asked ?? (!isClass ? 'squared' : largest === 1 ? 'binary' : largest === 0 ? 'squared' : 'softmax')
  if (objective !== 'binary' && objective !== 'softmax') return { objective, outputs: 1 }
  const classes = classesOf('trainBoosted', set.labels)
  if (objective === 'softmax') return { objective, outputs: classes }
  if (classes > 2) throw badArgument('trainBoosted', 'objective', 'binary', `softmax, for labels of ${classes} classes`)
  return { objective, outputs: 1 }
}

/** The score every row starts from, a float32: for `binary` a probability. */
export function baseScore(objective: BoostObjective, { labels, weights }: LabelledSet, level: number): number {
  if (objective === 'softmax') return 0.5
  if (objective === 'binary' || objective === 'squared') {
    let [sum, total] = [0, 0]
    labels.forEach((label, i) => {
      const weight = weights?.[i] ?? 1
      sum += weight * label
      total += weight
    })
    if (objective === 'squared') return round(sum / total)
    return round(Math.min(Math.max(sum / total, 1e-6), 1 - 1e-6))
  }
  return round(weightedQuantile(labels, weights, objective === 'quantile' ? level : 0.5))
}

/** The smallest value at which the weights up to it reach `level` of all. */
export function weightedQuantile(values: Float64Array, weights: Float64Array | undefined, level: number): number {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
  let total = 0
  for (let i = 0; i < values.length; i++) total += weights?.[i] ?? 1
  let sum = 0
  for (const i of order) {
    sum += weights?.[i] ?? 1
    if (sum >= level * total) return values[i]!
  }
  return values[order.at(-1)!]!
}

/** First and second derivatives of the loss by the margin of output `k`, with weights. */
export function derivatives(
  objective: BoostObjective,
  plan: BoostPlan,
  { labels, weights }: LabelledSet,
  margins: Float64Array,
  outputs: number,
  k: number,
  first: Float64Array,
  second: Float64Array,
): void {
  const { level, slope } = plan
  for (let i = 0; i < labels.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]!
    const label = labels[i]!
    let [g, h] = [0, 1]
    if (objective === 'binary') {
      const p = 1 / (1 + portableExp(-margins[i]!))
      g = p - label
      h = p * (1 - p)
    } else if (objective === 'softmax') {
      const p = shareOf(margins, i * outputs, outputs, k)
      g = p - (label === k ? 1 : 0)
      h = 2 * p * (1 - p)
    } else {
      const error = margins[i]! - label
      if (objective === 'squared') g = error
      else if (objective === 'huber') g = Math.max(-slope, Math.min(slope, error))
      else if (objective === 'absolute') g = Math.sign(error)
      else g = error >= 0 ? 1 - level : -level
    }
    first[i] = weight * g
    second[i] = weight * h
  }
}

function shareOf(margins: Float64Array, from: number, outputs: number, k: number): number {
  let largest = margins[from]!
  for (let c = 1; c < outputs; c++) largest = Math.max(largest, margins[from + c]!)
  let sum = 0
  for (let c = 0; c < outputs; c++) sum += portableExp(margins[from + c]! - largest)
  return portableExp(margins[from + k]! - largest) / sum
}

/** Mean loss of margins: what early stopping watches. */
export function meanLoss(
  objective: BoostObjective,
  { level, slope }: BoostPlan,
  { labels, weights }: LabelledSet,
  margins: Float64Array,
  outputs: number,
): number {
  let [sum, total] = [0, 0]
  for (let i = 0; i < labels.length; i++) {
    const weight = weights?.[i] ?? 1
    const label = labels[i]!
    const error = margins[i]! - label
    const size = Math.abs(error)
    let loss = 0
    if (objective === 'binary') loss = portableLog(1 + portableExp(label === 1 ? -margins[i]! : margins[i]!))
    else if (objective === 'softmax') loss = -portableLog(shareOf(margins, i * outputs, outputs, label))
    else if (objective === 'squared') loss = error * error
    else if (objective === 'absolute') loss = size
    else if (objective === 'huber') loss = size <= slope ? 0.5 * error * error : slope * (size - 0.5 * slope)
    else loss = error >= 0 ? (1 - level) * error : -level * error
    sum += weight * loss
    total += weight
  }
  return sum / total
}
