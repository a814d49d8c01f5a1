// What a backend of the trainer does. Both give the same bits, so it does not matter which one a machine has.
import { jsKernel } from './jsKernel.js'
import { wasmKernel } from './wasmKernel.js'

/**
 * The memory of one training and the loops over it. A gradient is two int32: second derivative, first derivative; so is
 * a bin of a histogram, 256 of them to an active column.
 */
export type HistogramKernel = {
  readonly backend: 'wasm' | 'js'
  /** By column: the bin of each row. */
  readonly bins: Uint8Array
  readonly gradients: Int32Array
  /** Numbers of rows, those of a node side by side. */
  readonly rows: Int32Array
  /** The active columns; the first `count` of `build` count. */
  readonly columns: Int32Array
  /** By bin of the column that is about to be partitioned. */
  readonly goesLeft: Uint8Array
  /** Of the last cut: bin or -1, whether missing goes left, sums of the left side. */
  readonly found: Float64Array
  histogramOf(slot: number, place: number): Int32Array
  build(slot: number, columnCount: number, from: number, to: number): void
  subtract(slot: number, child: number, columnCount: number): void
  /** The best cut of the column at `place`; its gain, `floor` if there is none. */
  cut(slot: number, place: number, bins: number, sums: NodeSums, rule: CutRule, floor: number): number
  partition(column: number, from: number, to: number): number
}

/** Whole numbers: the sums of a node; and between which its weights must lie. */
export type NodeSums = {
  readonly gradient: number
  readonly hessian: number
  readonly low: number
  readonly high: number
}

/** `lambda`, `least`: in units of quantised second derivatives. `constraint`: 1 rising, -1 falling, 0 none. */
export type CutRule = { readonly lambda: number; readonly least: number; readonly constraint: number }

/** Memory for `rows` x `columns` and `slots` sets of histograms. */
export function createKernel(backend: 'wasm' | 'js', rows: number, columns: number, slots: number): HistogramKernel {
  return (backend === 'wasm' ? wasmKernel(rows, columns, slots) : undefined) ?? jsKernel(rows, columns, slots)
}
