// How much an order trades, where that is decided at its price and not before.
import { type Instrument, multiplierOf, roundQuantity } from '@bourse/assets'
import type { Order } from '@bourse/core'

/**
 * An order at the price it is about to fill at, slippage included. `held`: what its strategy holds of the instrument, signed.
 * Money is in the instrument's currency: `cash`, `equity` with all positions of that currency at the newest prices, and
 * `gross`, the sum of their values without signs. `cost`: the fee for so many units at this price.
 * Where closing and opening are fills of their own the venue asks twice (`asksAgain`): first how much the order trades in all,
 * and once what stood against it is closed, whether the `opens` units that are left may open (the answer is at least as many).
 */
export type SizeQuestion = {
  readonly order: Order
  readonly instrument: Instrument
  readonly price: number
  readonly opens?: number | undefined
  readonly asksAgain?: boolean
  readonly held: number
  readonly cash: number
  readonly equity: number
  readonly gross: number
  readonly cost: (quantity: number) => number
}
/** Units to trade, >= 0; 0 drops the order. */
export type SizeModel = (question: SizeQuestion) => number

/**
 * `leverage` (default 1): gross value over equity that can be carried. `buffer`: the part of equity that is left alone
 * (0.0025 = a quarter per cent). `nets`: an order first takes away what is held against it, within its own size, and what
 * would open is dropped where it cannot be carried; else it takes that away besides its size. `feePerUnit`: the fee is that
 * of the order as written, by the unit, instead of that of the units bought.
 */
export type ShareSizing = {
  readonly leverage?: number
  readonly buffer?: number
  readonly nets?: boolean
  readonly feePerUnit?: boolean
}

/**
 * A quantity below 1 is a part of what can still be bought, fees included, cut to the lot. From 1 on it is itself.
 *
 * @example
 * import { shareSizing } from '@bourse/sim'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const order = { type: 'market', orderId: 'o', account: 'paper', strategy: 's', instrument: 'SPY@ARCX', side: 'buy', quantity: 0.5, tif: 'day' } as const
 * shareSizing()({ order, instrument: spy, price: 100, held: 0, cash: 10_050, equity: 10_050, gross: 0, cost: () => 0 }) // => 50
 */
export function shareSizing(options: ShareSizing = {}): SizeModel {
  const { leverage = 1, buffer = 0, nets = false, feePerUnit = false } = options
  return (question) => {
    const { order, instrument, price, held, equity, gross, cost } = question
    const { quantity } = order
    const opposite = Math.max(0, order.side === 'buy' ? -held : held)
    const unit = Math.abs(price) * multiplierOf(instrument)
    const can = Math.max(0, equity * (1 - buffer) * leverage - gross)
    if (question.opens !== undefined && !nets) return question.opens
    const each = feePerUnit ? unit + cost(quantity) / quantity : unit
    if (question.opens !== undefined) return question.opens * each > can ? 0 : question.opens
    if (quantity < 1) {
      const money = can * quantity
      const units = feePerUnit ? roundQuantity(instrument, money / each) : affordable(question, money, unit)
      if (!nets) return opposite + units
      return carried(units)
    }
    return nets ? carried(quantity) : quantity

    function carried(units: number): number {
      if (units <= opposite || (opposite > 0 && question.asksAgain === true)) return units
      const free = can + opposite * unit
      return (units - opposite) * each > free ? opposite : units
    }
  }
}

// Units whose price and fee are within the money: the fee of a guess makes the next guess.
function affordable({ instrument, cost }: SizeQuestion, money: number, unit: number): number {
  let units = money / unit
  for (let i = 0; i < 60; i++) {
    const next = (money - cost(units)) / unit
    if (!(next > 0)) return 0
    if (Math.abs(next - units) <= 1e-15 * units) break
    units = next
  }
  return roundQuantity(instrument, units)
}
