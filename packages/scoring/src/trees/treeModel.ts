import type { Model } from '@bourse/core'

/** Of each column: what its splits gained in all trees together, and how many there were. */
export type Importance = { readonly gain: Float64Array; readonly splits: Int32Array }

/**
 * A model made of trees. `outputs` values per row: 1, or one per class. `margins` are sums of leaves before the link
 * (logit, softmax, exponential); `predict` applies it.
 */
export interface TreeModel extends Model {
  readonly outputs: number
  margins(features: Float64Array, out?: Float64Array): Float64Array
  /** The leaf of each tree that a row ends in, by its number in the file. */
  leaves(row: Float64Array): Int32Array
  /** Exact Shapley values of a row's margins: for each output one per column, then the expected margin; they add up to it. */
  shap(row: Float64Array): Float64Array
  importance(): Importance
}
