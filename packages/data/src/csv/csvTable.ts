import { cellsOf, delimiterOf } from './csvCells.js'
import { csvError } from './csvError.js'

/**
 * Any CSV with a header as columns of text: factor files, dividends, funding, questions of a prediction market. Quotes may
 * hold delimiters and line ends. A line with more or fewer cells than the header throws `input/parse` with its number.
 *
 * @example
 * import { csvTable } from '@bourse/data'
 * csvTable('time,rate\n2026-01-01,0.0001').rate // => ['0.0001']
 */
export function csvTable(
  text: string,
  options: { readonly file?: string } = {},
): { readonly [header: string]: readonly string[] } {
  const lines = recordsOf(text.replace(/^\uFEFF/, ''))
  const header = lines[0]
  if (header === undefined) return {}
  const delimiter = delimiterOf(header.text)
  const names = cellsOf(header.text, delimiter).map((name) => name.trim())
  const columns = names.map((): string[] => [])
  for (const { line, text: row } of lines.slice(1)) {
    const cells = cellsOf(row, delimiter)
    if (cells.length !== names.length)
      throw csvError(
        { file: options.file, line },
        `${cells.length} fields, the header has ${names.length}`,
        'mend the line; text with delimiters needs quotes',
      )
    for (const [i, cell] of cells.entries()) columns[i]!.push(cell)
  }
  return Object.fromEntries(names.map((name, i) => [name, columns[i]!]))
}

// Lines joined while a quote is open; blank ones are left out.
function recordsOf(text: string): readonly { readonly line: number; readonly text: string }[] {
  const records: { readonly line: number; readonly text: string }[] = []
  let [open, first] = ['', 0]
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const whole = open === '' ? line : `${open}\n${line}`
    if (open === '') first = i + 1
    open = (whole.split('"').length - 1) % 2 === 1 ? whole : ''
    if (open === '' && whole.trim() !== '') records.push({ line: first, text: whole })
  }
  if (open !== '') records.push({ line: first, text: open })
  return records
}
