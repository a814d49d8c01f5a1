import type { EpochMs, InstrumentId, MarketFact, Observation, Sourced } from '@bourse/core'

/**
 * Facts as they were known at a moment: those dated by then, observations by `knownAt`; of several observations of one
 * series, instrument and `at`, the one known last. A revision is one more observation with the same `at`. Order is kept.
 *
 * @example
 * import { knownFacts } from '@bourse/data'
 * const first = { kind: 'observation', series: 'gdp', value: 2.1, at: 10, knownAt: 40, source: 'bea' } as const
 * const revised = { ...first, value: 1.8, knownAt: 70 }
 * knownFacts([first, revised], 50).map(({ value }) => value) // => [2.1]
 * knownFacts([first, revised], 70).map(({ value }) => value) // => [1.8]
 */
export function knownFacts<F extends Sourced<MarketFact>>(facts: Iterable<F>, knownAt: EpochMs): readonly F[] {
  const known = [...facts].filter(
    (fact) => (fact.kind === 'observation' ? Math.max(fact.at, fact.knownAt) : fact.at) <= knownAt,
  )
  const newest = new Map<string, Sourced<Observation>>()
  for (const fact of known) {
    if (fact.kind !== 'observation') continue
    const before = newest.get(keyOf(fact))
    if (before === undefined || fact.knownAt >= before.knownAt) newest.set(keyOf(fact), fact)
  }
  return known.filter((fact) => fact.kind !== 'observation' || newest.get(keyOf(fact)) === fact)
}

function keyOf({ series, id, at, source }: Sourced<Observation>): string {
  return JSON.stringify([source, series, id ?? null, at])
}

/** Answers for one series what was known when. */
export interface KnownSeries {
  /** The newest figure (by `at`) that was known at `time`, in its newest revision; undefined before the first. */
  latest(time: EpochMs): Sourced<Observation> | undefined
  /** The figure of `at` as it was known at `time`. */
  asOf(at: EpochMs, time: EpochMs): Sourced<Observation> | undefined
}

/**
 * One series of observations, made for asking: a backtest that reads it at `now` sees no figure before its release and no
 * revision before it was made.
 *
 * @example
 * import { knownSeries } from '@bourse/data'
 * const first = { kind: 'observation', series: 'gdp', value: 2.1, at: 10, knownAt: 40, source: 'bea' } as const
 * const gdp = knownSeries([first, { ...first, value: 1.8, knownAt: 70 }], 'gdp')
 * gdp.latest(39) // => undefined
 * gdp.latest(69)?.value // => 2.1
 * gdp.asOf(10, 70)?.value // => 1.8
 */
export function knownSeries(facts: Iterable<Sourced<MarketFact>>, series: string, id?: InstrumentId): KnownSeries {
  const all: Sourced<Observation>[] = []
  for (const fact of facts) if (fact.kind === 'observation' && fact.series === series && fact.id === id) all.push(fact)
  all.sort((a, b) => knownOf(a) - knownOf(b))
  const times = Float64Array.from(all, knownOf)
  // Running answer: after each release, which figure is the newest.
  const newest: Sourced<Observation>[] = []
  for (const fact of all) {
    const best = newest.at(-1)
    newest.push(best === undefined || fact.at >= best.at ? fact : best)
  }
  const byFigure = new Map<EpochMs, Sourced<Observation>[]>()
  for (const fact of all) byFigure.set(fact.at, [...(byFigure.get(fact.at) ?? []), fact])
  return {
    latest: (time) => newest[countUpTo(times, time) - 1],
    asOf: (at, time) => byFigure.get(at)?.findLast((fact) => knownOf(fact) <= time),
  }
}

function knownOf({ at, knownAt }: Sourced<Observation>): number {
  return Math.max(at, knownAt)
}

function countUpTo(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low
}
