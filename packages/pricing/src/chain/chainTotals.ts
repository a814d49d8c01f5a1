import type { InstrumentId } from '@bourse/core'
import type { Greeks } from '../terms.js'
import type { OptionChain } from './chainTypes.js'

/** So many contracts of an option, or units of the underlying; negative when short. */
export type ChainPosition = { readonly id: InstrumentId; readonly quantity: number }

/**
 * Greeks of a position, in money: those of one unit, times multiplier, times quantity. `delta` in units of the underlying;
 * `price` is what it is worth at the mids.
 */
export type PositionGreeks = ChainPosition & Greeks

/** Sums over positions; what has no price is not in them, but named. */
export type ChainTotals = Greeks & {
  readonly positions: readonly PositionGreeks[]
  readonly unpriced: readonly InstrumentId[]
}

/**
 * Greeks of positions in the options of a chain and its underlying, one by one and in sum. The underlying counts with delta
 * 1; its price must be known for it to have a value.
 *
 * @example
 * import { chainTotals, optionChain } from '@bourse/pricing'
 * const chain = optionChain('SPY@ARCX', [])
 * chain.next({ kind: 'mark', id: 'SPY@ARCX', price: 600, at: 0, source: 'feed' })
 * const totals = chainTotals(chain, [{ id: 'SPY@ARCX', quantity: 50 }, { id: 'QQQ@XNAS', quantity: 1 }])
 * totals.delta // => 50
 * totals.price // => 30000
 * totals.unpriced // => ['QQQ@XNAS']
 */
export function chainTotals(chain: OptionChain, positions: Iterable<ChainPosition>): ChainTotals {
  const priced: PositionGreeks[] = []
  const unpriced: InstrumentId[] = []
  for (const position of positions) {
    const greeks = position.id === chain.underlying ? ofUnderlying(chain.spot) : ofOption(chain, position.id)
    if (greeks === undefined || Number.isNaN(greeks.price)) unpriced.push(position.id)
    else priced.push({ id: position.id, quantity: position.quantity, ...scaled(greeks, position.quantity) })
  }
  const sum = (name: keyof Greeks): number => priced.reduce((total, one) => total + one[name], 0)
  return {
    price: sum('price'),
    delta: sum('delta'),
    gamma: sum('gamma'),
    vega: sum('vega'),
    theta: sum('theta'),
    rho: sum('rho'),
    positions: priced,
    unpriced,
  }
}

function ofUnderlying(spot: number): Greeks {
  return { price: spot, delta: 1, gamma: 0, vega: 0, theta: 0, rho: 0 }
}

function ofOption(chain: OptionChain, id: InstrumentId): Greeks | undefined {
  const found = chain.option(id)
  return found === undefined ? undefined : scaled(found.greeks, found.option.multiplier)
}

function scaled({ price, delta, gamma, vega, theta, rho }: Greeks, by: number): Greeks {
  return { price: price * by, delta: delta * by, gamma: gamma * by, vega: vega * by, theta: theta * by, rho: rho * by }
}
