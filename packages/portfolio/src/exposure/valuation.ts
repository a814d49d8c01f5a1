// What a book is valued with: instruments, marks and rates, each asked once per valuation and named when it is missing.
import { type Instrument, type Instruments, notionalOf, type Option, type Spot } from '@bourse/assets'
import { type Currency, type EpochMs, type InstrumentId, isBourseError, type MarketView } from '@bourse/core'
import type { FxRates } from '@bourse/fx'
import {
  andersenLakeFast,
  andersenLakeFuture,
  black76,
  blackScholes,
  type ExpiringTerms,
  expiryTime,
  type Greeks,
  marketAt,
  type MarketAtSettings,
  optionGreeks,
  type PricingModel,
} from '@bourse/pricing'
import type { BookView } from '../book/bookView.js'
import type { ExposureHole } from './exposure.js'

/**
 * What a book is valued with; a risk context is one. Without `rates`, the mark of a spot listing converts, else only
 * the base currency is known. `now`: as of when options and the age of their facts are counted, default the book's time,
 * which stands still while nothing is applied to it. `model`: of an option, by default Black-Scholes, Black-76 on futures, and Andersen-Lake for
 * American options (a hundred times dearer: a book of many may pass `baroneAdesiWhaley`). `settings`: how options are read from the market, as in `marketAt` (ages, calendars, closed days).
 */
export type Valuation = {
  readonly instruments: Instruments
  readonly market: MarketView
  readonly rates?: FxRates
  readonly now?: EpochMs
  readonly model?: (option: Option) => PricingModel
  readonly settings?: Omit<MarketAtSettings, 'underlying' | 'yield'>
}

/** Of one unit of an instrument, in base currency. `holes` is empty where all is known. */
export type UnitExposure = {
  readonly exposure: number
  readonly holes: readonly ExposureHole[]
  /** Of options: Greeks of one unit of the underlying, and what turns them into base currency per contract. */
  readonly option?: { readonly greeks: Greeks; readonly spot: number; readonly factor: number }
}

/** One valuation: everything is looked up once. */
export type Appraiser = {
  readonly base: Currency
  readonly mark: (id: InstrumentId) => number
  /** Units of base per unit of a currency, NaN where no rate and no spot listing tells. */
  readonly rate: (currency: Currency) => number
  readonly unit: (instrument: Instrument) => UnitExposure
  /** The listing that stands for a balance in this currency. */
  readonly listing: (currency: Currency) => Spot | undefined
}

export const noHoles: readonly ExposureHole[] = []

/** Looks up marks, rates and Greeks of a book, in its base currency. */
export function appraiser(book: Pick<BookView, 'base' | 'time'>, valuation: Valuation): Appraiser {
  const { base } = book
  const { instruments, market, rates, now = book.time } = valuation
  const marks = new Map<InstrumentId, number>()
  const toBase = new Map<Currency, number>()
  const units = new Map<InstrumentId, UnitExposure>()
  const settings = remembered(valuation.settings ?? {})

  const mark = (id: InstrumentId): number => {
    let known = marks.get(id)
    if (known === undefined) {
      known = market.mark(id)?.value ?? Number.NaN
      marks.set(id, known)
    }
    return known
  }
  const listing = (currency: Currency): Spot | undefined => spotListing(instruments, currency, base)
  const rate = (currency: Currency): number => {
    if (currency === base) return 1
    let known = toBase.get(currency)
    if (known === undefined) {
      known = rates === undefined ? Number.NaN : rates.mid(currency, base)
      if (Number.isNaN(known)) {
        toBase.set(currency, Number.NaN) // a circle of listings ends here
        const spot = listing(currency)
        if (spot !== undefined) known = mark(spot.id) * rate(spot.quote)
      }
      toBase.set(currency, known)
    }
    return known
  }
  const unit = (instrument: Instrument): UnitExposure => {
    let known = units.get(instrument.id)
    if (known === undefined) {
      known = instrument.kind === 'option' ? optionUnit(instrument) : plainUnit(instrument)
      units.set(instrument.id, known)
    }
    return known
  }
  const plainUnit = (instrument: Instrument): UnitExposure => {
    if (instrument.kind === 'combo') return { exposure: Number.NaN, holes: [{ missing: 'model', of: instrument.id }] }
    const exposure = notionalOf(instrument, 1, mark(instrument.id)) * rate(instrument.currency)
    return { exposure, holes: Number.isNaN(exposure) ? holesOf(instrument) : noHoles }
  }
  const holesOf = ({ id, currency }: Instrument): readonly ExposureHole[] => [
    ...(Number.isNaN(mark(id)) ? [{ missing: 'mark', of: id } as const] : []),
    ...(Number.isNaN(rate(currency)) ? [{ missing: 'rate', of: currency } as const] : []),
  ]
  const optionUnit = (option: Option): UnitExposure => {
    const under = instruments.find(option.underlying)
    // A coin option is paid in the coin and prices a number of dollars: only its underlying says which.
    if (under === undefined && option.assetClass === 'crypto')
      return { exposure: Number.NaN, holes: [{ missing: 'instrument', of: option.underlying }] }
    const found = marketAt(option, now, market, {
      ...settings,
      ...(under?.kind === 'future' ? { underlying: 'future' as const } : {}),
      ...(under?.kind === 'spot' && under.assetClass === 'fx' ? { underlying: { currency: under.base } } : {}),
    })
    // A model prices in the money of the underlying, whatever the premium is paid in.
    const currency = under?.currency ?? option.currency
    const factor = option.multiplier * rate(currency)
    const holes: ExposureHole[] = Number.isNaN(factor) ? [{ missing: 'rate', of: currency }] : []
    const model = valuation.model?.(option) ?? defaultModel(option, under)
    if (!found.ok) holes.push(...marketHoles(option, found.failure))
    if (!found.ok || holes.length > 0) return { exposure: Number.NaN, holes }
    const greeks = greeksOrNothing(option, found.value, model)
    if (greeks === undefined) return { exposure: Number.NaN, holes: [{ missing: 'model', of: option.id }] }
    const { spot } = found.value
    return { exposure: greeks.delta * spot * factor, holes: noHoles, option: { greeks, spot, factor } }
  }
  return { base, mark, rate, unit, listing }
}

/** An expiry without a calendar of one's own is the same at every tick, and asking a clock in New York is what costs. */
function remembered(settings: NonNullable<Valuation['settings']>): NonNullable<Valuation['settings']> {
  if (settings.expiryOf !== undefined || settings.calendarOf !== undefined) return settings
  return { ...settings, expiryOf: expiryKept }
}

const expiries = /* @__PURE__ */ new Map<string, EpochMs>()

function expiryKept(option: ExpiringTerms): EpochMs {
  const key = `${option.expiry} ${option.fixing} ${option.calendar}`
  let known = expiries.get(key)
  if (known === undefined) {
    if (expiries.size > 10_000) expiries.clear()
    known = expiryTime(option)
    expiries.set(key, known)
  }
  return known
}

function defaultModel(option: Option, under: Instrument | undefined): PricingModel {
  if (option.exercise === 'american') return under?.kind === 'future' ? andersenLakeFuture : andersenLakeFast
  return under?.kind === 'future' ? black76 : blackScholes
}

// A price below zero or an empty volatility is the world's fault, not the caller's.
function greeksOrNothing(
  option: Option,
  market: Parameters<typeof optionGreeks>[1],
  model: PricingModel,
): Greeks | undefined {
  try {
    const greeks = optionGreeks(option, market, model)
    return Number.isNaN(greeks.delta) ? undefined : greeks
  } catch (error) {
    if (isBourseError(error)) return undefined
    throw error
  }
}

function marketHoles(
  option: Option,
  { code, details }: { readonly code: string; readonly details: { readonly [key: string]: unknown } },
): readonly ExposureHole[] {
  if (code === 'expired') return [{ missing: 'expired', of: option.id }]
  const named = (key: string): readonly string[] => (Array.isArray(details[key]) ? (details[key] as string[]) : [])
  const missing = named('missing').map((name): ExposureHole => {
    const [what, of] = [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]
    return { missing: what === 'rate' ? 'curve' : what === 'vol' ? 'vol' : 'mark', of }
  })
  const stale = named('stale').map((of): ExposureHole => ({ missing: 'stale', of }))
  return missing.length + stale.length > 0 ? [...missing, ...stale] : [{ missing: 'model', of: option.id }]
}

// ---- balances ----

const found = /* @__PURE__ */ new WeakMap<Instruments, Map<string, Spot>>()

/** The spot listing whose base is this currency: the one quoted in `quote`, else the first. Found ones are kept by registry. */
function spotListing(instruments: Instruments, currency: Currency, quote: Currency): Spot | undefined {
  let known = found.get(instruments)
  if (known === undefined) {
    known = new Map()
    found.set(instruments, known)
  }
  const key = `${currency}/${quote}`
  const before = known.get(key)
  if (before !== undefined) return before
  let best: Spot | undefined
  for (const one of instruments.all()) {
    if (one.kind !== 'spot' || one.base !== currency) continue
    if (one.quote === quote) {
      best = one
      break
    }
    best ??= one
  }
  if (best !== undefined) known.set(key, best)
  return best
}
