import { volPercentile, volRank } from '@bourse/pricing'
import { combineFeatures } from './combineFeatures.js'
import type { Feature } from './feature.js'
import { observationFeature } from './observationFeature.js'
import { overWindow } from './overWindow.js'

/**
 * What the options of an underlying say, from observations with its id: `vol` (at the money, about 30 days), `vol/put25` and
 * `vol/call25` (25-delta wings), `vol/near` and `vol/far` (at the money, two expiries), `options/putVolume`,
 * `options/callVolume`, `options/putInterest`, `options/callInterest`.
 *
 * @param year observations of `vol` in the window of rank and percentile, default 252
 * @example
 * import { optionFeatures } from '@bourse/scoring'
 * optionFeatures().map((one) => one.feature)
 * // => ['iv rank', 'iv percentile', 'skew', 'smile', 'term structure', 'put/call volume', 'put/call interest', 'iv change 5']
 */
export function optionFeatures(year: number = 252): readonly Feature[] {
  const last = (values: readonly number[]): number => values.at(-1)!
  const [put, call, vol] = [
    observationFeature('vol/put25'),
    observationFeature('vol/call25'),
    observationFeature('vol'),
  ]
  return [
    observationFeature('vol', {
      feature: 'iv rank',
      warmUp: year,
      through: () => overWindow(year, (values) => volRank(values, last(values))),
    }),
    observationFeature('vol', {
      feature: 'iv percentile',
      warmUp: year,
      through: () => overWindow(year, (values) => volPercentile(values.slice(0, -1), last(values))),
    }),
    combineFeatures('skew', [put, call], (p, c) => c - p),
    combineFeatures('smile', [put, call, vol], (p, c, atm) => (c + p) / 2 - atm),
    combineFeatures(
      'term structure',
      [observationFeature('vol/near'), observationFeature('vol/far')],
      (n, f) => f / n - 1,
    ),
    ratioOf('put/call volume', 'options/putVolume', 'options/callVolume'),
    ratioOf('put/call interest', 'options/putInterest', 'options/callInterest'),
    observationFeature('vol', {
      feature: 'iv change 5',
      warmUp: 6,
      through: () => overWindow(6, (values) => last(values) - values[0]!),
    }),
  ]
}

export function ratioOf(feature: string, above: string, below: string): Feature {
  return combineFeatures(feature, [observationFeature(above), observationFeature(below)], (a, b) =>
    b > 0 ? a / b : Number.NaN,
  )
}
