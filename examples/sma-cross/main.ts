// A moving-average cross from a CSV to a report: statistics, trades, costs, benchmark.
import assert from 'node:assert/strict'
import { backtest, createRng, defineStrategy, ema, parseCsv, percentFee } from 'bourse'

// Ten years of made-up days in the form in which a vendor would send them.
const rng = createRng('sma-cross')
let price = 100
const rows = Array.from({ length: 2500 }, (_, day) => {
  const open = price
  price = Math.max(5, price * (1 + 0.0003 + 0.01 * rng.normal()))
  const date = new Date(Date.UTC(2016, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
  return [date, open, Math.max(open, price) * 1.002, Math.min(open, price) * 0.998, price]
    .map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell))
    .join(',')
})
const bars = parseCsv(['date,open,high,low,close', ...rows].join('\n'), { id: 'SPY@ARCX', span: '1d' })

const cross = defineStrategy({
  name: 'cross',
  defaults: { fast: 10, slow: 30 },
  init: (p) => ({ fast: ema(p.fast), slow: ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
const report = backtest(cross({ fast: 12 }), {
  data: bars,
  cash: '100000 USD',
  benchmark: 'SPY@ARCX',
  venue: { fees: percentFee(0.0005) },
  honesty: true,
})
console.log(report.table())

assert.equal(report.time.length, 2500)
assert.ok(report.fills.length > 20)
assert.equal(report.honesty.find(({ check }) => check === 'look-ahead')?.passed, true)
assert.equal(
  backtest(cross({ fast: 12 }), { data: bars, cash: '100000 USD', venue: { fees: percentFee(0.0005) } }).digest,
  report.digest,
)
