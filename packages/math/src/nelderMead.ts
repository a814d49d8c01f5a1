import { outOfDomain } from './error.js'
import { checkStart, type Minimum } from './minimum.js'

/** Options of nelderMead: size of the first simplex, tolerance in x and f, evaluations. */
export type NelderMeadOptions = {
  /** First simplex: each coordinate moved by this share of itself (by this much where it is 0). Default 0.05. */
  readonly spread?: number
  /** Ends when the simplex is smaller than this beside its best point, and its values as close. Default 1e-10. */
  readonly tolerance?: number
  readonly maxEvaluations?: number
}

/**
 * A local minimum without derivatives: the simplex of Nelder and Mead with the coefficients of Gao and Han (Comput.
 * Optim. Appl. 51 (2012)), which do not collapse in many dimensions, started again once from where it ended. NaN and
 * Infinity count as worse than everything, so that a penalty may be an infinity.
 *
 * @throws RangeError for a start that is empty or not finite, or options out of range.
 * @example
 * import { nelderMead } from '@bourse/math'
 * const best = nelderMead((x) => (x[0]! - 1) ** 2 + (x[1]! + 2) ** 2 + 3, [0, 0])
 * best.value.toFixed(8) // => '3.00000000'
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): Minimum {
  const { spread = 0.05, tolerance = 1e-10, maxEvaluations = 4000 * start.length } = options
  const first = checkStart('nelderMead', start)
  if (!(spread > 0)) throw outOfDomain('nelderMead', 'spread', spread, 'above 0')
  if (!(tolerance > 0)) throw outOfDomain('nelderMead', 'tolerance', tolerance, 'above 0')
  const once = descend(f, first, spread, tolerance, maxEvaluations)
  if (!once.converged) return once
  const again = descend(f, once.x, spread, tolerance, maxEvaluations - once.evaluations)
  return { ...again, evaluations: once.evaluations + again.evaluations }
}

type Corner = { readonly x: Float64Array; value: number }

function descend(
  f: (x: Float64Array) => number,
  start: Float64Array,
  spread: number,
  tolerance: number,
  maxEvaluations: number,
): Minimum {
  const n = start.length
  const expand = 1 + 2 / Math.max(2, n)
  const contract = 0.75 - 1 / (2 * Math.max(2, n))
  const shrink = 1 - 1 / Math.max(2, n)
  let evaluations = 0
  const valueAt = (x: Float64Array): number => {
    evaluations++
    const value = f(x)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  const corners: Corner[] = Array.from({ length: n + 1 }, (_, i) => {
    const x = start.slice()
    if (i > 0) x[i - 1]! += x[i - 1] === 0 ? spread : spread * x[i - 1]!
    return { x, value: valueAt(x) }
  })
  const center = new Float64Array(n)
  const from = (share: number, x: Float64Array): Corner => {
    const point = center.map((c, i) => c + share * (x[i]! - c))
    return { x: point, value: valueAt(point) }
  }
  for (;;) {
    corners.sort((a, b) => a.value - b.value)
    const best = corners[0]!
    const worst = corners[n]!
    const converged =
      worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance) && small(corners, tolerance)
    if (converged || evaluations >= maxEvaluations) return { x: best.x, value: best.value, evaluations, converged }
    center.fill(0)
    for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) center[i]! += corners[k]!.x[i]! / n
    const reflected = from(-1, worst.x)
    if (reflected.value < best.value) {
      const farther = from(-expand, worst.x)
      corners[n] = farther.value < reflected.value ? farther : reflected
      continue
    }
    if (reflected.value < corners[n - 1]!.value) {
      corners[n] = reflected
      continue
    }
    const inner = reflected.value < worst.value ? from(-contract, worst.x) : from(contract, worst.x)
    if (inner.value < Math.min(reflected.value, worst.value)) {
      corners[n] = inner
      continue
    }
    for (let k = 1; k <= n; k++) {
      const corner = corners[k]!
      for (let i = 0; i < n; i++) corner.x[i] = best.x[i]! + shrink * (corner.x[i]! - best.x[i]!)
      corner.value = valueAt(corner.x)
    }
  }
}

function small(corners: readonly { x: Float64Array }[], tolerance: number): boolean {
  const best = corners[0]!.x
  const room = Math.sqrt(tolerance)
  return corners.every(({ x }) => x.every((xi, i) => Math.abs(xi - best[i]!) <= room * (1 + Math.abs(best[i]!))))
}
