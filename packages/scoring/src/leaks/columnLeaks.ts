// What can be seen in a column alone. Each rule asks for something that does not come about by chance, because a detector
// that cries wolf is switched off.
import { spearman } from '@bourse/math'
import { rocAuc } from '../metrics/rocCurve.js'
import { columnName } from './columnName.js'
import type { Leak, Pipeline } from './pipeline.js'

/** Nothing known in advance tells classes apart so well; nor does a quantity rank with its label so closely. */
const tooGood = 0.95

export function columnLeaks({ set, columns }: Pipeline): Leak[] {
  const { features, labels } = set
  const found: Leak[] = []
  for (let column = 0; column < features.cols; column++) {
    const values = Float64Array.from(labels, (_, i) => features.data[i * features.cols + column]!)
    const rows = [...values.keys()].filter((i) => !Number.isNaN(values[i]!))
    const present = Float64Array.from(rows, (i) => values[i]!)
    const own = Float64Array.from(rows, (i) => labels[i]!)
    const name = columnName(columns, column)
    if (isEncoding(present, own)) {
      found.push({
        leak: 'target-encoding',
        column,
        says: `${name} is the mean label of its group, own label included`,
      })
      continue
    }
    const closeness = Math.max(closenessOf(present, own), missingCloseness(values, labels))
    if (closeness > tooGood)
      found.push({
        leak: 'label-in-feature',
        column,
        says: `${name} alone orders the labels at ${closeness.toFixed(3)}`,
      })
    const scaled = scaledHow(present)
    if (scaled !== undefined)
      found.push({
        leak: 'fitted-on-test',
        column,
        says: `${name} has ${scaled} over all rows: scaled before the folds`,
      })
  }
  return found
}

/** 0.5 to 1: the best area under the curve of a class against the rest, either way round; for quantities |rank correlation|. */
function closenessOf(values: Float64Array, labels: Float64Array): number {
  const classes = new Set(labels)
  if (classes.size > 10) return values.length < 30 ? 0 : Math.abs(spearman(values, labels))
  let best = 0
  for (const one of classes) {
    const is = labels.map((y) => (y === one ? 1 : 0))
    const count = is.reduce((sum, x) => sum + x, 0)
    // Of a handful of rows chance can order any.
    if (count < 15 || labels.length - count < 15) continue
    const auc = rocAuc(values, is)
    best = Math.max(best, auc, 1 - auc)
  }
  return best
}

/** A value that is there only for winners tells as much as the label. */
function missingCloseness(values: Float64Array, labels: Float64Array): number {
  const missing = values.map((x) => (Number.isNaN(x) ? 1 : 0))
  return missing.includes(1) && missing.includes(0) ? closenessOf(missing, labels) : 0
}

/** Mean 0 and deviation 1, or median 0 and quartiles 1 apart, to the last digits: no raw feature has that. */
function scaledHow(values: Float64Array): string | undefined {
  const n = values.length
  if (n < 20) return undefined
  const mean = values.reduce((sum, x) => sum + x, 0) / n
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  const isOne = (x: number): boolean => Math.abs(x - 1) < 1e-9
  if (Math.abs(mean) < 1e-9 && (isOne(squares / n) || isOne(squares / (n - 1)))) return 'mean 0 and deviation 1'
  const sorted = Float64Array.from(values).sort()
  const at = (share: number): number => {
    const place = share * (n - 1)
    const low = Math.floor(place)
    return sorted[low]! + (place - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
  }
  if (new Set(sorted).size < n / 2) return undefined
  if (Math.abs(at(0.5)) < 1e-9 && isOne(at(0.75) - at(0.25))) return 'median 0 and quartile range 1'
  // Ranks and stochastics touch 0 and 1 again and again; a column scaled by its range does so once each.
  const isRange = sorted[0] === 0 && sorted[1]! > 0 && sorted[n - 1] === 1 && sorted[n - 2]! < 1
  return isRange && new Set(sorted).size > 0.9 * n ? 'least value 0 and greatest 1, once each' : undefined
}

/** Whether groups of equal values carry the mean label of the group, as it is or drawn towards one prior. */
function isEncoding(values: Float64Array, labels: Float64Array): boolean {
  const groups = new Map<number, { rows: number; sum: number }>()
  values.forEach((value, i) => {
    const group = groups.get(value) ?? { rows: 0, sum: 0 }
    group.rows++
    group.sum += labels[i]!
    groups.set(value, group)
  })
  const large = [...groups].filter(([, { rows }]) => rows >= 5)
  const inside = large.reduce((sum, [, { rows }]) => sum + rows, 0)
  if (large.length < 3 || inside < 0.9 * values.length) return false
  // value (rows + strength) = sum + strength prior: linear in strength and strength * prior, solved on two groups and held on all.
  const [one, two] = [large[0]!, large[1]!]
  const excess = ([value, { rows, sum }]: (typeof large)[number]): number => sum - value * rows
  const strength = (excess(one) - excess(two)) / (one[0] - two[0])
  const weighted = strength * one[0] - excess(one)
  return (
    strength > -1e-9 &&
    large.every((group) => Math.abs(strength * group[0] - weighted - excess(group)) < 1e-7 * values.length)
  )
}
