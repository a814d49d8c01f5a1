import type { Importance } from './treeModel.js'
import type { TreeSet } from './treeSet.js'

/** Gains and counts of splits by column. */
export function importanceOf({ columns, left, column, gain }: TreeSet): Importance {
  const total = new Float64Array(columns)
  const splits = new Int32Array(columns)
  for (let node = 0; node < left.length; node++) {
    if (left[node]! < 0) continue
    total[column[node]!]! += gain[node]!
    splits[column[node]!]!++
  }
  return { gain: total, splits }
}
