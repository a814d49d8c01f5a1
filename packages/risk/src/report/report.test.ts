import { createCalendars, createRegistry, type Instrument, nyse } from '@bourse/assets'
import {
  type AccountId,
  createMarketRecord,
  type InstrumentId,
  type InputOf,
  money,
  type OrderDraft,
} from '@bourse/core'
import { fxRatesOf } from '@bourse/fx'
import { createRng, type Matrix, matrixFromRows } from '@bourse/math'
import { createLedger } from '@bourse/portfolio'
import { relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { btc, dax, es, noon, qqq, spy, spyPut } from '../gate/fixtures/desk.js'
import {
  maxPosition,
  type RiskContext,
  type RiskReport,
  riskAlerts,
  riskContext,
  riskReport,
  whatIf,
} from '../index.js'
import { regTRules } from '../margin/rules.js'
import { marginModel } from '../margin/combinedModel.js'
import { type AverageCorrelations, averageCorrelations } from './averageCorrelations.js'

const coin: Instrument = { ...btc, currency: 'USD' } as Instrument
const listings = [spy, qqq, es, coin, dax, { ...spyPut, exercise: 'american' } as Instrument]
const ids: readonly InstrumentId[] = [spy.id, qqq.id, es.id, coin.id, dax.id, 'EUR/USD@ebs']
const stamp = { seq: 0, time: noon, at: noon, source: 'feed' }

/** 250 days that share a market, newest last. */
function days(columns = ids.length, seed = 5, count = 250): Matrix {
  const rng = createRng(seed)
  return matrixFromRows(
    Array.from({ length: count }, () => {
      const market = rng.normal()
      return Array.from({ length: columns }, () => 0.006 * market + 0.008 * rng.normal())
    }),
  )
}

function held(
  positions: { readonly [id: InstrumentId]: number },
  marks: { readonly [id: InstrumentId]: number } = {},
  accounts: readonly AccountId[] = ['paper'],
): RiskContext {
  const instruments = createRegistry(listings)
  const market = createMarketRecord()
  const rates = fxRatesOf([
    { ...stamp, kind: 'quote', id: 'EUR/USD@ebs', bid: 1.25, ask: 1.25, bidSize: 1, askSize: 1 },
  ])
  const book = createLedger({
    base: 'USD',
    instruments,
    market,
    rates,
    cash: accounts.map((account) => ({ account, money: money(100_000, 'USD') })),
  })
  for (const { id } of listings) market.observe({ ...stamp, kind: 'mark', id, price: marks[id] ?? 100 })
  market.observe({ ...stamp, kind: 'observation', series: 'vol', id: 'SPY@ARCX', value: 0.2, knownAt: noon })
  market.observe({ ...stamp, kind: 'observation', series: 'rate/USD/1', value: 0.04, knownAt: noon })
  let trade = 0
  for (const [id, quantity] of Object.entries(positions) as [InstrumentId, number][]) {
    const price = marks[id] ?? 100
    const fill: InputOf<'fill'> = {
      ...stamp,
      kind: 'fill',
      tradeId: `t${++trade}`,
      orderId: 'o',
      account: accounts[trade % accounts.length]!,
      strategy: 's',
      instrument: id,
      side: quantity > 0 ? 'buy' : 'sell',
      quantity: Math.abs(quantity),
      quantityText: String(Math.abs(quantity)),
      price,
      priceText: String(price),
      liquidity: 'taker',
      fee: money(0, 'USD'),
    }
    book.apply(fill)
  }
  return riskContext({ now: noon, book, market, rates, instruments, calendars: createCalendars([nyse]) })
}

const scenarios = { ids, returns: days() }
const options = { confidence: 0.95, scenarios } as const

function reportOf(context: RiskContext, more: Partial<Parameters<typeof riskReport>[1]> = {}): RiskReport {
  const report = riskReport(context, { ...options, ...more })
  if (!report.ok) throw new Error(report.failure.message)
  return report.value
}

describe('the report', () => {
  test('of linear positions is the order statistic of weighted returns', () => {
    const report = reportOf(held({ [spy.id]: 300, [es.id]: -4 }))
    const profits = Array.from(
      { length: 250 },
      (_, t) => 30_000 * scenarios.returns.data[t * 6]! - 20_000 * scenarios.returns.data[t * 6 + 2]!,
    )
    const sorted = profits.sort((a, b) => a - b)
    expect(relativeError(report.var.value, -sorted[12]!)).toBeLessThan(1e-12)
    const tail = sorted.slice(0, 12).reduce((sum, one) => sum + one, 0) + 0.5 * sorted[12]!
    expect(relativeError(report.shortfall.value, -tail / 12.5)).toBeLessThan(1e-10)
    expect(report.leverage).toBeCloseTo(0.5, 12)
    expect(report.byBucket).toMatchObject([{ bucket: 'equity', gross: 50_000, net: 10_000 }])
    expect(report.alerts.map(({ alert }) => alert)).toEqual([
      'exposure',
      'risk of SPY@ARCX in paper',
      'risk of ESZ26@CME in paper',
    ])
  })

  test('of a foreign share has the currency in it', () => {
    const report = reportOf(held({ [dax.id]: 400 }))
    const profits = Array.from(
      { length: 250 },
      (_, t) => 50_000 * (scenarios.returns.data[t * 6 + 4]! + scenarios.returns.data[t * 6 + 5]!),
    )
    // Paid for with euros that were borrowed: what stands in euros is nothing, and only the share's own move is left.
    expect(report.byCurrency.find(({ currency }) => currency === 'EUR')!.net).toBeCloseTo(0, 6)
    const own = Array.from({ length: 250 }, (_, t) => 50_000 * scenarios.returns.data[t * 6 + 4]!).sort((a, b) => a - b)
    expect(relativeError(report.var.value, -own[12]!)).toBeLessThan(1e-12)
    // Cash in dollars, the share in euros: both move.
    const paid = held({ [dax.id]: 400 })
    const book = {
      ...paid.book,
      cash: () => [],
      positions: paid.book.positions,
      equity: paid.book.equity,
      holes: () => [],
    }
    const both = reportOf({
      ...paid,
      book: {
        ...book,
        base: 'USD',
        time: noon,
        version: 1,
        quantity: paid.book.quantity,
        unrealized: paid.book.unrealized,
      },
    })
    expect(relativeError(both.var.value, -profits.sort((a, b) => a - b)[12]!)).toBeLessThan(1e-12)
    expect(both.byBucket.map(({ bucket }) => bucket)).toEqual(['equity', 'currencies'])
  })

  test('revalues options and names their Greeks', () => {
    const report = reportOf(held({ [spyPut.id]: 10 }, { [spy.id]: 560, [spyPut.id]: 12 }), { greeks: true })
    expect(report.greeks!.delta.value).toBeLessThan(0)
    expect(report.greeks!.vega.value).toBeGreaterThan(0)
    // A put that is held loses when the market rises; less than delta says, because gamma is held too.
    const line = Math.abs(report.greeks!.delta.value * 100)
    const worst = Math.max(...Array.from({ length: 250 }, (_, t) => scenarios.returns.data[t * 6]!))
    expect(report.var.value).toBeGreaterThan(0)
    expect(report.var.value).toBeLessThan(line * worst)
  })

  test('names what is missing, and gives no number that hides it', () => {
    const missing = (context: RiskContext, more = {}): unknown => {
      const report = riskReport(context, { ...options, ...more })
      return report.ok ? 'a report' : report.failure.details['missing']
    }
    const context = held({ [spy.id]: 1, [qqq.id]: 1, [spyPut.id]: 1 })
    const blind = { ...context, market: { ...context.market, mark: () => undefined, vol: () => undefined } }
    expect(missing(blind)).toEqual(expect.arrayContaining(['mark/SPY@ARCX', 'vol/SPY261218P00550000@CBOE']))
    const few = { ids: ['SPY@ARCX'], returns: days(1) } as const
    expect(missing(context, { scenarios: few })).toEqual(['returns/QQQ@XNAS'])
    expect(missing(held({ [dax.id]: 1 }), { scenarios: { ids: ids.slice(0, 4), returns: days(4) } })).toContain(
      'returns/DAX@XETR',
    )
    expect(() =>
      riskReport(context, { ...options, scenarios: { ids, returns: matrixFromRows([[Number.NaN, 0, 0, 0, 0, 0]]) } }),
    ).toThrow(/returns/)
  })

  test('margin, tiers and correlation are watched', () => {
    const context = held({ [spy.id]: 100, [qqq.id]: 100 })
    const margin = {
      of: () => ({ required: { currency: 'USD', value: 95 }, equity: { currency: 'USD', value: 100 }, use: 0.95 }),
    } as const
    const spiked = {
      ids,
      returns: matrixFromRows([
        ...Array.from({ length: 230 }, (_, t) => [0.01 * (-1) ** t, 0.01 * (-1) ** (t >> 1), 0, 0, 0, 0]),
        ...Array.from({ length: 20 }, (_, t) => [0.01 * (-1) ** t, 0.01 * (-1) ** t, 0, 0, 0, 0]),
      ]),
    }
    const report = reportOf(
      { ...context, margin },
      {
        scenarios: spiked,
        tierOf: ({ id }) => (id === spy.id ? { asset: 'SPY', tier: 1 } : undefined),
        limits: { positionRisk: 1, exposure: 9 },
      },
    )
    expect(report.margin).toEqual([{ account: 'paper', use: 0.95, level: 'alert90' }])
    expect(report.correlation.recent).toBeCloseTo(1, 12)
    expect(report.alerts.map(({ alert, severity }) => `${severity} ${alert}`)).toEqual([
      'info margin 80 % of paper',
      'warning margin 90 % of paper',
      'warning correlation',
      'critical tier of QQQ@XNAS in paper',
    ])
  })

  test('margin models that answer for no account of the book are a hole', () => {
    const context = held({ 'SPY@ARCX': 10 })
    const options = { confidence: 0.95, scenarios: { ids, returns: days() } }
    expect(riskReport(context, { ...options, margins: [marginModel([regTRules()])] }).ok).toBe(true)
    expect(riskReport(context, { ...options, margins: [marginModel([])] })).toMatchObject({
      failure: { code: 'risk/missing', details: { missing: ['margin/paper'] } },
    })
  })

  test('average correlation without a matrix is that of the matrix', () => {
    const lines = [spy, qqq, es].map((instrument) => ({ instrument, account: 'paper', quantity: 1 })) as never
    const { all }: AverageCorrelations = averageCorrelations(scenarios, lines, 20)
    const column = (i: number) => Array.from({ length: 250 }, (_, t) => scenarios.returns.data[t * 6 + i]!)
    const rho = (a: readonly number[], b: readonly number[]): number => {
      const mean = (x: readonly number[]) => x.reduce((s, v) => s + v, 0) / x.length
      const [ma, mb] = [mean(a), mean(b)]
      const dot = (x: readonly number[], y: readonly number[], mx: number, my: number) =>
        x.reduce((s, v, i) => s + (v - mx) * (y[i]! - my), 0)
      return dot(a, b, ma, mb) / Math.sqrt(dot(a, a, ma, ma) * dot(b, b, mb, mb))
    }
    const pairs = [rho(column(0), column(1)), rho(column(0), column(2)), rho(column(1), column(2))]
    expect(relativeError(all, (pairs[0]! + pairs[1]! + pairs[2]!) / 3)).toBeLessThan(1e-12)
  })
})

describe('alerts', () => {
  const at = (liquidity: number, use = 0): RiskReport =>
    ({
      margin: [{ account: 'paper', use, level: 'ok' }],
      positions: [],
      leverage: 0,
      liquidity,
      correlation: { all: Number.NaN, recent: Number.NaN },
      equity: { currency: 'USD', value: 1 },
    }) as unknown as RiskReport

  test('a drop of liquidity, once, and again after it has come back', () => {
    const alerts = riskAlerts()
    const said = [1, 1, 1, 1, 1, 0.4, 0.4, 1, 1, 0.4].map((one) =>
      alerts
        .next(at(one))
        .map(({ alert }) => alert)
        .join(),
    )
    expect(said).toEqual(['', '', '', '', '', 'liquidity', '', '', '', 'liquidity'])
  })

  test('go on after a restart', () => {
    const first = riskAlerts()
    expect(first.next(at(Number.NaN, 1.2))).toHaveLength(4)
    const second = riskAlerts()
    second.load(JSON.parse(JSON.stringify(first.save())))
    expect(second.next(at(Number.NaN, 1.2))).toEqual([])
    expect(() => riskAlerts({ hysteresis: 1 })).toThrow(/hysteresis/)
  })
})

describe('what if', () => {
  const buy = (instrument: InstrumentId, quantity: number): OrderDraft => ({
    type: 'market',
    instrument,
    side: quantity > 0 ? 'buy' : 'sell',
    quantity: Math.abs(quantity),
    account: 'paper',
  })

  test('before, after, and the worst of partial fills', () => {
    const context = held({ [spy.id]: 300 })
    // A hedge of which only the risky half fills is the worst case.
    const answer = whatIf(context, [buy(qqq.id, 300), buy(es.id, -4)], {
      ...options,
      rules: [maxPosition({ share: 0.2 })],
    })
    if (!answer.ok) throw new Error(answer.failure.message)
    const { before, after, worst, findings } = answer.value
    expect(before.leverage).toBeCloseTo(0.3, 12)
    expect(after.leverage).toBeCloseTo(0.8, 12)
    const alone = whatIf(context, [buy(qqq.id, 300)], options)
    const other = whatIf(context, [buy(es.id, -4)], options)
    if (!alone.ok || !other.ok) throw new Error('no answer')
    const most = Math.max(
      before.shortfall.value,
      after.shortfall.value,
      alone.value.after.shortfall.value,
      other.value.after.shortfall.value,
    )
    expect(worst.shortfall.value).toBe(most)
    expect(most).toBeGreaterThan(after.shortfall.value)
    expect(findings.map(([finding]) => finding!.answer.answer)).toEqual(['trim', 'pass'])
  })

  test('an order that names its account is asked about in a book of several; one that does not is told to', () => {
    const context = held({ [spy.id]: 100, [qqq.id]: 100 }, {}, ['ibkr/U1', 'ibkr/U2'])
    const options = { confidence: 0.95, scenarios: { ids, returns: days() } }
    const order: OrderDraft = { type: 'market', instrument: spy.id, side: 'buy', quantity: 10 }
    const answer = whatIf(context, [{ ...order, account: 'ibkr/U2' }], options)
    expect(answer.ok && answer.value.after.leverage).toBeCloseTo(0.105, 12)
    expect(() => whatIf(context, [order], options)).toThrow('names no account and the book has 2')
  })
  test('fails as the report does', () => {
    const answer = whatIf(held({ [spy.id]: 1 }), [buy(qqq.id, 1)], {
      ...options,
      scenarios: { ids: ['SPY@ARCX'], returns: days(1) },
    })
    expect(answer).toMatchObject({ ok: false, failure: { details: { missing: ['returns/QQQ@XNAS'] } } })
  })
})
