import type { EpochMs } from '@bourse/core'
import type { Feature } from './feature.js'

/**
 * A feature of the time alone: weekday, session, days to expiry.
 *
 * @example
 * import { clockFeature } from '@bourse/scoring'
 * clockFeature('hour', (time) => Math.floor(time / 3_600_000) % 24).warmUp // => 1
 */
export function clockFeature(feature: string, of: (time: EpochMs) => number): Feature {
  return {
    feature,
    warmUp: 1,
    series: [],
    create: () => ({ next: (input) => of(input.time), save: () => null, load() {} }),
  }
}
