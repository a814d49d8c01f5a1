import { csvError } from './csvError.js'
import type { CsvLayout } from './csvLayout.js'
import type { DateOrder } from './csvClock.js'
import { cellsOf } from './csvCells.js'

/**
 * Day first or month first in `3/4/2026`: the first number above 12 says it. A file in which none does is refused, because
 * half of it would be read wrongly without a sign. Files that write dates otherwise are not looked through.
 */
export function dateOrderOf(bytes: Uint8Array, layout: CsvLayout, file: string | undefined): DateOrder {
  const decoder = new TextDecoder()
  const delimiter = String.fromCharCode(layout.delimiter)
  const place = layout.places.time!
  for (let start = layout.start; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    const cell = cellsOf(decoder.decode(bytes.subarray(start, end)), delimiter)[place] ?? ''
    const parts = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{4}/.exec(cell)
    if (parts === null && cell.trim() !== '') return 'mdy' // another way of writing, in which the order is plain
    if (parts !== null && Number(parts[1]) > 12) return 'dmy'
    if (parts !== null && Number(parts[2]) > 12) return 'mdy'
    start = end + 1
  }
  if (layout.start >= bytes.length) return 'mdy'
  throw csvError(
    { file, line: layout.line + 1, column: place + 1, header: layout.headers[place] },
    'no day above 12 tells whether the month or the day comes first',
    "pass dates: 'mdy' or dates: 'dmy'",
  )
}
