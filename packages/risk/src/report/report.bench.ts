import { createRegistry, type Instrument } from '@bourse/assets'
import { type Currency, createMarketRecord, type InputOf, type InstrumentId, money } from '@bourse/core'
import { fxRatesOf } from '@bourse/fx'
import { createRng, matrixFromRows } from '@bourse/math'
import { createLedger } from '@bourse/portfolio'
import { bsm } from '@bourse/pricing'
import { defineBench } from '@bourse/proof'
import { riskContext, riskReport } from '../index.js'

const now = Date.parse('2026-11-05T16:00Z')
const stamp = { seq: 0, time: now, at: now, source: 'feed' }
const currencies: readonly Currency[] = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'AUD', 'CAD']
const paths = 250

const shares = Array.from({ length: 140 }, (_, i): Instrument => {
  const currency = currencies[i % 7]!
  return {
    kind: 'equity',
    id: `S${i}@X${currency}`,
    assetClass: 'equity',
    currency,
    tick: 0.01,
    lot: 1,
    calendar: 'XNYS',
  }
})
const optionTerms = {
  kind: 'option',
  assetClass: 'equity',
  tick: 0.01,
  lot: 1,
  calendar: 'XNYS',
  exercise: 'european',
  settlement: 'cash',
  fixing: 'pm',
  multiplier: 100,
} as const
const puts = Array.from({ length: 60 }, (_, i): Instrument => {
  const { id, currency } = shares[i]!
  return {
    ...optionTerms,
    id: `P${i}@X${currency}`,
    currency,
    underlying: id,
    right: i % 2 === 0 ? 'put' : 'call',
    strike: 90 + (i % 20),
    expiry: '2027-02-19',
  }
})

export const bench = defineBench({
  title: 'riskReport: 200 positions, 60 of them options, 7 currencies, 250 scenarios',
  races: () => {
    const instruments = createRegistry([...shares, ...puts])
    const market = createMarketRecord()
    const rates = fxRatesOf(
      currencies.slice(1).map((currency) => ({
        ...stamp,
        kind: 'quote' as const,
        id: `${currency}/USD@ebs` as const,
        bid: 1.2,
        ask: 1.2,
        bidSize: 1,
        askSize: 1,
      })),
    )
    const book = createLedger({
      base: 'USD',
      instruments,
      market,
      rates,
      cash: [{ account: 'paper', money: money(10_000_000, 'USD') }],
    })
    const observe = (id: InstrumentId, price: number): void => market.observe({ ...stamp, kind: 'mark', id, price })
    for (const { id } of shares) {
      observe(id, 100)
      market.observe({ ...stamp, kind: 'observation', series: 'vol', id, value: 0.3, knownAt: now })
    }
    for (const currency of currencies)
      market.observe({ ...stamp, kind: 'observation', series: `rate/${currency}/1`, value: 0.03, knownAt: now })
    for (const { id } of puts) observe(id, 5)
    for (const [i, { id }] of [...shares, ...puts].entries()) {
      const quantity = id.startsWith('S') ? 200 : 3
      const price = id.startsWith('S') ? 100 : 5
      const fill: InputOf<'fill'> = {
        ...stamp,
        kind: 'fill',
        tradeId: `t${i}`,
        orderId: 'o',
        account: 'paper',
        strategy: 's',
        instrument: id,
        side: i % 3 === 0 ? 'sell' : 'buy',
        quantity,
        quantityText: String(quantity),
        price,
        priceText: String(price),
        liquidity: 'taker',
        fee: money(0, 'USD'),
      }
      book.apply(fill)
    }
    const rng = createRng(3)
    const ids: readonly InstrumentId[] = [
      ...shares.map(({ id }) => id),
      ...currencies.slice(1).map((one) => `${one}/USD@ebs` as const),
    ]
    const returns = matrixFromRows(Array.from({ length: paths }, () => ids.map(() => 0.01 * rng.normal())))
    const scenarios = { ids, returns }
    const context = riskContext({ now, book, market, rates, instruments })
    const { data, cols } = returns
    const years = 0.29
    return [
      {
        name: 'a report per tick',
        operations: 1,
        contenders: {
          report: () => {
            observe('S7@XUSD', 100 + rng.next())
            const report = riskReport(context, { confidence: 0.95, scenarios, greeks: true })
            if (!report.ok) throw new Error(report.failure.message)
            return report.value.var.value
          },
          // Value at risk alone, of arrays that are ready: no book, no look-ups, no names, no holes, nothing else told.
          'plain loop, VaR alone': () => {
            const total = new Float64Array(paths)
            for (let i = 0; i < 140; i++) {
              const value = (i % 3 === 0 ? -200 : 200) * 100 * (i % 7 === 0 ? 1 : 1.2)
              for (let p = 0; p < paths; p++) total[p]! += value * data[p * cols + i]!
            }
            for (let i = 0; i < 60; i++) {
              const sign = i % 2 === 0 ? -1 : 1
              const scale = ((140 + i) % 3 === 0 ? -3 : 3) * 100 * (i % 7 === 0 ? 1 : 1.2)
              const strike = 90 + (i % 20)
              const before = bsm(100, strike, years, 0.03, 0, 0.3, sign)
              for (let p = 0; p < paths; p++)
                total[p]! += scale * (bsm(100 * (1 + data[p * cols + i]!), strike, years, 0.03, 0, 0.3, sign) - before)
            }
            return -total.sort()[12]!
          },
        },
      },
    ]
  },
})
