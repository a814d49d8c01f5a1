import { badArgument } from '@bourse/core'
import { deviationOf, type Matrix, meanOf, quantile } from '@bourse/math'

/** Takes `center` off each column and divides by `scale`. */
export type Scaler = {
  readonly center: Float64Array
  readonly scale: Float64Array
  /** A scaled copy; what is missing stays missing. */
  apply(features: Matrix): Matrix
}

/**
 * What brings columns to one size: `standard` by mean and deviation (of the population), `robust` by median and
 * inter-quartile range, `range` to 0-1. Missing values (NaN) do not count. Fit it on training rows alone.
 *
 * @throws BourseError naming a column without spread
 * @example
 * import { fitScaler } from '@bourse/scoring'
 * import { matrixOf } from '@bourse/math'
 * const rows = matrixOf([Float64Array.of(1, 2, 3)])
 * fitScaler(rows, 'range').apply(rows).data // => Float64Array [0, 0.5, 1]
 */
export function fitScaler(features: Matrix, kind: 'standard' | 'robust' | 'range'): Scaler {
  const { rows, cols, data } = features
  const center = new Float64Array(cols)
  const scale = new Float64Array(cols)
  for (let j = 0; j < cols; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]!).filter((x) => !Number.isNaN(x))
    if (kind === 'standard') {
      center[j] = meanOf(column)
      scale[j] = deviationOf(column, { ddof: 0 })
    } else if (kind === 'robust') {
      center[j] = column.length === 0 ? Number.NaN : quantile(column, 0.5)
      scale[j] = column.length === 0 ? Number.NaN : quantile(column, 0.75) - quantile(column, 0.25)
    } else {
      const lowest = column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
      center[j] = lowest
      scale[j] = column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - lowest
    }
    if (!(scale[j]! > 0 && Number.isFinite(scale[j]!)))
      throw badArgument('fitScaler', `spread of column ${j}`, scale[j]!, '> 0: leave a constant or empty column out')
  }
  return {
    center,
    scale,
    apply(other) {
      if (other.cols !== cols) throw badArgument('scaler.apply', 'features.cols', other.cols, String(cols))
      return { ...other, data: other.data.map((x, i) => (x - center[i % cols]!) / scale[i % cols]!) }
    },
  }
}
