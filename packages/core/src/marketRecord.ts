// The view that inputs fill. Values are copied on the way in, because an input may be reused by its producer.
import type { IsoDate } from './civil.js'
import type { Currency, InstrumentId } from './ids.js'
import type { Input, InputOf } from './input.js'
import { type Json, numberFromJson, numberToJson } from './json.js'
import type { DividendInput, Known, MarketView } from './marketView.js'
import type { Saves } from './stepper.js'
import { type EpochMs, toIsoDate } from './time.js'

/** The view that inputs fill. */
export interface MarketRecord extends MarketView, Saves {
  markValue(id: InstrumentId): number
  observe(input: Input): void
}

type Seen = { value: number; at: EpochMs; source: string }
type SeenQuote = { bid: number; ask: number; bidSize: number; askSize: number; at: EpochMs; source: string }
/** All that is remembered of one listing, so that a fact and a question look up once. */
type Listing = {
  readonly id: InstrumentId
  quote: SeenQuote | undefined
  mark: Seen | undefined
  /** Print or bar close. */
  last: Seen | undefined
  vol: Seen | undefined
  dividends: readonly Known<DividendInput>[]
}
type Memory = {
  now: EpochMs
  listings: Map<InstrumentId, Listing>
  /** Most often the next fact, or question, is about the same. */
  newest: Listing
  /** Per currency, by years ascending. */
  rates: Map<Currency, (Seen & { years: number })[]>
}

/**
 * Remembers the last quote, mark, print or bar close, rate, volatility and announced dividends, each with source and age.
 * A mark is the venue's, else the middle of the quote, else the newest print, close, or middle before a side was lost.
 * Rates come as observations `'rate/USD/0.25'` (currency, years; continuous per year), volatilities as observations
 * `'vol'` with an id (0.2 = 20 %), counted from `knownAt`. Between known tenors `rate` is linear in years and as old as the
 * older of the two; beyond the ends it is the end's. A NaN is not remembered. Delisting forgets the listing.
 *
 * @example
 * import { createMarketRecord } from '@bourse/core'
 * const market = createMarketRecord()
 * market.observe({ kind: 'quote', id: 'SPY@ARCX', bid: 599, ask: 601, bidSize: 3, askSize: 4, seq: 0, time: 9, at: 8, source: 'feed' })
 * market.mark('SPY@ARCX') // => { value: 600, at: 8, source: 'mid/feed' }
 */
export function createMarketRecord(): MarketRecord {
  let memory = emptyMemory()
  return {
    observe: (input) => observe(memory, input),
    quote(id) {
      const seen = find(memory, id)?.quote
      if (seen === undefined) return undefined
      const { at, source, ...sizes } = seen
      return { value: { kind: 'quote', id, ...sizes }, at, source }
    },
    mark: (id) => markOf(find(memory, id)),
    markValue: (id) => markValueOf(find(memory, id)),
    rate: (currency, years) => rateAt(memory.rates.get(currency) ?? [], years),
    vol: (id) => copyOf(find(memory, id)?.vol),
    dividends: (id) => comingOf(find(memory, id), memory.now),
    save: () => memoryToJson(memory),
    load(state) {
      memory = memoryFromJson(state)
    },
  }
}

function emptyMemory(): Memory {
  return {
    now: Number.NEGATIVE_INFINITY,
    listings: new Map(),
    newest: emptyListing('@' as InstrumentId),
    rates: new Map(),
  }
}

function emptyListing(id: InstrumentId): Listing {
  return { id, quote: undefined, mark: undefined, last: undefined, vol: undefined, dividends: [] }
}

function find(memory: Memory, id: InstrumentId): Listing | undefined {
  if (memory.newest.id === id) return memory.newest
  const listing = memory.listings.get(id)
  if (listing !== undefined) memory.newest = listing
  return listing
}

function listingOf(memory: Memory, id: InstrumentId): Listing {
  const known = find(memory, id)
  if (known !== undefined) return known
  const listing = emptyListing(id)
  memory.listings.set(id, listing)
  memory.newest = listing
  return listing
}

function observe(memory: Memory, input: Input): void {
  // Apart from the others: nothing comes as often, and what reads fields of one kind alone finds them at once.
  if (input.kind === 'bar') {
    observeBar(memory, input)
    return
  }
  memory.now = Math.max(memory.now, input.time)
  switch (input.kind) {
    case 'quote':
      keepQuote(listingOf(memory, input.id), input)
      break
    case 'mark': {
      const listing = listingOf(memory, input.id)
      listing.mark = newer(listing.mark, input.price, input.at, input.source)
      break
    }
    case 'trade': {
      const listing = listingOf(memory, input.id)
      listing.last = newer(listing.last, input.price, input.at, input.source)
      break
    }
    case 'observation':
      keepObservation(memory, input)
      break
    case 'corporateAction':
      if (input.action === 'dividend') keepDividend(listingOf(memory, input.id), input)
      break
    case 'delisted':
      memory.listings.delete(input.id)
      memory.newest = emptyListing('@' as InstrumentId)
      break
  }
}

function observeBar(memory: Memory, bar: InputOf<'bar'>): void {
  if (bar.time > memory.now) memory.now = bar.time
  const listing = listingOf(memory, bar.id)
  const { last } = listing
  if (last === undefined) listing.last = newer(last, bar.close, bar.at, bar.source)
  else if (bar.at >= last.at && Number.isFinite(bar.close)) {
    last.value = bar.close
    last.at = bar.at
    last.source = bar.source
  }
}

/** Two feeds for one listing: the newer knows. Written in place, because this is the hot path. */
function newer(seen: Seen | undefined, value: number, at: EpochMs, source: string): Seen | undefined {
  if (!Number.isFinite(value)) return seen
  if (seen === undefined) return { value, at, source }
  if (at >= seen.at) {
    seen.value = value
    seen.at = at
    seen.source = source
  }
  return seen
}

function keepQuote(listing: Listing, quote: InputOf<'quote'>): void {
  const { bid, ask, bidSize, askSize, at, source } = quote
  const seen = listing.quote
  if (seen === undefined) listing.quote = { bid, ask, bidSize, askSize, at, source }
  else if (at >= seen.at) {
    // Options near nothing lose their bid: what they were worth before that is the last that is known of them.
    if (!isTwoSided(quote) && isTwoSided(seen))
      listing.last = newer(listing.last, (seen.bid + seen.ask) / 2, seen.at, seen.source)
    seen.bid = bid
    seen.ask = ask
    seen.bidSize = bidSize
    seen.askSize = askSize
    seen.at = at
    seen.source = source
  }
}

function keepObservation(memory: Memory, { series, value, knownAt, id, source }: InputOf<'observation'>): void {
  if (series === 'vol' && id !== undefined) {
    const listing = listingOf(memory, id)
    listing.vol = newer(listing.vol, value, knownAt, source)
  }
  const [word, currency, text] = series.split('/')
  const years = Number(text)
  if (word !== 'rate' || currency === undefined || !(years >= 0) || !Number.isFinite(value)) return
  const curve = memory.rates.get(currency) ?? []
  const known = curve.find((point) => point.years === years)
  if (known !== undefined && known.at > knownAt) return
  const others = curve.filter((point) => point !== known)
  memory.rates.set(
    currency,
    [...others, { years, value, at: knownAt, source }].sort((a, b) => a.years - b.years),
  )
}

// A dividend told again for the same ex-date corrects the first.
function keepDividend(
  listing: Listing,
  input: Extract<InputOf<'corporateAction'>, { readonly action: 'dividend' }>,
): void {
  const { exDate, perShare, at, source } = input
  const value = { exDate, perShare: { currency: perShare.currency, value: perShare.value.toNumber() } }
  const others = listing.dividends.filter((one) => one.value.exDate !== exDate)
  listing.dividends = [...others, { value, at, source }].sort((a, b) => (a.value.exDate < b.value.exDate ? -1 : 1))
}

function comingOf(listing: Listing | undefined, now: EpochMs): readonly Known<DividendInput>[] {
  if (listing === undefined || listing.dividends.length === 0) return []
  const today: IsoDate = toIsoDate(now)
  return listing.dividends.filter((one) => one.value.exDate >= today)
}

function markOf(listing: Listing | undefined): Known<number> | undefined {
  const value = markValueOf(listing)
  if (listing === undefined || Number.isNaN(value)) return undefined
  const { mark, quote, last } = listing
  const [word, { at, source }] =
    mark !== undefined ? ['mark', mark] : quote !== undefined && isTwoSided(quote) ? ['mid', quote] : ['last', last!]
  return { value, at, source: `${word}/${source}` }
}

function markValueOf(listing: Listing | undefined): number {
  if (listing === undefined) return Number.NaN
  const { mark, quote, last } = listing
  if (mark !== undefined) return mark.value
  if (quote !== undefined && isTwoSided(quote)) return (quote.bid + quote.ask) / 2
  return last === undefined ? Number.NaN : last.value
}

// An empty side has no size or no finite price. Prices themselves may be negative: spreads, and oil once.
function isTwoSided({ bid, ask, bidSize, askSize }: Omit<SeenQuote, 'at' | 'source'>): boolean {
  return Number.isFinite(bid) && Number.isFinite(ask) && bidSize !== 0 && askSize !== 0 && bid <= ask
}

function rateAt(curve: readonly (Seen & { readonly years: number })[], years: number): Known<number> | undefined {
  const right = curve.findIndex((point) => point.years >= years)
  if (curve.length === 0 || Number.isNaN(years)) return undefined
  if (right <= 0) return copyOf(right === 0 ? curve[0] : curve.at(-1))
  const [a, b] = [curve[right - 1]!, curve[right]!]
  if (b.years === years) return copyOf(b)
  const value = a.value + ((b.value - a.value) * (years - a.years)) / (b.years - a.years)
  return { value, at: Math.min(a.at, b.at), source: a.source === b.source ? a.source : `${a.source}+${b.source}` }
}

function copyOf(seen: Seen | undefined): Known<number> | undefined {
  return seen === undefined ? undefined : { value: seen.value, at: seen.at, source: seen.source }
}

type SavedMemory = {
  readonly now: number | null
  readonly listings: readonly SavedListing[]
  readonly rates: readonly [Currency, (Seen & { years: number })[]][]
}
type SavedListing = Pick<Listing, 'id'> & {
  readonly [K in Exclude<keyof Listing, 'id'>]: Exclude<Listing[K], undefined> | null
}

function memoryToJson({ now, listings, rates }: Memory): Json {
  const saved = [...listings.values()].map(({ id, quote, mark, last, vol, dividends }) => ({
    id,
    quote: quote === undefined ? null : quoteWith(quote, numberToJson),
    mark: mark ?? null,
    last: last ?? null,
    vol: vol ?? null,
    dividends,
  }))
  return structuredClone({ now: numberToJson(now), listings: saved, rates: [...rates] }) as unknown as Json
}

function memoryFromJson(state: Json): Memory {
  const { now, listings, rates } = structuredClone(state) as unknown as SavedMemory
  const memory = emptyMemory()
  memory.now = now ?? Number.NEGATIVE_INFINITY
  for (const { id, quote, mark, last, vol, dividends } of listings)
    memory.listings.set(id, {
      id,
      quote: quote === null ? undefined : (quoteWith(quote, numberFromJson) as SeenQuote),
      mark: mark ?? undefined,
      last: last ?? undefined,
      vol: vol ?? undefined,
      dividends: dividends ?? [],
    })
  memory.rates = new Map(rates)
  return memory
}

/** Prices and sizes may be NaN, for which JSON has no number. */
function quoteWith<T>(quote: SeenQuote, change: (value: number) => T): { readonly [K in keyof SeenQuote]: unknown } {
  const { bid, ask, bidSize, askSize, at, source } = quote
  return { bid: change(bid), ask: change(ask), bidSize: change(bidSize), askSize: change(askSize), at, source }
}
