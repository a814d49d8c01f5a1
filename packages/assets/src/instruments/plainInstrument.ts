// The usual terms of a listing, so that a first program need not state what everybody would state alike.
import { badArgument, badText, type InstrumentId, type TimeLike, toEpochMs } from '@bourse/core'
import { parseId } from '../registry/instruments.js'
import { isCurrencyCode } from '../symbology/currencyCodes.js'
import type { InstrumentOf } from './instrument.js'

/** Kinds whose remaining terms an id and a venue settle. */
export type PlainKind = 'equity' | 'etf' | 'index' | 'spot' | 'perpetual' | 'option' | 'outcome'

/** Terms that differ from the usual ones. An outcome names when it `closes`, an option what it is on, its right, strike and expiry. */
export type PlainTerms<K extends PlainKind> = Partial<Omit<InstrumentOf<K>, 'kind' | 'id' | 'closes'>> &
  (K extends 'outcome'
    ? { readonly closes: TimeLike }
    : K extends 'option'
      ? Pick<InstrumentOf<'option'>, 'underlying' | 'right' | 'strike' | 'expiry'>
      : unknown)

/** Shares, funds and indices by venue: calendar and currency. */
const places: { readonly [venue: string]: readonly [calendar: string, currency: string] } = {
  ...Object.fromEntries(['XNYS', 'XNAS', 'ARCX', 'BATS', 'XASE'].map((venue) => [venue, ['XNYS', 'USD']])),
  XLON: ['XLON', 'GBP'],
  XETR: ['XETR', 'EUR'],
  XPAR: ['XPAR', 'EUR'],
  XTKS: ['XTKS', 'JPY'],
  XHKG: ['XHKG', 'HKD'],
  XTSE: ['XTSE', 'CAD'],
  XASX: ['XASX', 'AUD'],
}

/**
 * An instrument of the usual terms of its kind, those named in `terms` apart: for first programs, tests and paper. What
 * a broker or an exchange states is better, where it can be asked.
 *
 * - `equity`, `etf`, `index`: tick 0.01, lot 1, class equity; calendar and currency of the venue, which are to be named for a
 *   venue that is none of XNYS, XNAS, ARCX, BATS, XASE, XLON, XETR, XPAR, XTKS, XHKG, XTSE, XASX.
 * - `spot`: base and quote out of `BASE/QUOTE@venue`. Two currencies: class fx, tick 0.00001 (0.001 in yen), lot 1, calendar
 *   FX_24_5. Else coins: class crypto, tick 0.01, lot 0.00001, at all hours.
 * - `perpetual`: out of `BASE/QUOTE:SETTLED@venue`. Settled in the quote linear, in the base inverse; multiplier 1, funding
 *   every 8 hours, tick 0.1, lot 0.001 (inverse: 1), at all hours.
 * - `option`: on a share or fund as American exchanges list them: American, 100 of it, delivered, fixed at the close, in USD,
 *   tick 0.01, lot 1, calendar XNYS; `underlying`, `right`, `strike` and `expiry` are to be named.
 * - `outcome`: out of `market:outcome@venue`. In USD, tick 0.01, lot 1, at all hours; `closes` is to be named.
 *
 * Throws `input/parse` where the id does not have the form of its kind.
 *
 * @example
 * import { createRegistry, plainInstrument } from '@bourse/assets'
 * const spy = plainInstrument('etf', 'SPY@ARCX')
 * spy.calendar // => 'XNYS'
 * plainInstrument('spot', 'BTC/USDT@binance').currency // => 'USDT'
 * plainInstrument('outcome', 'fed-cut:yes@polymarket', { closes: '2026-12-10T19:00Z', currency: 'USDC' }).market // => 'fed-cut'
 * createRegistry([spy, plainInstrument('etf', 'GLD@ARCX', { assetClass: 'commodity' })]).get('GLD@ARCX').assetClass // => 'commodity'
 */
export function plainInstrument<const K extends PlainKind, const I extends InstrumentId>(
  kind: K,
  id: I,
  ...[terms]: K extends 'outcome' | 'option' ? [terms: PlainTerms<K>] : [terms?: PlainTerms<K>]
): InstrumentOf<K> & { readonly id: I } {
  const read = parseId(id)
  if (!read.ok) throw badText('plainInstrument', 'id', id, 'symbol@venue')
  const { symbol, venue } = read.value
  const usual = { ...usualTerms(kind, symbol, venue, id), ...terms }
  if (usual.calendar === undefined || usual.currency === undefined)
    throw badArgument(
      'plainInstrument',
      `terms of ${id}`,
      'incomplete',
      `{ calendar, currency }: venue ${venue} is not known`,
    )
  if (kind === 'option')
    for (const name of ['underlying', 'right', 'strike', 'expiry'])
      if (!(name in usual)) throw badArgument('plainInstrument', `${name} of ${id}`, undefined, 'named in the terms')
  const made = kind === 'outcome' ? { ...usual, closes: closesOf(id, terms) } : usual
  return { ...made, kind, id } as unknown as InstrumentOf<K> & { readonly id: I }
}

function closesOf(id: string, terms: { readonly closes?: TimeLike; readonly lot?: number } | undefined): number {
  if (terms?.closes !== undefined) return toEpochMs(terms.closes)
  throw badArgument('plainInstrument', `closes of ${id}`, undefined, 'when the market closes, an ISO moment')
}

type Loose = { readonly [name in 'calendar' | 'currency']?: string | undefined } & { readonly [name: string]: unknown }

function usualTerms(kind: PlainKind, symbol: string, venue: string, id: string): Loose {
  const wrong = (allowed: string): Error => badText('plainInstrument', `id of ${kind}`, id, allowed)
  switch (kind) {
    case 'equity':
    case 'etf':
    case 'index': {
      const [calendar, currency] = places[venue] ?? []
      return { assetClass: 'equity', currency, tick: 0.01, lot: 1, calendar }
    }
    case 'spot': {
      const [, base, quote] = /^([^/:]+)\/([^/:]+)$/.exec(symbol) ?? []
      if (base === undefined || quote === undefined) throw wrong('BASE/QUOTE@venue')
      const pair = { base, quote, currency: quote }
      return isCurrencyCode(base) && isCurrencyCode(quote)
        ? { ...pair, assetClass: 'fx', tick: quote === 'JPY' ? 0.001 : 0.00001, lot: 1, calendar: 'FX_24_5' }
        : { ...pair, assetClass: 'crypto', tick: 0.01, lot: 0.00001, calendar: 'always' }
    }
    case 'perpetual': {
      const [, base, quote, settled] = /^([^/:]+)\/([^/:]+):([^/:]+)$/.exec(symbol) ?? []
      if (base === undefined || quote === undefined || (settled !== base && settled !== quote))
        throw wrong('BASE/QUOTE:SETTLED@venue, settled in one of the two')
      const payoff = settled === quote ? 'linear' : 'inverse'
      const grid = { tick: 0.1, lot: payoff === 'linear' ? 0.001 : 1, multiplier: 1 }
      return {
        base,
        quote,
        currency: settled,
        assetClass: 'crypto',
        payoff,
        ...grid,
        fundingHours: 8,
        calendar: 'always',
      }
    }
    case 'option': {
      const grid = { tick: 0.01, lot: 1, multiplier: 100 }
      const paid = { exercise: 'american', settlement: 'physical', fixing: 'pm' }
      return { assetClass: 'equity', currency: 'USD', ...grid, ...paid, calendar: 'XNYS' }
    }
    case 'outcome': {
      const [, market, outcome] = /^(.+):([^:]+)$/.exec(symbol) ?? []
      if (market === undefined || outcome === undefined) throw wrong('market:outcome@venue')
      return { market, outcome, assetClass: 'event', currency: 'USD', tick: 0.01, lot: 1, calendar: 'always' }
    }
  }
  throw badArgument(
    'plainInstrument',
    'kind',
    kind,
    "'equity', 'etf', 'index', 'spot', 'perpetual', 'option' or 'outcome'",
  )
}
