// Which rows of a long curve are drawn.
import type { EpochMs } from '@bourse/core'

/**
 * At most `most` row numbers, ascending, the first and the last among them: the last row of each day where rows are many,
 * and of those every k-th. A chart is some thousand pixels wide, and a page has to fit into a mail.
 */
export function thinRows(time: Float64Array, most: number): readonly number[] {
  const all = Array.from(time.keys())
  if (all.length <= most) return all
  const days = all.filter((i) => i === 0 || i === time.length - 1 || dayOf(time[i]!) !== dayOf(time[i + 1]!))
  // A few days are better told by what happened within them.
  const rows = days.length > most / 4 ? days : all
  const step = Math.ceil((rows.length - 1) / (most - 1))
  return rows.filter((row, i) => i % step === 0 || row === time.length - 1)
}

function dayOf(time: EpochMs): number {
  return Math.floor(time / 86_400_000)
}
