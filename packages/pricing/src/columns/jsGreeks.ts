import { logRatio } from '../kernel/logRatio.js'
import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { mills } from '../kernel/mills.js'
import { EXPIRED, type GreekColumns, INVALID_INPUT, OK, type OptionColumns, UNSUPPORTED } from './columns.js'

const PART = 256
const ones = /* @__PURE__ */ new Float64Array(PART).fill(1)
const logMoneyness = /* @__PURE__ */ new Float64Array(PART)
const logDiscount = /* @__PURE__ */ new Float64Array(PART)
const logCarry = /* @__PURE__ */ new Float64Array(PART)

/**
 * Greeks of the rows `from` to `to` (exclusive). Logarithms first, then one long loop: the engine inlines what each loop
 * calls and keeps every number in a register, where a call per step would box each of them (measured: a third of the
 * time). The formulas are those of `lognormalTerms`, where they are explained.
 */
export function greekRows(rows: OptionColumns, from: number, to: number, out: GreekColumns): void {
  for (let start = from; start < to; start += PART) {
    const end = Math.min(start + PART, to)
    logRatios(rows.forward, start, rows.strike, start, end - start, logMoneyness)
    if (rows.rate === undefined) logRatios(rows.discount, start, ones, 0, end - start, logDiscount)
    if (rows.spot !== undefined && rows.yield === undefined)
      logRatios(rows.forward, start, rows.spot, start, end - start, logCarry)
    greekPart(rows, start, end, out)
  }
}

function logRatios(
  a: Float64Array,
  aFrom: number,
  b: Float64Array,
  bFrom: number,
  count: number,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) out[i] = logRatio(a[aFrom + i]!, b[bFrom + i]!)
}

function greekPart(rows: OptionColumns, from: number, to: number, out: GreekColumns): void {
  const { right, exercise, forward, discount, strike, years, vol } = rows
  const spots = rows.spot
  const rates = rows.rate
  const yields = rows.yield
  const { price, delta, gamma, vega, theta, rho, status } = out
  for (let i = from; i < to; i++) {
    const F = forward[i]!
    const D = discount[i]!
    const K = strike[i]!
    const T = years[i]!
    const v = vol[i]!
    const w = right[i]!
    const american = exercise[i] !== 0
    if (american || !(F > 0 && K > 0 && K < Infinity && D > 0 && T >= 0 && v >= 0) || (w !== 1 && w !== -1)) {
      const code = american ? UNSUPPORTED : T < 0 ? EXPIRED : INVALID_INPUT
      price[i] = delta[i] = gamma[i] = vega[i] = theta[i] = rho[i] = Number.NaN
      status[i] = code
      continue
    }
    const root = Math.sqrt(T)
    const stdDev = v * root
    const a = D * F
    const b = D * K
    const x = logMoneyness[i - from]!
    const call = w > 0
    const callIsOut = x <= 0
    let assetLeg: number
    let cashLeg: number
    let value: number
    let density = 0
    let inverse = 0
    if (stdDev > 0) {
      inverse = 1 / stdDev
      const quotient = Math.abs(x) * inverse
      const half = 0.5 * stdDev
      const e = half - quotient
      const n = Math.exp(-0.5 * e * e) * ROOT_TWO_PI_INVERSE
      const inner = n * mills(Math.abs(e))
      const outer = n * mills(half + quotient)
      const low = callIsOut ? a : b
      const high = callIsOut ? b : a
      const lowOuter = low * outer
      const likely = e <= 0 ? inner : 1 - inner
      density = low * n
      value = Math.max(low * likely - lowOuter, 0)
      if (call === callIsOut) {
        const near = low * likely
        assetLeg = callIsOut ? near : lowOuter
        cashLeg = callIsOut ? lowOuter : near
      } else {
        const near = low * (e <= 0 ? 1 - inner : inner)
        assetLeg = callIsOut ? near : high - lowOuter
        cashLeg = callIsOut ? high - lowOuter : near
        value += high - low
      }
    } else {
      const probability = w * x > 0 ? 1 : x === 0 ? 0.5 : 0
      value = probability === 1 ? Math.abs(a - b) : 0
      assetLeg = a * probability
      cashLeg = b * probability
    }
    const rate = rates !== undefined ? rates[i]! : T > 0 ? -logDiscount[i - from]! / T : 0
    const decay = 0.5 * density * v * (v * inverse)
    let base = F
    let decline: number
    let slope: number
    if (spots === undefined) {
      decline = rate * value
      slope = -T * value
    } else {
      base = spots[i]!
      const paid = yields !== undefined ? yields[i]! : rate - (T > 0 ? logCarry[i - from]! / T : 0)
      decline = w * (paid * assetLeg - rate * cashLeg)
      slope = w * T * cashLeg
    }
    const change = (w * assetLeg) / base
    const curve = ((density / base) * inverse) / base
    const perVol = density * root
    const perTime = decline - decay
    // Of infinities and overflow there is no honest half: the row is finite in all its places or it is none.
    const sum = value + change + curve + perVol + perTime + slope
    const fine = sum - sum === 0 && base > 0 && base < Infinity
    price[i] = fine ? value : Number.NaN
    delta[i] = fine ? change : Number.NaN
    gamma[i] = fine ? curve : Number.NaN
    vega[i] = fine ? perVol : Number.NaN
    theta[i] = fine ? perTime : Number.NaN
    rho[i] = fine ? slope : Number.NaN
    status[i] = fine ? OK : INVALID_INPUT
  }
}
