// Program 10: why did live differ from the backtest? A year on paper that missed bars and paid costs, taken apart.
import * as b from 'bourse'
import { fund, inventedBars } from '../invented.js'

const cross = b.defineStrategy({
  name: 'cross',
  defaults: { fast: 10, slow: 30 },
  init: (p) => ({ fast: b.ema(p.fast), slow: b.ema(p.slow) }),
  on: {
    bar: (ctx, bar) => ctx.target(bar.id, ctx.state.fast.next(bar.close) > ctx.state.slow.next(bar.close) ? 1 : 0),
  },
})
const data = b.barsBetween(inventedBars('SPY')[0]!, '2025-01-01', '2026-01-01')
const instruments = b.createRegistry([fund('SPY')])
const costs = { fees: b.perShareFee('0.01 USD'), slippage: b.tickSlippage(3) }
const venue = b.createSimVenue(instruments, b.createRng(1), { cash: '100000 USD', ...costs })
const heard = b.filterBars(data, (row) => row % 40 !== 7)
const system = await b.paperSystem(instruments, [venue], { facts: b.barRows(heard) })
const engine = b.createEngine({ runId: 'live-1', base: 'USD', instruments, strategies: [cross()], rules: [] })
const live = b.memoryJournal({ runId: 'live-1' })
await b.runLive(engine, system, { mode: 'paper', clock: system.clock, journal: live })

const why = await b.explainDrift({ live, backtest: () => cross(), data, options: { instruments } })
console.log(why.table())
if (!why.residual.value.isZero()) throw new Error('rows add up to the difference')
