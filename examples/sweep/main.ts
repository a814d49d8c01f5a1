// Thirty crosses on made-up prices without a trend: the best looks well, and the study says what that is worth.
import assert from 'node:assert/strict'
import { createRng, localExecutor, parseCsv, sweep } from 'bourse'

const rng = createRng('sweep')
let price = 100
const rows = Array.from({ length: 1500 }, (_, day) => {
  const open = price
  price = Math.max(5, price * (1 + 0.01 * rng.normal()))
  const date = new Date(Date.UTC(2018, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)
  return `${date},${open.toFixed(2)},${(Math.max(open, price) * 1.002).toFixed(2)},${(Math.min(open, price) * 0.998).toFixed(2)},${price.toFixed(2)}`
})
const bars = parseCsv(['date,open,high,low,close', ...rows].join('\n'), { id: 'SPY@ARCX', span: '1d' })

const job = new URL('./cross.js#cross', import.meta.url) // module and export: a closure cannot cross a worker
const study = await sweep(
  job,
  { fast: [3, 5, 8, 12, 20], slow: [30, 40, 50, 60, 80, 100] },
  { data: bars, cash: '100000 USD', executor: localExecutor() },
)
console.log(study.table())

const forward = await study.walkForward({ train: '1y', test: '6mo' })
const last = forward.equity[forward.equity.length - 1]!
console.log(
  `\nout of sample: ${forward.windows.length} windows, ${((last / forward.equity[0]! - 1) * 100).toFixed(2)} %`,
)

assert.equal(study.trials.length, 30)
const best = study.best('sharpe')
assert.ok(best.deflatedSharpe < 0.95, 'luck is not called skill')
assert.ok(forward.windows.length >= 5)
