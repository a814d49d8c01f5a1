/**
 * The version of this package.
 *
 * @example
 * import { riskVersion } from '@bourse/risk'
 * riskVersion() // => '0.1.0'
 */
export function riskVersion(): string {
  return '0.1.0'
}
