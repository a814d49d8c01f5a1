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
type Memory = {
  now: EpochMs
  quotes: Map<InstrumentId, SeenQuote>
  marks: Map<InstrumentId, Seen>
  lasts: Map<InstrumentId, Seen>
  vols: Map<InstrumentId, Seen>
  /** Per currency, by years ascending. */
  rates: Map<Currency, (Seen & { years: number })[]>
  dividends: Map<InstrumentId, Known<DividendInput>[]>
  /** The bar before this one: most often it was of the same listing. */
  barId: InstrumentId | undefined
  bar: Seen | undefined
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
      const seen = memory.quotes.get(id)
      if (seen === undefined) return undefined
      const { at, source, ...sizes } = seen
      return { value: { kind: 'quote', id, ...sizes }, at, source }
    },
    mark: (id) => markOf(memory, id),
    markValue: (id) => markValueOf(memory, id),
    rate: (currency, years) => rateAt(memory.rates.get(currency) ?? [], years),
    vol: (id) => copyOf(memory.vols.get(id)),
    dividends: (id) => comingOf(memory, id),
    save: () => memoryToJson(memory),
    load(state) {
      memory = memoryFromJson(state)
    },
  }
}

function emptyMemory(): Memory {
  return {
    now: Number.NEGATIVE_INFINITY,
    quotes: new Map(),
    marks: new Map(),
    lasts: new Map(),
    vols: new Map(),
    rates: new Map(),
    dividends: new Map(),
    barId: undefined,
    bar: undefined,
  }
}

function observe(memory: Memory, input: Input): void {
  // Apart from the others: nothing comes as often, and what reads fields of one kind alone finds them at once.
  if (input.kind === 'bar') {
    observeBar(memory, input)
    return
  }
  memory.now = Math.max(memory.now, input.time)
  if (input.kind === 'quote') keepQuote(memory, input)
  else if (input.kind === 'mark') keep(memory.marks, input.id, input.price, input.at, input.source)
  else if (input.kind === 'trade') keep(memory.lasts, input.id, input.price, input.at, input.source)
  else if (input.kind === 'observation') keepObservation(memory, input)
  else if (input.kind === 'corporateAction') {
    if (input.action === 'dividend') keepDividend(memory, input)
  } else if (input.kind === 'delisted') {
    const { quotes, marks, lasts, vols, dividends } = memory
    for (const map of [quotes, marks, lasts, vols, dividends]) map.delete(input.id)
    memory.barId = undefined
  }
}

function observeBar(memory: Memory, bar: InputOf<'bar'>): void {
  if (bar.time > memory.now) memory.now = bar.time
  if (memory.barId !== bar.id) {
    memory.bar = memory.lasts.get(bar.id)
    if (memory.bar === undefined) {
      keep(memory.lasts, bar.id, bar.close, bar.at, bar.source)
      return
    }
    memory.barId = bar.id
  }
  const seen = memory.bar!
  if (!(bar.at >= seen.at && Number.isFinite(bar.close))) return
  seen.value = bar.close
  seen.at = bar.at
  seen.source = bar.source
}

function keep<K>(map: Map<K, Seen>, key: K, value: number, at: EpochMs, source: string): void {
  if (!Number.isFinite(value)) return
  const seen = map.get(key)
  if (seen === undefined) map.set(key, { value, at, source })
  else if (at >= seen.at) {
    // Two feeds for one listing: the newer knows. Written in place, because this is the hot path.
    seen.value = value
    seen.at = at
    seen.source = source
  }
}

function keepQuote({ quotes, lasts }: Memory, quote: InputOf<'quote'>): void {
  const { id, bid, ask, bidSize, askSize, at, source } = quote
  const seen = quotes.get(id)
  if (seen === undefined) quotes.set(id, { bid, ask, bidSize, askSize, at, source })
  else if (at >= seen.at) {
    // Options near nothing lose their bid: what they were worth before that is the last that is known of them.
    if (!isTwoSided(quote) && isTwoSided(seen)) keep(lasts, id, (seen.bid + seen.ask) / 2, seen.at, seen.source)
    seen.bid = bid
    seen.ask = ask
    seen.bidSize = bidSize
    seen.askSize = askSize
    seen.at = at
    seen.source = source
  }
}

function keepObservation(memory: Memory, { series, value, knownAt, id, source }: InputOf<'observation'>): void {
  if (series === 'vol' && id !== undefined) keep(memory.vols, id, value, knownAt, source)
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
  memory: Memory,
  input: Extract<InputOf<'corporateAction'>, { readonly action: 'dividend' }>,
): void {
  const { id, exDate, perShare, at, source } = input
  const value = { exDate, perShare: { currency: perShare.currency, value: perShare.value.toNumber() } }
  const others = (memory.dividends.get(id) ?? []).filter((one) => one.value.exDate !== exDate)
  const all = [...others, { value, at, source }].sort((a, b) => (a.value.exDate < b.value.exDate ? -1 : 1))
  memory.dividends.set(id, all)
}

function comingOf({ dividends, now }: Memory, id: InstrumentId): readonly Known<DividendInput>[] {
  const all = dividends.get(id)
  if (all === undefined) return []
  const today: IsoDate = toIsoDate(now)
  return all.filter((one) => one.value.exDate >= today)
}

function markOf(memory: Memory, id: InstrumentId): Known<number> | undefined {
  const value = markValueOf(memory, id)
  const [word, { at, source }] = markSource(memory, id)
  return Number.isNaN(value) ? undefined : { value, at, source: `${word}/${source}` }
}

function markValueOf({ marks, quotes, lasts }: Memory, id: InstrumentId): number {
  const mark = marks.get(id)
  if (mark !== undefined) return mark.value
  const quote = quotes.get(id)
  if (quote !== undefined && isTwoSided(quote)) return (quote.bid + quote.ask) / 2
  return lasts.get(id)?.value ?? Number.NaN
}

const nowhere = { at: Number.NaN, source: '' }

function markSource(
  { marks, quotes, lasts }: Memory,
  id: InstrumentId,
): readonly [string, { at: EpochMs; source: string }] {
  const mark = marks.get(id)
  if (mark !== undefined) return ['mark', mark]
  const quote = quotes.get(id)
  if (quote !== undefined && isTwoSided(quote)) return ['mid', quote]
  return ['last', lasts.get(id) ?? nowhere]
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

function memoryToJson(memory: Memory): Json {
  const quotes = [...memory.quotes].map(
    ([id, q]): Json => [
      id,
      {
        ...q,
        bid: numberToJson(q.bid),
        ask: numberToJson(q.ask),
        bidSize: numberToJson(q.bidSize),
        askSize: numberToJson(q.askSize),
      },
    ],
  )
  const { marks, lasts, vols, rates, dividends } = memory
  const now = numberToJson(memory.now)
  return {
    now,
    quotes,
    marks: [...marks],
    lasts: [...lasts],
    vols: [...vols],
    rates: [...rates],
    dividends: [...dividends],
  }
}

function memoryFromJson(state: Json): Memory {
  const saved = state as unknown as {
    [K in Exclude<keyof Memory, 'barId' | 'bar'>]: K extends 'now' ? number | null : [never, never][]
  }
  const copy = <M extends Map<unknown, unknown>>(entries: readonly unknown[]): M =>
    new Map(structuredClone(entries) as [unknown, unknown][]) as M
  const quotes = copy<Memory['quotes']>(saved.quotes)
  for (const quote of quotes.values())
    for (const name of ['bid', 'ask', 'bidSize', 'askSize'] as const) quote[name] = numberFromJson(quote[name])
  return {
    now: saved.now ?? Number.NEGATIVE_INFINITY,
    quotes,
    marks: copy(saved.marks),
    lasts: copy(saved.lasts),
    vols: copy(saved.vols),
    rates: copy(saved.rates),
    dividends: copy(saved.dividends),
    barId: undefined,
    bar: undefined,
  }
}
