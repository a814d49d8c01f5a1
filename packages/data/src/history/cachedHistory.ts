import {
  type Bars,
  badArgument,
  type Cache,
  dayMs,
  type Duration,
  durationMs,
  type History,
  toEpochMs,
} from '@bourse/core'
import { type BarTable, barNumbers, barsFrom } from '../bars/barTable.js'
import { barsBetween } from '../bars/barsBetween.js'
import { civilSpan } from '../bars/civilSpan.js'
import { barsFromBytes, barsToBytes } from './barBytes.js'

/** Bars of a block of the cache, about. */
const rowsPerBlock = 4096

/**
 * A history that asks another one only for what it has not seen. Bars are kept in blocks of time; a block is whole once a
 * later bar is known, and is then never asked for again. Of the newest block only what comes after its last bar is asked.
 * So it needs no clock, and a bar that was not there yet is not taken for one that never was.
 *
 * What a vendor corrects later stays as it was first seen, until the cache forgets: pass `ttl` for vendors that correct, or
 * `knownAt`, which is kept apart. Answers of unreadable cache entries are asked anew. Facts pass through uncached.
 *
 * @example
 * import { cachedHistory, memoryCache, memoryHistory, parseCsv } from '@bourse/data'
 * const spy = parseCsv('date,close\n2026-01-02,600\n2026-01-05,606', { id: 'SPY@ARCX', span: '1d' })
 * const vendor = memoryHistory([spy])
 * let asked = 0
 * const counted = { ...vendor, bars: (query: Parameters<typeof vendor.bars>[0]) => (asked++, vendor.bars(query)) }
 * const history = cachedHistory(counted, memoryCache())
 * const query = { id: 'SPY@ARCX', span: '1d', from: '2026-01-01', to: '2026-01-07' } as const
 * await history.bars(query)
 * const bars = await history.bars({ ...query, to: '2026-01-05' })
 * bars.close // => Float64Array [600]
 * asked // => 1
 */
export function cachedHistory(history: History, cache: Cache, options: { readonly ttl?: Duration } = {}): History {
  return {
    facts: (query) => history.facts(query),
    async bars(query) {
      const { id, span, knownAt } = query
      const [from, to] = [toEpochMs(query.from), toEpochMs(query.to)]
      if (!(to > from)) throw badArgument('cachedHistory', 'to', to, 'later than from')
      const length = rowsPerBlock * lengthOf(span)
      const known = knownAt === undefined ? '' : `/${toEpochMs(knownAt)}`
      const keyOf = (block: number): string => `bars/${id}/${span}${known}/${length}/${block}`
      const first = Math.floor(from / length)
      const lastBlock = Math.ceil(to / length) - 1

      const parts: Bars[] = []
      let block = first
      let held: Bars | undefined
      for (; block <= lastBlock; block++) {
        const bytes = await cache.get(keyOf(block))
        const found = bytes === undefined ? undefined : barsFromBytes(bytes)
        if (found?.whole !== true) {
          held = found?.bars
          break
        }
        parts.push(found.bars)
      }
      const lastHeld = held?.time.at(-1) ?? Number.NEGATIVE_INFINITY
      if (block <= lastBlock && lastHeld < to) {
        // Just after what is held; a fraction of a ms is no bar's length.
        const start = held === undefined || held.time.length === 0 ? block * length : lastHeld + 1e-3
        if (start < to) {
          const fresh = await history.bars({ ...query, from: start, to })
          const all = held === undefined ? fresh : joined([held, fresh])
          parts.push(all)
          await keep(all, block, Math.max(block, Math.floor((all.time.at(-1) ?? 0) / length)))
        } else if (held !== undefined) parts.push(held)
      } else if (held !== undefined) parts.push(held)
      return barsBetween(joined(parts), from, to)

      async function keep(all: Bars, firstNew: number, lastNew: number): Promise<void> {
        for (let one = firstNew; one <= lastNew; one++) {
          const rows = barsBetween(all, one * length, (one + 1) * length)
          if (one === lastNew && rows.time.length === 0) return
          await cache.set(keyOf(one), barsToBytes(rows, one < lastNew), options)
        }
      }
    },
  }
}

/** Typical ms of a bar; only the size of blocks hangs on it. */
function lengthOf(span: Bars['span']): number {
  const civil = civilSpan(span)
  if (civil === undefined) return Math.max(1, durationMs(span as Duration))
  return (civil.days + 30 * civil.months) * dayMs
}

function joined(parts: readonly Bars[]): Bars {
  const first = parts[0]!
  if (parts.length === 1) return first
  const rows = parts.reduce((sum, { time }) => sum + time.length, 0)
  const join = (column: (bars: Bars) => Float64Array | undefined): Float64Array => {
    const all = new Float64Array(rows)
    let at = 0
    for (const bars of parts) {
      const values = column(bars)
      if (values === undefined) all.fill(Number.NaN, at, at + bars.time.length)
      else all.set(values, at)
      at += bars.time.length
    }
    return all
  }
  const table: BarTable = { time: join(({ time }) => time) }
  for (const name of barNumbers)
    if (parts.some((bars) => bars[name] !== undefined)) table[name] = join((bars) => bars[name])
  return barsFrom(table, rows, first.id, first.span)
}
