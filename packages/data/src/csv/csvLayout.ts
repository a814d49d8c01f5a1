// What a file looks like, learned from its first lines.
import { BourseError } from '@bourse/core'
import { cellsOf, delimiterOf } from './csvCells.js'
import { csvError } from './csvError.js'
import { columnPlaces, type CsvColumn, isHeader, placesByCount } from './csvHeader.js'
import type { CsvOptions } from './parseCsv.js'

/** Where figures begin (`start`, after `line` lines) and which cell is what. */
export type CsvLayout = {
  readonly start: number
  readonly line: number
  readonly delimiter: number
  readonly headers: readonly string[]
  readonly places: { readonly [K in CsvColumn]?: number }
  /** Cell -> text it must hold. */
  readonly only: readonly { readonly place: number; readonly text: string }[]
  /** The clock column counts ms of the day. */
  readonly millis: boolean
  /** Bytes of a typical line. */
  readonly sample: number
}

/** Lines of comments or titles before the header that are stepped over. */
const preamble = 20

/** Throws `input/parse` where no line looks like a header or a row, `data/missing` where a column is not there. */
export function csvLayout(bytes: Uint8Array, options: CsvOptions): CsvLayout {
  const given = options.columns ?? {}
  const wanted = [...Object.values(given), ...Object.keys(options.only ?? {})]
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let line = 1; line <= preamble && start < bytes.length; line++) {
    const next = bytes.indexOf(10, start) + 1
    const text = new TextDecoder().decode(bytes.subarray(start, next)).replace(/[\r\n]+$/, '')
    const delimiter = delimiterOf(text)
    const cells = cellsOf(text, delimiter)
    const shape = { delimiter: delimiter.charCodeAt(0), sample: lineLength(bytes, next) }
    if (isHeader(cells, wanted)) {
      const places = columnPlaces(cells, given)
      const headers = cells.map((cell) => cell.trim())
      const millis = /ms.?of.?day/i.test(headers[places.clock ?? places.time ?? -1] ?? '')
      const layout = { ...shape, start: next, line, headers, places, only: onlyOf(headers, options, line), millis }
      return complete(layout, options)
    }
    const places = /^"?\d/.test(text) && wanted.length === 0 ? placesByCount(cells.length) : undefined
    if (places !== undefined) {
      const headers = cells.map((_, i) => Object.entries(places).find(([, place]) => place === i)?.[0] ?? '')
      const millis = options.date !== undefined && /^\d+$/.test(cells[0] ?? '')
      return { ...shape, sample: next - start, start, line: line - 1, headers, places, only: [], millis }
    }
    start = next
  }
  throw csvError(
    { file: options.file, line: 1 },
    'no line names columns and none looks like time, open, high, low, close',
    "pass columns: { time: '...', close: '...' } with names from the header",
  )
}

function complete(layout: CsvLayout, options: CsvOptions): CsvLayout {
  const { headers, line } = layout
  const { clock, ...others } = layout.places
  // In a file of one date the time of day is all there is.
  const alone = others.time === undefined && clock !== undefined && options.date !== undefined
  const places = alone ? { ...others, time: clock } : layout.places
  for (const [column, header] of Object.entries(options.columns ?? {}))
    if (!headers.includes(header)) throw missing(options, line, headers, `no column ${header} for ${column}`)
  if (places.time === undefined) throw missing(options, line, headers, 'no column of time or date')
  if (places.close === undefined && places.settlement === undefined)
    throw missing(options, line, headers, 'no column of close')
  // Exchanges that print a settlement instead of a last price: it is the close too.
  return { ...layout, places }
}

function missing(options: CsvOptions, line: number, headers: readonly string[], what: string): BourseError {
  return new BourseError(
    'data/missing',
    `${options.file ?? 'parseCsv'}: line ${line}: ${what} in ${headers.join(' ')}`,
    {
      details: { where: 'parseCsv', file: options.file ?? null, line, headers: headers.slice(0, 50) },
      remedy: "pass columns with names from the header, such as { time: 'Date', close: 'Last' }",
    },
  )
}

function onlyOf(headers: readonly string[], options: CsvOptions, line: number): CsvLayout['only'] {
  return Object.entries(options.only ?? {}).map(([header, text]) => {
    const place = headers.indexOf(header)
    if (place < 0) throw missing(options, line, headers, `no column ${header} for only`)
    return { place, text }
  })
}

// The second line after the header, so that a short first one does not mislead.
function lineLength(bytes: Uint8Array, from: number): number {
  const first = bytes.indexOf(10, from)
  const second = first < 0 ? -1 : bytes.indexOf(10, first + 1)
  return second < 0 ? 8 : Math.floor((second - from + 1) / 2)
}
