import {
  type Bars,
  BourseError,
  type EpochMs,
  type History,
  type MarketFact,
  type Sourced,
  type TimeLike,
  toEpochMs,
} from '@bourse/core'
import { type BarNumber, type BarTable, barNumbers, barsFrom, barTable } from '../bars/barTable.js'
import { barsBetween } from '../bars/barsBetween.js'
import { barRows } from '../bars/barsOf.js'
import { knownFacts } from './knownFacts.js'

/** Bars as somebody published them at `knownAt`: rows of a later version stand before those of an earlier one. */
export type BarsVersion = { readonly bars: Bars; readonly knownAt: TimeLike }

/**
 * A `History` over what is in memory: bars, corrections of bars, facts. Plain bars were known at their own `time`, a version
 * from its `knownAt` on. A query with `knownAt` sees nothing later: neither bars that were not complete, nor corrections, nor
 * observations before their release.
 *
 * Bars of an id and span that are not there reject with `data/missing`; an empty stretch of known ones is empty. Facts are
 * those of the id (observations without one are nobody's) and bars of all spans, by time.
 *
 * @example
 * import { memoryHistory, parseCsv } from '@bourse/data'
 * const spy = parseCsv('date,close\n2026-01-02,600\n2026-01-05,606', { id: 'SPY@ARCX', span: '1d' })
 * const history = memoryHistory([spy])
 * const query = { id: 'SPY@ARCX', span: '1d', from: '2026-01-01', to: '2026-02-01' } as const
 * const all = await history.bars(query)
 * all.close // => Float64Array [600, 606]
 * const known = await history.bars({ ...query, knownAt: '2026-01-04' })
 * known.close // => Float64Array [600]
 */
export function memoryHistory(
  bars: readonly (Bars | BarsVersion)[],
  facts: Iterable<Sourced<MarketFact>> = [],
): History {
  const versions = bars
    .map((one) =>
      'bars' in one
        ? { bars: one.bars, knownAt: toEpochMs(one.knownAt) }
        : { bars: one, knownAt: Number.NEGATIVE_INFINITY },
    )
    .sort((a, b) => a.knownAt - b.knownAt)
  const all = [...facts].sort((a, b) => a.at - b.at)
  const askedAt = (knownAt: TimeLike | undefined): EpochMs =>
    knownAt === undefined ? Number.POSITIVE_INFINITY : toEpochMs(knownAt)
  return {
    async bars({ id, span, from, to, knownAt, signal }) {
      signal?.throwIfAborted()
      const known = askedAt(knownAt)
      const mine = versions.filter((version) => version.bars.id === id && version.bars.span === span)
      if (mine.length === 0)
        throw new BourseError('data/missing', `memoryHistory: no bars of ${id} with span ${span}`, {
          details: { where: 'memoryHistory', id, span },
          remedy: 'pass them when the history is made, or resample those of another span',
        })
      const seen = mine.filter((version) => version.knownAt <= known).map((version) => version.bars)
      const end = Math.min(toEpochMs(to), known === Number.POSITIVE_INFINITY ? known : known + 1e-3)
      const start = Math.min(toEpochMs(from), end)
      return joinVersions(
        seen.map((version) => barsBetween(version, start, end)),
        mine[0]!.bars,
      )
    },
    async *facts({ id, from, to, knownAt, signal }) {
      const [start, end, known] = [toEpochMs(from), toEpochMs(to), askedAt(knownAt)]
      const rows = versions
        .filter((version) => version.bars.id === id && version.knownAt <= known)
        .flatMap((version): readonly Sourced<MarketFact>[] => [...barRows(barsBetween(version.bars, start, end))])
      const mine = [
        ...all.filter((fact) => 'id' in fact && fact.id === id && fact.at >= start && fact.at < end),
        ...rows,
      ]
      for (const fact of knownFacts(mine, known).toSorted((a, b) => a.at - b.at)) {
        signal?.throwIfAborted()
        yield fact
      }
    },
  }
}

// Later versions win row by row.
function joinVersions(parts: readonly Bars[], like: Bars): Bars {
  const last = parts.at(-1)
  if (last === undefined) return barsBetween(like, 0, 0)
  if (parts.length === 1) return last
  const places = new Map<number, { readonly bars: Bars; readonly row: number }>()
  for (const bars of parts) for (const [row, at] of bars.time.entries()) places.set(at, { bars, row })
  const sorted = [...places].sort(([a], [b]) => a - b)
  const wanted = barNumbers.filter((name: BarNumber) => parts.some((bars) => bars[name] !== undefined))
  const table: BarTable = barTable(sorted.length, wanted)
  for (const [i, [at, { bars, row }]] of sorted.entries()) {
    table.time[i] = at
    for (const name of wanted) table[name]![i] = bars[name]?.[row] ?? Number.NaN
  }
  return barsFrom(table, sorted.length, like.id, like.span)
}
