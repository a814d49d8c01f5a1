import { ROOT_TWO_PI_INVERSE } from '../kernel/lognormal.js'
import { mills } from '../kernel/mills.js'

/**
 * ln of Barone-Adesi and Whaley's critical price of a put of strike 1: Newton from `start`, `steps` times. The seed of
 * the exact boundary, and their approximation's own.
 *
 * @param power exponent of (S/S*) in the premium, as `quadraticPower` gives it
 *
 * @see G. Barone-Adesi, R. Whaley, Efficient analytic approximation of American option values, J. Finance 42 (1987), p. 301
 */
export function criticalPut(
  start: number,
  most: number,
  years: number,
  rate: number,
  carryYield: number,
  vol: number,
  power: number,
  steps: number,
): number {
  const stdDev = vol * Math.sqrt(years)
  const asset = Math.exp(-carryYield * years)
  const cash = Math.exp(-rate * years)
  let level = start
  for (let i = 0; i < steps; i++) {
    const d1 = (level + (rate - carryYield) * years) / stdDev + 0.5 * stdDev
    const price = Math.exp(level)
    const density = ROOT_TWO_PI_INVERSE * Math.exp(-0.5 * d1 * d1)
    const held = price * asset * below(d1)
    const kept = price - held
    const gap = 1 - price - (cash * below(d1 - stdDev) - held) + kept / power
    const slope = -kept + kept / power + (price * asset * density) / (stdDev * power)
    const step = gap / slope
    if (Math.abs(step) < 1e-12) break
    level -= Math.abs(step) < 0.5 ? step : step > 0 ? 0.5 : -0.5
    if (!(level < most)) level = most - 1e-9
  }
  return level
}

/** The exponent of (S/S*) in the quadratic approximation of a put, negative; `decay` 2 r / (vol^2 (1 - e^(-r T))). */
export function quadraticPower(rate: number, carryYield: number, vol: number, decay: number): number {
  const drift = (2 * (rate - carryYield)) / (vol * vol) - 1
  return -0.5 * (drift + Math.sqrt(drift * drift + 4 * decay))
}

export function quadraticDecay(years: number, rate: number, vol: number): number {
  return 2 / (vol * vol) / (rate === 0 ? years : -Math.expm1(-rate * years) / rate)
}

/** N(-d) */
function below(d: number): number {
  const n = ROOT_TWO_PI_INVERSE * Math.exp(-0.5 * d * d)
  return d > 0 ? n * mills(d) : 1 - n * mills(-d)
}
