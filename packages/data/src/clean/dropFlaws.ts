import type { Bars } from '@bourse/core'
import { filterBars } from '../bars/filterBars.js'
import type { Flaw } from './flaw.js'

/**
 * The bars without the rows that cannot be used: `backwards`, `duplicate`, `not-finite`, `high-below-low`, `outlier`. A gap has
 * no row to drop, and a split is mended with `adjustBars`. Prices are never made up. Pass fewer flaws to drop less.
 *
 * @example
 * import { dropFlaws, inspectBars, parseCsv } from '@bourse/data'
 * const text = 'date,open,high,low,close\n2026-01-02,10,11,9,10\n2026-01-05,10,9,11,10'
 * const bars = parseCsv(text, { id: 'SPY@ARCX', span: '1d' })
 * dropFlaws(bars, inspectBars(bars)).close // => Float64Array [10]
 */
export function dropFlaws(bars: Bars, flaws: readonly Flaw[]): Bars {
  const unusable = new Set(
    flaws.filter(({ flaw }) => flaw !== 'gap' && flaw !== 'unapplied-split').map(({ row }) => row),
  )
  return filterBars(bars, (row) => !unusable.has(row))
}
