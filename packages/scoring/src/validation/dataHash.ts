import { textDigest } from '@bourse/core'
import type { LabelledSet } from '../labelledSet.js'

/**
 * 16 letters that stand for these rows: features, labels, times and weights, to the bit. Not for secrets.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { dataHash } from '@bourse/scoring'
 * const set = { features: matrixFromRows([[1], [2]]), labels: Float64Array.of(0, 1) }
 * dataHash(set) === dataHash({ ...set, labels: Float64Array.of(1, 1) }) // => false
 */
export function dataHash(set: LabelledSet): string {
  const digest = textDigest()
  const { rows, cols, data } = set.features
  digest.add(`${rows} ${cols}`)
  for (const column of [data, set.labels, set.times, set.weights])
    digest.add(column === undefined ? 'none' : lettersOf(column))
  return digest.digest()
}

/** The bits as text; every NaN is one. */
function lettersOf(column: Float64Array): string {
  const view = new DataView(new ArrayBuffer(8))
  const parts: string[] = []
  for (const x of column) {
    view.setFloat64(0, Number.isNaN(x) ? Number.NaN : x)
    parts.push(String.fromCharCode(view.getUint16(0), view.getUint16(2), view.getUint16(4), view.getUint16(6)))
  }
  return parts.join('')
}
