/**
 * The version of this package.
 *
 * @example
 * import { simVersion } from '@bourse/sim'
 * simVersion() // => '0.1.0'
 */
export function simVersion(): string {
  return '0.1.0'
}
