// Which rows of a long curve are drawn.
import type { EpochMs } from '@bourse/core'

/**
 * At most `most` row numbers, ascending, the first and the last among them: the last row of each day where rows are many,
 * and of those every k-th. A chart is some thousand pixels wide, and a page has to fit into a mail.
 */
export function thinRows(time: Float64Array, most: number): readonly number[] {
  const count = time.length
  if (count <= most) return Array.from(time.keys())
  const days: number[] = []
  for (let i = 0; i < count; i++)
    if (i === 0 || i === count - 1 || dayOf(time[i]!) !== dayOf(time[i + 1]!)) days.push(i)
  // A few days are better told by what happened within them.
  const daily = days.length > most / 4
  const places = daily ? days.length : count
  const step = Math.ceil((places - 1) / (most - 1))
  const rows: number[] = []
  for (let i = 0; i < places; i += step) rows.push(daily ? days[i]! : i)
  if (rows.at(-1) !== count - 1) rows.push(count - 1)
  return rows
}

function dayOf(time: EpochMs): number {
  return Math.floor(time / 86_400_000)
}
