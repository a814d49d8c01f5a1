// The row loop. One pass over the bytes; the only allocations are the columns.
import { BourseError } from '@bourse/core'
import { barNumbers, type BarTable, growTable } from '../bars/barTable.js'
import { csvError } from './csvError.js'
import type { CsvLayout } from './csvLayout.js'
import { csvNumber } from './csvNumber.js'
import type { CsvOptions, RowStamp } from './parseCsv.js'

/** What has been read. `ascending` is false for a file that runs newest first. */
export type CsvRows = { table: BarTable; count: number; ascending: boolean }

// Powers of ten that are exact: a whole number below 2^53 over one of them is rounded once, to the nearest double
// (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
const tens = /* @__PURE__ */ Float64Array.of(1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
const exact = 2 ** 53
const [skip, isTime, isClock, isOnly] = [-1, -2, -3, -4]

/** Fills `rows`; `bytes` ends in a newline. */
export function readRows(
  bytes: Uint8Array,
  layout: CsvLayout,
  stampOf: RowStamp,
  rows: CsvRows,
  options: CsvOptions,
): void {
  const { delimiter, headers, only } = layout
  const roles = rolesOf(layout)
  const fields = headers.length
  let columns = columnsIn(rows.table)
  let capacity = rows.table.time.length
  let [line, count, last, direction] = [layout.line + 1, 0, Number.NaN, 0]
  let [timeFrom, timeTo, clockFrom, clockTo] = [0, 0, 0, 0]

  for (let at = layout.start; at < bytes.length; ) {
    const first = bytes[at]!
    if (first === 10 || first === 13) {
      if (first === 10) line++
      at++
      continue
    }
    if (count === capacity) {
      growTable(rows.table)
      columns = columnsIn(rows.table)
      capacity = rows.table.time.length
    }
    let keep = true
    let field = 0
    for (; ; field++) {
      const role = field < fields ? roles[field]! : skip
      const from = at
      let byte = bytes[at]!
      if (role >= 0) {
        const negative = byte === 45
        if (negative) byte = bytes[++at]!
        // Both parts as 32-bit integers: up to nine digits before the point, nine after it.
        const digits = at
        let whole = 0
        while (byte >= 48 && byte <= 57) {
          whole = (whole * 10 + byte - 48) | 0
          byte = bytes[++at]!
        }
        const before = at - digits
        let behind = 0
        let part = 0
        if (byte === 46) {
          const point = ++at
          byte = bytes[at]!
          while (byte >= 48 && byte <= 57) {
            part = (part * 10 + byte - 48) | 0
            byte = bytes[++at]!
          }
          behind = at - point
        }
        const ended = byte === delimiter || byte === 10 || byte === 13
        const scaled = behind < 10 ? whole * tens[behind]! + part : exact
        if (ended && before < 10 && before + behind > 0 && scaled < exact) {
          const value = behind === 0 ? whole : scaled / tens[behind]!
          columns[role]![count] = negative ? -value : value
        } else {
          at = endOfField(bytes, from, delimiter)
          byte = bytes[at]!
          columns[role]![count] = slowNumber(bytes, from, at, line, field)
        }
      } else {
        if (byte === 34) at = endOfField(bytes, at, delimiter)
        else while (byte !== delimiter && byte !== 10 && byte !== 13) byte = bytes[++at]!
        byte = bytes[at]!
        if (role === isTime) {
          timeFrom = from
          timeTo = at
        } else if (role === isClock) {
          clockFrom = from
          clockTo = at
        } else if (role === isOnly) keep &&= holds(bytes, from, at, only.find(({ place }) => place === field)!.text)
      }
      at++
      if (byte !== delimiter) {
        if (byte === 13 && bytes[at] === 10) at++
        break
      }
    }
    if (field + 1 !== fields) throw ragged(field + 1, at >= bytes.length)
    if (keep) {
      const time = stampOf(timeFrom, timeTo, clockFrom, clockTo)
      if (Number.isNaN(time)) throw unreadable(timeFrom, timeTo)
      if (time !== last || options.unchecked === true) {
        const step = time > last ? 1 : time < last ? -1 : 0
        if (direction === 0) direction = step
        else if (step !== direction && options.unchecked !== true) throw backwards(time)
      } else throw backwards(time)
      rows.table.time[count++] = last = time
    }
    line++
  }
  rows.count = count
  rows.ascending = options.unchecked === true ? !(rows.table.time[0]! > last) : direction >= 0

  function slowNumber(source: Uint8Array, from: number, to: number, row: number, field: number): number {
    const text = textOf(source, from, to)
    const value = csvNumber(text, delimiter === 59)
    if (value !== undefined) return value
    throw csvError(
      { file: options.file, line: row, column: field + 1, header: headers[field] },
      `${JSON.stringify(text.slice(0, 40))} is no number`,
      'mend the cell, or leave it empty where there is no figure',
      text,
    )
  }
  function ragged(found: number, atEnd: boolean): Error {
    return csvError(
      { file: options.file, line },
      `${found} fields, the header has ${fields}${atEnd && found < fields ? ': the file is cut short' : ''}`,
      atEnd ? 'fetch the file again, or drop its last line' : 'mend the line; text with delimiters needs quotes',
    )
  }
  function unreadable(from: number, to: number): Error {
    const column = layout.places.time!
    const text = textOf(bytes, from, to)
    const clock = layout.places.clock === undefined ? '' : ` with ${JSON.stringify(textOf(bytes, clockFrom, clockTo))}`
    return csvError(
      { file: options.file, line, column: column + 1, header: headers[column] },
      `${JSON.stringify(text.slice(0, 40))}${clock} is no time`,
      "write '2026-12-18', '2026-12-18T09:30:00Z' or epoch ms; name the columns with `columns` where they were mistaken",
      text,
    )
  }
  function backwards(time: number): Error {
    const where = `${options.file ?? 'parseCsv'}: line ${line}`
    const told = time === last ? 'has the time of the row before it' : 'breaks the order of the rows before it'
    return new BourseError('input/backwards', `${where}: ${told} (bar complete at ${time}, before it ${last})`, {
      details: { where: 'parseCsv', file: options.file ?? null, line, time, before: last },
      remedy: 'sort and drop duplicates, or pass unchecked and look with inspectBars',
    })
  }
}

function columnsIn(table: BarTable): readonly Float64Array[] {
  return barNumbers.map((name) => table[name] ?? table.time)
}

/** Per cell: place of its column in `barNumbers`, or one of the negative roles. */
function rolesOf({ headers, places, only }: CsvLayout): Int8Array {
  const roles = new Int8Array(headers.length).fill(skip)
  for (const { place } of only) roles[place] = isOnly
  for (const [i, name] of barNumbers.entries()) if (places[name] !== undefined) roles[places[name]] = i
  if (places.clock !== undefined) roles[places.clock] = isClock
  roles[places.time!] = isTime
  return roles
}

// At the delimiter or line end after a cell that may be quoted.
function endOfField(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from
  let quoted = false
  for (; at < bytes.length - 1; at++) {
    const byte = bytes[at]!
    if (byte === 34) quoted = !quoted
    else if (!quoted && (byte === delimiter || byte === 10 || byte === 13)) return at
    else if (byte === 10) return at // a number never spans lines: an open quote is a broken line
  }
  return at
}

function holds(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  return textOf(bytes, from, to) === text
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  const text = new TextDecoder().decode(bytes.subarray(from, to))
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replaceAll('""', '"') : text
}
