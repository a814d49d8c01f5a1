import type { Columns, EpochMs } from '@bourse/core'
import { CHAIN_STATUS } from './chainStatus.js'
import type { ExpiryTerms, OptionChain } from './chainTypes.js'

/**
 * A chain as one table: a row per option over all expiries, in copies that stay as they are. Columns: `id`, `expiry`,
 * `right`, `status` (text), `strike`, `years`, `forward`, `bid`, `ask`, `mid`, `vol`, `price`, `delta`, `gamma`, `vega`,
 * `theta`, `rho`, `age` (ms), and `bidVol`, `askVol` when asked for.
 */
export type ChainView = { readonly time: EpochMs; readonly expiries: readonly ExpiryTerms[]; readonly columns: Columns }

/**
 * The whole chain as a table, at `now` or the chain's own time where that is later.
 *
 * @param settings `sides`: also the volatilities of bids and offers, at twice the cost
 * @example
 * import { chainView, optionChain } from '@bourse/pricing'
 * const chain = optionChain('SPX@CBOE', [])
 * chainView(chain, Date.parse('2026-11-18T21:00Z')).expiries // => []
 */
export function chainView(chain: OptionChain, now: EpochMs, settings: { readonly sides?: boolean } = {}): ChainView {
  chain.advance(now)
  const { options, expiryIndex, expiries, status, ...values } = chain.readColumns()
  const spread = (of: (terms: ExpiryTerms) => number): Float64Array => {
    const column = new Float64Array(options.length)
    for (let i = 0; i < column.length; i++) column[i] = of(expiries[expiryIndex[i]!]!)
    return column
  }
  const columns: { [name: string]: Columns[string] } = {
    id: options.map(({ id }) => id),
    expiry: options.map(({ expiry }) => expiry),
    right: options.map(({ right }) => right),
    strike: Float64Array.from(options, ({ strike }) => strike),
    years: spread(({ years }) => years),
    forward: spread(({ forward }) => forward),
  }
  for (const [name, column] of Object.entries(values)) columns[name] = column.slice()
  if (settings.sides === true) {
    const { bidVol, askVol } = chain.readSideVols()
    columns.bidVol = bidVol.slice()
    columns.askVol = askVol.slice()
  }
  columns.status = Array.from(status, (code) => CHAIN_STATUS[code]!)
  return { time: chain.now, expiries, columns }
}
