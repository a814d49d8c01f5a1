import { refusal } from '../refuse.js'

/**
 * How variance moves under Heston's model: dv = kappa (theta - v) dt + xi sqrt(v) dW, rho the correlation of dW with
 * the log spot. `kappa` per year, `theta` a variance (0.04 = 20 % volatility), `xi` the volatility of variance. The
 * variance now is not a parameter but the market's: `vol` squared.
 */
export type HestonTerms = {
  readonly kappa: number
  readonly theta: number
  readonly xi: number
  readonly rho: number
}

/** Throws unless the four lie in their domain. */
export function checkHeston({ kappa, theta, xi, rho }: HestonTerms): void {
  for (const [name, value] of [
    ['kappa', kappa],
    ['theta', theta],
    ['xi', xi],
  ] as const)
    if (!(value > 0 && value < Infinity)) throw refusal(`terms.${name}`, value, 'a finite number > 0')
  if (!(rho > -1 && rho < 1)) throw refusal('terms.rho', rho, 'between -1 and 1, ends excluded')
}
