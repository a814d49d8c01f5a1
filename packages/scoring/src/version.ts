/**
 * The version of this package.
 *
 * @example
 * import { scoringVersion } from '@bourse/scoring'
 * scoringVersion() // => '0.1.0'
 */
export function scoringVersion(): string {
  return '0.1.0'
}
