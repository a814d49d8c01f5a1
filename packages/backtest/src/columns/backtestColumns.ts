import type { Instrument, Instruments } from '@bourse/assets'
import { createRegistry } from '@bourse/assets'
import {
  type AccountId,
  type Bars,
  BourseError,
  badArgument,
  type InstrumentId,
  type Money,
  money,
  type MoneyText,
  moneyOf,
} from '@bourse/core'
import type { FeeModel } from '@bourse/sim'
import { createReport } from '../report/createReport.js'
import type { Report, ReportFill } from '../report/report.js'
import type { TripLeg } from '../report/roundTripsOf.js'
import { plainEquity } from '../run/runTerms.js'
import { fillColumns } from './fillColumns.js'

/**
 * `fills`: at the next bar's open (default) or at once at the close. `instrument`: default an equity of the cash's currency,
 * tick 0.01, lot 1, as in `backtest`. `account` and `strategy` name what the fills carry.
 */
export type ColumnOptions = {
  readonly cash: MoneyText
  readonly instrument?: Instrument
  readonly fills?: 'next-open' | 'close'
  readonly fees?: FeeModel
  readonly periodsPerYear?: number
  readonly account?: AccountId
  readonly strategy?: string
}

/**
 * The fast path for strategies that can say beforehand, in a column, how much they want to hold: `units[i]` (signed) from
 * the close of bar i on, NaN for as before. The same bookings as `backtest` of a strategy that sends a market order for
 * each change, and the same digest; for one instrument whose price is paid (equity, ETF, bond, spot, outcome).
 *
 * @throws BourseError where lengths differ, a quantity is infinite, or the instrument is margined
 *
 * @example
 * import { backtestColumns } from '@bourse/backtest'
 * import { parseCsv } from '@bourse/data'
 * const bars = parseCsv('date,open,high,low,close\n2026-01-02,10,11,10,11\n2026-01-05,11,12,11,12\n2026-01-06,12,13,12,13',
 *   { id: 'SPY@ARCX', span: '1d' })
 * const report = backtestColumns(bars, Float64Array.of(10, 10, 0), { cash: '110 USD' })
 * Array.from(report.equity) // => [110, 120, 130]
 */
export function backtestColumns(bars: Bars, units: Float64Array, options: ColumnOptions): Report {
  const { time, id } = bars
  const count = time.length
  if (count === 0) throw badArgument('backtestColumns', 'bars', 0, 'at least one bar')
  if (units.length !== count)
    throw badArgument('backtestColumns', 'units.length', units.length, `${count}, one per bar`)
  const opening = moneyOf(options.cash)
  if (!(opening.value.toNumber() > 0))
    throw badArgument('backtestColumns', 'cash', opening.value.toNumber(), 'more than 0')
  const instrument = options.instrument ?? plainEquity(id, opening.currency)
  checkPaid(instrument, opening.currency)
  const { fees } = options
  const run = fillColumns(bars, units, {
    opening,
    atClose: options.fills === 'close',
    fee: fees === undefined ? undefined : (quantity, price) => feeOf(fees, instrument, quantity, price),
  })
  const { account = 'paper', strategy = 'columns' } = options
  const none = money(0, opening.currency)
  const fills = (): ReportFill[] =>
    Array.from({ length: run.count }, (_, i) => {
      const row = run.rows[i]!
      const change = run.changes[i]!
      const side = change > 0 ? 'buy' : 'sell'
      const price = run.price[row]!
      return {
        time: time[row]!,
        account,
        strategy,
        instrument: id,
        side,
        quantity: Math.abs(change),
        price,
        fee: run.fees[i] ?? none,
      }
    })
  return createReport({
    base: opening.currency,
    instruments: only(instrument, id),
    time,
    equity: run.equity,
    benchmark: undefined,
    fills,
    legs: (): TripLeg[] =>
      fills().map((fill) => ({ ...fill, quantity: fill.side === 'buy' ? fill.quantity : -fill.quantity })),
    otherCosts: [],
    troubles: [],
    dependentFills: undefined,
    honesty: [],
    assumed:
      options.instrument === undefined
        ? [`${id}: an equity in ${opening.currency}, tick 0.01, lot 1 (no instrument was given)`]
        : [],
    periodsPerYear: options.periodsPerYear,
  })
}

function feeOf(fees: FeeModel, instrument: Instrument, change: number, price: number): Money {
  const side = change > 0 ? 'buy' : 'sell'
  return fees({ instrument, quantity: Math.abs(change), price, liquidity: 'taker', side, filled: 0, paid: undefined })
}

function only(instrument: Instrument, id: InstrumentId): Instruments {
  return createRegistry([{ ...instrument, id } as Instrument])
}

function checkPaid(instrument: Instrument, currency: string): void {
  const { kind, id } = instrument
  const paid = kind === 'equity' || kind === 'etf' || kind === 'bond' || kind === 'spot' || kind === 'outcome'
  if (paid && instrument.currency === currency && (!('multiplier' in instrument) || instrument.multiplier === 1)) return
  throw new BourseError('input/out-of-range', `backtestColumns: ${id} is a ${kind} in ${instrument.currency}`, {
    details: { where: 'backtestColumns', id, kind, currency: instrument.currency },
    remedy: `use backtest, or an instrument whose price is paid in ${currency}`,
  })
}
