// Bars as bytes and back: a line of JSON that says what follows, then the columns as little-endian doubles.
import type { Bars } from '@bourse/core'
import { type BarNumber, type BarTable, barsFrom, columnsOf } from '../bars/barTable.js'

/** What the head of the bytes says. */
type Head = {
  readonly id: Bars['id']
  readonly span: Bars['span']
  readonly rows: number
  readonly names: readonly BarNumber[]
  readonly whole: boolean
}

/** `whole`: nothing will be added to this stretch. */
export function barsToBytes(bars: Bars, whole: boolean): Uint8Array {
  const names = columnsOf(bars)
  const head: Head = { id: bars.id, span: bars.span, rows: bars.time.length, names, whole }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const start = 4 + text.length
  const bytes = new Uint8Array(start + 8 * bars.time.length * (names.length + 1))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, text.length, true)
  bytes.set(text, 4)
  let at = start
  for (const column of [bars.time, ...names.map((name) => bars[name]!)])
    for (const value of column) {
      view.setFloat64(at, value, true)
      at += 8
    }
  return bytes
}

/** Undefined where the bytes are not such bars: another program's, or cut. */
export function barsFromBytes(bytes: Uint8Array): { readonly bars: Bars; readonly whole: boolean } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = headOf(bytes, view)
  if (head === undefined) return undefined
  let at = 4 + view.getUint32(0, true)
  if (bytes.length !== at + 8 * head.rows * (head.names.length + 1)) return undefined
  const column = (): Float64Array => {
    const values = new Float64Array(head.rows)
    for (let row = 0; row < head.rows; row++, at += 8) values[row] = view.getFloat64(at, true)
    return values
  }
  const table: BarTable = { time: column() }
  for (const name of head.names) table[name] = column()
  return { bars: barsFrom(table, head.rows, head.id, head.span), whole: head.whole }
}

function headOf(bytes: Uint8Array, view: DataView): Head | undefined {
  if (bytes.length < 4 || bytes.length < 4 + view.getUint32(0, true)) return undefined
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + view.getUint32(0, true)))) as Head
    return typeof head.id === 'string' && Number.isInteger(head.rows) && Array.isArray(head.names) ? head : undefined
  } catch {
    return undefined
  }
}
