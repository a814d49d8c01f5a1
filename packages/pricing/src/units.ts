/**
 * Theta per day from theta per year.
 *
 * @param daysPerYear 365 calendar days when absent; 252 for trading days
 * @example
 * import { perDay } from '@bourse/pricing'
 * perDay(-7.3) // => -0.02
 */
export function perDay(thetaPerYear: number, daysPerYear = 365): number {
  return thetaPerYear / daysPerYear
}

/**
 * Vega per point of volatility (0.01) from vega per 1.00; rho per percentage point likewise.
 *
 * @example
 * import { perPoint } from '@bourse/pricing'
 * perPoint(27.5) // => 0.275
 */
export function perPoint(vegaPerUnit: number): number {
  return vegaPerUnit / 100
}
