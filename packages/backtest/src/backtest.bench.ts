// The same strategy five ways: SMA 10/30 on a million bars, long one unit or flat, at the next open.
import { defineStrategy } from '@bourse/engine'
import { sma } from '@bourse/indicators'
import { defineBench } from '@bourse/proof'
import { DataFrame } from 'data-forge'
import { backtest as grademark, type IBar, type IStrategy } from 'grademark'
import { SMA } from 'trading-signals'
import { backtestColumns } from './columns/backtestColumns.js'
import { crossUnits, ticksOf } from './columns/exactCross.js'
import { walkBars } from './fixtures/walkBars.js'
import { backtest } from './run/backtest.js'

const count = 1_000_000
const bars = walkBars('A@X', count, 'bench', { step: 60_000, decimals: 4, move: 0.0005 })
const ticks = ticksOf(bars.close, 4)

/** What somebody writes who wants nothing but speed: running sums, an equity curve, a log of trades. */
function tightLoop(): number {
  const { open, close } = bars
  const equity = new Float64Array(count)
  const [rows, prices]: [number[], number[]] = [[], []]
  let [cash, held, wanted, fast, slow] = [100_000, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    if (wanted !== held) {
      cash -= (wanted - held) * open[i]!
      held = wanted
      rows.push(i)
      prices.push(open[i]!)
    }
    const price = close[i]!
    equity[i] = cash + held * price
    fast += price - (i >= 10 ? close[i - 10]! : 0)
    slow += price - (i >= 30 ? close[i - 30]! : 0)
    if (i >= 29) wanted = fast / 10 > slow / 30 ? 1 : 0
  }
  return equity[count - 1]! + rows.length + prices.length
}

function columnPath(): number {
  const report = backtestColumns(bars, crossUnits(ticks, 10, 30), { cash: '100000 USD' })
  return report.equity[count - 1]!
}

const unit = defineStrategy({
  name: 'unit',
  defaults: { fast: 10, slow: 30 },
  init: (p) => ({ fast: sma(p.fast), slow: sma(p.slow), held: 0 }),
  on: {
    bar(ctx, bar) {
      const { state } = ctx
      const [fast, slow] = [state.fast.next(bar.close), state.slow.next(bar.close)]
      const wanted = fast > slow ? 1 : 0
      if (wanted === state.held) return
      state.held = wanted
      ctx.submit({ type: 'market', instrument: bar.id, side: wanted === 1 ? 'buy' : 'sell', quantity: 1 })
    },
  },
})

function eventPath(): number {
  const report = backtest(unit(), {
    data: bars,
    cash: '100000 USD',
    venue: { fill: { fills: 'next-open' }, grid: 'accept' },
  })
  return report.equity[count - 1]!
}

function tradingSignals(): number {
  const { open, close } = bars
  const [fast, slow] = [new SMA(10), new SMA(30)]
  const equity = new Float64Array(count)
  let [cash, held, wanted] = [100_000, 0, 0]
  for (let i = 0; i < count; i++) {
    if (wanted !== held) {
      cash -= (wanted - held) * open[i]!
      held = wanted
    }
    equity[i] = cash + held * close[i]!
    const [a, b] = [fast.update(close[i]!, false), slow.update(close[i]!, false)]
    if (a !== null && b !== null) wanted = Number(a) > Number(b) ? 1 : 0
  }
  return equity[count - 1]!
}

type Marked = IBar & { readonly up: boolean }
const marked = (units: Float64Array): DataFrame<number, Marked> =>
  new DataFrame<number, Marked>(
    Array.from({ length: count }, (_, i) => ({
      time: new Date(bars.time[i]!),
      open: bars.open[i]!,
      high: bars.high[i]!,
      low: bars.low[i]!,
      close: bars.close[i]!,
      volume: bars.volume[i]!,
      up: units[i] === 1,
    })),
  )
const graded: IStrategy<Marked> = {
  entryRule: (enter, { bar }) => {
    if (bar.up) enter()
  },
  exitRule: (exit, { bar }) => {
    if (!bar.up) exit()
  },
}

export const bench = defineBench({
  title: 'backtests against loops and libraries',
  races: () => {
    // Both are told beforehand what to hold: neither pays for averages, nor for reading the bars in.
    const units = crossUnits(ticks, 10, 30)
    const frame = marked(units)
    return [
      {
        name: 'SMA 10/30 on a million bars',
        operations: count,
        contenders: {
          backtestColumns: columnPath,
          'a tight loop': tightLoop,
          'trading-signals in a loop': tradingSignals,
          backtest: eventPath,
        },
      },
      {
        name: 'the same, averages given',
        operations: count,
        contenders: {
          backtestColumns: () => backtestColumns(bars, units, { cash: '100000 USD' }).equity[count - 1]!,
          grademark: () => grademark(graded, frame).length,
        },
      },
    ]
  },
})
