// A desk of nine positions in four currencies, two years of invented days, and the market it stands in.
import { allCalendars, createCalendars, createRegistry, type Instrument } from '@bourse/assets'
import { createMarketRecord, type InputOf, type InstrumentId, money, moneyOf } from '@bourse/core'
import { fxRatesOf } from '@bourse/fx'
import { createRng, matrixFromRows } from '@bourse/math'
import { createLedger } from '@bourse/portfolio'
import { type RiskContext, riskContext } from '@bourse/risk'

const now = Date.parse('2026-11-05T16:00Z')
const stamp = { seq: 0, time: now, at: now, source: 'desk' }
const listed = { tick: 0.01, lot: 1, calendar: 'XNYS' } as const
const share = { ...listed, kind: 'equity', assetClass: 'equity' } as const
const option = {
  ...listed,
  kind: 'option',
  assetClass: 'equity',
  currency: 'USD',
  underlying: 'SPY@ARCX',
  exercise: 'american',
  multiplier: 100,
  settlement: 'physical',
  fixing: 'pm',
} as const

/** Instrument, what is held, its price, its part in the market's moves and its own volatility per day. */
const holdings: readonly (readonly [Instrument, quantity: number, price: number, beta: number, own: number])[] = [
  [{ ...listed, kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD' }, 400, 600, 1, 0.002],
  [{ ...share, id: 'NESN@XSWX', currency: 'CHF' }, 900, 84, 0.4, 0.009],
  [{ ...share, id: 'SAP@XETR', currency: 'EUR', calendar: 'XETR' }, 260, 230, 1.1, 0.012],
  [{ ...share, id: '7203@XTKS', currency: 'JPY', calendar: 'XTKS' }, 2000, 2900, 0.6, 0.013],
  [{ ...listed, kind: 'etf', id: 'GLD@ARCX', assetClass: 'commodity', currency: 'USD' }, 250, 370, -0.1, 0.009],
  [{ ...listed, kind: 'etf', id: 'TLT@XNAS', assetClass: 'rates', currency: 'USD' }, 700, 90, -0.3, 0.008],
  [
    {
      ...listed,
      kind: 'perpetual',
      id: 'BTC/USD@coinbase',
      assetClass: 'crypto',
      currency: 'USD',
      lot: 0.001,
      calendar: 'always',
      base: 'BTC',
      quote: 'USD',
      multiplier: 1,
      payoff: 'linear',
      fundingHours: 8,
    },
    -0.6,
    68_000,
    1.5,
    0.03,
  ],
  [{ ...option, id: 'SPY261218P00580000@CBOE', right: 'put', strike: 580, expiry: '2026-12-18' }, 8, 7.4, 0, 0],
  [{ ...option, id: 'SPY261218C00630000@CBOE', right: 'call', strike: 630, expiry: '2026-12-18' }, -8, 3.1, 0, 0],
]
const pairs: readonly (readonly [InstrumentId, number])[] = [
  ['EUR/USD@ebs', 1.12],
  ['CHF/USD@ebs', 1.18],
  ['JPY/USD@ebs', 0.0066],
]

/** Days of which the last twenty move together more than the others did. */
function invented() {
  const rng = createRng('risk-report')
  const moving = holdings.filter(([terms]) => terms.kind !== 'option')
  const days = Array.from({ length: 500 }, (_, day) => {
    const market = 0.009 * rng.normal()
    const tied = day >= 480 ? 0.25 : 1
    const own = moving.map(([, , , beta, volatility]) => beta * market + tied * volatility * rng.normal())
    return [...own, ...pairs.map(() => 0.1 * market + 0.004 * rng.normal())]
  })
  const ids: readonly InstrumentId[] = [...moving.map(([{ id }]) => id), ...pairs.map(([id]) => id)]
  return { ids, returns: matrixFromRows(days) }
}

export const scenarios = invented()

/** The book after its fills, with a stop under one of the positions. */
export function openDesk(): RiskContext {
  const instruments = createRegistry(holdings.map(([terms]) => terms))
  const market = createMarketRecord()
  const rates = fxRatesOf(
    pairs.map(
      ([id, price]) => ({ ...stamp, kind: 'quote', id, bid: price, ask: price, bidSize: 1, askSize: 1 }) as const,
    ),
  )
  const cash = (['400000 USD', '90000 CHF', '80000 EUR', '6500000 JPY'] as const).map((sum) => ({
    account: 'ibkr/U1' as const,
    money: moneyOf(sum),
  }))
  const book = createLedger({ base: 'USD', instruments, market, rates, cash })
  for (const [i, [{ id }, quantity, price]] of holdings.entries()) {
    market.observe({ ...stamp, kind: 'mark', id, price })
    const size = Math.abs(quantity)
    const fill: InputOf<'fill'> = {
      ...stamp,
      kind: 'fill',
      tradeId: `t${i}`,
      orderId: `o${i}`,
      account: 'ibkr/U1',
      strategy: 'desk',
      instrument: id,
      side: quantity > 0 ? 'buy' : 'sell',
      quantity: size,
      quantityText: String(size),
      price,
      priceText: String(price),
      liquidity: 'taker',
      fee: money(0, 'USD'),
    }
    book.apply(fill)
  }
  const known = (series: string, value: number, id?: InstrumentId): void =>
    market.observe({ ...stamp, kind: 'observation', series, value, knownAt: now, ...(id === undefined ? {} : { id }) })
  known('vol', 0.17, 'SPY@ARCX')
  known('rate/USD/0.25', 0.04)
  const stop = {
    type: 'stop',
    stop: 570,
    orderId: 's1',
    account: 'ibkr/U1',
    strategy: 'desk',
    instrument: 'SPY@ARCX',
    side: 'sell',
    quantity: 400,
    tif: 'gtc',
    reduceOnly: true,
  } as const
  const usd = (value: number) => ({ currency: 'USD', value }) as const
  return riskContext({
    now,
    book,
    market,
    rates,
    instruments,
    calendars: createCalendars(allCalendars),
    working: [{ order: stop, state: 'working', filled: 0, averagePrice: Number.NaN }],
    margin: { of: () => ({ required: usd(495_000), equity: usd(600_000), use: 0.825 }) },
  })
}
