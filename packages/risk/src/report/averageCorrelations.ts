import type { InstrumentId } from '@bourse/core'
import type { ExposureLine } from '@bourse/portfolio'
import type { PricePaths } from '../scenario/revaluePaths.js'

/** Average correlation of what is held: over all scenarios and over the newest; NaN of less than two that move. */
export type AverageCorrelations = { readonly all: number; readonly recent: number }

/** Of the listings that are held, of options their underlyings. */
export function averageCorrelations(
  scenarios: PricePaths,
  lines: readonly ExposureLine[],
  recent: number,
): AverageCorrelations {
  const held = new Set<InstrumentId>()
  for (const { instrument, quantity, account } of lines)
    if (instrument !== undefined && account !== undefined && quantity !== 0)
      held.add(instrument.kind === 'option' ? instrument.underlying : instrument.id)
  const columns = scenarios.ids.flatMap((id, index) => (held.has(id) ? [index] : []))
  const { rows } = scenarios.returns
  return {
    all: averageOf(scenarios, columns, 0),
    recent: averageOf(scenarios, columns, Math.max(0, rows - recent)),
  }
}

// The variance of a sum of n standardised series is n + n (n - 1) times their average correlation: no matrix is needed,
// which is what lets a report of 200 positions be made with every tick.
function averageOf({ returns }: PricePaths, columns: readonly number[], from: number): number {
  const { rows, cols, data } = returns
  const count = rows - from
  const sums = new Float64Array(count)
  let moving = 0
  for (const column of columns) {
    let mean = 0
    for (let t = from; t < rows; t++) mean += data[t * cols + column]!
    mean /= count
    let square = 0
    for (let t = from; t < rows; t++) square += (data[t * cols + column]! - mean) ** 2
    if (!(square > 0)) continue
    moving++
    const scale = 1 / Math.sqrt(square)
    for (let t = from; t < rows; t++) sums[t - from]! += (data[t * cols + column]! - mean) * scale
  }
  if (moving < 2) return Number.NaN
  let variance = 0
  for (const sum of sums) variance += sum * sum
  return (variance - moving) / (moving * (moving - 1))
}
