import { logRatio } from '../kernel/logRatio.js'

/**
 * The SABR model: dF = alpha F^beta dW, d(alpha) = nu alpha dZ, dW dZ = rho dt. alpha > 0, 0 <= beta <= 1, nu >= 0,
 * |rho| <= 1. `shift` (0 when absent) is added to forward and strike, which may then be negative.
 */
export type Sabr = {
  readonly alpha: number
  readonly beta: number
  readonly rho: number
  readonly nu: number
  readonly shift?: number
}

/**
 * Lognormal volatility of SABR by Hagan's expansion, of the shifted rate where there is a shift. Full digits at and near
 * the money too. An expansion for small nu^2 years: on long expiries and low strikes its density turns negative, which
 * `arbitrage` of a fit says. NaN outside its domain.
 *
 * @see P. Hagan, D. Kumar, A. Lesniewski, D. Woodward, Managing Smile Risk, Wilmott (2002), eq. 2.17a
 * @example
 * import { sabrVol } from '@bourse/pricing'
 * const smile = { alpha: 7.0307, beta: 0.25, rho: -0.492, nu: 0.6162 }
 * sabrVol(smile, 137.33, 137.33, 7.338) // => 0.197829
 */
export function sabrVol(
  { alpha, beta, rho, nu, shift = 0 }: Sabr,
  forward: number,
  strike: number,
  years: number,
): number {
  const f = forward + shift
  const k = strike + shift
  if (!(f > 0 && k > 0 && alpha > 0 && years >= 0)) return Number.NaN
  const log = logRatio(f, k)
  const rest = 1 - beta
  const middle = (f * k) ** (0.5 * rest) // overflows where both do
  const l = rest * log * rest * log
  const level = alpha / (middle * (1 + l / 24 + (l * l) / 1920))
  const pull = alpha / middle
  const drift = (rest * rest * pull * pull) / 24 + 0.25 * rho * beta * nu * pull + ((2 - 3 * rho * rho) * nu * nu) / 24
  return level * bendOf((nu / alpha) * middle * log, rho) * (1 + drift * years)
}

/** z / x(z), x = ln((sqrt(1 - 2 rho z + z^2) + z - rho) / (1 - rho)): by the conjugate where z < rho, and by log1p. */
function bendOf(z: number, rho: number): number {
  if (z === 0) return 1
  const root = Math.sqrt(1 + z * (z - 2 * rho))
  const x =
    z >= rho
      ? Math.log1p((z * (z - 2 * rho + root + 1)) / ((root + 1) * (1 - rho)))
      : -Math.log1p((z * (z - 2 * rho - root - 1)) / ((root + 1) * (1 + rho)))
  // A z so small that nothing is left of it.
  return x === 0 ? 1 : z / x
}
