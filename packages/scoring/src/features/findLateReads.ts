import type { EpochMs, Input, InstrumentId } from '@bourse/core'
import type { Feature } from './feature.js'

/** A feature that, at `at`, moved with an observation that was known only at `reads`. */
export type LateRead = { readonly feature: string; readonly reads: EpochMs; readonly at: EpochMs }

/**
 * Runs each feature twice, once as history was delivered and once with every observation changed that was not yet known, and
 * reports the first input at which the two differ before it was. Only deliveries ahead of their `knownAt` can betray a
 * feature: plant some.
 *
 * @example
 * import { findLateReads, observationFeature, readingFeature } from '@bourse/scoring'
 * const hasty = readingFeature({ feature: 'hasty', series: ['nvt'], read: (input) => (input.kind === 'observation' ? input.value : undefined) })
 * const early = { kind: 'observation', series: 'nvt', value: 40, knownAt: 9, seq: 0, time: 1, at: 1, source: 's' } as const
 * findLateReads([hasty, observationFeature('nvt')], 'BTC@X', [early]) // => [{ feature: 'hasty', reads: 9, at: 1 }]
 */
export function findLateReads(
  features: readonly Feature[],
  id: InstrumentId,
  inputs: Iterable<Input>,
): readonly LateRead[] {
  const history = [...inputs]
  const early = history.filter(isEarly)
  return features.flatMap((feature) => {
    for (const one of early) {
      const [plain, changed] = [feature.create(id), feature.create(id)]
      for (const input of history) {
        if (input.time >= one.knownAt) break
        const other = input === one ? { ...one, value: Number.isFinite(one.value) ? 2 * one.value + 1 : 1 } : input
        if (!Object.is(plain.next(input), changed.next(other)))
          return [{ feature: feature.feature, reads: one.knownAt, at: input.time }]
      }
    }
    return []
  })
}

function isEarly(
  input: Input,
): input is Input & { readonly kind: 'observation'; readonly value: number; readonly knownAt: EpochMs } {
  return input.kind === 'observation' && input.knownAt > input.time
}
