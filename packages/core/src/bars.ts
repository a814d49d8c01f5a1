import type { Duration } from './duration.js'
import type { InstrumentId } from './ids.js'

/** Length of a bar: a duration, or one trading session. `'1d'` in bars is a civil day of the instrument's calendar. */
export type Span = Duration | 'session'

/**
 * Bars in columns: a structure of arrays of equal length. `time` is the moment each bar was complete, ascending. Prices
 * raw; `adjusted` is the adjusted close (= close where nothing was adjusted). NaN where a vendor had no figure.
 */
export type Bars = {
  readonly id: InstrumentId
  readonly span: Span
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly adjusted: Float64Array
  readonly openInterest?: Float64Array
  readonly settlement?: Float64Array
  readonly trades?: Float64Array
}

/** Many series on one time axis; `columns[i]` belongs to `ids[i]`; NaN where nothing is known. */
export type Frame = {
  readonly ids: readonly InstrumentId[]
  readonly time: Float64Array
  readonly columns: readonly Float64Array[]
}

/** Arrow-shaped: what a table, a chart or a file takes. */
export type Columns = { readonly [name: string]: Float64Array | Int32Array | Uint8Array | readonly string[] }
