// Columns that grow: what readers and builders of bars fill before they know how many there will be.
import type { Bars, InstrumentId, Span } from '@bourse/core'

/** The number columns of `Bars` in their usual order; the last three are there only where somebody had figures. */
export const barNumbers = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'adjusted',
  'openInterest',
  'settlement',
  'trades',
] as const

/** A number column of `Bars`. */
export type BarNumber = (typeof barNumbers)[number]

/** Columns by name, all of one length. A column that is missing has no figures. */
export type BarTable = { time: Float64Array } & { [K in BarNumber]?: Float64Array }

/** Room for so many rows in the columns that are wanted. */
export function barTable(rows: number, wanted: readonly BarNumber[]): BarTable {
  const table: BarTable = { time: new Float64Array(rows) }
  for (const name of wanted) table[name] = new Float64Array(rows)
  return table
}

/** Twice the room, with what is there. */
export function growTable(table: BarTable): void {
  const grown = (old: Float64Array): Float64Array => {
    const column = new Float64Array(2 * old.length + 16)
    column.set(old)
    return column
  }
  table.time = grown(table.time)
  for (const name of barNumbers) {
    const column = table[name]
    if (column !== undefined) table[name] = grown(column)
  }
}

/** The first rows as bars. Prices nobody gave are NaN; `adjusted` is then the close. */
export function barsFrom(table: BarTable, rows: number, id: InstrumentId, span: Span): Bars {
  const cut = (column: Float64Array | undefined): Float64Array =>
    column === undefined
      ? new Float64Array(rows).fill(Number.NaN)
      : rows > 0.8 * column.length
        ? column.subarray(0, rows) // a little room left over costs less than a copy
        : column.slice(0, rows)
  const close = cut(table.close)
  return {
    id,
    span,
    time: cut(table.time),
    open: cut(table.open),
    high: cut(table.high),
    low: cut(table.low),
    close,
    volume: cut(table.volume),
    adjusted: table.adjusted === undefined ? close : cut(table.adjusted),
    ...(table.openInterest === undefined ? undefined : { openInterest: cut(table.openInterest) }),
    ...(table.settlement === undefined ? undefined : { settlement: cut(table.settlement) }),
    ...(table.trades === undefined ? undefined : { trades: cut(table.trades) }),
  }
}

/** The columns a series has. */
export function columnsOf(bars: Bars): readonly BarNumber[] {
  return barNumbers.filter((name) => bars[name] !== undefined)
}
