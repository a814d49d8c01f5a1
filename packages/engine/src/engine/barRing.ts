// The newest bars of one id in a ring that does not grow: what a strategy may look back on.
import {
  type Bars,
  type InputOf,
  type InstrumentId,
  type Json,
  numberFromJson,
  numberToJson,
  type Span,
} from '@bourse/core'

const width = 7

/** Columns per bar: time, open, high, low, close, volume, adjusted. */
export interface BarRing {
  readonly span: Span
  /** Bars seen in all. */
  count: number
  push(bar: InputOf<'bar'>): void
  /** The newest bars as columns, oldest first. */
  newest(count: number): Bars
  /** Adjusted close, `back` bars before the newest; NaN where there is none. */
  adjusted(back: number): number
  time(back: number): number
  save(): Json
}

export function barRing(id: InstrumentId, span: Span, size: number): BarRing {
  let rows = Math.min(size, 16)
  let data = new Float64Array(rows * width)
  let next = 0
  const ring: BarRing = {
    span,
    count: 0,
    push(bar) {
      if (next === rows) {
        if (rows < size) grow()
        else next = 0
      }
      const at = next * width
      data[at] = bar.at
      data[at + 1] = bar.open
      data[at + 2] = bar.high
      data[at + 3] = bar.low
      data[at + 4] = bar.close
      data[at + 5] = bar.volume
      data[at + 6] = bar.adjusted
      next++
      ring.count++
    },
    newest(count) {
      const length = Math.max(0, Math.min(count, ring.count, rows))
      const columns = Array.from({ length: width }, () => new Float64Array(length))
      for (let i = 0; i < length; i++) {
        const at = rowOf(length - 1 - i) * width
        for (let k = 0; k < width; k++) columns[k]![i] = data[at + k]!
      }
      const [time, open, high, low, close, volume, adjusted] = columns as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ]
      return { id, span, time, open, high, low, close, volume, adjusted }
    },
    adjusted: (back) => (back < Math.min(ring.count, rows) ? data[rowOf(back) * width + 6]! : Number.NaN),
    time: (back) => (back < Math.min(ring.count, rows) ? data[rowOf(back) * width]! : Number.NaN),
    save() {
      const kept = ring.newest(rows)
      const { time, open, high, low, close, volume, adjusted } = kept
      const columns = [time, open, high, low, close, volume, adjusted]
      return { span, count: ring.count, columns: columns.map((column) => Array.from(column, numberToJson)) }
    },
  }
  // Only before the first turn of the ring: the rows lie in order.
  const grow = (): void => {
    rows = Math.min(size, rows * 2)
    const larger = new Float64Array(rows * width)
    larger.set(data)
    data = larger
  }
  const rowOf = (back: number): number => {
    const row = next - 1 - back
    return row < 0 ? row + rows : row
  }
  return ring
}

/** The way back from `save`. */
export function barRingFromJson(id: InstrumentId, state: Json, size: number): BarRing {
  const saved = state as { readonly span: Span; readonly count: number; readonly columns: readonly (readonly Json[])[] }
  const ring = barRing(id, saved.span, size)
  const [time] = saved.columns
  for (let i = 0; i < (time?.length ?? 0); i++) {
    const [at, open, high, low, close, volume, adjusted] = saved.columns.map((column) => numberFromJson(column[i]))
    const bar = { kind: 'bar', id, span: saved.span, open, high, low, close, volume, adjusted, at } as InputOf<'bar'>
    ring.push(bar)
  }
  ring.count = saved.count
  return ring
}
