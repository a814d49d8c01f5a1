// Program 5: trend on continuous futures; orders go to the contract in front, and the engine rolls them as one combo.
import * as b from 'bourse'
import { calendars } from '../invented.js'

const roots = [b.ES, b.NQ, b.YM, b.RTY, b.ZN, b.ZB, b.ZF, b.CL, b.NG, b.GC, b.SI, b.E6, b.B6, b.J6, b.VX]
const prices = [4500, 15_000, 36_000, 2200, 120, 150, 115, 75, 3, 1800, 23, 1.1, 1.3, 0.0085, 20]
const series = roots.map((root) => b.continuousFuture(root, { roll: 'notice-safe', adjust: 'ratio' }))
const members = roots.map((futures, i) => ({ futures, price: prices[i]!, drift: 0.03, carry: 0.02 }))
const data = b.syntheticMarket({ from: '2022-01-03', to: '2024-01-01', members }, b.createRng('roots'))
const trend = b.defineStrategy({
  name: 'trend',
  defaults: { fast: 20, slow: 100, volTarget: 0.12 },
  watch: () => series,
  init: (p) => Object.fromEntries(series.map((one) => [one.id, { fast: b.ema(p.fast), slow: b.ema(p.slow) }])),
  on: {
    bar: (ctx, bar) => {
      const averages = ctx.state[bar.id]
      const way = averages && Math.sign(averages.fast.next(bar.adjusted) - averages.slow.next(bar.adjusted))
      if (way) ctx.target(bar.id, way / series.length, ctx.params)
    },
  },
})
const report = b.backtest(trend(), { data, cash: '5000000 USD', calendars })
console.log(report.table())
if (report.fills.length < 200) throw new Error('not as expected')
