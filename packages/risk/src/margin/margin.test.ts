import { manualClock } from '@bourse/core'
import { parseMargins, parseSpreadCredits } from '@bourse/futures'
import { createRng } from '@bourse/math'
import fc from 'fast-check'
import { Subject } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { es, esCall, perp, put, qqq, spy, testBook, vote } from '../fixtures/book.js'
import type { RiskContext } from '../index.js'
import {
  cashRules,
  type FutureHolding,
  futuresMargin,
  futuresRules,
  liquidationPrice,
  type MarginModelOptions,
  marginLevel,
  marginModel,
  marginUseOf,
  marginViewOf,
  perpetualMargin,
  perpetualRules,
  perpetualTiers,
  portfolioRules,
  regTRules,
  type StrategyLeg,
  spanRisk,
  spanRules,
  strategyMargin,
} from '../margin.js'
import { golden } from '@bourse/proof'
import { type MarginNews, margin$ } from '../rx.js'

const answer = <T>(result: { ok: true; value: T } | { ok: false; failure: { message: string } }): T => {
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
const margins = answer(
  parseMargins(
    'root,from,initial,maintenance,currency,source\nES,2026-11-02,22000,20000,USD,a\nNQ,2026-11-02,33000,30000,USD,a\nZB,2026-11-02,4400,4000,USD,a\nZF,2026-11-02,1100,1000,USD,a',
  ),
)
const credits = answer(
  parseSpreadCredits(
    'legs,from,credit,source\n1 ES -1 NQ,2026-11-02,0.7,a\n2 ZF -1 ZB,2026-11-02,0.6,a\n1 ES -2 ZB,2026-11-02,0.5,a',
  ),
)
const day = '2026-11-18'
const held = (...rows: readonly (readonly [root: string, quantity: number, month?: string])[]): FutureHolding[] =>
  rows.map(([root, quantity, month = '2026-12']) => ({ root, month, quantity }))
const maintenance = (holdings: readonly FutureHolding[], extra = {}) =>
  answer(futuresMargin(holdings, { margins, credits, ...extra }, day)).reduce((sum, part) => sum + part.maintenance, 0)

describe('futures by table', () => {
  test('outright, spreads, and what is left over', () => {
    expect(maintenance(held(['ES', 3]))).toBe(60_000)
    // Two sets at 70 %, one ES left, then nothing for it to spread with.
    expect(maintenance(held(['ES', 3], ['NQ', -2]))).toBeCloseTo(20_000 + 2 * 50_000 * 0.3, 6)
    expect(maintenance(held(['ES', -3], ['NQ', 2]))).toBeCloseTo(20_000 + 2 * 50_000 * 0.3, 6)
    // The larger credit takes the contracts first, what it leaves goes to the next.
    expect(maintenance(held(['ES', 2], ['NQ', -1], ['ZB', -2]))).toBeCloseTo(50_000 * 0.3 + (20_000 + 8_000) * 0.5, 6)
    expect(maintenance(held(['ES', 1], ['NQ', -1], ['ZB', -2]))).toBeCloseTo(50_000 * 0.3 + 8_000, 6)
    expect(maintenance(held(['ES', 1], ['NQ', 1]))).toBe(50_000)
  })

  test('months of one root: in full, unless told', () => {
    const calendar = held(['ES', 2], ['ES', -2, '2027-03'])
    expect(maintenance(calendar)).toBe(80_000)
    expect(maintenance(calendar, { calendarShare: 0.1 })).toBe(4_000)
    expect(maintenance(held(['ES', 2], ['ES', -2]))).toBe(0)
  })

  test('a root without a margin is named', () => {
    const failure = futuresMargin(held(['CL', 1]), { margins }, day)
    expect(failure).toMatchObject({ ok: false, failure: { code: 'margin/missing', details: { root: 'CL' } } })
    expect(futuresMargin(held(['ES', 1]), { margins, maxAgeDays: 5 }, day)).toMatchObject({
      failure: { code: 'margin/stale' },
    })
  })

  test('credits never ask more, nor make margin negative', () => {
    const rng = createRng('credits')
    for (let k = 0; k < 300; k++) {
      const holdings = ['ES', 'NQ', 'ZB', 'ZF'].map((root) => ({
        root,
        month: '2026-12',
        quantity: Math.round(20 * (rng.next() - 0.5)),
      }))
      const [without, withCredits] = [maintenance(holdings, { credits: [] }), maintenance(holdings)]
      expect(withCredits).toBeLessThanOrEqual(without + 1e-9)
      expect(withCredits).toBeGreaterThanOrEqual(0)
    }
  })
})

describe('scan risk', () => {
  const product = {
    price: 5000,
    multiplier: 50,
    priceRange: 250,
    volRange: 0.06,
    extremeMultiple: 3,
    extremeCover: 0.33,
    rate: 0.04,
  }
  const call = { type: 'option', right: 'call', strike: 5200, years: 0.25, vol: 0.2, quantity: 1 } as const

  test('is as large for twice the position, the same for nothing, and never more for a hedge than for its parts', () => {
    const single = spanRisk([call], product).risk
    expect(spanRisk([{ ...call, quantity: 2 }], product).risk).toBeCloseTo(2 * single, 6)
    expect(spanRisk([call, { ...call, quantity: -1 }], product).risk).toBe(0)
    const future = { type: 'future', quantity: -1 } as const
    expect(spanRisk([call, future], product).risk).toBeLessThanOrEqual(single + spanRisk([future], product).risk)
  })

  test('relative ranges are shares of each volatility', () => {
    const relative = spanRisk([call], { ...product, volRange: 0.3, relative: true })
    expect([...relative.losses]).toEqual([...spanRisk([call], { ...product, volRange: 0.3 * 0.2 }).losses])
  })

  test('bad input is refused by name', () => {
    expect(() => spanRisk([{ ...call, vol: Number.NaN }], product)).toThrow(/positions\[0\].vol/)
    expect(() => spanRisk([call], { ...product, priceRange: 0 })).toThrow(/priceRange/)
  })
})

describe('option structures', () => {
  const leg = (type: 'call' | 'put', strike: number, quantity: number, price = 1): StrategyLeg => ({
    type,
    strike,
    quantity,
    price,
    multiplier: 100,
  })

  test('a ratio spread is a spread and a naked option', () => {
    const ratio = strategyMargin([leg('call', 100, 1, 3.68), leg('call', 110, -2, 0.7)], { spot: 100 })
    expect(ratio.parts).toEqual([{ of: 'naked call', requirement: 1000 }])
    expect(ratio.requirement).toBe(1000)
  })

  test('shares cover calls', () => {
    const covered = strategyMargin([{ type: 'stock', quantity: 100 }, leg('call', 105, -1, 1.74)], { spot: 100 })
    expect(covered).toMatchObject({ requirement: 0, against: 0 })
    const half = strategyMargin([{ type: 'stock', quantity: 50 }, leg('call', 105, -1, 1.74)], { spot: 100 })
    expect(half.requirement).toBe(750)
  })

  test('against equity a credit spread asks its width less the credit, a long option its premium', () => {
    expect(strategyMargin([leg('put', 95, -1, 1.38), leg('put', 90, 1, 0.43)], { spot: 100 }).against).toBeCloseTo(
      405,
      10,
    )
    expect(strategyMargin([leg('call', 100, 2, 3.5)], { spot: 100 }).against).toBe(700)
  })

  test('covering never costs more than standing naked, whatever the legs', () => {
    const legs = fc.array(
      fc.record({
        type: fc.constantFrom('call' as const, 'put' as const),
        strike: fc.integer({ min: 16, max: 24 }).map((k) => 5 * k),
        quantity: fc.integer({ min: -4, max: 4 }).filter((q) => q !== 0),
      }),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(legs, (some) => {
        const all = some.map(({ type, strike, quantity }) => leg(type, strike, quantity))
        const short = all.filter(({ quantity }) => quantity < 0)
        const whole = strategyMargin(all, { spot: 100 })
        expect(whole.requirement).toBeGreaterThanOrEqual(0)
        // Naked options have a margin below what a spread can lose: long legs may be left out, never short ones.
        const naked = short.reduce((sum, one) => sum + strategyMargin([one], { spot: 100 }).requirement, 0)
        const widest = 40 * 100 * short.reduce((sum, one) => sum - one.quantity, 0)
        expect(whole.requirement).toBeLessThanOrEqual(naked + widest)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('perpetuals', () => {
  const tiers = perpetualTiers([
    { upTo: 50_000, rate: 0.004, maxLeverage: 125 },
    { upTo: 250_000, rate: 0.005, maxLeverage: 100 },
    { upTo: 3_000_000, rate: 0.01, maxLeverage: 50 },
    { upTo: Number.POSITIVE_INFINITY, rate: 0.025, maxLeverage: 20 },
  ])

  test('maintenance does not jump between tiers', () => {
    for (const { upTo } of tiers.slice(0, -1)) {
      const [below, above] = [
        perpetualMargin(upTo, tiers).maintenance,
        perpetualMargin(upTo * (1 + 1e-12), tiers).maintenance,
      ]
      expect(above).toBeCloseTo(below, 5)
    }
  })

  test('at the liquidation price margin and profit are the maintenance, in any tier, linear and inverse', () => {
    const rng = createRng('liquidation')
    let never = 0
    for (let k = 0; k < 4000; k++) {
      const payoff = k % 2 === 0 ? 'linear' : 'inverse'
      const entry = 100 * 10 ** (3 * rng.next())
      const notional = 10 ** (3 + 4.5 * rng.next())
      const size = payoff === 'linear' ? notional / entry : notional * entry
      const quantity = size * (rng.next() < 0.5 ? -1 : 1)
      const margin = notional * (0.03 + 1.2 * rng.next())
      const price = liquidationPrice({ quantity, entry, margin, payoff, tiers })
      if (!(price > 0 && price < Number.POSITIVE_INFINITY)) {
        never++
        continue
      }
      const profit = payoff === 'linear' ? quantity * (price - entry) : quantity * (1 / entry - 1 / price)
      const then = payoff === 'linear' ? size * price : size / price
      const { maintenance: asked } = perpetualMargin(then, tiers)
      expect(Math.abs(margin + profit - asked)).toBeLessThan(1e-9 * Math.max(then, margin))
      // It lies where the position loses.
      expect(Math.sign(quantity) * (price - entry)).toBeLessThan(0)
    }
    expect(never).toBeGreaterThan(50)
    expect(never).toBeLessThan(1500)
  })

  test('what nothing can take has no such price', () => {
    expect(liquidationPrice({ quantity: 1, entry: 100, margin: 200, tiers })).toBe(0)
    expect(liquidationPrice({ quantity: -1, entry: 100, margin: 1, payoff: 'inverse', tiers })).toBe(
      Number.POSITIVE_INFINITY,
    )
  })
})

const policy = golden<{ marginLadder: { cases: { utilisation: string; level: string }[] } }>(
  'optrisk/riskpolicy.dev.json',
)
describe.skipIf(!policy.rows)(`${policy.title}: margin ladder`, () => {
  test.each(policy.rows?.marginLadder.cases ?? [])('$utilisation is $level', ({ utilisation, level }) => {
    expect(marginLevel(Number(utilisation))).toBe(level)
  })
})

test('a use that is not known has no level of its own to hide behind', () => {
  expect(marginLevel(Number.NaN)).toBe('unknown')
  expect(marginLevel(Number.POSITIVE_INFINITY)).toBe('liquidate')
})

const tiersOf = () => perpetualTiers([{ upTo: Number.POSITIVE_INFINITY, rate: 0.05, maxLeverage: 10 }])
const ranges = { priceRange: 250, volRange: 0.06, extremeMultiple: 3, extremeCover: 0.33 }

function account(cash: number, options?: MarginModelOptions) {
  const book = testBook([['paper', cash, 'USD']])
  book.mark(spy.id, 600, 0.02)
  book.mark(qqq.id, 500, 0.5)
  book.mark(es.id, 6000, 0.25)
  book.mark(perp.id, 50_000, 100)
  book.mark(put.id, 4, 0.1)
  book.mark(esCall.id, 30, 0.5)
  book.mark(vote.id, 0.5, 0.01)
  book.vol(put.id, 0.2)
  book.vol(esCall.id, 0.15)
  const model = marginModel([futuresRules({ margins }), perpetualRules(tiersOf), regTRules(), cashRules()], options)
  return { book, model }
}

describe('a model out of rules', () => {
  test('every kind has its part', () => {
    const { book, model } = account(1_000_000)
    book.buy(spy.id, 100, 600)
    book.buy(put.id, -1, 4)
    book.buy(es.id, 2, 6000)
    book.buy(perp.id, -1, 50_000)
    book.buy(vote.id, 100, 0.5)
    const { answer: asked, use } = answer(marginUseOf(book.context(), model, 'paper'))
    const parts = Object.fromEntries(asked.parts.map(({ of, initial }) => [of, initial]))
    expect(parts[spy.id]).toBe(30_000)
    expect(parts.ES).toBe(44_000)
    expect(parts[perp.id]).toBe(5_000)
    expect(parts[vote.id]).toBe(50)
    // 20 % of 600 less 50 out of the money; 4 of premium stand in the equity already.
    expect(parts[`options on ${spy.id}`]).toBeCloseTo(7_000, 8)
    expect(asked.maintenance.value).toBeCloseTo(15_000 + 40_000 + 2_500 + 50 + 7_000, 6)
    expect(use).toBeCloseTo(64_550 / 1_000_000, 6)
    expect(asked.liquidation).toEqual([])
    const view = marginViewOf(book.context(), new Map([['paper', model]]))
    expect(view.of('paper')?.use).toBe(use)
    expect(view.of('ibkr/U1')).toBeUndefined()
  })

  test('what is not covered or not known fails, by name', () => {
    const { book } = account(100_000)
    book.buy(es.id, 1, 6000)
    const context = book.context()
    expect(marginUseOf(context, marginModel([cashRules()]), 'paper')).toMatchObject({
      failure: { code: 'margin/not-covered', details: { instrument: es.id } },
    })
    expect(marginUseOf(context, marginModel([futuresRules({ margins: [] })]), 'paper')).toMatchObject({
      failure: { code: 'margin/missing', details: { root: 'ES' } },
    })
    const blind = testBook()
    blind.buy(spy.id, 1, 600)
    expect(marginUseOf(blind.context(), marginModel([regTRules()]), 'paper')).toMatchObject({
      failure: { code: 'margin/missing', details: { missing: [`mark/${spy.id}`] } },
    })
    // Nothing is held, so no rule has anything to miss: the hole is in the equity.
    const foreign = testBook([['paper', 1_000, 'CHF']])
    expect(marginUseOf(foreign.context(), marginModel([cashRules()]), 'paper')).toMatchObject({
      failure: { code: 'margin/missing', details: { missing: ['rate/CHF'] } },
    })
    expect(
      marginViewOf(foreign.context(), new Map([['paper', marginModel([cashRules()])]])).of('paper'),
    ).toBeUndefined()
  })

  test('scans of futures with their options, and of a portfolio', () => {
    const { book } = account(1_000_000)
    book.buy(es.id, 2, 6000)
    book.buy(esCall.id, -3, 30)
    const span = answer(marginUseOf(book.context(), marginModel([spanRules(() => ranges)]), 'paper'))
    expect(span.answer.maintenance.value).toBeGreaterThan(10_000)
    expect(span.answer.maintenance.value).toBeLessThan(2 * 50 * 250)
    expect(span.answer.initial.value).toBeCloseTo(1.1 * span.answer.maintenance.value, 6)
    const missing = marginUseOf(book.context(), marginModel([spanRules(() => undefined)]), 'paper')
    expect(missing).toMatchObject({ failure: { details: { missing: ['ranges/ES'] } } })

    const { book: hedged } = account(1_000_000)
    hedged.buy(spy.id, 100, 600)
    const portfolio = marginModel([portfolioRules(() => ({ down: -0.15, up: 0.15 }))])
    const bare = answer(marginUseOf(hedged.context(), portfolio, 'paper')).answer.maintenance.value
    expect(bare).toBeCloseTo(9_000, 6)
    hedged.buy(put.id, 1, 4)
    expect(answer(marginUseOf(hedged.context(), portfolio, 'paper')).answer.maintenance.value).toBeLessThan(bare)
  })
})

describe('the liquidation plan', () => {
  test('one order where one is enough, the most liquid such, and no larger than it must be', () => {
    const { book, model } = account(62_000)
    book.buy(es.id, 3, 6000)
    book.buy(qqq.id, 80, 500)
    // 60,000 and 10,000 of maintenance against 62,000: QQQ's 10,000 are enough, and so is one ES; ES is tighter quoted.
    const { answer: asked, level } = answer(marginUseOf(book.context(), model, 'paper'))
    expect(asked.maintenance.value).toBe(70_000)
    expect(level).toBe('liquidate')
    expect(asked.liquidation).toMatchObject([
      { instrument: es.id, side: 'sell', quantity: 1, type: 'market', reduceOnly: true },
    ])
  })

  test('liquidity can be told otherwise', () => {
    const { book, model } = account(62_000, { liquidityOf: (id) => (id === qqq.id ? 2 : 1) })
    book.buy(es.id, 3, 6000)
    book.buy(qqq.id, 80, 500)
    const { liquidation } = answer(marginUseOf(book.context(), model, 'paper')).answer
    // 10,000 for 80 shares; more than 8,000 must go.
    expect(liquidation).toMatchObject([{ instrument: qqq.id, side: 'sell', quantity: 65 }])
  })

  test('below 110 % there is none, from there on it returns under 100 %, with as few orders as can be', () => {
    const rng = createRng('plans')
    for (let k = 0; k < 60; k++) {
      const { book, model } = account(100_000)
      book.buy(es.id, Math.ceil(4 * rng.next()), 6000)
      book.buy(qqq.id, -Math.ceil(300 * rng.next()), 500)
      book.buy(perp.id, Math.round(40 * rng.next() - 20) / 10 || 0.1, 50_000)
      book.buy(spy.id, Math.ceil(200 * rng.next()), 600)
      book.buy(put.id, -Math.ceil(3 * rng.next()), 4)
      const { use, answer: asked, equity } = answer(marginUseOf(book.context(), model, 'paper'))
      if (use < 1.1) {
        expect(asked.liquidation).toEqual([])
        continue
      }
      const after = (closing: ReadonlyMap<string, number>): number => {
        const left = [...book.ledger.positions()]
          .map((position) => ({ ...position, quantity: position.quantity + (closing.get(position.instrument) ?? 0) }))
          .filter(({ quantity }) => Math.abs(quantity) > 1e-9)
        const view = { ...book.ledger, base: 'USD', positions: () => left, equity: book.ledger.equity }
        return answer(model.margin(view, book.context(), 'paper')).maintenance.value
      }
      const plan = new Map<string, number>()
      for (const order of asked.liquidation)
        if ('instrument' in order) plan.set(order.instrument, order.side === 'sell' ? -order.quantity : order.quantity)
      expect(after(plan)).toBeLessThan(equity.value)
      // No smaller set would do, whichever positions it closed.
      const all = [...book.ledger.positions()]
      for (let set = 1; set < 2 ** all.length; set++) {
        const chosen = all.filter((_, i) => (set >> i) & 1)
        if (chosen.length >= plan.size) continue
        expect(
          after(new Map(chosen.map(({ instrument, quantity }) => [instrument, -quantity]))),
        ).toBeGreaterThanOrEqual(equity.value)
      }
    }
  })
})

test('margin$ answers at most once per period, alerts once per crossing, and outlives a failure', () => {
  const { book, model } = account(100_000)
  const clock = manualClock(0)
  const contexts = new Subject<RiskContext>()
  const seen: MarginNews[] = []
  const subscription = margin$(contexts, { model, account: 'paper', every: '1s', clock }).subscribe((news) =>
    seen.push(news),
  )
  const told = () =>
    seen.map((news) => ('failure' in news ? news.failure.code : `${news.use.toFixed(2)} ${news.crossed ?? ''}`))
  const show = (quantity: number) => {
    if (quantity !== 0) book.buy(es.id, quantity, 6000)
    contexts.next(book.context())
  }
  show(3)
  show(1) // within the second: waits
  expect(told()).toEqual(['0.60 '])
  clock.advance(clock.now() + 1000)
  expect(told()).toEqual(['0.60 ', '0.80 alert80'])
  clock.advance(clock.now() + 1000)
  show(0)
  clock.advance(clock.now() + 1000)
  show(1)
  expect(told().slice(2)).toEqual(['0.80 ', '1.00 alert100'])
  clock.advance(clock.now() + 1000)
  show(1)
  expect(told().at(-1)).toBe('1.20 liquidate')
  const last = seen.at(-1)!
  expect('failure' in last ? [] : last.answer.liquidation).toMatchObject([{ instrument: es.id, quantity: 2 }])
  clock.advance(clock.now() + 1000)
  show(-4)
  clock.advance(clock.now() + 1000)
  show(2)
  expect(told().slice(-2)).toEqual(['0.40 ', '0.80 alert80'])
  clock.advance(clock.now() + 1000)
  book.buy(btcless, 1, 50_000)
  contexts.next(book.context())
  expect(told().at(-1)).toBe('margin/missing')
  subscription.unsubscribe()
  expect(contexts.observed).toBe(false)
})
const btcless = 'DAX@XETR'
