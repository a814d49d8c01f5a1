// Program 1: two averages that cross, on a CSV.
import { backtest, defineStrategy, ema, parseCsv } from 'bourse'
import { inventedCsv } from '../invented.js'

const bars = parseCsv(inventedCsv('SPY'), { id: 'SPY@ARCX', span: '1d' })
const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 10, slow: 30 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
const report = backtest(cross({ fast: 12 }), { data: bars, cash: '100000 USD', benchmark: 'SPY@ARCX' })
console.log(report.table())
if (report.time.length !== bars.time.length || report.fills.length < 50) throw new Error('not as expected')
