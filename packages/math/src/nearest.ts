import { choleskyInPlace } from './cholesky.js'
import { checkSymmetric } from './domain.js'
import { eigenOfSymmetric } from './eigen.js'
import { outOfDomain } from './error.js'
import { type Matrix, zeros } from './matrix.js'

/** `distance` is the Frobenius norm of the change; 0 means the matrix was positive definite and is returned as it came. */
export type Nearest = {
  readonly matrix: Matrix
  readonly distance: number
  readonly iterations: number
  readonly converged: boolean
}

/**
 * The positive definite matrix with the same diagonal that is nearest in correlations: the nearest correlation matrix by alternating
 * projections with Dykstra's correction (Higham, IMA J. Numer. Anal. 22, 2002), put back on the variances. Eigenvalues
 * of the correlation matrix are held at `floor` or above, so that Cholesky accepts the result. How far it had to go is
 * told: nothing else in this package repairs a matrix.
 *
 * @param options.floor smallest eigenvalue of the correlation matrix, default 1e-10
 * @param options.tolerance largest change of an entry (as a correlation) at which to stop, default 1e-12
 * @param options.maxIterations default 1000
 * @throws RangeError where `a` is not square, finite and symmetric, or a diagonal entry is not > 0
 * @example
 * import { matrixFromRows, nearestPositiveDefinite } from '@bourse/math'
 * nearestPositiveDefinite(matrixFromRows([[1, 0.5], [0.5, 1]])).distance // => 0
 * nearestPositiveDefinite(matrixFromRows([[1, 1.2], [1.2, 1]])).distance.toFixed(4) // => '0.2828'
 */
export function nearestPositiveDefinite(
  a: Matrix,
  options: { readonly floor?: number; readonly tolerance?: number; readonly maxIterations?: number } = {},
): Nearest {
  const { floor = 1e-10, tolerance = 1e-12, maxIterations = 1000 } = options
  checkSymmetric('nearestPositiveDefinite', 'a', a)
  if (!(floor > 0 && floor < 1)) throw outOfDomain('nearestPositiveDefinite', 'floor', floor, 'in (0, 1)')
  const n = a.rows
  const deviations = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const variance = a.data[i * n + i]!
    if (!(variance > 0)) throw outOfDomain('nearestPositiveDefinite', `a at row ${i}, column ${i}`, variance, '> 0')
    deviations[i] = Math.sqrt(variance)
  }
  const given = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) given[i * n + j] = i === j ? 1 : a.data[i * n + j]! / (deviations[i]! * deviations[j]!)
  if (isAbove(given, n, floor)) return { matrix: a, distance: 0, iterations: 0, converged: true }
  const { x, iterations, converged } = alternate(given, n, floor, tolerance, maxIterations)
  const matrix = zeros(n, n)
  let squares = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const at = i * n + j
      // The last projection leaves a diagonal not quite 1: scaled away, which keeps the matrix positive definite.
      const scale = Math.sqrt(x[i * n + i]!) * Math.sqrt(x[j * n + j]!)
      matrix.data[at] = i === j ? a.data[at]! : (x[at]! / scale) * (deviations[i]! * deviations[j]!)
      squares += (matrix.data[at]! - a.data[at]!) ** 2
    }
  return { matrix, distance: Math.sqrt(squares), iterations, converged }
}

function isAbove(a: Float64Array, n: number, floor: number): boolean {
  const work = a.slice()
  for (let i = 0; i < n; i++) work[i * n + i] = work[i * n + i]! - floor
  return choleskyInPlace(work, n) < 0
}

function alternate(
  given: Float64Array,
  n: number,
  floor: number,
  tolerance: number,
  maxIterations: number,
): { readonly x: Float64Array; readonly iterations: number; readonly converged: boolean } {
  const unit = given.slice() // has a diagonal of ones
  const correction = new Float64Array(n * n)
  const target = new Float64Array(n * n)
  const x = new Float64Array(n * n)
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    for (let i = 0; i < x.length; i++) target[i] = unit[i]! - correction[i]!
    raiseEigenvalues(target, n, floor, x)
    let change = 0
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const at = i * n + j
        correction[at] = x[at]! - target[at]!
        change = Math.max(change, Math.abs(x[at]! - unit[at]!))
        unit[at] = i === j ? 1 : x[at]!
      }
    if (change <= tolerance) return { x, iterations: iteration, converged: true }
  }
  return { x, iterations: maxIterations, converged: false }
}

/** The nearest matrix whose eigenvalues are not below `floor`: A + sum of (floor - value) v v' over those that are. */
function raiseEigenvalues(a: Float64Array, n: number, floor: number, out: Float64Array): void {
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  eigenOfSymmetric(a.slice(), n, values, vectors)
  out.set(a)
  for (let k = 0; k < n; k++) {
    const lift = floor - values[k]!
    if (!(lift > 0)) continue
    for (let i = 0; i < n; i++) {
      const scaled = lift * vectors[k * n + i]!
      for (let j = 0; j < n; j++) out[i * n + j] = out[i * n + j]! + scaled * vectors[k * n + j]!
    }
  }
}
