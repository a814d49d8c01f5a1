/**
 * The version of this package.
 *
 * @example
 * import { dataVersion } from '@bourse/data'
 * dataVersion() // => '0.1.0'
 */
export function dataVersion(): string {
  return '0.1.0'
}
