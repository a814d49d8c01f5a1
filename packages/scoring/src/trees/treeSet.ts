// Trees of a model side by side in flat arrays, whatever file they came from.
import { BourseError } from '@bourse/core'

/** Nodes of all trees in one numbering. `left[i]` < 0: a leaf. `missingLeft`: where a missing value goes. */
export type TreeSet = {
  readonly columns: number
  readonly outputs: number
  readonly roots: Int32Array
  /** The output each tree adds to. */
  readonly outputOf: Int32Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly column: Int32Array
  readonly threshold: Float64Array
  readonly value: Float64Array
  readonly missingLeft: Uint8Array
  /** How much of the training data came by: weights or counts. */
  readonly cover: Float64Array
  readonly gain: Float64Array
  /** Nodes that split by category: 32 categories to a word. */
  readonly categories: ReadonlyMap<number, Uint32Array>
}

/** Whether a row goes left at a node: the one thing in which formats differ. */
export type GoesLeft = (set: TreeSet, node: number, x: number) => boolean

/** The error for a model file that cannot be read, with the place in it. */
export function badModel(format: string, place: string, problem: string): BourseError {
  return new BourseError('input/parse', `${format}: ${place} ${problem}`, {
    details: { where: format, place, problem },
    remedy: 'save the model again with the library that trained it',
  })
}

/**
 * Throws unless every tree is one: from its root each node is reached once, children and columns exist. A file that says
 * otherwise would send a row in circles.
 */
export function checkTrees(format: string, set: TreeSet): void {
  const { roots, left, right, column, columns } = set
  const seen = new Uint8Array(left.length)
  const stack: number[] = []
  roots.forEach((root, tree) => {
    stack.push(root)
    while (stack.length > 0) {
      const node = stack.pop()!
      if (!(node >= 0 && node < left.length))
        throw badModel(format, `tree ${tree}`, `has a child ${node} that does not exist`)
      if (seen[node] === 1) throw badModel(format, `tree ${tree}`, 'reaches a node twice')
      seen[node] = 1
      if (left[node]! < 0) continue
      if (!(column[node]! >= 0 && column[node]! < columns))
        throw badModel(format, `tree ${tree}`, `splits by column ${column[node]} of ${columns}`)
      stack.push(left[node]!, right[node]!)
    }
  })
}

/** Where a row ends, node by node. For columns of rows the formats have loops of their own. */
export function leafOf(set: TreeSet, goesLeft: GoesLeft, root: number, row: ArrayLike<number>, from = 0): number {
  const { left, right, column } = set
  let node = root
  while (left[node]! >= 0) node = goesLeft(set, node, row[from + column[node]!]!) ? left[node]! : right[node]!
  return node
}
