import type { Option } from '@bourse/assets'
import type { EpochMs } from '@bourse/core'
import {
  type GreekColumns,
  greekColumns,
  type OptionColumns,
  optionColumns,
  type VolColumns,
} from '../columns/columns.js'
import { type StrikeQuotes, strikeQuotes } from '../parity/strikeQuotes.js'
import { expiryTime } from '../time/expiryTime.js'
import type { ChainSettings, ExpiryTerms } from './chainTypes.js'

/** An option and its last quote, cleaned: bid 0 and ask NaN where a side is empty; `at` -Infinity before the first. */
export type ChainEntry = {
  option: Option
  bid: number
  ask: number
  at: EpochMs
  source: string
  lost: boolean
  series: ChainSeries | undefined
}

/** The options of one expiry: a window into the chain's columns. */
export type ChainSeries = ChainWindow & {
  readonly entries: readonly ChainEntry[]
  readonly calendar: string
  /** Row of the call and of the put of each strike; -1 where there is none. */
  readonly calls: Int32Array
  readonly puts: Int32Array
  /** By strike, filled when priced. */
  readonly quotes: StrikeQuotes
  terms: ExpiryTerms
  /** The civil day at the exchange, as days since 1970, and the time from which to which it lasts. */
  today: { readonly from: EpochMs; readonly to: EpochMs; readonly day: number }
  /** Closed days up to expiry, where they count less; looked up when first priced. */
  closed: Float64Array | undefined
  dirty: boolean
  sidesDirty: boolean
}

/** The columns of a chain, or of one expiry of it. */
export type ChainWindow = {
  readonly rows: OptionColumns & { readonly spot: Float64Array }
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly mid: Float64Array
  readonly age: Float64Array
  readonly premium: Float64Array
  readonly vols: VolColumns
  readonly bidVols: VolColumns
  readonly askVols: VolColumns
  readonly greeks: GreekColumns
}

/** All options in rows by expiry, strike, call before put, id; and the windows of the expiries. */
export type ChainLayout = ChainWindow & {
  readonly entries: readonly ChainEntry[]
  readonly series: readonly ChainSeries[]
  readonly seriesIndex: Uint16Array
}

/** Lays entries out; everything is to be priced anew. */
export function chainLayout(entries: Iterable<ChainEntry>, settings: ChainSettings): ChainLayout {
  const sorted = [...entries].map((entry) => ({ entry, key: seriesKey(entry.option) })).sort(byRow)
  const count = sorted.length
  const all = createWindow(count)
  const seriesIndex = new Uint16Array(count)
  const series: ChainSeries[] = []
  for (let from = 0, to = 0; from < count; from = to) {
    while (to < count && sorted[to]!.key === sorted[from]!.key) seriesIndex[to++] = series.length
    series.push(
      createSeries(
        windowOf(all, from, to),
        sorted.slice(from, to).map(({ entry }) => entry),
        settings,
      ),
    )
  }
  return { ...all, entries: sorted.map(({ entry }) => entry), series, seriesIndex }
}

type Keyed = { readonly entry: ChainEntry; readonly key: string }

// The date first, so that keys sort by expiry.
function seriesKey({ expiry, fixing, root, multiplier, exercise, calendar }: Option): string {
  return [expiry, fixing, root ?? '', multiplier, exercise, calendar].join('|')
}

function byRow(a: Keyed, b: Keyed): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  const [one, two] = [a.entry.option, b.entry.option]
  if (one.strike !== two.strike) return one.strike - two.strike
  if (one.right !== two.right) return one.right === 'call' ? -1 : 1
  return one.id < two.id ? -1 : one.id > two.id ? 1 : 0
}

function createSeries(window: ChainWindow, entries: readonly ChainEntry[], settings: ChainSettings): ChainSeries {
  const { option } = entries[0]!
  const approximate = settings.american === 'europeanApproximation'
  const strikes: number[] = []
  const calls: number[] = []
  const puts: number[] = []
  for (let i = 0; i < entries.length; i++) {
    const { right, strike, exercise } = entries[i]!.option
    window.rows.strike[i] = strike
    window.rows.right[i] = right === 'call' ? 1 : -1
    window.rows.exercise[i] = exercise === 'european' || approximate ? 0 : 1
    if (strikes.at(-1) !== strike) {
      strikes.push(strike)
      calls.push(-1)
      puts.push(-1)
    }
    // Two contracts of one strike and right: the first by id speaks for both.
    const side = right === 'call' ? calls : puts
    if (side.at(-1) === -1) side[side.length - 1] = i
  }
  const quotes = strikeQuotes(strikes.length)
  quotes.strike.set(strikes)
  const nothing = Number.NaN
  const series: ChainSeries = {
    ...window,
    entries,
    calendar: option.calendar,
    calls: Int32Array.from(calls),
    puts: Int32Array.from(puts),
    quotes,
    terms: {
      expiry: option.expiry,
      fixing: option.fixing,
      exercise: option.exercise,
      root: option.root ?? '',
      multiplier: option.multiplier,
      expiresAt: expiryTime(option, settings),
      days: nothing,
      years: nothing,
      forward: nothing,
      forwardFrom: 'none',
      discount: nothing,
      spot: nothing,
      greeksOf: 'forward',
    },
    today: { from: Infinity, to: Infinity, day: nothing },
    closed: undefined,
    dirty: true,
    sidesDirty: true,
  }
  for (const entry of entries) entry.series = series
  return series
}

function createWindow(count: number): ChainWindow {
  const column = (): Float64Array => new Float64Array(count)
  const vols = (): VolColumns => ({ vol: column(), status: new Uint8Array(count) })
  return {
    rows: { ...optionColumns(count), spot: column() },
    bid: column(),
    ask: column(),
    mid: column(),
    age: column(),
    premium: column(),
    vols: vols(),
    bidVols: vols(),
    askVols: vols(),
    greeks: greekColumns(count),
  }
}

function windowOf(all: ChainWindow, from: number, to: number): ChainWindow {
  const cut = <T extends { readonly [name: string]: unknown }>(columns: T): T => {
    const window: { [name: string]: unknown } = {}
    for (const name in columns) {
      const column = columns[name]
      window[name] = ArrayBuffer.isView(column)
        ? (column as unknown as Float64Array).subarray(from, to)
        : cut(column as T)
    }
    return window as T
  }
  return cut(all)
}
