import { badArgument } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { binColumns } from '../boosted/binColumns.js'
import { checkLabelledSet, classesOf, type LabelledSet } from '../labelledSet.js'
import type { TreeModel } from '../trees/treeModel.js'
import { type ForestTask, growForestTree } from './growForestTree.js'
import { forestModel } from './forestModel.js'

/** How a forest is grown. */
export type ForestSettings = {
  /** 100. */
  readonly trees?: number
  /** Largest number of splits from root to leaf. 64: until leaves are pure. */
  readonly depth?: number
  /** Columns drawn for each node. By default the root of their number for classes, a third for quantities. */
  readonly columnsPerNode?: number
  /** Smallest number of drawn rows in a leaf. 1. */
  readonly least?: number
  /** Labels are classes or quantities. By default classes if all are whole numbers from 0 to 19. */
  readonly task?: 'classes' | 'quantity'
}

/**
 * A forest with what it says of rows it was not shown: `outOfBag[row * outputs + k]` is the mean of the trees that did not
 * draw the row, NaN where each did; `outOfBagScore` the share of right classes, or R² of quantities.
 */
export interface ForestModel extends TreeModel {
  readonly outOfBag: Float64Array
  readonly outOfBagScore: number
}

/**
 * A random forest: each tree from rows drawn with replacement (in proportion to weights), the best cut of each node among
 * columns drawn for that node, in 255 bins. Two classes answer the probability of 1, more classes one each, quantities
 * their mean. What is missing (NaN) counts as larger than everything. Equal seeds give equal forests on every engine.
 *
 * @throws BourseError naming row and column
 * @see L. Breiman, Random forests (2001)
 * @example
 * import { trainForest } from '@bourse/scoring'
 * import { createRng, matrixOf } from '@bourse/math'
 * const x = Float64Array.from({ length: 200 }, (_, i) => i / 200)
 * const set = { features: matrixOf([x]), labels: x.map((v) => (v > 0.5 ? 1 : 0)) }
 * trainForest(set, createRng(1), { trees: 20 }).predict(Float64Array.of(0.2, 0.8)) // => Float64Array [0, 1]
 */
export function trainForest(set: LabelledSet, rng: Rng, settings: ForestSettings = {}): ForestModel {
  checkLabelledSet('trainForest', set, { missing: true })
  const { rows, cols } = set.features
  const isClass = set.labels.every((label) => Number.isInteger(label) && label >= 0 && label < 20)
  const task = settings.task ?? (isClass ? 'classes' : 'quantity')
  const classes = task === 'classes' ? classesOf('trainForest', set.labels) : 0
  const usual = Math.max(1, Math.round(classes > 0 ? Math.sqrt(cols) : cols / 3))
  const { trees = 100, depth = 64, columnsPerNode = usual, least = 1 } = settings
  const whole = (name: string, x: number, most: number): void => {
    if (!(Number.isInteger(x) && x >= 1 && x <= most)) throw badArgument('trainForest', name, x, `1 to ${most}`)
  }
  whole('trees', trees, 100_000)
  whole('depth', depth, 10_000)
  whole('columnsPerNode', columnsPerNode, cols)
  whole('least', least, rows)
  const bins = new Uint8Array(rows * cols)
  const binned = binColumns('trainForest', set.features, new Set(), bins)
  const forest: ForestTask = {
    ...{ rows, cols, bins, cuts: binned.cuts, labels: set.labels, classes, depth, columnsPerNode, least },
    ...{ outputs: classes > 2 ? classes : 1 },
    nodes: { roots: [], left: [], right: [], column: [], bin: [], threshold: [], cover: [], gain: [], values: [] },
  }
  const { outputs, nodes } = forest
  const sums = new Float64Array(rows * outputs)
  const unseen = new Int32Array(rows)
  const draw = drawerOf(set, rng)
  for (let t = 0; t < trees; t++) {
    const times = draw()
    growForestTree(forest, times, rng)
    addUnseen(forest, times, sums, unseen)
  }
  const outOfBag = sums.map((sum, i) => sum / unseen[Math.floor(i / outputs)]!)
  const size = nodes.left.length
  const model = forestModel(
    {
      ...{ columns: cols, outputs: 1, roots: Int32Array.from(nodes.roots), outputOf: new Int32Array(trees) },
      ...{ left: Int32Array.from(nodes.left), right: Int32Array.from(nodes.right) },
      ...{ column: Int32Array.from(nodes.column), threshold: Float64Array.from(nodes.threshold) },
      ...{ value: new Float64Array(size), missingLeft: new Uint8Array(size) },
      ...{ cover: Float64Array.from(nodes.cover), gain: Float64Array.from(nodes.gain), categories: new Map() },
    },
    Float64Array.from(nodes.values),
    outputs,
    `forest of ${task}`,
  )
  return { ...model, outOfBag, outOfBagScore: scoreOf(set.labels, outOfBag, outputs, classes) }
}

/** As many rows as there are, with replacement: how often each. */
function drawerOf({ labels, weights }: LabelledSet, rng: Rng): () => Int32Array {
  const rows = labels.length
  const upTo = new Float64Array(rows)
  let total = 0
  for (let i = 0; i < rows; i++) upTo[i] = total += weights?.[i] ?? 1
  const rowOf = (x: number): number => {
    let [low, high] = [0, rows - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > x) high = middle
      else low = middle + 1
    }
    return low
  }
  return () => {
    const times = new Int32Array(rows)
    for (let i = 0; i < rows; i++)
      times[weights === undefined ? Math.floor(rng.next() * rows) : rowOf(rng.next() * total)]!++
    return times
  }
}

function addUnseen(forest: ForestTask, times: Int32Array, sums: Float64Array, unseen: Int32Array): void {
  const { rows, bins, outputs, nodes } = forest
  const root = nodes.roots.at(-1)!
  for (let row = 0; row < rows; row++) {
    if (times[row]! > 0) continue
    let node = root
    while (nodes.left[node]! >= 0)
      node = bins[nodes.column[node]! * rows + row]! <= nodes.bin[node]! ? nodes.left[node]! : nodes.right[node]!
    for (let k = 0; k < outputs; k++) sums[row * outputs + k]! += nodes.values[node * outputs + k]!
    unseen[row]!++
  }
}

function scoreOf(labels: Float64Array, answers: Float64Array, outputs: number, classes: number): number {
  let [right, count, mean] = [0, 0, 0]
  for (let i = 0; i < labels.length; i++) {
    if (Number.isNaN(answers[i * outputs]!)) continue
    count++
    mean += labels[i]!
    if (classes === 2) right += answers[i]! > 0.5 === (labels[i] === 1) ? 1 : 0
    else if (classes > 2) {
      const own = answers.subarray(i * outputs, (i + 1) * outputs)
      right += own.indexOf(Math.max(...own)) === labels[i] ? 1 : 0
    }
  }
  if (classes > 0) return right / count
  mean /= count
  let [rest, all] = [0, 0]
  for (let i = 0; i < labels.length; i++) {
    if (Number.isNaN(answers[i]!)) continue
    rest += (labels[i]! - answers[i]!) ** 2
    all += (labels[i]! - mean) ** 2
  }
  return 1 - rest / all
}
