// The building blocks of Reiner and Rubinstein's single-barrier formulas (Risk 4 (1991), p. 28; Haug, The complete guide
// to option pricing formulas, 2nd ed., 4.17.1), each with its derivatives. x = ln S.
import { gaussLegendre, type GaussRule } from '@bourse/math'
import { addSum, addTerm, emptySum, type NormalSum, type NormalTerm } from './normalSum.js'

/** What the blocks read; `height` = ln(H / S). */
export type BarrierMarket = {
  readonly spot: number
  readonly years: number
  readonly rate: number
  readonly carryYield: number
  readonly vol: number
  readonly height: number
}

/** Log of what is compared: ln(S / K), ln(S / H), ln(H² / (S K)) or ln(H / S); `slope` its derivative by ln S. */
type Distance = { readonly log: number; readonly slope: 1 | -1 }

/**
 * Present value of the asset (`kind` 'asset') or of one unit of cash on the paths that end beyond a distance, with
 * `eta` = 1 above and -1 below; `reflected` weighs the mirror image of the paths that touched the barrier.
 */
export function addBlock(
  sum: NormalSum,
  weight: number,
  market: BarrierMarket,
  kind: 'asset' | 'cash',
  distance: Distance,
  eta: 1 | -1,
  reflected: boolean,
): void {
  const { spot, years, rate, carryYield, vol, height } = market
  const carry = rate - carryYield
  const root = Math.sqrt(years)
  const stdDev = vol * root
  const half = kind === 'asset' ? 0.5 : -0.5
  const drift = (carry / vol + half * vol) * root // of z, in standard deviations
  const power = 2 * (carry / (vol * vol) + half) // exponent of H / S
  const powered = reflected ? power : 0
  const term: NormalTerm = {
    a: (kind === 'asset' ? Math.log(spot) - carryYield * years : -rate * years) + powered * height,
    aX: (kind === 'asset' ? 1 : 0) - powered,
    aVol: reflected ? (-4 * carry * height) / (vol * vol * vol) : 0,
    aYears: kind === 'asset' ? -carryYield : -rate,
    aRate: (kind === 'asset' ? 0 : -years) + (reflected ? (2 * height) / (vol * vol) : 0),
    z: eta * (distance.log / stdDev + drift),
    zX: (eta * distance.slope) / stdDev,
    zVol: eta * (-distance.log / (stdDev * vol) + (half - carry / (vol * vol)) * root),
    zYears: (eta * (drift - distance.log / stdDev)) / (2 * years),
    zRate: (eta * root) / vol,
  }
  addTerm(sum, weight, term)
}

/** Probability times e^(-rate years) that the barrier is touched within `years`: eta = 1 from above, -1 from below. */
function addTouched(sum: NormalSum, weight: number, market: BarrierMarket, eta: 1 | -1): void {
  const { height } = market
  const below: 1 | -1 = eta === 1 ? -1 : 1
  addBlock(sum, weight, market, 'cash', { log: -height, slope: 1 }, below, false)
  addBlock(sum, weight, market, 'cash', { log: height, slope: -1 }, eta, true)
}

/** One unit of cash at expiry unless the barrier was touched. */
export function addUntouched(sum: NormalSum, weight: number, market: BarrierMarket, eta: 1 | -1): void {
  const { height } = market
  addBlock(sum, weight, market, 'cash', { log: -height, slope: 1 }, eta, false)
  addBlock(sum, -weight, market, 'cash', { log: height, slope: -1 }, eta, true)
}

/** One unit of cash at the moment the barrier is touched, if within `years`. */
export function addAtTouch(sum: NormalSum, weight: number, market: BarrierMarket, eta: 1 | -1): void {
  const { years, rate, carryYield, vol, height } = market
  const variance = vol * vol
  const mu = (rate - carryYield) / variance - 0.5
  const square = mu * mu + (2 * rate) / variance
  // At negative rates the closed form may leave the real line; near 0 it loses its digits.
  if (square < 1e-6) {
    addAtTouchByTime(sum, weight, market, eta)
    return
  }
  const lambda = Math.sqrt(square)
  const root = Math.sqrt(years)
  const stdDev = vol * root
  const muVol = (-2 * (rate - carryYield)) / (variance * vol)
  const muRate = 1 / variance
  const lambdaVol = (mu * muVol - (2 * rate) / (variance * vol)) / lambda
  const lambdaRate = (mu * muRate + 1 / variance) / lambda
  for (const sign of [1, -1]) {
    const term: NormalTerm = {
      a: (mu + sign * lambda) * height,
      aX: -(mu + sign * lambda),
      aVol: (muVol + sign * lambdaVol) * height,
      aYears: 0,
      aRate: (muRate + sign * lambdaRate) * height,
      z: eta * (height / stdDev + sign * lambda * stdDev),
      zX: -eta / stdDev,
      zVol: eta * (-height / (stdDev * vol) + sign * (lambda * root + lambdaVol * stdDev)),
      zYears: (eta * (sign * lambda * stdDev - height / stdDev)) / (2 * years),
      zRate: eta * sign * lambdaRate * stdDev,
    }
    addTerm(sum, weight, term)
  }
}

let rule: GaussRule | undefined

/**
 * The same from the probability P(t) of a touch by t: e^(-rT) P(T) + r times the integral of e^(-rt) P(t), over t = T u²
 * because P rises like a tail of 1 / sqrt(t). With respect to T the integral's end cancels the discounting of P(T).
 */
function addAtTouchByTime(sum: NormalSum, weight: number, market: BarrierMarket, eta: 1 | -1): void {
  rule ??= gaussLegendre(64)
  const { years, rate } = market
  const end = emptySum()
  addTouched(end, weight, market, eta)
  const before = emptySum()
  for (let i = 0; i < rule.nodes.length; i++) {
    const u = 0.5 * (1 + rule.nodes[i]!)
    addTouched(before, weight * rule.weights[i]! * years * u, { ...market, years: years * u * u }, eta)
  }
  addSum(sum, 1, { ...end, byYears: end.byYears + rate * end.value })
  addSum(sum, rate, { ...before, byYears: 0 })
  sum.byRate += before.value
}
