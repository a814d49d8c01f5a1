import { byClass, priceMovePnl } from '@bourse/assets'
import { createRng, matrixFromRows } from '@bourse/math'
import { blackScholes, marketAt } from '@bourse/pricing'
import { relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { btc, dax, es, esCall, inverse, now, perp, put, qqq, spy, testBook, vote } from '../fixtures/book.js'
import {
  assetBreaks,
  bookSensitivities,
  classScenario,
  correlationsToOne,
  crashTogether,
  deltaGammaTail,
  exchangeFails,
  flashCrash,
  historicalScenario,
  historicalShocks,
  liquidityVanishes,
  scenarioPnl,
  type RiskScenario,
  revaluePaths,
  simulatedTail,
  simulateReturns,
  sizeTailHedge,
  stressBook,
} from '../index.js'

const answer = <T>(result: { ok: true; value: T } | { ok: false; failure: { message: string } }): T => {
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
const missingOf = (result: ReturnType<typeof scenarioPnl> | ReturnType<typeof bookSensitivities>) =>
  result.ok ? [] : result.failure.details.missing

function everything() {
  const book = testBook([
    ['paper', 1_000_000, 'USD'],
    ['deribit/main', 2, 'BTC'],
  ])
  book.mark(spy.id, 600, 0.02)
  book.mark(qqq.id, 500, 0.05)
  book.mark(dax.id, 200, 0.1)
  book.mark(es.id, 6010, 0.25)
  book.mark(put.id, 4, 0.1)
  book.mark(esCall.id, 30, 0.5)
  book.mark(perp.id, 50_000, 10)
  book.mark(inverse.id, 50_000, 10)
  book.mark(btc.id, 50_000, 20)
  book.mark(vote.id, 0.6, 0.01)
  book.vol(put.id, 0.2)
  book.vol(esCall.id, 0.15)
  book.buy(spy.id, 100, 590)
  book.buy(dax.id, 50, 190)
  book.buy(es.id, -2, 6000)
  book.buy(put.id, 5, 4)
  book.buy(esCall.id, -3, 30)
  book.buy(perp.id, -0.5, 51_000)
  book.buy(btc.id, 0.25, 40_000)
  book.buy(vote.id, 1000, 0.5)
  book.buy(inverse.id, 500, 50_000, 'deribit/main')
  return book
}

describe('a book of every kind under one scenario', () => {
  const book = everything()
  const context = book.context()
  const scenario: RiskScenario = {
    scenario: 'test',
    shock: ({ assetClass }) => ({ price: assetClass === 'event' ? 0.9 : -0.1, vol: 0.1 }),
    currency: (currency) => (currency === 'EUR' ? 0.05 : -0.1),
  }
  const result = answer(stressBook(context, scenario))
  const lineOf = (id: string) => result.lines.find(({ instrument }) => instrument === id)!.pnl

  test('shares, futures, perpetuals, coins and outcomes move by their shock', () => {
    expect(lineOf(spy.id)).toBeCloseTo(100 * -60, 8)
    expect(lineOf(es.id)).toBeCloseTo(-2 * 50 * -601, 8)
    expect(lineOf(perp.id)).toBeCloseTo(-0.5 * -5000, 8)
    expect(lineOf(btc.id)).toBeCloseTo(0.25 * -5000, 8)
    // Nothing is worth more than 1.
    expect(lineOf(vote.id)).toBeCloseTo(1000 * 0.4, 8)
  })

  test('another currency moves what is held in it', () => {
    // 50 x 200 EUR become 50 x 180 at 1.25 x 1.05
    expect(lineOf(dax.id)).toBeCloseTo(50 * 180 * 1.3125 - 50 * 200 * 1.25, 8)
  })

  test('an inverse contract pays coins, which fell', () => {
    const coins = priceMovePnl(inverse, 500, 50_000, 45_000)
    expect(lineOf(inverse.id)).toBeCloseTo(coins * 45_000, 6)
  })

  test('coins that are not a position fall with the currency, positions are not counted twice', () => {
    const euros =
      (book.ledger
        .cash()
        .find(({ currency }) => currency === 'EUR')
        ?.value.toNumber() ?? 0) *
      0.05 *
      1.25
    expect(result.cash).toBeCloseTo(2 * 50_000 * -0.1 + euros, 6)
  })

  test('options are priced again, on shares and on futures', () => {
    for (const [option, quantity, underlying, spot] of [
      [put, 5, 'spot', 600],
      [esCall, -3, 'future', 6010],
    ] as const) {
      const market = answer(
        marketAt(option, now, book.market, { underlying, calendarOf: (id) => context.calendars.find(id) }),
      )
      expect(market.spot).toBe(spot)
      const terms = { right: option.right, strike: option.strike, exercise: 'european' } as const
      const after = blackScholes.price(terms, { ...market, spot: spot * 0.9, vol: market.vol + 0.1 })
      const change = (after - blackScholes.price(terms, market)) * quantity * option.multiplier
      expect(relativeError(lineOf(option.id), change)).toBeLessThan(1e-12)
    }
  })

  test('parts add up', () => {
    const sum = result.lines.reduce((total, { pnl }) => total + pnl, result.cash)
    expect(relativeError(result.pnl.value, sum)).toBeLessThan(1e-14)
    expect(answer(scenarioPnl(context, scenario)).value).toBe(result.pnl.value)
  })
})

describe('named scenarios', () => {
  test('a crash is worse than nothing for who is long, and a put softens it', () => {
    const book = testBook()
    book.mark(spy.id, 600)
    book.vol(put.id, 0.2)
    book.buy(spy.id, 100, 600)
    const bare = answer(scenarioPnl(book.context(), crashTogether())).value
    expect(bare).toBeCloseTo(-12_000, 8)
    book.buy(put.id, 1, 4)
    const hedged = answer(scenarioPnl(book.context(), crashTogether())).value
    expect(hedged).toBeGreaterThan(bare + 5_000)
  })

  test('one asset breaks alone; liquidity costs spreads; a flash crash both', () => {
    const book = testBook()
    book.mark(spy.id, 600, 0.02)
    book.mark(qqq.id, 500, 0.1)
    book.buy(spy.id, 100, 600)
    book.buy(qqq.id, -10, 500)
    const context = book.context()
    expect(answer(scenarioPnl(context, assetBreaks(qqq.id, 0.5))).value).toBeCloseTo(-2_500, 8)
    expect(answer(scenarioPnl(context, liquidityVanishes(10))).value).toBeCloseTo(-10 * (100 * 0.01 + 10 * 0.05), 8)
    const crash = flashCrash({ equity: -0.1 })
    expect(answer(scenarioPnl(context, crash)).value).toBeCloseTo(-6_000 + 500 - 20 * 1.5, 8)
  })

  test('with correlations at one nothing diversifies', () => {
    const book = testBook()
    book.mark(spy.id, 600)
    book.mark(qqq.id, 600)
    book.buy(spy.id, 10, 600)
    book.buy(qqq.id, 10, 600)
    const context = book.context()
    const one = correlationsToOne(4, () => 0.01)
    expect(answer(scenarioPnl(context, one)).value).toBeCloseTo(-480, 8)
    expect(answer(scenarioPnl(context, { ...one, correlation: 0 })).value).toBeCloseTo(-240 * Math.SQRT2, 8)
    expect(
      missingOf(
        scenarioPnl(
          context,
          correlationsToOne(4, ({ id }) => (id === qqq.id ? Number.NaN : 0.01)),
        ),
      ),
    ).toEqual([`shock/${qqq.id}`])
  })

  test('an exchange fails with what is kept there, and only with that', () => {
    const book = testBook([
      ['paper', 1000, 'USD'],
      ['binance/main', 5000, 'USD'],
    ])
    book.mark(perp.id, 50_000)
    book.buy(perp.id, 0.1, 49_000, 'binance/main')
    const context = book.context()
    expect(answer(scenarioPnl(context, exchangeFails(['binance/main']))).value).toBeCloseTo(-5100, 8)
    expect(answer(scenarioPnl(context, exchangeFails(['binance/main'], 0.5))).value).toBeCloseTo(-2550, 8)
    expect(answer(scenarioPnl(context, exchangeFails(['paper']))).value).toBeCloseTo(-1000, 8)
  })

  test('history moves classes, and says where it has that from', () => {
    const book = testBook()
    book.mark(spy.id, 600)
    book.buy(spy.id, 1, 600)
    for (const shock of historicalShocks) {
      expect(shock.source).toMatch(/S&P 500/)
      expect(shock.from < shock.to).toBe(true)
      const loss = answer(scenarioPnl(book.context(), historicalScenario(shock))).value
      expect(loss).toBeCloseTo(600 * shock.moves.equity!, 8)
    }
  })

  test('a fall of everything to nothing leaves a put its strike', () => {
    const book = testBook()
    book.mark(spy.id, 600)
    book.vol(put.id, 0.2)
    book.buy(put.id, 1, 4)
    const line = answer(stressBook(book.context(), classScenario('gone', { equity: -1 }))).lines[0]!
    expect(line.pnl).toBeGreaterThan(54_000)
    expect(line.pnl).toBeLessThan(55_000)
  })
})

describe('what is not known is named, all of it', () => {
  test('marks, volatilities, rates and quotes', () => {
    const book = testBook()
    book.buy(spy.id, 1, 600)
    book.buy(qqq.id, 1, 500)
    expect(missingOf(scenarioPnl(book.context(), crashTogether()))).toEqual([`mark/${qqq.id}`, `mark/${spy.id}`])
    book.mark(spy.id, 600)
    book.mark(qqq.id, 500)
    expect(missingOf(scenarioPnl(book.context(), liquidityVanishes()))).toEqual([`quote/${qqq.id}`, `quote/${spy.id}`])
    book.buy(put.id, 1, 4)
    expect(missingOf(scenarioPnl(book.context(), crashTogether()))).toEqual([`vol/${put.id}`])
    book.vol(put.id, 0.2)
    expect(scenarioPnl(book.context(), crashTogether()).ok).toBe(true)
    const paths = { ids: [spy.id], returns: matrixFromRows([[-0.01]]) }
    const profits = revaluePaths(book.context(), paths)
    expect(profits.ok ? [] : profits.failure.details.missing).toEqual([`returns/${qqq.id}`])
  })

  test('an instrument the registry does not know', () => {
    const book = testBook()
    book.mark(spy.id, 600)
    book.buy(spy.id, 1, 600)
    const context = book.context({ instruments: { find: () => undefined, all: () => [] } })
    expect(missingOf(scenarioPnl(context, crashTogether()))).toEqual([`instrument/${spy.id}`])
  })

  test('impossible shocks are refused at once', () => {
    expect(() => classScenario('x', { equity: -1.5 })).toThrow(/-1.5/)
    expect(() => liquidityVanishes(-1)).toThrow(/multiple/)
    expect(() => exchangeFails([])).toThrow(/accounts/)
  })
})

describe('along paths', () => {
  test('every path is what a scenario of the same moves says, and buckets add up', () => {
    const book = everything()
    const context = book.context()
    const ids = [spy.id, dax.id, es.id, perp.id, btc.id, vote.id, inverse.id]
    const rng = createRng('paths')
    const rows = Array.from({ length: 40 }, () => ids.map(() => 0.2 * (rng.next() - 0.5)))
    const { total, byBucket } = answer(
      revaluePaths(context, { ids, returns: matrixFromRows(rows) }, { partition: byClass }),
    )
    for (const [p, row] of rows.entries()) {
      const scenario: RiskScenario = {
        scenario: 'path',
        shock: ({ id }) => ({ price: row[ids.indexOf(id as (typeof ids)[number])] ?? 0, vol: 0 }),
        currency: () => 0,
      }
      expect(relativeError(total[p]!, answer(scenarioPnl(context, scenario)).value)).toBeLessThan(1e-10)
    }
    for (let p = 0; p < rows.length; p++) {
      let sum = 0
      for (const column of byBucket.values()) sum += column[p]!
      expect(sum).toBeCloseTo(total[p]!, 8)
    }
    expect([...byBucket.keys()].sort()).toEqual(['crypto', 'equity', 'event'])
  })

  test('Greeks alone come near', () => {
    const covariance = matrixFromRows([
      [4e-4, 1e-4],
      [1e-4, 9e-4],
    ])
    const simulated = answer(simulateReturns(covariance, { paths: 65_536, seed: 'greeks' }))
    const book = {
      delta: Float64Array.of(1000, -500),
      gamma: matrixFromRows([
        [-8000, 1000],
        [1000, 3000],
      ]),
      theta: 2,
    }
    const profits = Float64Array.from({ length: 65_536 }, (_, p) => {
      const [x, y] = [simulated.data[2 * p]!, simulated.data[2 * p + 1]!]
      return 2 + 1000 * x - 500 * y + 0.5 * (-8000 * x * x + 2 * 1000 * x * y + 3000 * y * y)
    })
    const mean = profits.reduce((a, b) => a + b, 0) / profits.length
    const near = deltaGammaTail(book, covariance, 0.99)
    expect(near.inDomain).toBe(true)
    expect(near.mean).toBeCloseTo(mean, 1)
    const moment = (k: number) => profits.reduce((sum, x) => sum + (x - mean) ** k, 0) / profits.length
    expect(near.deviation / Math.sqrt(moment(2))).toBeCloseTo(1, 2)
    expect(near.skewness).toBeCloseTo(moment(3) / moment(2) ** 1.5, 1)
    // 12 d^2 s (s g)^2 + 3 (s g)^4 over the square of the variance, of one underlying.
    const [d, g, v] = [1000, -30_000, 4e-4]
    const single = deltaGammaTail(
      { delta: Float64Array.of(d), gamma: matrixFromRows([[g]]) },
      matrixFromRows([[v]]),
      0.95,
    )
    const variance = d * d * v + (v * g) ** 2 / 2
    expect(single.excessKurtosis).toBeCloseTo((12 * d * d * v * (v * g) ** 2 + 3 * (v * g) ** 4) / variance ** 2, 10)
    expect(single.skewness).toBeCloseTo((3 * d * d * v * v * g + (v * g) ** 3) / variance ** 1.5, 10)
    const full = simulatedTail(profits, 0.99)
    expect(Math.abs(near.valueAtRisk / full.valueAtRisk - 1)).toBeLessThan(0.02)
    expect(Math.abs(near.shortfall / full.shortfall - 1)).toBeLessThan(0.03)
    // A naked short straddle: all gamma, no delta.
    const straddle = {
      delta: Float64Array.of(0, 0),
      gamma: matrixFromRows([
        [-1e5, 0],
        [0, 0],
      ]),
    }
    // Its loss is a multiple of a chi-square: 20 times 6.6349 at 99 %.
    const naked = deltaGammaTail(straddle, covariance, 0.99)
    expect(naked.skewness).toBeCloseTo(-Math.sqrt(8), 10)
    expect(naked.excessKurtosis).toBeCloseTo(12, 10)
    expect(Math.abs(naked.valueAtRisk / 132.698 - 1)).toBeLessThan(0.06)
  })
})

test('sensitivities are the slopes and bends of revalued paths', () => {
  const book = everything()
  const context = book.context()
  const ids = [spy.id, dax.id, es.id, perp.id, btc.id, vote.id, inverse.id]
  const found = answer(bookSensitivities(context, ids, { years: 1 / 365 }))
  const h = 1e-3
  for (let i = 0; i < ids.length; i++) {
    const rows = [h, -h].map((move) => ids.map((_, j) => (i === j ? move : 0)))
    const { total } = answer(revaluePaths(context, { ids, returns: matrixFromRows(rows) }))
    const [up, down] = total as unknown as [number, number]
    const scale = Math.abs(found.delta[i]!) + Math.abs(found.gamma.data[i * ids.length + i]!)
    expect(Math.abs((up - down) / (2 * h) - found.delta[i]!)).toBeLessThan(1e-4 * scale)
    expect(Math.abs((up + down) / (h * h) - found.gamma.data[i * ids.length + i]!)).toBeLessThan(1e-3 * scale)
  }
  const still = matrixFromRows([ids.map(() => 0)])
  const passed = answer(revaluePaths(context, { ids, returns: still }, { years: 1 / 365 })).total[0]!
  expect(Math.abs(passed / found.theta - 1)).toBeLessThan(0.05)
  expect(missingOf(bookSensitivities(context, ids.slice(1)))).toEqual([`returns/${spy.id}`])
})

test('a tail hedge covers what is asked, or says that the budget ended', () => {
  const full = sizeTailHedge({ loss: 10_000, tolerated: 4_000, payoff: 2_000, price: 100 })
  expect(full).toEqual({ quantity: 3, cost: 300, remaining: 4_000, limited: 'need' })
  expect(sizeTailHedge({ loss: 100, tolerated: 4_000, payoff: 2_000, price: 100 }).quantity).toBe(0)
  expect(() => sizeTailHedge({ loss: 1, payoff: 0, price: 1 })).toThrow(/payoff/)
})
