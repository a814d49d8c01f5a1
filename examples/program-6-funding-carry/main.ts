// Program 6: funding carry on two accounts: the coin bought at one exchange, its perpetual sold at the other, while longs pay.
import * as b from 'bourse'
import { inventedExchanges } from '../invented.js'

const carry = b.defineStrategy({
  name: 'carry',
  defaults: { spot: 'BTC/USD@coinbase', perpetual: 'BTC/USDT:USDT@binanceusdm', enter: 0.1, exit: 0.02, share: 0.09 },
  init: () => ({ mean: b.sma(9) }),
  on: {
    funding: (ctx, { rate, hours }) => {
      const perYear = (ctx.state.mean.next(rate) * 365 * 24) / hours
      if (!(perYear >= ctx.params.enter || perYear <= ctx.params.exit)) return // as it is
      const share = perYear >= ctx.params.enter ? ctx.params.share : 0
      ctx.target(ctx.params.spot, share)
      ctx.target(ctx.params.perpetual, -share)
    },
  },
})
const { system, routes } = await inventedExchanges() // instruments, positions, working orders, balances are read
const rules = [...b.ladder15(), b.maxLeverage(2)]
const config = { runId: 'carry-1', base: 'USD', instruments: system.instruments, strategies: [carry()], rules, routes }
const [engine, journal] = [b.createEngine(config), b.memoryJournal({ runId: config.runId })]
const armed = { mode: 'live', arm: ['coinbase/main', 'binance/sub-2'], cancelOnDisconnect: '15s' } as const
console.log(await b.runLive(engine, system, { ...armed, clock: system.clock, journal }), engine.book.equity())
for (const { key, total, funding } of b.bookPnl(engine.book, 'account'))
  console.log(key, total, 'of it funding', funding)
if (journal.lines.length < 1000) throw new Error('not as expected')
