// One book over three accounts and seven kinds of instrument through a month: shares, a fund, an option, a future, a coin, a
// perpetual and a prediction market. At the end the broker's statement is read, and the ledger is held against it to the
// last digit. Prices are invented.
import assert from 'node:assert/strict'
import {
  bookReport,
  byKind,
  type Currency,
  createDailyPnl,
  createLedger,
  createMarketRecord,
  createRegistry,
  type Fact,
  formatMoney,
  fxRates,
  type Input,
  type Instrument,
  importFlex,
  money,
  bookPnl,
  reconcileBook,
} from 'bourse'

const usd = { tick: 0.01, lot: 1, calendar: 'XNYS', currency: 'USD', assetClass: 'equity' } as const
const coin = {
  tick: 0.1,
  lot: 0.001,
  calendar: 'always',
  currency: 'USDT',
  assetClass: 'crypto',
  base: 'BTC',
  quote: 'USDT',
} as const
const instruments = createRegistry([
  { ...usd, kind: 'equity', id: 'MSFT@NASDAQ' },
  { ...usd, kind: 'etf', id: 'SPY@ARCA' },
  {
    ...usd,
    kind: 'option',
    id: 'MSFT-P400@CBOE',
    underlying: 'MSFT@NASDAQ',
    right: 'put',
    strike: 400,
    expiry: '2026-11-20',
    exercise: 'american',
    multiplier: 100,
    settlement: 'physical',
    fixing: 'pm',
  },
  {
    ...usd,
    kind: 'future',
    id: 'MESZ6@CME',
    root: 'MES',
    month: '2026-12',
    expiry: '2026-12-18',
    multiplier: 5,
    settlement: 'cash',
  },
  { ...coin, kind: 'spot', id: 'BTC/USDT@binance' },
  { ...coin, kind: 'perpetual', id: 'BTCUSDT-PERP@binance', multiplier: 1, payoff: 'linear', fundingHours: 8 },
  {
    tick: 0.01,
    lot: 1,
    calendar: 'always',
    currency: 'USDC',
    assetClass: 'event',
    kind: 'outcome',
    id: 'RATE-CUT@polymarket',
    market: 'fed-december',
    outcome: 'yes',
    closes: Date.parse('2026-12-16'),
  },
] as const satisfies readonly Instrument[])

const market = createMarketRecord()
const rates = fxRates()
for (const id of ['USDT/USD@fx', 'USDC/USD@fx'] as const)
  rates.next({ kind: 'quote', id, bid: 1, ask: 1, bidSize: 1, askSize: 1, at: 0, source: 'example' })
const ledger = createLedger({
  base: 'USD',
  instruments,
  market,
  rates: rates.advance(0),
  cash: [
    { account: 'ibkr/U1', money: money('60000', 'USD') },
    { account: 'binance/main', money: money('50000', 'USDT') },
    { account: 'polymarket/0x1', money: money('1000', 'USDC') },
  ],
})
const daily = createDailyPnl(ledger)

// What happens, in any order of writing; sorted by time before it is fed.
const plan: { readonly time: number; readonly fact: Fact }[] = []
const on = (at: string, fact: Fact): void => void plan.push({ time: Date.parse(`2026-11-${at}Z`), fact })

type Id = NonNullable<ReturnType<typeof instruments.atIndex>>['id']
type Trade = readonly [side: 'buy' | 'sell', quantity: string, id: Id, price: string, fee: string, currency: Currency]

const core = { account: 'ibkr/U1', strategy: 'core' } as const
const wheel = { account: 'ibkr/U1', strategy: 'wheel' } as const
const carry = { account: 'binance/main', strategy: 'carry' } as const
const events = { account: 'polymarket/0x1', strategy: 'events' } as const

function trade(at: string, where: typeof core | typeof wheel | typeof carry | typeof events, terms: Trade): void {
  const [side, quantityText, instrument, priceText, fee, currency] = terms
  const [quantity, price] = [Number(quantityText), Number(priceText)]
  const ids = { orderId: `o${plan.length}`, tradeId: `t${plan.length}`, instrument }
  const numbers = {
    side,
    quantity,
    quantityText,
    price,
    priceText,
    liquidity: 'taker',
    fee: money(fee as `${number}`, currency),
  } as const
  on(at, { kind: 'fill', ...where, ...ids, ...numbers })
}
const mark = (at: string, id: Id, price: number): void => on(at, { kind: 'mark', id, price })
const rate = (at: string, id: `${string}/USD@fx`, price: number): void =>
  on(at, { kind: 'quote', id, bid: price, ask: price, bidSize: 1, askSize: 1 })

trade('02T14:31', core, ['buy', '40', 'SPY@ARCA', '601.13', '0.35', 'USD'])
trade('02T14:32', core, ['buy', '20', 'MSFT@NASDAQ', '418.255', '0.35', 'USD'])
trade('02T14:40', wheel, ['sell', '1', 'MSFT-P400@CBOE', '6.15', '0.7', 'USD'])
trade('03T09:00', carry, ['buy', '0.4', 'BTC/USDT@binance', '61250.5', '0.0004', 'BTC'])
trade('03T09:00', carry, ['sell', '0.3996', 'BTCUSDT-PERP@binance', '61280', '9.79', 'USDT'])
trade('04T15:00', events, ['buy', '1500', 'RATE-CUT@polymarket', '0.42', '0', 'USDC'])
trade('05T14:30', core, ['sell', '2', 'MESZ6@CME', '6021.25', '1.24', 'USD'])
for (let day = 2; day <= 30; day++) {
  const [at, btc] = [String(day).padStart(2, '0'), 61_000 + 90 * day]
  mark(`${at}T21:00`, 'SPY@ARCA', 600 + day / 4)
  mark(`${at}T21:00`, 'MSFT@NASDAQ', 421 - day)
  mark(`${at}T21:00`, 'MSFT-P400@CBOE', Math.max(0.05, day - 15))
  mark(`${at}T21:00`, 'RATE-CUT@polymarket', 0.4 + day / 60)
  mark(`${at}T21:00`, 'BTC/USDT@binance', btc)
  mark(`${at}T21:00`, 'BTCUSDT-PERP@binance', btc + 20)
  on(`${at}T22:00`, { kind: 'settlement', id: 'MESZ6@CME', price: 6020 - 2.5 * day, final: false })
  mark(`${at}T22:00`, 'MESZ6@CME', 6020 - 2.5 * day)
  for (const hour of [0, 8, 16])
    on(`${at}T${String(hour).padStart(2, '0')}:00`, {
      kind: 'funding',
      id: 'BTCUSDT-PERP@binance',
      rate: 0.0001,
      hours: 8,
      price: btc,
    })
}
// A dividend with its tax, interest, the put assigned, a stable coin that slips, a question that is answered.
const perShare = money('0.83', 'USD')
on('09T09:00', {
  kind: 'corporateAction',
  id: 'MSFT@NASDAQ',
  action: 'dividend',
  exDate: '2026-11-10',
  payDate: '2026-11-24',
  perShare,
})
on('24T09:00', {
  kind: 'cashMove',
  ...core,
  moveId: 'tax',
  reason: 'dividend',
  amount: money('-2.49', 'USD'),
  instrument: 'MSFT@NASDAQ',
})
on('20T22:30', {
  kind: 'assignment',
  ...wheel,
  eventId: 'a1',
  instrument: 'MSFT-P400@CBOE',
  quantity: 1,
  price: 0,
  fee: money('0', 'USD'),
})
on('21T09:00', {
  kind: 'positionTransfer',
  transferId: 'x1',
  ...wheel,
  toAccount: 'ibkr/U1',
  toStrategy: 'core',
  instrument: 'MSFT@NASDAQ',
  quantity: 100,
})
on('25T09:00', {
  kind: 'cashMove',
  account: 'ibkr/U1',
  moveId: 'int',
  reason: 'interest',
  amount: money('11.07', 'USD'),
})
rate('27T09:00', 'USDT/USD@fx', 0.9985)
on('30T20:00', { kind: 'resolution', id: 'RATE-CUT@polymarket', pays: 1, disputed: false })

// Each day that is over ends; then the market record sees the input, the rates, the ledger.
plan.sort((a, b) => a.time - b.time)
for (const [seq, { time, fact }] of plan.entries()) {
  const input: Input = { ...fact, seq, time, at: time, source: 'example' }
  daily.advance(time)
  market.observe(input)
  if (input.kind === 'quote') rates.next(input)
  ledger.apply(input)
}

// ---- the page ----
const report = bookReport(ledger, instruments, byKind)
const row = (...cells: readonly (string | number)[]): string =>
  cells
    .map((cell, i) =>
      i === 0 ? String(cell).padEnd(22) : (typeof cell === 'number' ? cell.toFixed(2) : cell).padStart(12),
    )
    .join('')
console.log(row('position', 'quantity', 'entry', 'price', 'value', 'P&L'))
for (const { position, price, value, pnl } of report.positions)
  console.log(row(position.instrument, position.quantityText, position.averagePrice, price, value, pnl))
console.log(`\n${row('strategy', 'realized', 'unrealized', 'fees', 'funding', 'carry', 'total')}`)
const lines = bookPnl(ledger, 'strategy')
for (const { key, realized, unrealized, fees, funding, carry: income, total } of lines)
  console.log(row(key || '(none)', realized, unrealized, fees, funding, income, total))
console.log(`\n${row('day', 'equity', 'change', 'currency')}`)
for (const { day, equity, change, currency } of daily.days().slice(-5)) console.log(row(day, equity, change, currency))
console.log(
  `\ncash    ${ledger
    .cash()
    .map((sum) => formatMoney(sum, 2))
    .join(', ')}`,
)
console.log(`equity  ${report.equity.value.toFixed(2)} USD, leverage ${report.leverage.toFixed(2)}`)

// ---- the broker's statement ----
const statement = importFlex(`<FlexQueryResponse><FlexStatements count="1">
  <FlexStatement accountId="U1" fromDate="20261101" toDate="20261130">
  <OpenPositions>
    <OpenPosition accountId="U1" assetCategory="STK" symbol="SPY" listingExchange="ARCA" position="40" markPrice="607.5"/>
    <OpenPosition accountId="U1" assetCategory="STK" symbol="MSFT" listingExchange="NASDAQ" position="120" markPrice="391"/>
    <OpenPosition accountId="U1" assetCategory="FUT" symbol="MESZ6" listingExchange="CME" position="-2" markPrice="5945"/>
  </OpenPositions>
  <CashReport><CashReportCurrency accountId="U1" currency="USD" endingCash="-11010.26"/></CashReport>
  </FlexStatement></FlexStatements></FlexQueryResponse>`)
assert(statement.ok)
const [end] = statement.value.ends
const differences = reconcileBook(ledger, [], end!.state, 'ibkr/U1')
console.log(
  `statement of ${statement.value.on}: ${differences.length} differences`,
  differences.length ? differences : '',
)

assert.deepEqual(differences, [])
assert.deepEqual(report.holes, [])
assert(
  Math.abs(lines.reduce((sum, { total }) => sum + total, 0) + 60_000 + 50_000 * 0.9985 + 1000 - report.equity.value) <
    1e-6,
)
const changed = daily.days().reduce((sum, { change }) => sum + change, 0)
assert(Math.abs(changed + 111_000 - report.equity.value) < 1e-6)
