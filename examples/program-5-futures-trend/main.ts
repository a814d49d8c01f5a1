// Program 5: trend on continuous futures; orders go to the contract in front, and the engine rolls them as one combo.
import * as b from 'bourse'

const calendars = b.createCalendars(b.allCalendars)
const roots = [b.ES, b.CL, b.GC, b.ZN, b.E6]
const series = roots.map((root) => b.continuousFuture(root, { roll: 'notice-safe', adjust: 'ratio' }))
const contracts = roots.flatMap((root) => b.contractChain(root, '2022-01-03', 30, b.futuresDays, { months: 'active' }))
const spots = roots.map(
  ({ root }): b.Instrument => ({
    kind: 'index',
    id: `${root}@spot`,
    assetClass: 'commodity',
    currency: 'USD',
    tick: 0.0001,
    lot: 1,
    calendar: 'XNYS',
  }),
)
const start = [4500, 75, 1800, 120, 1.1]
const members = [
  ...spots.map((instrument, i) => ({
    instrument,
    drift: 0.03,
    vol: [0.16, 0.3, 0.14, 0.06, 0.08][i]!,
    price: start[i]!,
  })),
  ...contracts.map((instrument) => ({
    instrument,
    drift: 0,
    vol: 0,
    of: `${instrument.root}@spot` as const,
    carry: 0.02,
  })),
]
const data = b.syntheticMarket({ from: '2022-01-03', to: '2024-01-01', span: '1d', members }, b.createRng('roots'))
const trend = b.defineStrategy({
  name: 'trend',
  defaults: { fast: 20, slow: 100, volTarget: 0.12 },
  watch: () => series,
  init: (p) => Object.fromEntries(series.map((one) => [one.id, { fast: b.ema(p.fast), slow: b.ema(p.slow) }])),
  on: {
    bar: (ctx, bar) => {
      const [averages, of] = [ctx.state[bar.id], series.find(({ id }) => id === bar.id)]
      const way = averages && Math.sign(averages.fast.next(bar.adjusted) - averages.slow.next(bar.adjusted))
      if (of && way) ctx.target(of, way / series.length, ctx.params)
    },
  },
})
console.log(
  b.backtest(trend(), { data, cash: '5000000 USD', instruments: b.createRegistry(contracts), calendars }).table(),
)
