/**
 * The version of this package.
 *
 * @example
 * import { portfolioVersion } from '@bourse/portfolio'
 * portfolioVersion() // => '0.1.0'
 */
export function portfolioVersion(): string {
  return '0.1.0'
}
