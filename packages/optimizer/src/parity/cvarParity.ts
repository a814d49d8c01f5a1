import { failed, type Result, succeeded } from '@bourse/core'
import { choleskyInPlace, choleskySolveInPlace, type Matrix } from '@bourse/math'
import { checkFinite, checkLength, checkSize } from '../qp/checkProgram.js'
import { wrongInput } from '../wrongInput.js'

/** `shares` of the CVaR carried by each asset add up to 1; `error` is the largest distance from the budgets. */
export type CvarParity = {
  readonly weights: Float64Array
  readonly cvar: number
  readonly shares: Float64Array
  readonly error: number
}

/** `confidence` 0.95; `budgets` the shares asked for, in proportion, equal where left out. */
export type CvarParityOptions = { readonly confidence?: number; readonly budgets?: Float64Array }

/**
 * Long-only weights of sum 1 whose shares of the CVaR are the budgets: the least of CVaR(w) - sum b ln w, by a
 * primal-dual interior point over the scenarios (rows are periods). A period exactly at the edge of the tail counts
 * with the part the optimum gives it. No answer where some long portfolio has no risk to share (`optimizer/no-risk`).
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { cvarParityWeights } from '@bourse/optimizer'
 * const scenarios = matrixFromRows([[-0.02, -0.01], [0.03, 0.01], [0.02, 0.01]])
 * const parity = cvarParityWeights(scenarios, { confidence: 0.8 })
 * parity.ok && parity.value.weights.map((w) => Math.round(w * 1e4) / 1e4) // => Float64Array [0.3333, 0.6667]
 */
export function cvarParityWeights(
  scenarios: Matrix,
  options: CvarParityOptions = {},
): Result<CvarParity, 'optimizer/no-risk' | 'optimizer/stalled'> {
  const { rows: T, cols: n } = scenarios
  const { confidence = 0.95, budgets = new Float64Array(n).fill(1) } = options
  if (T < 1 || n < 1) throw wrongInput('scenarios', `${T} x ${n}`, 'at least one row and one column')
  checkSize('scenarios', scenarios, T, n)
  checkFinite('scenarios', scenarios.data)
  if (!(confidence > 0 && confidence < 1)) throw wrongInput('confidence', confidence, 'a number between 0 and 1')
  checkLength('budgets', budgets, n)
  budgets.forEach((b, i) => {
    if (!(b > 0 && b < Number.POSITIVE_INFINITY)) throw wrongInput(`budgets[${i}]`, b, 'a finite number > 0')
  })
  let total = 0
  for (const b of budgets) total += b
  const share = budgets.map((b) => b / total)
  const unit = Math.sqrt(scenarios.data.reduce((s, r) => s + r * r, 0) / scenarios.data.length)
  // Multipliers of the periods sum to 1, none above this.
  const cap = 1 / ((1 - confidence) * T)
  const point = interior(
    scenarios.data.map((r) => r / unit),
    T,
    n,
    share,
    cap,
  )
  if (point === 'no-risk')
    return failed(
      'optimizer/no-risk',
      'some long-only portfolio of these scenarios has no CVaR above 0: nothing to share',
    )
  if (point === 'stalled') return failed('optimizer/stalled', 'rounding won before the shares were met')
  let sum = 0
  for (const w of point.w) sum += w
  const weights = point.w.map((w) => w / sum)
  const carried = weights.map((w, i) => -w * point.slope[i]! * unit)
  const cvar = carried.reduce((s, c) => s + c, 0)
  const shares = carried.map((c) => c / cvar)
  const error = shares.reduce((worst, s, i) => Math.max(worst, Math.abs(s - share[i]!)), 0)
  return succeeded({ weights, cvar, shares, error })
}

type Point = { readonly w: Float64Array; readonly slope: Float64Array }

const STEPS = 200

// s = R w + a + u >= 0 with multipliers y, u >= 0 with z = cap - y. Stationary: b / w = -R'y, sum y = 1.
function interior(R: Float64Array, T: number, n: number, b: Float64Array, cap: number): Point | 'no-risk' | 'stalled' {
  const w = b.map((v) => v)
  const loss = new Float64Array(T)
  for (let t = 0; t < T; t++) for (let i = 0; i < n; i++) loss[t]! -= R[t * n + i]! * w[i]!
  let a = loss.reduce((most, l) => Math.max(most, l), Number.NEGATIVE_INFINITY) + 1
  const u = new Float64Array(T).fill(1)
  const s = loss.map((l, t) => a + u[t]! - l)
  const y = new Float64Array(T).fill(Math.min(1 / T, cap / 2))
  const slope = new Float64Array(n)
  const ahead = new Float64Array(T)
  const factor = new Float64Array((n + 1) * (n + 1))
  const right = new Float64Array(n + 1)
  for (let step = 0; step < STEPS; step++) {
    slope.fill(0)
    let sumY = 0
    let together = 0
    for (let t = 0; t < T; t++) {
      for (let i = 0; i < n; i++) slope[i]! += R[t * n + i]! * y[t]!
      sumY += y[t]!
      together += y[t]! * s[t]! + (cap - y[t]!) * u[t]!
    }
    let off = Math.abs(1 - sumY)
    let size = 0
    for (let i = 0; i < n; i++) {
      off = Math.max(off, Math.abs(b[i]! + w[i]! * slope[i]!))
      size += w[i]!
    }
    // a + mean excess is an upper bound of the CVaR: at or below 0 it settles the matter.
    let risk = a
    for (let t = 0; t < T; t++) risk += cap * Math.max(0, u[t]! - s[t]!)
    if (risk <= 1e-14 * size) return 'no-risk'
    const mean = together / (2 * T)
    if (off < 1e-13 && together < 1e-13) return { w, slope }
    const mu = (off < 0.1 ? 0.05 : 0.3) * mean
    factor.fill(0)
    right.fill(0)
    const d = new Float64Array(T)
    const e = new Float64Array(T)
    const m = n + 1
    for (let t = 0; t < T; t++) {
      const z = cap - y[t]!
      const below = y[t]! * u[t]! + s[t]! * z
      d[t] = (y[t]! * z) / below
      e[t] = (mu * (z - y[t]!) + y[t]! * z * (u[t]! - s[t]!)) / below
      for (let i = 0; i < n; i++) {
        const ri = R[t * n + i]! * d[t]!
        for (let j = 0; j <= i; j++) factor[i * m + j]! += ri * R[t * n + j]!
        factor[n * m + i]! += ri
        right[i]! += R[t * n + i]! * e[t]!
      }
      factor[n * m + n]! += d[t]!
      right[n]! += e[t]!
    }
    for (let i = 0; i < n; i++) {
      factor[i * m + i]! += b[i]! / (w[i]! * w[i]!)
      right[i]! += b[i]! / w[i]! + slope[i]!
    }
    right[n]! -= 1 - sumY
    if (choleskyInPlace(factor, m) >= 0) return off < 1e-9 ? { w, slope } : 'stalled'
    choleskySolveInPlace(factor, m, right)
    let share = 1
    const near = (value: number, by: number): void => {
      if (by < 0) share = Math.min(share, (-0.99 * value) / by)
    }
    for (let i = 0; i < n; i++) near(w[i]!, right[i]!)
    const dy = e
    const du = new Float64Array(T)
    for (let t = 0; t < T; t++) {
      let along = right[n]!
      for (let i = 0; i < n; i++) along += R[t * n + i]! * right[i]!
      ahead[t] = along
      dy[t]! -= d[t]! * along
      const z = cap - y[t]!
      du[t] = (mu - z * u[t]! + u[t]! * dy[t]!) / z
      near(y[t]!, dy[t]!)
      near(z, -dy[t]!)
      near(u[t]!, du[t]!)
      near(s[t]!, along + du[t]!)
    }
    for (let i = 0; i < n; i++) w[i]! += share * right[i]!
    a += share * right[n]!
    for (let t = 0; t < T; t++) {
      y[t]! += share * dy[t]!
      u[t]! += share * du[t]!
      s[t]! += share * (ahead[t]! + du[t]!)
    }
  }
  return 'stalled'
}
