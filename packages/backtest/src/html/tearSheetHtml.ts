import { chartLibraries } from './chartLibraries.js'
import type { TearSheet } from './tearSheet.js'
import { tearSheetPage } from './tearSheetPage.js'

/**
 * A tear sheet as one HTML file: the chart libraries and the data are in it, it asks the network for nothing, opens from
 * a disk, follows the reader's light or dark, and prints. About 250 kB of it are the libraries.
 *
 * For a report of ours there is `reportToHtml`; this takes the same page's data from anywhere else.
 */
export function tearSheetHtml(sheet: TearSheet): string {
  return tearSheetPage(sheet, chartLibraries())
}
