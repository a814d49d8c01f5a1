import type { InstrumentId, Json } from '@bourse/core'
import type { Feature } from './feature.js'

/**
 * A feature of features: a difference, a ratio, a model. Read anew at every input.
 *
 * @param of the values in the order of `parts`; NaN where one is missing
 * @example
 * import { combineFeatures, observationFeature } from '@bourse/scoring'
 * const flow = combineFeatures('net', [observationFeature('in'), observationFeature('out')], (i, o) => i - o)
 * flow.series // => ['in', 'out']
 */
export function combineFeatures(
  feature: string,
  parts: readonly Feature[],
  of: (...values: number[]) => number,
): Feature {
  return {
    feature,
    warmUp: Math.max(1, ...parts.map(({ warmUp }) => warmUp)),
    series: [...new Set(parts.flatMap(({ series }) => series))],
    create(id) {
      const machines = parts.map((part) => part.create(id))
      return {
        next: (input) => of(...machines.map((machine) => machine.next(input))),
        save: () => machines.map((machine) => machine.save()),
        load(state) {
          for (const [k, machine] of machines.entries()) machine.load((state as readonly Json[])[k]!)
        },
      }
    },
  }
}

/**
 * The same feature of another instrument: the index over a share, BTC over a coin.
 *
 * @example
 * import { barFeature, featureOf, ofBar } from '@bourse/scoring'
 * import { roc } from '@bourse/indicators'
 * featureOf('BTC@X', barFeature('roc', 11, () => ofBar((bar) => bar.close, roc(10), (x) => x))).feature // => 'roc BTC@X'
 */
export function featureOf(id: InstrumentId, part: Feature): Feature {
  return { ...part, feature: `${part.feature} ${id}`, create: () => part.create(id) }
}
