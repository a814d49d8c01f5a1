import { badArgument } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { checkLabelledSet, classesOf, type LabelledSet } from '../labelledSet.js'
import { xgboostModel } from '../xgboost/xgboostModel.js'
import { baseMargin } from '../xgboost/xgboostObjective.js'
import { binColumns, MISSING_BIN } from './binColumns.js'
import { type BoostedModel, boostedModel, joinTrees, xgboostNames } from './boostedModel.js'
import { type BoostObjective, type BoostPlan, type BoostSettings, boostPlan } from './boostSettings.js'
import { type GrownTree, growTree, type Scales } from './growTree.js'
import { createKernel, type HistogramKernel } from './kernel.js'
import { baseScore, derivatives, meanLoss, objectiveOf, weightedQuantile } from './objective.js'

const round = Math.fround

/**
 * Gradient boosted trees over histograms: classes, quantities, quantiles; missing values (NaN) go where they fit best,
 * categories split into groups. Gradients are whole numbers (31 bits to their sum), so that sums are exact: equal data,
 * settings and seed give the same model bit for bit, in Node and in browsers, with WebAssembly or without. Margins are
 * float32 as XGBoost's.
 *
 * @param set labels 0/1, classes 0, 1, ... or quantities; features float32 or NaN
 * @param rng draws rows and columns, where a share of them is asked for
 * @throws BourseError naming row and column, for labels that are no classes and settings out of range
 * @see T. Chen, C. Guestrin, XGBoost: a scalable tree boosting system (2016)
 * @example
 * import { trainBoosted } from '@bourse/scoring'
 * import { createRng, matrixOf } from '@bourse/math'
 * const x = Float64Array.from({ length: 200 }, (_, i) => i / 200)
 * const set = { features: matrixOf([x]), labels: x.map((v) => (v > 0.5 ? 1 : 0)) }
 * const model = trainBoosted(set, createRng(1), { rounds: 50, depth: 2 })
 * model.predict(Float64Array.of(0.2, 0.8)) // => Float64Array [0.0097515, 0.990051]
 */
export function trainBoosted(set: LabelledSet, rng: Rng, settings: BoostSettings = {}): BoostedModel {
  checkLabelledSet('trainBoosted', set, { missing: true })
  const { rows, cols } = set.features
  const plan = boostPlan(settings, cols)
  const { objective, outputs } = objectiveOf(set, settings.objective)
  const kernel = createKernel(plan.backend, rows, cols, plan.depth + 1)
  const binned = binColumns('trainBoosted', set.features, new Set(plan.categorical), kernel.bins)
  const score = baseScore(objective, set, plan.level)
  const base = baseMargin(xgboostNames[objective], score)
  const margins = new Float64Array(rows * outputs).fill(base)
  const first = new Float64Array(rows)
  const second = new Float64Array(rows)
  const early = createEarlyStop(settings, objective, plan, outputs, base, cols)
  const trees: GrownTree[] = []
  for (let n = 0; n < plan.rounds; n++) {
    const before = outputs === 1 ? margins : margins.slice()
    for (let k = 0; k < outputs; k++) {
      derivatives(objective, plan, set, before, outputs, k, first, second)
      const scales = quantise(first, second, kernel.gradients)
      const count = drawRows(kernel.rows, plan.rowShare, rng)
      const active = drawColumns(kernel.columns, plan.columnShare, rng)
      const tree = growTree(kernel, binned, plan, scales, active, count)
      if (objective === 'absolute' || objective === 'quantile') renewLeaves(tree, kernel, set, margins, objective, plan)
      addTree(tree, kernel, margins, outputs, k, count)
      trees.push(tree)
    }
    if (early?.isOver(trees)) break
  }
  const kept = early === undefined ? trees.length : early.best()
  return boostedModel(joinTrees(trees.slice(0, kept), cols, outputs), objective, score, plan)
}

/** Writes gradients as whole numbers whose sums stay below 2^30; the scales are powers of two. */
function quantise(first: Float64Array, second: Float64Array, out: Int32Array): Scales {
  let [sumFirst, sumSecond] = [0, 0]
  for (let i = 0; i < first.length; i++) {
    sumFirst += Math.abs(first[i]!)
    sumSecond += second[i]!
  }
  const scales = { first: scaleOf(sumFirst), second: scaleOf(sumSecond) }
  for (let i = 0; i < first.length; i++) {
    const h = Math.round(second[i]! * scales.second)
    out[2 * i] = h === 0 && second[i]! > 0 ? 1 : h
    out[2 * i + 1] = Math.round(first[i]! * scales.first)
  }
  return scales
}

/** The largest power of two that takes `sum` to 2^29 or less. By doubling, which is exact on every engine. */
function scaleOf(sum: number): number {
  const most = 2 ** 29
  let scale = 1
  while (sum * scale * 2 <= most && scale < 1e150) scale *= 2
  while (sum * scale > most) scale /= 2
  return scale
}

/** The rows of a tree, drawn or all, at the front, the others behind. */
function drawRows(rows: Int32Array, share: number, rng: Rng): number {
  let [front, back] = [0, rows.length]
  for (let i = 0; i < rows.length; i++) {
    if (share === 1 || rng.next() < share) rows[front++] = i
    else rows[--back] = i
  }
  return front > 0 ? front : rows.length
}

function drawColumns(columns: Int32Array, share: number, rng: Rng): number {
  for (let j = 0; j < columns.length; j++) columns[j] = j
  if (share === 1) return columns.length
  const count = Math.max(1, Math.round(share * columns.length))
  for (let j = 0; j < count; j++) {
    const other = j + Math.floor(rng.next() * (columns.length - j))
    const kept = columns[j]!
    columns[j] = columns[other]!
    columns[other] = kept
  }
  columns.subarray(0, count).sort()
  return count
}

/** For losses without curvature: the leaf's own quantile of what is left to explain. */
function renewLeaves(
  tree: GrownTree,
  { rows }: HistogramKernel,
  { labels, weights }: LabelledSet,
  margins: Float64Array,
  objective: BoostObjective,
  plan: BoostPlan,
): void {
  if (plan.monotone.some((sign) => sign !== 0)) return // a renewed leaf would not keep its bounds
  for (const { node, from, to } of tree.leaves) {
    const own = rows.subarray(from, to)
    const rest = Float64Array.from(own, (row) => labels[row]! - margins[row]!)
    const heavy = weights === undefined ? undefined : Float64Array.from(own, (row) => weights[row]!)
    const level = objective === 'quantile' ? plan.level : 0.5
    tree.value[node] = round(plan.learningRate * weightedQuantile(rest, heavy, level))
  }
}

/** Adds a tree to the margins: by its leaves for the rows that grew it, down the bins for the others. */
function addTree(
  tree: GrownTree,
  { rows, bins }: HistogramKernel,
  margins: Float64Array,
  outputs: number,
  k: number,
  count: number,
): void {
  for (const { node, from, to } of tree.leaves) {
    const value = tree.value[node]!
    for (let at = from; at < to; at++) {
      const place = rows[at]! * outputs + k
      margins[place] = round(margins[place]! + value)
    }
  }
  for (let at = count; at < rows.length; at++) {
    const row = rows[at]!
    let node = 0
    while (tree.left[node]! >= 0) {
      const bin = bins[tree.column[node]! * rows.length + row]!
      const members = tree.categories.get(node)
      const isLeft =
        bin === MISSING_BIN
          ? tree.missingLeft[node] === 1
          : members === undefined
            ? bin <= tree.bin[node]!
            : (((members[bin >> 5] ?? 0) >>> (bin & 31)) & 1) === 0
      node = isLeft ? tree.left[node]! : tree.right[node]!
    }
    const place = row * outputs + k
    margins[place] = round(margins[place]! + tree.value[node]!)
  }
}

function createEarlyStop(
  { early }: BoostSettings,
  objective: BoostObjective,
  plan: BoostPlan,
  outputs: number,
  base: number,
  columns: number,
): { isOver(trees: readonly GrownTree[]): boolean; best(): number } | undefined {
  if (early === undefined) return undefined
  const { holdout, rounds } = early
  checkLabelledSet('trainBoosted early.holdout', holdout, { missing: true })
  if (holdout.features.cols !== columns)
    throw badArgument('trainBoosted', 'early.holdout.features.cols', holdout.features.cols, String(columns))
  if (!(Number.isInteger(rounds) && rounds > 0)) throw badArgument('trainBoosted', 'early.rounds', rounds, '>= 1')
  const isClass = objective === 'binary' || objective === 'softmax'
  if (isClass && classesOf('trainBoosted early.holdout', holdout.labels) > Math.max(2, outputs))
    throw badArgument('trainBoosted', 'early.holdout.labels', 'of more classes', 'of the classes trained')
  const margins = new Float64Array(holdout.labels.length * outputs).fill(base)
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  return {
    isOver(trees) {
      const last = joinTrees(trees.slice(-outputs), columns, outputs)
      const leaves = xgboostModel(last, new Float64Array(outputs), 'identity', { name: '', hash: '' })
      const more = leaves.margins(holdout.features.data)
      for (let i = 0; i < margins.length; i++) margins[i] = round(margins[i]! + more[i]!)
      const loss = meanLoss(objective, plan, holdout, margins, outputs)
      if (loss < least) [best, least] = [trees.length, loss]
      return trees.length - best >= rounds * outputs
    },
    best: () => Math.max(best, outputs),
  }
}
