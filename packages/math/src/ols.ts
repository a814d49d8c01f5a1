import { checkFinite, checkFiniteValues, checkLength } from './domain.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'
import { meanKernel } from './moments.js'
import { leastSquaresInPlace, rankDeficient } from './qr.js'
import { answer, type MathResult } from './result.js'
import { studentCdf } from './student.js'

/**
 * A regression. With an intercept it is the first coefficient. `freedom` = rows - coefficients; `pValues` are two-sided;
 * `rSquared` is about the mean with an intercept, about zero without.
 */
export type OlsFit = {
  readonly coefficients: Float64Array
  readonly standardErrors: Float64Array
  readonly tValues: Float64Array
  readonly pValues: Float64Array
  readonly residuals: Float64Array
  /** Root of the sum of squared residuals over `freedom`. */
  readonly residualDeviation: number
  readonly rSquared: number
  readonly freedom: number
}

/**
 * Ordinary least squares of y on the columns of x, by QR, with the classical standard errors. A column that others
 * explain gets no answer. With as many coefficients as rows the errors are NaN.
 *
 * @param options.intercept whether a constant is put before the columns, default true
 * @throws RangeError where `y` does not fit, a value is not finite, or there are fewer rows than coefficients
 * @example
 * import { matrixOf, ols } from '@bourse/math'
 * const fit = ols(matrixOf([[0, 1, 2, 3]]), Float64Array.of(1, 3.5, 4.5, 7))
 * fit.ok && fit.value.coefficients.map((b) => Math.round(b * 100) / 100) // => Float64Array [1.15, 1.9]
 */
export function ols(
  x: Matrix,
  y: Float64Array,
  options: { readonly intercept?: boolean } = {},
): MathResult<OlsFit, 'rank-deficient'> {
  const { intercept = true } = options
  checkFinite('ols', 'x', x)
  checkLength('ols', 'y', y.length, x.rows, 'x.rows')
  checkFiniteValues('ols', 'y', y)
  const design = intercept ? withConstant(x) : { ...x, data: x.data.slice() }
  const { rows, cols } = design
  if (rows < cols) throw outOfDomain('ols', 'x.rows', rows, `>= ${cols}, the number of coefficients`)
  const factor = design.data.slice()
  const right = y.slice()
  const column = leastSquaresInPlace(factor, rows, cols, right)
  if (column >= 0) return rankDeficient(column)
  const coefficients = right.slice(0, cols)
  const residuals = new Float64Array(rows)
  let squares = 0
  for (let t = 0; t < rows; t++) {
    let fitted = 0
    for (let j = 0; j < cols; j++) fitted += design.data[t * cols + j]! * coefficients[j]!
    residuals[t] = y[t]! - fitted
    squares += residuals[t]! ** 2
  }
  const freedom = rows - cols
  const residualDeviation = freedom > 0 ? Math.sqrt(squares / freedom) : Number.NaN
  const standardErrors = lengthsOfInverseRows(factor, cols).map((length) => length * residualDeviation)
  const tValues = coefficients.map((b, j) => b / standardErrors[j]!)
  const centre = intercept ? meanKernel(y) : 0
  const total = y.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return answer({
    coefficients,
    standardErrors,
    tValues,
    pValues: tValues.map((t) => 2 * studentCdf(-Math.abs(t), freedom)),
    residuals,
    residualDeviation,
    rSquared: 1 - squares / total,
    freedom,
  })
}

function withConstant(x: Matrix): Matrix {
  const out = zeros(x.rows, x.cols + 1)
  for (let t = 0; t < x.rows; t++) {
    out.data[t * out.cols] = 1
    for (let j = 0; j < x.cols; j++) out.data[t * out.cols + j + 1] = x.data[t * x.cols + j]!
  }
  return out
}

/** Euclidean length of each row of the inverse of R: the roots of the diagonal of (A'A)^-1 without forming A'A. */
function lengthsOfInverseRows(r: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    inverse[j * n + j] = 1 / r[j * n + j]!
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0
      for (let k = i + 1; k <= j; k++) sum += r[i * n + k]! * inverse[k * n + j]!
      inverse[i * n + j] = -sum / r[i * n + i]!
    }
  }
  return Float64Array.from({ length: n }, (_, i) => {
    let squares = 0
    for (let j = i; j < n; j++) squares += inverse[i * n + j]! ** 2
    return Math.sqrt(squares)
  })
}
