// Exact Shapley values of a tree ensemble in time leaves x depth² per tree: the path-dependent algorithm, in which a column
// that is left out is averaged over by the training data's share of each branch.
import type { GoesLeft, TreeSet } from './treeSet.js'

// One element of the path: the column, the share of paths that flow through when it is out (`zero`) and in (`one`), and
// the weight of subsets of each size.
type Path = { column: Int32Array; zero: Float64Array; one: Float64Array; weight: Float64Array }

/**
 * Adds the Shapley values of one row to `out`: for each output one per column and the expected value.
 *
 * @see S. Lundberg, G. Erion, S.-I. Lee, Consistent individualized feature attribution for tree ensembles (2018), algorithm 2
 */
export function addTreeShap(set: TreeSet, goesLeft: GoesLeft, row: Float64Array, out: Float64Array): void {
  const { roots, outputOf, columns } = set
  const levels: Path[] = []
  roots.forEach((root, tree) => {
    const at = outputOf[tree]! * (columns + 1)
    const part = out.subarray(at, at + columns + 1)
    part[columns]! += meanOf(set, root)
    descend(set, goesLeft, row, part, levels, 0, root, 0, 1, 1, -1)
  })
}

/** Mean of the leaves by what came by in training. */
export function meanOf(set: TreeSet, root: number): number {
  const { left, right, value, cover } = set
  let sum = 0
  const stack: [number, number][] = [[root, 1]]
  while (stack.length > 0) {
    const [node, share] = stack.pop()!
    if (left[node]! < 0) sum += share * value[node]!
    else for (const child of [left[node]!, right[node]!]) stack.push([child, (share * cover[child]!) / cover[node]!])
  }
  return sum
}

function levelOf(levels: Path[], depth: number): Path {
  while (levels.length <= depth) {
    const size = levels.length + 2
    levels.push({
      column: new Int32Array(size),
      zero: new Float64Array(size),
      one: new Float64Array(size),
      weight: new Float64Array(size),
    })
  }
  return levels[depth]!
}

function descend(
  set: TreeSet,
  goesLeft: GoesLeft,
  row: Float64Array,
  out: Float64Array,
  levels: Path[],
  depth: number,
  node: number,
  length: number,
  zero: number,
  one: number,
  column: number,
): void {
  const path = levelOf(levels, depth)
  if (depth > 0) copy(levels[depth - 1]!, path, length)
  extend(path, length, zero, one, column)
  let n = length
  const { left, right, value, cover } = set
  if (left[node]! < 0) {
    for (let i = 1; i <= n; i++) {
      const w = unwoundSum(path, n, i)
      out[path.column[i]!]! += w * (path.one[i]! - path.zero[i]!) * value[node]!
    }
    return
  }
  const split = set.column[node]!
  const hot = goesLeft(set, node, row[split]!) ? left[node]! : right[node]!
  const cold = hot === left[node]! ? right[node]! : left[node]!
  let [incomingZero, incomingOne] = [1, 1]
  for (let i = 1; i <= n; i++) {
    if (path.column[i] !== split) continue
    incomingZero = path.zero[i]!
    incomingOne = path.one[i]!
    unwind(path, n, i)
    n--
    break
  }
  const share = (child: number): number => (cover[child]! / cover[node]!) * incomingZero
  descend(set, goesLeft, row, out, levels, depth + 1, hot, n + 1, share(hot), incomingOne, split)
  descend(set, goesLeft, row, out, levels, depth + 1, cold, n + 1, share(cold), 0, split)
}

function copy(from: Path, to: Path, length: number): void {
  for (let i = 0; i < length; i++) {
    to.column[i] = from.column[i]!
    to.zero[i] = from.zero[i]!
    to.one[i] = from.one[i]!
    to.weight[i] = from.weight[i]!
  }
}

/** Adds one element to a path of `n` before it. */
function extend({ column, zero, one, weight }: Path, n: number, z: number, o: number, c: number): void {
  column[n] = c
  zero[n] = z
  one[n] = o
  weight[n] = n === 0 ? 1 : 0
  for (let i = n - 1; i >= 0; i--) {
    weight[i + 1]! += (o * weight[i]! * (i + 1)) / (n + 1)
    weight[i] = (z * weight[i]! * (n - i)) / (n + 1)
  }
}

/** Takes element `at` off a path whose last is `n`. */
function unwind({ column, zero, one, weight }: Path, n: number, at: number): void {
  const o = one[at]!
  const z = zero[at]!
  let next = weight[n]!
  for (let i = n - 1; i >= 0; i--) {
    if (o !== 0) {
      const before = weight[i]!
      weight[i] = (next * (n + 1)) / ((i + 1) * o)
      next = before - (weight[i]! * z * (n - i)) / (n + 1)
    } else weight[i] = (weight[i]! * (n + 1)) / (z * (n - i))
  }
  for (let i = at; i < n; i++) {
    column[i] = column[i + 1]!
    zero[i] = zero[i + 1]!
    one[i] = one[i + 1]!
  }
}

/** Sum of the weights that `unwind` would leave. */
function unwoundSum({ zero, one, weight }: Path, n: number, at: number): number {
  const o = one[at]!
  const z = zero[at]!
  let next = weight[n]!
  let total = 0
  for (let i = n - 1; i >= 0; i--) {
    if (o !== 0) {
      const w = (next * (n + 1)) / ((i + 1) * o)
      total += w
      next = weight[i]! - (w * z * (n - i)) / (n + 1)
    } else if (z !== 0) total += (weight[i]! * (n + 1)) / (z * (n - i))
  }
  return total
}
