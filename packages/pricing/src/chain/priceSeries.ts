import { addDays, dayNumber, type EpochMs, toIsoDate, wallEpochMs } from '@bourse/core'
import { americanGreekRows, americanVolRows, type RowTables } from '../american/americanColumns.js'
import { OK, type OptionBackend, type OptionColumns, type VolColumns } from '../columns/columns.js'
import type { DiscountCurve } from '../curve/discountCurve.js'
import { fitForward } from '../parity/parityForward.js'
import { isTwoSided, type StrikeQuotes } from '../parity/strikeQuotes.js'
import { closedSpans, countsSessions, yearsUntil, zoneOf } from '../time/yearsToExpiry.js'
import { americanForward } from './americanForward.js'
import type { ChainEntry, ChainSeries } from './chainLayout.js'
import { CROSSED, EUROPEAN_APPROXIMATION, NO_FORWARD, NO_QUOTE, NO_SPOT, ONE_SIDED, STALE } from './chainStatus.js'
import type { ChainSettings, ExpiryTerms } from './chainTypes.js'

/** The settings of a chain, resolved, with what it knows of the world. */
export type ChainPricing = ChainSettings & {
  readonly curve: DiscountCurve
  readonly engine: OptionBackend
  readonly maxAgeMs: number
}

/** Brings quotes, forward, volatilities and Greeks of one expiry up to date. */
export function priceSeries(series: ChainSeries, now: EpochMs, spot: number, pricing: ChainPricing): void {
  const { vols, premium, rows } = series
  readQuotes(series, now, pricing.maxAgeMs)
  const terms = termsAt(series, now, spot, pricing)
  series.terms = terms
  const { forward, discount, years } = terms
  rows.forward.fill(forward)
  rows.discount.fill(discount)
  rows.years.fill(years)
  rows.spot.fill(terms.spot)
  // What the quote alone says; the backend overwrites the column.
  const quoteStatus = vols.status.slice()
  const tables: RowTables = { put: undefined, call: undefined }
  impliedVols(series, premium, vols, pricing, tables)
  const american = terms.exercise === 'american'
  const refused = american && pricing.american === 'refuse'
  const unpriced = terms.forwardFrom === 'none' && years > 0 && !refused
  const spotless = american && isPriced(pricing) && pricing.underlyingKind !== 'future' && !(spot > 0) && years > 0
  for (let i = 0; i < premium.length; i++) {
    if (quoteStatus[i] !== OK) {
      vols.status[i] = quoteStatus[i]!
      vols.vol[i] = Number.NaN
    } else if (spotless) vols.status[i] = NO_SPOT
    else if (unpriced) vols.status[i] = NO_FORWARD
    else if (american && !isPriced(pricing) && vols.status[i] === OK) vols.status[i] = EUROPEAN_APPROXIMATION
  }
  rows.vol.set(vols.vol)
  const given = terms.greeksOf === 'spot' ? rows : forwardRows(rows)
  if (american && isPriced(pricing)) americanGreekRows(given, series.greeks, tables)
  else pricing.engine.greeks(given, series.greeks)
  series.dirty = false
  series.sidesDirty = true
}

/** Volatilities of bids and offers, when somebody asks. */
export function priceSides(series: ChainSeries, pricing: ChainPricing): void {
  const { vols, bid, ask, premium, bidVols, askVols } = series
  const usable = (side: Float64Array): Float64Array => {
    for (let i = 0; i < side.length; i++) {
      const late = vols.status[i] === STALE || vols.status[i] === NO_QUOTE
      premium[i] = late || !(side[i]! > 0) ? Number.NaN : side[i]!
    }
    return premium
  }
  const tables: RowTables = { put: undefined, call: undefined }
  impliedVols(series, usable(bid), bidVols, pricing, tables)
  impliedVols(series, usable(ask), askVols, pricing, tables)
  series.sidesDirty = false
}

function isPriced({ american }: ChainPricing): boolean {
  return american === undefined || american === 'price'
}

function impliedVols(
  { rows, terms }: ChainSeries,
  premium: Float64Array,
  out: VolColumns,
  pricing: ChainPricing,
  tables: RowTables,
): void {
  if (terms.exercise !== 'american' || !isPriced(pricing)) pricing.engine.impliedVols(rows, premium, out)
  else americanVolRows(pricing.underlyingKind === 'future' ? forwardRows(rows) : rows, premium, out, tables)
}

function forwardRows({ spot: _, ...rows }: OptionColumns): OptionColumns {
  return rows
}

function readQuotes(series: ChainSeries, now: EpochMs, maxAge: number): void {
  const { entries, bid, ask, mid, age, premium, vols, quotes, calls, puts } = series
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!
    bid[i] = entry.bid
    ask[i] = entry.ask
    age[i] = entry.at === -Infinity ? Number.NaN : Math.max(0, now - entry.at)
    const status = statusOf(entry, age[i]!, maxAge)
    vols.status[i] = status
    mid[i] = isTwoSided(entry.bid, entry.ask) ? entry.bid + 0.5 * (entry.ask - entry.bid) : Number.NaN
    premium[i] = status === OK ? mid[i]! : Number.NaN
  }
  const readSide = (row: number, i: number, toBid: Float64Array, toAsk: Float64Array): void => {
    const late = row < 0 || vols.status[row] === STALE || vols.status[row] === NO_QUOTE
    toBid[i] = late ? Number.NaN : bid[row]!
    toAsk[i] = late ? Number.NaN : ask[row]!
  }
  for (let i = 0; i < calls.length; i++) {
    readSide(calls[i]!, i, quotes.callBid, quotes.callAsk)
    readSide(puts[i]!, i, quotes.putBid, quotes.putAsk)
  }
}

function statusOf({ bid, ask, lost }: ChainEntry, age: number, maxAge: number): number {
  if (Number.isNaN(age) || (!(bid > 0) && !(ask > 0))) return NO_QUOTE
  if (lost || age > maxAge) return STALE
  if (!(bid > 0) || !(ask > 0)) return ONE_SIDED
  return ask >= bid ? OK : CROSSED
}

function termsAt(series: ChainSeries, now: EpochMs, spot: number, pricing: ChainPricing): ExpiryTerms {
  const { terms } = series
  const years = Number.isFinite(now) ? yearsAt(series, now, pricing) : Number.NaN
  const discount = years >= 0 ? pricing.curve.discount(years) : Number.NaN
  const future = pricing.underlyingKind === 'future'
  let forward = Number.NaN
  let forwardFrom: ExpiryTerms['forwardFrom'] = 'none'
  const priced = years > 0 && (terms.exercise === 'european' || pricing.american !== 'refuse')
  if (priced && pricing.forwards !== 'curve') {
    forward = parity(series, discount, years, future ? undefined : spot, pricing)
    if (forward > 0) forwardFrom = 'parity'
  }
  if (priced && forwardFrom === 'none') {
    forward = future ? spot : (spot * Math.exp(-(pricing.yield ?? Number.NaN) * years)) / discount
    forwardFrom = forward > 0 && forward < Infinity ? 'curve' : 'none'
  }
  if (forwardFrom === 'none') forward = Number.NaN
  return {
    ...terms,
    days: Number.isFinite(now) ? dayNumber(terms.expiry) - dayAt(series, now, pricing) : Number.NaN,
    years,
    discount,
    forward,
    forwardFrom,
    spot,
    greeksOf: !future && spot > 0 ? 'spot' : 'forward',
  }
}

// A chain's time never goes back, so that the closed days seen first are all there will be.
function yearsAt(series: ChainSeries, now: EpochMs, pricing: ChainPricing): number {
  const { calendar, terms } = series
  if (now >= terms.expiresAt) return 0
  if (series.closed === undefined && countsSessions(calendar, pricing))
    series.closed = closedSpans(now, terms.expiresAt, calendar, pricing)
  return yearsUntil(terms.expiresAt, now, calendar, pricing, series.closed)
}

/** Days since 1970 of the date at the exchange; looked up once a day. */
export function dayAt(series: ChainSeries, now: EpochMs, pricing: ChainPricing): number {
  const { today } = series
  if (now >= today.from && now < today.to) return today.day
  const zone = zoneOf(series.calendar, pricing)
  const date = toIsoDate(now, zone)
  const from = wallEpochMs(date, '00:00', zone)
  series.today = { from, to: wallEpochMs(addDays(date, 1), '00:00', zone), day: dayNumber(date) }
  return series.today.day
}

function parity(
  { quotes, terms }: ChainSeries,
  discount: number,
  years: number,
  spot: number | undefined,
  pricing: ChainPricing,
): number {
  const count = quotes.strike.length
  if (terms.exercise === 'european') return fitForward(quotes, count, discount)?.forward ?? Number.NaN
  // Early exercise moves call less put away from parity, least where both cost the same.
  let nearest = -1
  let smallest = Infinity
  for (let i = 0; i < count; i++) {
    const apart = Math.abs(quotes.callBid[i]! + quotes.callAsk[i]! - quotes.putBid[i]! - quotes.putAsk[i]!)
    if (apart < smallest) [smallest, nearest] = [apart, i]
  }
  if (nearest < 0) return Number.NaN
  const near = cut(quotes, Math.max(0, nearest - 2), Math.min(count, nearest + 3))
  if (isPriced(pricing) && (spot === undefined || spot > 0)) return americanForward(near, discount, years, spot)
  return fitForward(near, near.strike.length, discount)?.forward ?? Number.NaN
}

function cut({ strike, callBid, callAsk, putBid, putAsk }: StrikeQuotes, from: number, to: number): StrikeQuotes {
  return {
    strike: strike.subarray(from, to),
    callBid: callBid.subarray(from, to),
    callAsk: callAsk.subarray(from, to),
    putBid: putBid.subarray(from, to),
    putAsk: putAsk.subarray(from, to),
  }
}
