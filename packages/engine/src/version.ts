/**
 * The version of this package.
 *
 * @example
 * import { engineVersion } from '@bourse/engine'
 * engineVersion() // => '0.1.0'
 */
export function engineVersion(): string {
  return '0.1.0'
}
