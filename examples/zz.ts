import { createEngine, createRegistry, createSimVenue, createRng, runInputs, money } from 'bourse'
import { calendars, margins, rules, slots, venue } from './demo/desk.js'
import { demoMarket } from './demo/market.js'
const market = demoMarket(calendars, '2023-01-02', '2023-02-10')
const facts = [...market.inputs()] as any[]
const instruments = createRegistry(market.instruments)
const engine = createEngine({
  runId: 'x',
  seed: 1,
  base: 'USD',
  strategies: slots(),
  rules: rules(),
  margins,
  instruments,
  calendars,
  routes: [{ account: 'paper' }],
  groups: { paper: ['bracket', 'oco', 'combo'] },
})
const world = createSimVenue(instruments, createRng(1), { ...venue, cash: [money(10_000_000, 'USD')] })
let said = 0
runInputs(engine, {
  sources: [
    [
      {
        kind: 'cashMove',
        account: 'paper',
        moveId: 'o',
        reason: 'deposit',
        amount: money(10_000_000, 'USD'),
        at: facts[0].at,
        source: 'desk',
      } as any,
    ],
    facts,
  ],
  venues: [world],
  observe(i) {
    if (i.kind === 'fill')
      console.log(new Date(i.time).toISOString(), i.strategy, i.side, i.quantity, i.instrument, i.price)
    if (!Number.isFinite(engine.book.equity().value) && said++ < 3) {
      console.log('NaN at', new Date(i.time).toISOString(), JSON.stringify(i).slice(0, 300))
      for (const p of engine.book.positions()) console.log(p.instrument, p.quantity, engine.market.mark(p.instrument))
    }
  },
})
