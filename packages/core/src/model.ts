/** A learned function. `features` row-major, `columns` per row; one output per row (per row and class for several). */
export interface Model {
  readonly name: string
  readonly hash: string
  readonly columns: number
  predict(features: Float64Array, out?: Float64Array): Float64Array
}
