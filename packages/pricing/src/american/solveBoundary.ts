import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { mills } from '../kernel/mills.js'
import type { BoundaryScheme } from './boundaryScheme.js'
import { boundaryAtExpiry } from './exerciseRegion.js'
import { criticalPut, quadraticDecay, quadraticPower } from './seedBoundary.js'

/**
 * The exercise boundary of an American put of strike 1, as squares ln(B/X)^2 at the scheme's nodes into `squares`,
 * X the boundary at expiry. Fixed point of the boundary's integral equation: B = e^(-(r-q)t) N / D, with N and D from
 * smooth pasting (form A, which gains three digits each time where the drift is small) or from matching values
 * (form B, which always contracts).
 *
 * @param pasted form A; whoever compares boundaries of neighbouring options takes the same form for all
 * @returns whether the tolerance was reached, or, where that is 0, all rounds were made
 * @see L. Andersen, M. Lake, D. Offengenden, High performance American option pricing, J. Computational Finance 20
 * (2016), eqs. 25-33
 */
export function solveBoundary(
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  scheme: BoundaryScheme,
  squares: Float64Array,
  pasted: boolean = isPasted(rate, carryYield, vol, years),
): boolean {
  const { nodes, x } = scheme
  const top = boundaryAtExpiry(rate, carryYield)
  const root = Math.sqrt(years)
  squares[0] = 0
  let level = top
  for (let i = 1; i <= nodes; i++) {
    level = seed(level, top, years * x[i]! * x[i]!, rate, carryYield, vol, 3)
    squares[i] = (level - top) ** 2
  }
  if (iterate(pasted, rate, carryYield, vol, root, top, scheme, squares)) return true
  if (scheme.tolerance === 0 && squares.every(Number.isFinite)) return true
  return pasted && retry(rate, carryYield, vol, years, scheme, squares, top, root)
}

/** Whether form A contracts: seen up to a drift of 0.7 standard deviations, and not next to a drift of 0 from below. */
export function isPasted(rate: number, carryYield: number, vol: number, years: number): boolean {
  const drift = ((rate - carryYield) * Math.sqrt(years)) / vol
  return drift < 0.5 && !(drift < 0 && drift > -1e-4)
}

// Form A has been seen to stay away only where the premium is below 1e-9 (rate * years below 1e-6).
function retry(
  rate: number,
  carryYield: number,
  vol: number,
  years: number,
  scheme: BoundaryScheme,
  squares: Float64Array,
  top: number,
  root: number,
): boolean {
  const { nodes, x } = scheme
  for (let i = 1; i <= nodes; i++)
    squares[i] = (seed(top, top, years * x[i]! * x[i]!, rate, carryYield, vol, 20) - top) ** 2
  return iterate(false, rate, carryYield, vol, root, top, scheme, squares)
}

function seed(
  start: number,
  top: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  steps: number,
): number {
  const power = quadraticPower(rate, carryYield, vol, quadraticDecay(years, rate, vol))
  return criticalPut(start, top, years, rate, carryYield, vol, power, steps)
}

const next = /* @__PURE__ */ new Float64Array(128)

function iterate(
  pasted: boolean,
  rate: number,
  carryYield: number,
  vol: number,
  root: number,
  top: number,
  scheme: BoundaryScheme,
  squares: Float64Array,
): boolean {
  const { nodes, x, tolerance } = scheme
  // Without the help of smooth pasting two digits take ten rounds, not three.
  const most = pasted ? scheme.iterations : 4 * scheme.iterations
  for (let round = 0; round < most; round++) {
    let moved = 0
    for (let i = 1; i <= nodes; i++) {
      const level = top - Math.sqrt(squares[i]!)
      const found = pasted
        ? pastedLevel(i, level, rate, carryYield, vol, root * x[i]!, top, scheme, squares)
        : matchedLevel(i, level, rate, carryYield, vol, root * x[i]!, top, scheme, squares)
      const change = Math.abs(found - level)
      if (!(change <= moved)) moved = change
      next[i] = found < top ? (found - top) ** 2 : found >= top ? 0 : Number.NaN
    }
    for (let i = 1; i <= nodes; i++) squares[i] = next[i]!
    if (moved < tolerance) return true
    if (Number.isNaN(moved)) return false
  }
  return false
}

/** Form A at node `i`, `root` = sqrt of its time. */
function pastedLevel(
  i: number,
  level: number,
  rate: number,
  carryYield: number,
  vol: number,
  root: number,
  top: number,
  { nodes, sine, cosine, weight, rows }: BoundaryScheme,
  squares: Float64Array,
): number {
  const drift = rate - carryYield
  const stdDev = vol * root
  const d1 = (level + drift * root * root) / stdDev + 0.5 * stdDev
  const d2 = d1 - stdDev
  const years = root * root
  const carried = Math.exp(-0.5 * d1 * d1 - carryYield * years) * ROOT_TWO_PI_INVERSE
  const whole = Math.exp(-carryYield * years)
  let numerator = (Math.exp(-0.5 * d2 * d2 - rate * years) * ROOT_TWO_PI_INVERSE) / stdDev
  let denominator = carried / stdDev + (d1 > 0 ? whole - carried * mills(d1) : carried * mills(-d1))
  for (let k = 0, at = i * sine.length * (nodes + 1); k < sine.length; k++) {
    let square = 0
    for (let j = 0; j <= nodes; j++) square += rows[at++]! * squares[j]!
    const apart = level - top + Math.sqrt(Math.max(square, 0))
    const elapsed = root * cosine[k]!
    const s = elapsed * elapsed
    const deviation = vol * elapsed
    const up = (apart + drift * s) / deviation + 0.5 * deviation
    const down = up - deviation
    const share = (2 * root * sine[k]! * weight[k]!) / vol
    if (rate !== 0) numerator += rate * share * Math.exp(-0.5 * down * down - rate * s) * ROOT_TWO_PI_INVERSE
    if (carryYield !== 0) {
      const n = Math.exp(-0.5 * up * up - carryYield * s) * ROOT_TWO_PI_INVERSE
      const above = up > 0 ? Math.exp(-carryYield * s) - n * mills(up) : n * mills(-up)
      denominator += carryYield * share * (n + deviation * above)
    }
  }
  return Math.log(numerator / denominator)
}

/** Form B at node `i`. */
function matchedLevel(
  i: number,
  level: number,
  rate: number,
  carryYield: number,
  vol: number,
  root: number,
  top: number,
  { nodes, sine, cosine, weight, rows }: BoundaryScheme,
  squares: Float64Array,
): number {
  const drift = rate - carryYield
  const stdDev = vol * root
  const years = root * root
  const d1 = (level + drift * years) / stdDev + 0.5 * stdDev
  let numerator = discountedAbove(d1 - stdDev, rate * years)
  let denominator = discountedAbove(d1, carryYield * years)
  for (let k = 0, at = i * sine.length * (nodes + 1); k < sine.length; k++) {
    let square = 0
    for (let j = 0; j <= nodes; j++) square += rows[at++]! * squares[j]!
    const apart = level - top + Math.sqrt(Math.max(square, 0))
    const elapsed = root * cosine[k]!
    const s = elapsed * elapsed
    const deviation = vol * elapsed
    const up = (apart + drift * s) / deviation + 0.5 * deviation
    const share = 2 * years * sine[k]! * cosine[k]! * weight[k]!
    if (rate !== 0) numerator += rate * share * discountedAbove(up - deviation, rate * s)
    if (carryYield !== 0) denominator += carryYield * share * discountedAbove(up, carryYield * s)
  }
  return Math.log(numerator / denominator)
}

/** e^(-decay) N(d) */
export function discountedAbove(d: number, decay: number): number {
  const n = Math.exp(-0.5 * d * d - decay) * ROOT_TWO_PI_INVERSE
  return d > 0 ? Math.exp(-decay) - n * mills(d) : n * mills(-d)
}
