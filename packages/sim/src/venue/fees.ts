// What a fill costs. Exact: a fee is owed.
import { type Instrument, multiplierOf, contractPayoff } from '@bourse/assets'
import {
  badArgument,
  type Currency,
  type Liquidity,
  type Money,
  money,
  moneyOf,
  multiplyMoney,
  type MoneyText,
  type Side,
  subtractMoney,
  compareMoney,
} from '@bourse/core'

/**
 * A fill as its fee is asked. `filled` and `paid`: what its order had traded and paid before;
 * `traded`: notional the account had traded in this currency.
 */
export type FeeQuestion = {
  readonly instrument: Instrument
  readonly quantity: number
  readonly price: number
  readonly liquidity: Liquidity
  readonly side?: Side
  readonly filled: number
  readonly paid: Money | undefined
  readonly traded?: number
}
/** Owed for one fill; > 0 is paid. */
export type FeeModel = (fill: FeeQuestion) => Money

/** What is paid once so much notional has been traded. */
export type FeeTier = { readonly from: number; readonly maker: number; readonly taker: number }

// Finer than any venue bills, so that fees of other engines, which do not round, are met.
const fine = { decimals: 12, rounding: 'half-even' } as const
const exact = { decimals: 40, rounding: 'half-even' } as const

/**
 * A fixed fee per contract and side.
 *
 * @example
 * import { formatMoney } from '@bourse/core'
 * import { ES, contractChain, futuresDays } from '@bourse/futures'
 * import { perContractFee } from '@bourse/sim'
 * const [es] = contractChain(ES, '2026-01-02', 1, futuresDays)
 * const fill = { instrument: es!, quantity: 2, price: 6000, liquidity: 'taker', filled: 0, paid: undefined } as const
 * formatMoney(perContractFee('2.25 USD')(fill), 2) // => '4.50 USD'
 */
export function perContractFee(amount: MoneyText): FeeModel {
  const each = moneyOf(amount)
  return ({ quantity }) => multiplyMoney(each, quantity, fine)
}

/**
 * A fee per share, with a minimum per order: a first part pays the minimum, later ones only what exceeds it.
 *
 * @example
 * import { formatMoney } from '@bourse/core'
 * import { perShareFee } from '@bourse/sim'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const fee = perShareFee('0.005 USD', '1 USD')
 * formatMoney(fee({ instrument: spy, quantity: 688, price: 144, liquidity: 'taker', filled: 0, paid: undefined }), 2) // => '3.44 USD'
 * formatMoney(fee({ instrument: spy, quantity: 10, price: 144, liquidity: 'taker', filled: 0, paid: undefined }), 2) // => '1.00 USD'
 */
export function perShareFee(amount: MoneyText, minimum?: MoneyText): FeeModel {
  const each = moneyOf(amount)
  const least = minimum === undefined ? money(0, each.currency) : moneyOf(minimum)
  return ({ quantity, filled, paid }) => {
    const whole = multiplyMoney(each, filled + quantity, fine)
    const due = compareMoney(whole, least) < 0 ? least : whole
    return paid === undefined ? due : subtractMoney(due, paid)
  }
}

/**
 * Parts of notional, 0.0002 = 2 bp, for resting and for taking; negative is a rebate. In the currency of settlement.
 *
 * @example
 * import { formatMoney } from '@bourse/core'
 * import { makerTakerFee } from '@bourse/sim'
 * const btc = { kind: 'spot', id: 'BTC/USDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.01, lot: 0.00001,
 *   calendar: 'always', base: 'BTC', quote: 'USDT' } as const
 * const fill = { instrument: btc, quantity: 0.5, price: 60_000, liquidity: 'taker', filled: 0, paid: undefined } as const
 * formatMoney(makerTakerFee(0.0002, 0.0005)(fill), 2) // => '15.00 USDT'
 */
export function makerTakerFee(maker: number, taker: number): FeeModel {
  for (const [name, rate] of [
    ['maker', maker],
    ['taker', taker],
  ] as const)
    if (!Number.isFinite(rate)) throw badArgument('makerTakerFee', name, rate, 'a finite part of notional')
  return (fill) => multiplyMoney(notionalMoney(fill), fill.liquidity === 'maker' ? maker : taker, fine)
}

/**
 * A part of notional on either side, and a fixed sum per fill where one is named.
 *
 * @example
 * import { formatMoney } from '@bourse/core'
 * import { percentFee } from '@bourse/sim'
 * const goog = { kind: 'equity', id: 'GOOG@XNAS', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const fill = { instrument: goog, quantity: 10, price: 100, liquidity: 'taker', filled: 0, paid: undefined } as const
 * formatMoney(percentFee(0.001, '1.5 USD')(fill), 2) // => '2.50 USD'
 */
export function percentFee(rate: number, fixed?: MoneyText): FeeModel {
  if (!Number.isFinite(rate)) throw badArgument('percentFee', 'rate', rate, 'a finite part of notional')
  const sum = fixed === undefined ? undefined : moneyOf(fixed)
  return (fill) => {
    const part = multiplyMoney(notionalMoney(fill), rate, fine)
    return sum === undefined ? part : { currency: part.currency, value: part.value.add(sum.value) }
  }
}

/**
 * Maker and taker parts by what has been traded so far: the last tier whose `from` (notional traded, in the currency of
 * settlement) has been reached.
 *
 * @example
 * import { formatMoney } from '@bourse/core'
 * import { tieredFee } from '@bourse/sim'
 * const btc = { kind: 'spot', id: 'BTC/USDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.01, lot: 0.00001,
 *   calendar: 'always', base: 'BTC', quote: 'USDT' } as const
 * const fee = tieredFee([{ from: 0, maker: 0.001, taker: 0.001 }, { from: 50_000, maker: 0.0009, taker: 0.0009 }])
 * const fill = { instrument: btc, quantity: 1, price: 60_000, liquidity: 'taker', filled: 0, paid: undefined } as const
 * formatMoney(fee(fill), 2) // => '60.00 USDT'
 * formatMoney(fee({ ...fill, traded: 60_000 }), 2) // => '54.00 USDT'
 */
export function tieredFee(tiers: readonly FeeTier[]): FeeModel {
  if (tiers.length === 0 || tiers[0]!.from !== 0)
    throw badArgument('tieredFee', 'tiers', tiers.length, 'tiers from 0 on')
  return (fill) => {
    let tier = tiers[0]!
    for (const one of tiers) if (one.from <= (fill.traded ?? 0)) tier = one
    return multiplyMoney(notionalMoney(fill), fill.liquidity === 'maker' ? tier.maker : tier.taker, fine)
  }
}

/**
 * The curved fee of prediction markets on takers: rate x price (1 - price) x quantity, dearest at even odds.
 *
 * @example
 * import { formatMoney } from '@bourse/core'
 * import { curvedFee } from '@bourse/sim'
 * const yes = { kind: 'outcome', id: 'RAIN-YES@polymarket', assetClass: 'event', currency: 'USDC', tick: 0.01, lot: 1,
 *   calendar: 'always', market: 'RAIN', outcome: 'Yes', closes: 1_800_000_000_000 } as const
 * formatMoney(curvedFee(0.04)({ instrument: yes, quantity: 100, price: 0.5, liquidity: 'taker', filled: 0, paid: undefined }), 2) // => '1.00 USDC'
 */
export function curvedFee(taker: number, maker = 0): FeeModel {
  return ({ instrument, quantity, price, liquidity }) => {
    const rate = liquidity === 'maker' ? maker : taker
    const odds = multiplyMoney(money(price, instrument.currency), 1 - price, exact)
    return multiplyMoney(multiplyMoney(odds, quantity, exact), rate, fine)
  }
}

// Price x quantity x multiplier, every digit of it; of inverse contracts the quotient, to 18 decimals.
function notionalMoney({ instrument, quantity, price }: FeeQuestion): Money {
  const { currency } = instrument
  const contracts = multiplyMoney(money(quantity, currency), multiplierOf(instrument), exact)
  if (contractPayoff(instrument) !== 'inverse') return multiplyMoney(contracts, Math.abs(price), exact)
  return money(Number((contracts.value.toNumber() / price).toFixed(18)), currency as Currency)
}
