// Program 2: a sweep, whether its best is luck, and a walk forward.
import { backtest, defineStrategy, ema, range, sweep } from 'bourse'
import { inventedBars } from '../invented.js'

const data = inventedBars('SPY')
const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 10, slow: 30 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
const study = await sweep(cross, { fast: range(5, 25, 5), slow: range(40, 120, 20) }, { data, cash: '100000 USD' })
const best = study.best('sharpe')
console.log(best.params, best.figures.sharpe, best.deflatedSharpe, best.overfitProbability, best.neighbours)
for (const check of study.overfit()) console.log(check.check, check.passed, check.meaning)
const forward = await study.walkForward({ train: '2y', test: '1y' })
for (const { params, report } of forward.windows) console.log(params, report.figures.sharpe)
const again = backtest(cross(best.params as { fast: number; slow: number }), { data, cash: '100000 USD' })
if (again.digest !== best.digest) throw new Error('a trial is a backtest, to the last bit')
