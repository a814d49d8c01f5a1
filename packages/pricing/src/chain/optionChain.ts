import type { Option } from '@bourse/assets'
import {
  BourseError,
  dayNumber,
  durationMs,
  type EpochMs,
  type InstrumentId,
  type Json,
  type Link,
  type MarketFact,
  numberFromJson,
  numberToJson,
  type Sourced,
} from '@bourse/core'
import { jsBackend } from '../columns/jsBackend.js'
import { flatCurve } from '../curve/discountCurve.js'
import { type ChainEntry, type ChainLayout, type ChainSeries, chainLayout } from './chainLayout.js'
import type { ChainColumns, ChainSettings, ExpiryPick, OptionChain } from './chainTypes.js'
import { expirySlice, optionAt } from './expirySlice.js'
import { type ChainPricing, dayAt, priceSeries, priceSides } from './priceSeries.js'
import { keepPrice, losePrice, priceAt, priceFromJson, priceToJson, type UnderlyingPrice } from './underlyingPrice.js'

/**
 * A live chain of all options on one underlying, fed with market facts. Per expiry: the forward from put-call parity, the
 * volatility of every mid (and of bid and ask, when read), Greeks, and why where there is none. American
 * options are priced as such: see `american` in the settings.
 *
 * @throws BourseError `input/out-of-range` for an option on another underlying or a setting outside its domain
 * @example
 * import { optionChain } from '@bourse/pricing'
 * const terms = {
 *   kind: 'option', underlying: 'SPX@CBOE', expiry: '2026-12-18', exercise: 'european', multiplier: 100, settlement: 'cash',
 *   fixing: 'pm', assetClass: 'equity', currency: 'USD', tick: 0.05, lot: 1, calendar: 'XNYS', strike: 6000,
 * } as const
 * const call = { ...terms, id: 'C6000@CBOE', right: 'call' } as const
 * const put = { ...terms, id: 'P6000@CBOE', right: 'put' } as const
 * const chain = optionChain('SPX@CBOE', [call, put], { rate: 0.04 })
 * const stamp = { at: Date.parse('2026-11-18T21:00Z'), source: 'feed' }
 * chain.next({ kind: 'quote', id: 'C6000@CBOE', bid: 119.5, ask: 120.5, bidSize: 9, askSize: 9, ...stamp })
 * chain.next({ kind: 'quote', id: 'P6000@CBOE', bid: 99.5, ask: 100.5, bidSize: 9, askSize: 9, ...stamp })
 * const slice = chain.expiry({ days: 30 })
 * slice.forward // => 6020.06586
 * const atm = slice.byStrike('call', 6000)
 * atm?.vol // => 0.16014
 * atm?.status // => 'ok'
 */
export function optionChain(
  underlying: InstrumentId,
  options: Iterable<Option>,
  settings: ChainSettings = {},
): OptionChain {
  const pricing = pricingOf(settings)
  let entries = new Map<InstrumentId, ChainEntry>()
  let layout: ChainLayout | undefined
  let price: UnderlyingPrice = {}
  let now = settings.now ?? Number.NaN
  let pricedAt = Number.NaN

  const add = (option: Option): void => {
    if (option.underlying !== underlying) throw strangeOption(option, underlying)
    const known = entries.get(option.id)
    if (known !== undefined) known.option = option
    else entries.set(option.id, unquoted(option))
    layout = undefined
  }
  const laidOut = (): ChainLayout => {
    layout ??= chainLayout(entries.values(), settings)
    return layout
  }
  const allDirty = (): void => {
    for (const series of layout?.series ?? []) series.dirty = true
  }
  const priced = (series: ChainSeries): ChainSeries => {
    if (now !== pricedAt) {
      allDirty()
      pricedAt = now
    }
    if (series.dirty) priceSeries(series, now, priceAt(price, now, pricing.maxAgeMs), pricing)
    return series
  }
  const lose = (link: Sourced<Link>): void => {
    losePrice(price, link)
    for (const entry of entries.values()) if (entry.source === link.source) entry.lost = true
    allDirty()
  }
  const keepQuote = (entry: ChainEntry, fact: Sourced<MarketFact>): void => {
    if (fact.at < entry.at) return
    if (fact.kind === 'quote') {
      entry.bid = fact.bid > 0 && fact.bid < Infinity && fact.bidSize !== 0 ? fact.bid : 0
      entry.ask = fact.ask > 0 && fact.ask < Infinity && fact.askSize !== 0 ? fact.ask : Number.NaN
    } else if (fact.kind === 'delisted') {
      entry.bid = 0
      entry.ask = Number.NaN
    } else return
    entry.at = fact.at
    entry.source = fact.source
    entry.lost = false
    if (entry.series !== undefined) entry.series.dirty = true
  }
  const next = (fact: Sourced<MarketFact | Link>): void => {
    const { at } = fact
    // A time that is none cannot be compared: the fact is refused, the chain goes on.
    if (!(Math.abs(at) <= farthestMs)) return
    if (fact.kind === 'link') {
      if (fact.state === 'down' || fact.state === 'stale') lose(fact)
    } else if (fact.id === underlying) {
      keepPrice(price, fact)
      allDirty()
    } else {
      const entry = fact.id === undefined ? undefined : entries.get(fact.id)
      if (entry === undefined) return
      keepQuote(entry, fact)
    }
    if (!(now >= at)) now = at
  }
  const readColumns = (): ChainColumns => {
    const all = laidOut()
    for (const series of all.series) priced(series)
    const { entries: rows, seriesIndex, series, bid, ask, mid, age, vols, greeks } = all
    const { status: _, ...values } = greeks
    return {
      options: rows.map(({ option }) => option),
      expiryIndex: seriesIndex,
      expiries: series.map(({ terms }) => terms),
      bid,
      ask,
      mid,
      vol: vols.vol,
      ...values,
      age,
      status: vols.status,
    }
  }
  for (const option of options) add(option)

  return {
    underlying,
    get now() {
      return now
    },
    get spot() {
      return priceAt(price, now, pricing.maxAgeMs)
    },
    get expiries() {
      return [...new Set(laidOut().series.map(({ terms }) => terms.expiry))]
    },
    get size() {
      return entries.size
    },
    get ids() {
      return laidOut().entries.map(({ option }) => option.id)
    },
    add,
    advance(to) {
      if (!(Math.abs(to) <= farthestMs)) throw badTime(to)
      if (!(now >= to)) now = to
    },
    next,
    expiry(pick) {
      const series = picked(laidOut().series, pick, now, pricing)
      if (series === undefined) throw emptyChain(underlying, pick)
      return expirySlice(underlying, now, priced(series), pricing)
    },
    slices: () => laidOut().series.map((series) => expirySlice(underlying, now, priced(series), pricing)),
    option(id) {
      laidOut()
      const entry = entries.get(id)
      const series = entry?.series
      if (entry === undefined || series === undefined) return undefined
      if (priced(series).sidesDirty) priceSides(series, pricing)
      return optionAt(series, series.entries.indexOf(entry), series.bidVols.vol, series.askVols.vol)
    },
    readColumns,
    readSideVols() {
      const all = laidOut()
      for (const series of all.series) if (priced(series).sidesDirty) priceSides(series, pricing)
      return { bidVol: all.bidVols.vol, askVol: all.askVols.vol }
    },
    save: () => ({
      now: numberToJson(now),
      price: priceToJson(price),
      entries: [...entries.values()].map((entry) => entryToJson(entry)),
    }),
    load(state) {
      const saved = state as unknown as Saved
      now = numberFromJson(saved.now)
      price = priceFromJson(saved.price)
      entries = new Map(saved.entries.map((one) => [one.option.id, entryFromJson(one)]))
      layout = undefined
    },
  }
}

/** The reach of ECMAScript's Date. */
const farthestMs = 8.64e15

function pricingOf(settings: ChainSettings): ChainPricing {
  const { rate = 0, maxAge = '5m', backend = jsBackend } = settings
  return {
    ...settings,
    curve: typeof rate === 'number' ? flatCurve(rate) : rate,
    engine: backend,
    maxAgeMs: maxAge === Infinity ? Infinity : durationMs(maxAge),
  }
}

function unquoted(option: Option): ChainEntry {
  return { option, bid: 0, ask: Number.NaN, at: -Infinity, source: '', lost: false, series: undefined }
}

type Pick = Exclude<ExpiryPick, string>

function picked(
  all: readonly ChainSeries[],
  pick: ExpiryPick,
  now: EpochMs,
  pricing: ChainPricing,
): ChainSeries | undefined {
  let best: ChainSeries | undefined
  let distance = Infinity
  const consider = (series: ChainSeries, apart: number): void => {
    if (best === undefined || apart < distance || (apart === distance && isPreferred(series, best))) {
      best = series
      distance = apart
    }
  }
  for (const series of all) {
    const { expiry, expiresAt } = series.terms
    if (typeof pick === 'string') consider(series, Math.abs(dayNumber(expiry) - dayNumber(pick)))
    else if (isMeant(series, pick)) {
      const days = Number.isNaN(now) ? 0 : dayNumber(expiry) - dayAt(series, now, pricing)
      // Behind every one that is alive.
      consider(series, Math.abs(days - pick.days) + (expiresAt <= now ? 1e9 : 0))
    }
  }
  return best
}

function isMeant({ terms }: ChainSeries, { root, fixing }: Pick): boolean {
  return (root === undefined || terms.root === root) && (fixing === undefined || terms.fixing === fixing)
}

function isPreferred(one: ChainSeries, other: ChainSeries): boolean {
  if (one.terms.expiry !== other.terms.expiry) return one.terms.expiry < other.terms.expiry
  if (one.terms.fixing !== other.terms.fixing) return one.terms.fixing === 'pm'
  return one.entries.length > other.entries.length
}

// ---- saved state ----

type SavedEntry = {
  readonly option: Option
  readonly quote: readonly [bid: number, ask: number | null, at: number, source: string, lost: boolean] | null
}
type Saved = { readonly now: number | null; readonly price: Json; readonly entries: readonly SavedEntry[] }

function entryToJson({ option, bid, ask, at, source, lost }: ChainEntry): Json {
  const quote = at === -Infinity ? null : [bid, numberToJson(ask), at, source, lost]
  return { option: structuredClone(option) as unknown as Json, quote }
}

function entryFromJson({ option, quote }: SavedEntry): ChainEntry {
  const entry = unquoted(structuredClone(option))
  if (quote === null) return entry
  const [bid, ask, at, source, lost] = quote
  return { ...entry, bid, ask: numberFromJson(ask), at, source, lost }
}

// ---- refusals ----

function strangeOption({ id, underlying }: Option, allowed: InstrumentId): BourseError {
  return new BourseError('input/out-of-range', `optionChain: ${id} is on ${underlying}, the chain is on ${allowed}`, {
    details: { argument: 'option.underlying', value: underlying, allowed },
    remedy: 'make one chain for each underlying',
  })
}

function badTime(now: EpochMs): BourseError {
  return new BourseError('input/not-finite', `optionChain: now is ${now}, allowed is epoch milliseconds`, {
    details: { argument: 'now', value: String(now), allowed: 'epoch milliseconds' },
    remedy: 'pass clock.now()',
  })
}

function emptyChain(underlying: InstrumentId, pick: ExpiryPick): BourseError {
  const meant = typeof pick === 'string' ? pick : [pick.root, pick.fixing].filter((one) => one !== undefined).join(' ')
  return new BourseError(
    'data/missing',
    `optionChain: no options on ${underlying}${meant === '' ? '' : ` (${meant})`}`,
    {
      details: { underlying, pick: meant },
      remedy: 'add options to the chain before asking for an expiry',
    },
  )
}
