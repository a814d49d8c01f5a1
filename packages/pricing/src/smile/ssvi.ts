import type { Svi } from './svi.js'

/**
 * A whole surface as SSVI: w(k) = theta/2 (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)) with theta the total variance
 * at the money of an expiry and phi = eta / (theta^gamma (1 + theta)^(1 - gamma)). |rho| < 1, eta > 0, 0 < gamma < 1.
 *
 * @see J. Gatheral, A. Jacquier, Arbitrage-free SVI volatility surfaces, Quantitative Finance 14 (2014), eq. 4.1 and 4.5
 */
export type Ssvi = { readonly rho: number; readonly eta: number; readonly gamma: number }

/**
 * How steep the smile is at total variance `theta` at the money.
 *
 * @example
 * import { ssviPhi } from '@bourse/pricing'
 * ssviPhi({ rho: -0.4792, eta: 1.387, gamma: 0.3807 }, 0.03221) // => 5.02988
 */
export function ssviPhi({ eta, gamma }: Ssvi, theta: number): number {
  return eta / (theta ** gamma * (1 + theta) ** (1 - gamma))
}

/**
 * The smile of one expiry as raw SVI, which it is exactly: so `sviVariance`, `sviDerivatives`, `sviButterfly` and
 * `sviCalendar` serve SSVI too, and their flags are exact where `ssviCheck` only has sufficient conditions.
 *
 * @param theta total variance at the money, > 0
 * @example
 * import { ssviSlice, sviVariance } from '@bourse/pricing'
 * const slice = ssviSlice({ rho: -0.4792, eta: 1.387, gamma: 0.3807 }, 0.03221)
 * sviVariance(slice, 0) // => 0.03221
 * sviVariance(slice, 1.032) // => 0.05323
 */
export function ssviSlice(ssvi: Ssvi, theta: number): Svi {
  const { rho } = ssvi
  const phi = ssviPhi(ssvi, theta)
  const rest = (1 - rho) * (1 + rho)
  return { a: 0.5 * theta * rest, b: 0.5 * theta * phi, rho, m: -rho / phi, sigma: Math.sqrt(rest) / phi }
}

/**
 * Sufficient conditions, not necessary ones. `noButterfly` (Theorem 4.2) for the smile of `theta`: theta phi (1 + |rho|) < 4
 * and theta phi^2 (1 + |rho|) <= 4. `noArbitrage` for all expiries together: eta (1 + |rho|) <= 2 and gamma <= 1/2.
 *
 * @example
 * import { ssviCheck } from '@bourse/pricing'
 * ssviCheck({ rho: -0.4, eta: 1.2, gamma: 0.4 }, 0.03) // => { noButterfly: true, noArbitrage: true }
 */
export function ssviCheck(ssvi: Ssvi, theta: number): { readonly noButterfly: boolean; readonly noArbitrage: boolean } {
  const phi = ssviPhi(ssvi, theta)
  const lean = 1 + Math.abs(ssvi.rho)
  return {
    noButterfly: theta * phi * lean < 4 && theta * phi * phi * lean <= 4,
    noArbitrage: ssvi.eta * lean <= 2 && ssvi.gamma > 0 && ssvi.gamma <= 0.5,
  }
}
