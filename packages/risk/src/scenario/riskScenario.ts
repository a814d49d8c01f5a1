// What could happen, as data and functions: shocks that a book is revalued under.
import type { AssetClass, Instrument } from '@bourse/assets'
import { type AccountId, badArgument, type Currency, type InstrumentId } from '@bourse/core'

/** `price` a share of the price (-0.2 = 20 % down); `vol` is added to volatilities (0.1 = 10 points). */
export type Shock = { readonly price: number; readonly vol: number }

/**
 * Options move with the shock of what they are written on. `currency`: share by which a currency changes against the
 * book's base. `spread`: how many times the quoted half spread leaving costs. `failure`: the share of the equity on these
 * accounts that is gone; their positions are not shocked as well. `correlation`: shocks are then sizes of moves that need
 * not come together, and the loss is sqrt((1 - c) sum p^2 + c (sum p)^2) of the positions' own; 1 is all at once.
 */
export type RiskScenario = {
  readonly scenario: string
  readonly shock: (instrument: Instrument) => Shock
  readonly currency?: (currency: Currency) => number
  readonly spread?: number
  readonly failure?: { readonly accounts: readonly AccountId[]; readonly share: number }
  readonly correlation?: number
}

/** Shares of price by asset class; classes that are not named do not move. */
export type ClassMoves = { readonly [name in AssetClass]?: number }

const calm: Shock = { price: 0, vol: 0 }

function checkMove(where: string, name: string, move: number): void {
  if (!(move >= -1 && move < Number.POSITIVE_INFINITY))
    throw badArgument(where, name, move, 'a share of the price >= -1')
}

/**
 * Every class falls at once. Defaults: shares 20 %, coins 50 %, commodities 25 % down, volatility products doubled,
 * implied volatilities 25 points up; currencies, rates and events stay.
 *
 * @throws BourseError where a move is below -1 or not finite
 *
 * @example
 * import { crashTogether } from '@bourse/risk'
 * crashTogether().scenario // => 'all crash together'
 */
export function crashTogether(
  moves: ClassMoves = { equity: -0.2, crypto: -0.5, commodity: -0.25, volatility: 1 },
  vol = 0.25,
): RiskScenario {
  return classScenario('all crash together', moves, vol)
}

/**
 * A scenario of one's own that moves whole classes.
 *
 * @throws BourseError where a move is below -1 or not finite
 *
 * @example
 * import { classScenario } from '@bourse/risk'
 * classScenario('coins halve', { crypto: -0.5 }, 0.3).scenario // => 'coins halve'
 */
export function classScenario(scenario: string, moves: ClassMoves, vol = 0): RiskScenario {
  for (const [name, move] of Object.entries(moves)) checkMove('classScenario', name, move)
  if (!Number.isFinite(vol)) throw badArgument('classScenario', 'vol', vol, 'finite points of volatility')
  return {
    scenario,
    shock: ({ assetClass }) => {
      const price = moves[assetClass]
      return price === undefined ? calm : { price, vol }
    },
  }
}

/**
 * One asset breaks, whatever the others do.
 *
 * @throws BourseError where the move is below -1 or not finite
 *
 * @example
 * import { assetBreaks } from '@bourse/risk'
 * assetBreaks('LUNA/USDT@binance', -0.99).scenario // => 'LUNA/USDT@binance breaks'
 */
export function assetBreaks(id: InstrumentId, price = -0.5, vol = 0.5): RiskScenario {
  checkMove('assetBreaks', 'price', price)
  return { scenario: `${id} breaks`, shock: (instrument) => (instrument.id === id ? { price, vol } : calm) }
}

/**
 * Prices stay, leaving costs `multiple` times the quoted half spread.
 *
 * @throws BourseError where multiple is not a finite number >= 0
 *
 * @example
 * import { liquidityVanishes } from '@bourse/risk'
 * liquidityVanishes(10).spread // => 10
 */
export function liquidityVanishes(multiple = 10): RiskScenario {
  if (!(multiple >= 0 && multiple < Number.POSITIVE_INFINITY))
    throw badArgument('liquidityVanishes', 'multiple', multiple, 'a finite number >= 0')
  return { scenario: 'liquidity vanishes', shock: () => calm, spread: multiple }
}

/**
 * Every price falls by `sigmas` of its own daily deviations, all at once: nothing diversifies any more.
 *
 * @param deviationOf daily deviation of returns, a share; NaN where it is not known, which the answer then names
 * @throws BourseError where sigmas is not a finite number > 0
 *
 * @example
 * import { correlationsToOne } from '@bourse/risk'
 * correlationsToOne(4, () => 0.01).correlation // => 1
 */
export function correlationsToOne(
  sigmas: number,
  deviationOf: (instrument: Instrument) => number,
  vol = 0.15,
): RiskScenario {
  if (!(sigmas > 0 && sigmas < Number.POSITIVE_INFINITY))
    throw badArgument('correlationsToOne', 'sigmas', sigmas, 'a finite number > 0')
  return {
    scenario: 'correlations go to one',
    shock: (instrument) => ({ price: Math.max(-1, -sigmas * deviationOf(instrument)), vol }),
    correlation: 1,
  }
}

/**
 * A fall within minutes, at its lowest: prices down, volatility up, and spreads many times as wide.
 *
 * @throws BourseError where a move is below -1 or not finite
 *
 * @example
 * import { flashCrash } from '@bourse/risk'
 * flashCrash().spread // => 20
 */
export function flashCrash(
  moves: ClassMoves = { equity: -0.09, crypto: -0.2, commodity: -0.1 },
  vol = 0.2,
): RiskScenario {
  return { ...classScenario('flash crash', moves, vol), spread: 20 }
}

/**
 * An exchange or broker fails: what is kept there is gone, in part or altogether.
 *
 * @param share of the equity on those accounts, default all
 * @throws BourseError where share is outside (0, 1] or no account is named
 *
 * @example
 * import { exchangeFails } from '@bourse/risk'
 * exchangeFails(['ftx/main']).failure?.share // => 1
 */
export function exchangeFails(accounts: readonly AccountId[], share = 1): RiskScenario {
  if (accounts.length === 0) throw badArgument('exchangeFails', 'accounts.length', 0, '>= 1')
  if (!(share > 0 && share <= 1)) throw badArgument('exchangeFails', 'share', share, 'in (0, 1]')
  return { scenario: `${accounts.join(', ')} fails`, shock: () => calm, failure: { accounts, share } }
}
