// A month's rebalancing from start to end: a book in two accounts, weights under limits with a view, orders that are worth it, what
// they do to the book, and what is hedged beside. Prices and returns are invented; the arithmetic is asserted at the end.
import { ok } from 'node:assert/strict'
import {
  allocate,
  bookAfter,
  bookLeverage,
  bookWeights,
  byClass,
  createLedger,
  createMarketRecord,
  createRegistry,
  createRng,
  currencyExposures,
  currencyFutureHedge,
  type Frame,
  fxRatesOf,
  type Input,
  type Instrument,
  type InstrumentId,
  money,
  rebalanceDue,
} from 'bourse'

const fund = { kind: 'etf', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const fees = { asOf: '2026-11-01', source: 'invented', currency: 'USD', perUnit: 0.005, minimum: 1 } as const
const euros = { ...fund, currency: 'EUR', calendar: 'XETR', fees: { ...fees, currency: 'EUR', minimum: 4 } } as const
const list: readonly Instrument[] = [
  { ...fund, id: 'SPY@ARCX', assetClass: 'equity', fees },
  { ...euros, id: 'EXS1@XETR', assetClass: 'equity' },
  { ...fund, id: 'TLT@XNAS', assetClass: 'rates', fees },
  { ...fund, id: 'GLD@ARCX', assetClass: 'commodity', fees },
  {
    kind: 'spot',
    id: 'BTC/USD@coinbase',
    assetClass: 'crypto',
    currency: 'USD',
    tick: 0.01,
    lot: 0.0001,
    calendar: 'always',
    base: 'BTC',
    quote: 'USD',
  },
  {
    kind: 'future',
    id: 'CLF27@NYMEX',
    assetClass: 'commodity',
    currency: 'USD',
    tick: 0.01,
    lot: 1,
    calendar: 'CME_ENERGY',
    root: 'CL',
    month: '2027-01',
    expiry: '2026-12-21',
    multiplier: 1000,
    settlement: 'physical',
  },
  {
    kind: 'future',
    id: '6EZ26@CME',
    assetClass: 'fx',
    currency: 'USD',
    tick: 0.00005,
    lot: 1,
    calendar: 'CME_FX',
    root: '6E',
    month: '2026-12',
    expiry: '2026-12-14',
    multiplier: 125_000,
    settlement: 'physical',
  },
]
const instruments = createRegistry(list)
const prices = new Map<InstrumentId, number>([
  ['SPY@ARCX', 600],
  ['EXS1@XETR', 190],
  ['TLT@XNAS', 90],
  ['GLD@ARCX', 380],
  ['BTC/USD@coinbase', 88_000],
  ['CLF27@NYMEX', 58],
])

// ---- what is held, in two accounts ----
const market = createMarketRecord()
const rates = fxRatesOf([
  { kind: 'quote', id: 'EUR/USD@ebs', bid: 1.16, ask: 1.16, bidSize: 1, askSize: 1, at: 0, source: 'feed' },
])
const now = Date.parse('2026-12-01T15:00Z')
const stamp = { seq: 0, time: now, at: now, source: 'feed' } as const
for (const [id, price] of prices)
  market.observe({ kind: 'quote', id, bid: price * 0.9998, ask: price * 1.0002, bidSize: 100, askSize: 100, ...stamp })
const cash = [
  { account: 'ibkr/U1', money: money('660000', 'USD') },
  { account: 'ibkr/U1', money: money('150000', 'EUR') },
  { account: 'coinbase/main', money: money('170000', 'USD') },
] as const
const book = createLedger({ base: 'USD', instruments, market, rates, cash })
let trades = 0
function buy(account: 'ibkr/U1' | 'coinbase/main', instrument: InstrumentId, quantity: number): void {
  const price = prices.get(instrument)!
  const id = `t${++trades}`
  const fill: Input = {
    kind: 'fill',
    account,
    orderId: id,
    strategy: 'core',
    tradeId: id,
    instrument,
    side: 'buy',
    quantity,
    price,
    quantityText: `${quantity}`,
    priceText: `${price}`,
    liquidity: 'taker',
    fee: money(0, 'USD'),
    ...stamp,
  }
  book.apply(fill)
}
buy('ibkr/U1', 'SPY@ARCX', 700)
buy('ibkr/U1', 'EXS1@XETR', 700)
buy('ibkr/U1', 'TLT@XNAS', 1200)
buy('coinbase/main', 'BTC/USD@coinbase', 1.9)

// ---- is it time? ----
const valuation = { instruments, market, rates }
const held = bookWeights(book, valuation)
const targets = new Map(held)
const due = rebalanceDue({ every: 'month' }, { now, last: Date.parse('2026-11-02'), weights: held, targets })
console.log(`due: ${due.due}, ${due.why}`)

// ---- two years of weeks, one common factor ----
const rng = createRng('rebalance')
const ids = [...prices.keys()]
const yearly = [0.16, 0.18, 0.12, 0.15, 0.55, 0.3]
const columns = ids.map(() => new Float64Array(104))
for (let t = 0; t < 104; t++) {
  const common = rng.normal()
  for (const [i, column] of columns.entries())
    column[t] = (yearly[i]! / Math.sqrt(52)) * (0.15 * Math.sqrt(1 / 52) + 0.5 * common + 0.87 * rng.normal())
}
const returns: Frame = {
  ids,
  time: Float64Array.from(columns[0]!, (_, t) => now - (104 - t) * 7 * 86_400_000),
  columns,
}

// ---- weights ----
const answer = allocate({
  returns,
  instruments,
  objective: { maximize: 'utility', aversion: 4 },
  views: [{ asset: 'GLD@ARCX', expected: 0.06, confidence: 0.5 }],
  groups: { crypto: { max: 0.15 }, equity: { min: 0.3 } },
  budget: 0.98,
  margined: { max: 0.5 },
  turnover: { max: 0.6, from: held },
  drawdown: { max: 0.12 },
})
ok(answer.status === 'optimal', answer.explain())
console.log(`\n${answer.explain()}`)

// ---- orders ----
const plan = answer.orders(
  book,
  { market, rates },
  {
    minTrade: '2000 USD',
    maxCost: 0.002,
    accountOf: ({ assetClass }) => (assetClass === 'crypto' ? 'coinbase/main' : 'ibkr/U1'),
  },
)
console.log('\norders')
for (const { side, quantity, instrument, account } of plan.orders)
  console.log(`  ${side.padEnd(4)} ${`${quantity}`.padStart(8)} ${instrument.padEnd(18)} ${account}`)
for (const { instrument, why } of plan.skipped) console.log(`  not  ${instrument.padEnd(18)} ${why}`)
console.log(`  costs ${plan.costs.value.toFixed(2)}, cash left ${plan.residualCash.value.toFixed(0)} USD`)

// ---- the book if they fill, and if only the worst of them do ----
const after = bookAfter(book.snapshot(), plan.orders, valuation, { strategy: 'core' })
const worst = bookAfter(book.snapshot(), plan.orders, valuation, { strategy: 'core', fills: 'worst' })
const gross = (one: typeof after): string => bookLeverage(one, byClass, valuation).gross.toFixed(3)
console.log(`\ngross leverage: now ${gross(book)}, after ${gross(after)}, worst of partial fills ${gross(worst)}`)
for (const [id, weight] of bookWeights(after, valuation))
  console.log(`  ${id.padEnd(18)} ${(100 * weight).toFixed(2)} %`)

// ---- the euros that came along ----
const euro = currencyExposures(after, valuation).find(({ bucket }) => bucket === 'EUR')!
const future = instruments.get('6EZ26@CME')
if (future.kind !== 'future') throw new Error('6E is a future')
const hedge = currencyFutureHedge({ currency: 'EUR', value: euro.net / 1.16 }, future)
console.log(
  `\n${(euro.net / 1.16).toFixed(0)} EUR: ${hedge.contracts.toFixed(2)} contracts of 6E, ${hedge.whole} whole, ${hedge.residual.value.toFixed(0)} EUR open`,
)

// ---- it adds up ----
const weights = bookWeights(after, valuation)
for (const [id, weight] of answer.weights) {
  const told = plan.skipped.some(({ instrument }) => instrument === id)
  const lot = id === 'CLF27@NYMEX' ? 58_000 : 600
  ok(told || Math.abs((weights.get(id) ?? 0) - weight) < (1.5 * lot) / 1e6 + 1e-3, id)
}
ok(Math.abs(book.equity().value - after.equity().value - plan.costs.value) < 1, 'costs are what the book loses')
const left = after.cash().filter(({ currency }) => currency !== 'BTC')
ok(
  Math.abs(
    left.reduce((sum, { currency, value }) => sum + value.toNumber() * rates.mid(currency, 'USD'), 0) -
      plan.residualCash.value,
  ) < 1,
)
ok(answer.drawdown <= 0.12 + 1e-8)
