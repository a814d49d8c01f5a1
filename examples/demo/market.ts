// Three years of a market that never was: eight instruments of six kinds, all from one seed. Paths are `syntheticMarket`'s;
// what is derived from them (futures along a curve, a perpetual, calls, a market on a question) is derived here, in the open.
import {
  addDays,
  type Bars,
  black,
  CL,
  contractChain,
  createRegistry,
  createRng,
  dayMs,
  ES,
  type Future,
  futuresDays,
  type Instrument,
  type Instruments,
  type IsoDate,
  type MarketFact,
  type Option,
  type Outcome,
  type Perpetual,
  roundPrice,
  type Sourced,
  type Spot,
  syntheticMarket,
  toIsoDate,
  weekdayOf,
} from 'bourse'

export const seed = 'b'
const usd = { currency: 'USD', tick: 0.01, lot: 1 } as const
const spy: Instrument = { ...usd, kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', calendar: 'XNYS' }
const oil: Instrument = { ...usd, kind: 'index', id: 'WTI@spot', assetClass: 'commodity', calendar: 'CME_ENERGY' }
const coin = { ...usd, assetClass: 'crypto', calendar: 'always', base: 'BTC', quote: 'USD', lot: 0.0001 } as const
const btc: Spot = { ...coin, kind: 'spot', id: 'BTC/USD@coinbase' }
const perp: Perpetual = {
  ...coin,
  kind: 'perpetual',
  id: 'BTC/USD:USD@coinbase',
  multiplier: 1,
  payoff: 'linear',
  fundingHours: 8,
}
const euro: Spot = {
  ...usd,
  kind: 'spot',
  id: 'EUR/USD@ebs',
  assetClass: 'fx',
  calendar: 'CME_FX',
  base: 'EUR',
  quote: 'USD',
  tick: 0.00001,
  lot: 1000,
}
const question: Outcome = {
  ...usd,
  kind: 'outcome',
  id: 'rate-cut:yes@polymarket',
  assetClass: 'event',
  calendar: 'always',
  market: 'rate-cut',
  outcome: 'yes',
  closes: Date.parse('2025-06-18T18:00Z'),
}

export type DemoMarket = {
  readonly instruments: Instruments
  readonly bars: readonly Bars[]
  readonly facts: readonly Sourced<MarketFact>[]
}

export function demoMarket(
  from: IsoDate = '2023-01-02',
  to: IsoDate = '2026-01-01',
  span: '1d' | '5m' = '1d',
): DemoMarket {
  const rng = createRng(seed)
  const paths = syntheticMarket(
    {
      from,
      to,
      span,
      correlation: 0.25,
      regimes: 3,
      members: [
        { instrument: spy, drift: 0.03, vol: 0.15, price: 400 },
        { instrument: oil, drift: 0.02, vol: 0.3, price: 75 },
        { instrument: btc, drift: 0.25, vol: 0.5, price: 30_000 },
        { instrument: euro, drift: 0, vol: 0.08, price: 1.08 },
      ],
    },
    rng.fork('paths'),
  )
  const of = (instrument: Instrument): Bars => paths.bars(instrument.id)
  const stocks = of(spy)
  // The curve's slope per year wanders back to 3 % every couple of months.
  const slope = wandering(of(oil).time.length, 0.03, 0.02, 0.05, rng.fork('curve'))
  const futures = [
    ...contractChain(ES, from, 14, futuresDays).map((one) => forward(one, stocks, () => 0.04, 200, 10)),
    ...contractChain(CL, from, 40, futuresDays).map((one) => forward(one, of(oil), (row) => slope[row]!, 130, 1)),
  ].filter(({ bars }) => bars.time.length > 0)
  const calls = callsOn(stocks)
  const odds = oddsOf(question, of(btc), rng.fork('odds'))
  const basis = wandering(of(btc).time.length, 0.0006, 0.05, 0.0004, rng.fork('basis'))
  const swaps = scaled(perp, of(btc), (row) => 1 + basis[row]!)
  const bars = [
    stocks,
    of(btc),
    swaps,
    of(euro),
    odds.bars,
    ...futures.map((one) => one.bars),
    ...calls.map((one) => one.bars),
  ]
  const facts: Sourced<MarketFact>[] = bars.flatMap((one) => [...factsOf(one)])
  // Funding follows the basis, three times a day.
  const coins = of(btc).time
  for (let at = coins[0]!, row = 0; at <= coins.at(-1)!; at += dayMs / 3) {
    while (coins[row + 1]! <= at) row++
    facts.push({
      kind: 'funding',
      id: perp.id,
      rate: Number((basis[row]! / 6).toFixed(6)),
      hours: 8,
      at,
      source: 'coinbase',
    })
  }
  if (odds.pays !== undefined)
    facts.push({
      kind: 'resolution',
      id: question.id,
      pays: odds.pays,
      disputed: false,
      at: question.closes,
      source: 'polymarket',
    })
  const instruments = createRegistry([
    spy,
    btc,
    perp,
    euro,
    question,
    ...futures.map((one) => one.contract),
    ...calls.map((one) => one.option),
  ])
  // The last day ends with the stock market's.
  const end = stocks.time.at(-1)!
  return { instruments, bars, facts: facts.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at) }
}

type Draw = ReturnType<typeof createRng>

/** Goes back to its middle by a share a step. */
function wandering(count: number, middle: number, back: number, wide: number, rng: Draw): Float64Array {
  let value = middle
  return Float64Array.from(
    { length: count },
    () => (value += back * (middle - value) + wide * Math.sqrt(2 * back) * rng.normal()),
  )
}

function scaled(instrument: Instrument, bars: Bars, factor: (row: number) => number): Bars {
  const column = (values: Float64Array): Float64Array =>
    values.map((value, row) => roundPrice(instrument, value * factor(row)))
  const close = column(bars.close)
  return {
    ...bars,
    id: instrument.id,
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close,
    adjusted: close,
  }
}

/** A dated contract, priced along its curve in the `days` before it expires. */
function forward(
  contract: Future,
  spot: Bars,
  slope: (row: number) => number,
  days: number,
  times: number,
): { readonly contract: Future; readonly bars: Bars } {
  const end = Date.parse(contract.expiry)
  const all = scaled(contract, spot, (row) => times * Math.exp((slope(row) * (end - spot.time[row]!)) / (365 * dayMs)))
  return { contract, bars: slice(all, end - days * dayMs, end) }
}

function slice(bars: Bars, from: number, to: number): Bars {
  const [first, last] = [bars.time.findIndex((time) => time >= from), bars.time.findLastIndex((time) => time < to) + 1]
  const cut = (column: Float64Array): Float64Array =>
    column.slice(Math.max(0, first), Math.max(0, first < 0 ? 0 : last))
  const { id, span, time, open, high, low, close, volume, adjusted } = bars
  return {
    id,
    span,
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
    adjusted: cut(adjusted),
  }
}

/** Each month a call 3 % above the market, alive from one third Friday to the next, at 16 % volatility. */
function callsOn(stocks: Bars): readonly { readonly option: Option; readonly bars: Bars }[] {
  const fridays: IsoDate[] = []
  for (let day = toIsoDate(stocks.time[0]!); Date.parse(day) < stocks.time.at(-1)!; day = addDays(day, 1))
    if (weekdayOf(day) === weekdayOf('2026-01-02') && day.slice(8) >= '15' && day.slice(8) <= '21') fridays.push(day)
  return fridays.slice(1).map((expiry, i) => {
    const begin = Date.parse(fridays[i]!) + dayMs
    const first = stocks.time.findIndex((time) => time >= begin)
    const strike = Math.round(1.03 * stocks.close[first]!)
    const option: Option = {
      ...usd,
      kind: 'option',
      id: `SPY-${expiry}-${strike}-C@OPRA`,
      assetClass: 'equity',
      calendar: 'XNYS',
      underlying: spy.id,
      right: 'call',
      strike,
      expiry,
      exercise: 'american',
      multiplier: 100,
      settlement: 'physical',
      fixing: 'pm',
    }
    const end = Date.parse(expiry) + 21 * 3_600_000
    const worth = (spot: number, row: number): number => {
      const years = Math.max(0, (end - stocks.time[row]!) / (365 * dayMs))
      return Math.max(0.01, roundPrice(option, black(spot, strike, 0.16 * Math.sqrt(years), 1)))
    }
    const column = (values: Float64Array): Float64Array => values.map(worth)
    const close = column(stocks.close)
    const all = {
      ...stocks,
      id: option.id,
      open: column(stocks.open),
      high: column(stocks.high),
      low: column(stocks.low),
      close,
      adjusted: close,
    }
    return { option, bars: slice(all, begin, end) }
  })
}

/** What the crowd thinks: a walk in log-odds that knows the answer a little better every day. */
function oddsOf(outcome: Outcome, clock: Bars, rng: Draw): { readonly bars: Bars; readonly pays: number | undefined } {
  const pays = rng.next() < 0.6 ? 1 : 0
  const steps = clock.time.findLastIndex((time) => time < outcome.closes)
  let log = 0
  const odds = Float64Array.from(clock.time, () => {
    log += ((2 * pays - 1) * 1.5) / Math.max(1, steps) + 0.04 * rng.normal()
    return Math.min(0.99, Math.max(0.01, roundPrice(outcome, 1 / (1 + Math.exp(-log)))))
  })
  const open = odds.map((value, row) => odds[row - 1] ?? value)
  const high = odds.map((value, row) => Math.max(value, open[row]!))
  const low = odds.map((value, row) => Math.min(value, open[row]!))
  const all = { ...clock, id: outcome.id, open, high, low, close: odds, adjusted: odds }
  return { bars: slice(all, 0, outcome.closes), pays: clock.time.at(-1)! > outcome.closes ? pays : undefined }
}

function* factsOf(bars: Bars): Iterable<Sourced<MarketFact>> {
  const { id, span, time, open, high, low, close, volume, adjusted } = bars
  for (let row = 0; row < time.length; row++)
    yield {
      kind: 'bar',
      id,
      span,
      open: open[row]!,
      high: high[row]!,
      low: low[row]!,
      close: close[row]!,
      volume: volume[row]!,
      adjusted: adjusted[row]!,
      at: time[row]!,
      source: 'demo',
    }
}
