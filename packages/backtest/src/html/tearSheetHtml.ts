import { chartLibraries } from './chartLibraries.js'
import type { TearSheet } from './tearSheet.js'
import { tearSheetPage } from './tearSheetPage.js'

/**
 * A tear sheet as one HTML file: the chart libraries and the data are in it, it asks the network for nothing, opens from
 * a disk, follows the reader's light or dark, and prints. About 250 kB of it are the libraries.
 *
 * For a report of ours there is `reportToHtml`; this takes the same page's data from anywhere else.
 *
 * @example
 * import { tearSheetHtml } from '@bourse/backtest/html'
 * import { performanceOf } from '@bourse/risk'
 * const equity = Float64Array.of(100, 101, 103, 102)
 * const time = equity.map((_, day) => Date.parse('2026-01-05') + day * 86_400_000)
 * const figures = performanceOf(equity, { periodsPerYear: 252 })
 * const nothing = { prices: [], trips: [], costs: [], parts: [], honesty: [], assumed: [], troubles: [], reproduce: [] }
 * tearSheetHtml({ title: 'By hand', base: 'USD', periodsPerYear: 252, time, equity, figures, digest: '-', ...nothing }).includes('By hand')
 * // => true
 */
export function tearSheetHtml(sheet: TearSheet): string {
  return tearSheetPage(sheet, chartLibraries())
}
