import { BourseError, badArgument } from '@bourse/core'

/** Checks that rows are sorted by time and each label is known no earlier than its row. */
export function checkSpans(where: string, times: Float64Array, horizons: Float64Array): void {
  if (times.length === 0) throw badArgument(where, 'times.length', 0, 'at least one row')
  if (horizons.length !== times.length)
    throw badArgument(where, 'horizons.length', horizons.length, `${times.length}, as times`)
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(times[i]!)) throw badArgument(where, `times[${i}]`, times[i], 'a finite time')
    if (!(horizons[i]! >= times[i]! && horizons[i]! < Number.POSITIVE_INFINITY))
      throw badArgument(where, `horizons[${i}]`, horizons[i], `a finite time from times[${i}] = ${times[i]} on`)
    if (i > 0 && times[i]! < times[i - 1]!)
      throw new BourseError('input/backwards', `${where}: times[${i}] is before times[${i - 1}]`, {
        details: { where, row: i, time: times[i]!, before: times[i - 1]! },
        remedy: 'sort the rows by time',
      })
  }
}

/** First time and last horizon of a block of rows. */
export function spanOf(
  times: Float64Array,
  horizons: Float64Array,
  from: number,
  to: number,
): readonly [number, number] {
  let last = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i++) last = Math.max(last, horizons[i]!)
  return [times[from]!, last]
}

/** `count` blocks of consecutive rows, as equal as can be, the longer ones first: where each begins, and the end. */
export function blockEdges(where: string, rows: number, count: number): Int32Array {
  if (!(Number.isInteger(count) && count >= 2 && count <= rows))
    throw badArgument(where, 'folds', count, `a whole number from 2 to ${rows}, the rows`)
  const edges = new Int32Array(count + 1)
  for (let k = 0; k < count; k++) edges[k + 1] = edges[k]! + Math.floor(rows / count) + (k < rows % count ? 1 : 0)
  return edges
}

/** The rows outside all test blocks whose labels touch none of them, nor the embargo behind each. */
export function purgedRows(
  times: Float64Array,
  horizons: Float64Array,
  blocks: readonly (readonly [from: number, to: number])[],
  embargo: number,
): Int32Array {
  const spans = blocks.map(([from, to]) => spanOf(times, horizons, from, to))
  const kept: number[] = []
  for (let i = 0; i < times.length; i++) {
    if (blocks.some(([from, to]) => i >= from && i < to)) continue
    if (spans.some(([first, last]) => horizons[i]! >= first && times[i]! <= last + embargo)) continue
    kept.push(i)
  }
  return Int32Array.from(kept)
}

export function checkEmbargo(where: string, embargo: number): number {
  if (embargo >= 0 && embargo < Number.POSITIVE_INFINITY) return embargo
  throw badArgument(where, 'embargo', embargo, 'a finite length >= 0, in the unit of times')
}
