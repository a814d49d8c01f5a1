import type { Columns, EpochMs } from '@bourse/core'
import type { SmileFit } from '../smile/smileFit.js'
import { chainFits } from './chainFits.js'
import { CHAIN_STATUS } from './chainStatus.js'
import type { ExpiryTerms, OptionChain } from './chainTypes.js'

/** A row per option over all expiries, as Arrow and grids take them. `age` in ms; `bidVol` and `askVol` when asked for. */
export type ChainTable = Columns & {
  readonly [name in 'id' | 'expiry' | 'right' | 'status']: readonly string[]
} & { readonly [name in NumberColumn]: Float64Array } & { readonly [name in 'bidVol' | 'askVol']?: Float64Array }

type NumberColumn =
  | 'strike'
  | 'years'
  | 'forward'
  | 'bid'
  | 'ask'
  | 'mid'
  | 'vol'
  | 'price'
  | 'delta'
  | 'gamma'
  | 'vega'
  | 'theta'
  | 'rho'
  | 'age'

/** A chain as one table, in copies that stay as they are. */
export type ChainView = {
  readonly time: EpochMs
  /** With the smile of each, where one was asked for and there are quotes enough: it says itself how well it fits. */
  readonly expiries: readonly (ExpiryTerms & { readonly fit?: SmileFit })[]
  readonly columns: ChainTable
}

/** What a view holds besides the columns that every view has. */
export type ChainViewSettings = {
  /** Also the volatilities of bids and offers, at twice the cost. */
  readonly sides?: boolean
  /** Also a smile per expiry, fitted to `chainSmiles`: `svi`, or `sabr` with a beta of 1. Default `none`. */
  readonly fit?: 'svi' | 'sabr' | 'none'
}

/**
 * The whole chain as a table, at `now` or the chain's own time where that is later.
 *
 * @example
 * import { chainView, optionChain } from '@bourse/pricing'
 * const chain = optionChain('SPX@CBOE', [])
 * chainView(chain, Date.parse('2026-11-18T21:00Z'), { fit: 'svi' }).expiries // => []
 */
export function chainView(chain: OptionChain, now: EpochMs, settings: ChainViewSettings = {}): ChainView {
  return chainViewAfter(chain, now, settings, undefined)
}

/** The same, its smiles searched for from those of the view before. */
export function chainViewAfter(
  chain: OptionChain,
  now: EpochMs,
  settings: ChainViewSettings,
  before: ChainView | undefined,
): ChainView {
  chain.advance(now)
  const { options, expiryIndex, expiries, status, ...values } = chain.readColumns()
  const spread = (of: (terms: ExpiryTerms) => number): Float64Array => {
    const column = new Float64Array(options.length)
    for (let i = 0; i < column.length; i++) column[i] = of(expiries[expiryIndex[i]!]!)
    return column
  }
  const copies = Object.fromEntries(Object.entries(values).map(([name, column]) => [name, column.slice()]))
  const sides = settings.sides === true ? chain.readSideVols() : undefined
  const columns: ChainTable = {
    id: options.map(({ id }) => id),
    expiry: options.map(({ expiry }) => expiry),
    right: options.map(({ right }) => right),
    strike: Float64Array.from(options, ({ strike }) => strike),
    years: spread(({ years }) => years),
    forward: spread(({ forward }) => forward),
    ...(copies as typeof values),
    ...(sides === undefined ? {} : { bidVol: sides.bidVol.slice(), askVol: sides.askVol.slice() }),
    status: Array.from(status, (code) => CHAIN_STATUS[code]!),
  }
  const { fit: model = 'none' } = settings
  if (model === 'none') return { time: chain.now, expiries, columns }
  const starts = expiries.map(({ expiresAt, root }, i) => {
    const same = before?.expiries[i]
    return same?.expiresAt === expiresAt && same.root === root ? same.fit : undefined
  })
  const fits = chainFits(chain, model, starts)
  const fitted = expiries.map((terms, i) => (fits[i] === undefined ? terms : { ...terms, fit: fits[i] }))
  return { time: chain.now, expiries: fitted, columns }
}
