// Each rule seen to pass, to trim or refuse, and to let reductions through.
import { byClass } from '@bourse/assets'
import type { Order } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { controlOf, type Desk, desk, noon, orderOf } from '../gate/fixtures/desk.js'
import {
  createGate,
  drawdownLadder,
  type Gate,
  killSwitch,
  marketClosed,
  maxBucketShare,
  maxLeverage,
  maxOrderNotional,
  priceCollar,
  type Rule,
  staleData,
} from '../index.js'

const [SPY, QQQ, BTC, DAX, PUT] = [
  'SPY@ARCX',
  'QQQ@XNAS',
  'BTC/USDT@binanceusdm',
  'DAX@XETR',
  'SPY261218P00550000@CBOE',
] as const
const tick = { kind: 'timer', strategy: 's', tag: 't' } as const
const limit = (price: number): Partial<Order> => ({ type: 'limit', limit: price }) as Partial<Order>

function gateOf(...rules: readonly Rule[]): Gate {
  return createGate({ rules })
}

/** Holds 100 SPY: an order to sell them passes whatever the rule says of others. */
function lettingOut(rule: Rule, prepare: (d: Desk, gate: Gate) => void): void {
  const d = desk()
  d.hold(SPY, 100)
  const gate = gateOf(rule)
  gate.observe(d.input(tick), d.context())
  prepare(d, gate)
  expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
  expect(gate.checkOrder(orderOf(SPY, 'sell', 100), d.context()).pass).toBe(true)
}

describe('kill switch', () => {
  test('by account and strategy', () => {
    const d = desk()
    const gate = gateOf(killSwitch())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    const actions = gate.observe(d.input(controlOf('kill', 'ibkr/U1', 'ann', 'fat finger')), d.context())
    expect(actions).toMatchObject([
      { action: 'cancelAll', account: 'ibkr/U1', why: 'fat finger (ann)' },
      { action: 'flatten', account: 'ibkr/U1' },
    ])
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1, { account: 'ibkr/U1' }), d.context())).toMatchObject({
      pass: false,
      code: 'risk/killed',
    })
    gate.observe(d.input(controlOf('kill', 's')), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1, { strategy: 'other' }), d.context()).pass).toBe(true)
  })

  test('is said again each minute while something is held', () => {
    const d = desk()
    d.hold(SPY, 5)
    const gate = gateOf(killSwitch())
    expect(gate.observe(d.input(controlOf('kill', 'all')), d.context())).toHaveLength(2)
    d.now += 59_999
    expect(gate.observe(d.input(tick), d.context())).toEqual([])
    d.now += 1
    expect(gate.observe(d.input(tick), d.context())).toHaveLength(2)
    d.hold(SPY, 0)
    d.now += 120_000
    expect(gate.observe(d.input(tick), d.context())).toEqual([])
  })

  test('lets reductions through', () =>
    lettingOut(killSwitch(), (d, gate) => void gate.observe(d.input(controlOf('kill', 'all')), d.context())))
})

describe('drawdown ladder', () => {
  const steps = { warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' } as const
  test.each([
    [0, 100, 1],
    [4.999, 100, 1],
    [5, 75, 0.75],
    [9.99, 75, 0.75],
    [10, 50, 0.5],
  ])('%d %% down: %d of 100', (down, allowed, multiplier) => {
    const d = desk()
    const gate = gateOf(drawdownLadder(steps))
    gate.observe(d.input(tick), d.context())
    d.cash -= 1000 * down
    const verdict = gate.checkOrder(orderOf(SPY, 'buy', 100), d.context())
    expect(verdict).toMatchObject({ pass: true, order: { quantity: allowed } })
    expect(verdict.findings[0]!.answer.figures[1]).toMatchObject({ name: 'size multiplier', value: multiplier })
  })

  test('kills at 15 %, stays killed when the book recovers, and begins anew after a reset', () => {
    const d = desk()
    d.hold(SPY, 100)
    const gate = gateOf(drawdownLadder(steps))
    gate.observe(d.input(tick), d.context())
    d.cash -= 15_000
    expect(gate.observe(d.input(tick), d.context()).map((one) => one.action)).toEqual(['cancelAll', 'flatten'])
    d.cash += 20_000
    gate.observe(d.input(tick), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/drawdown-kill',
    })
    expect(gate.checkOrder(orderOf(SPY, 'sell', 100), d.context()).pass).toBe(true)
    d.cash -= 50_000
    gate.observe(d.input(controlOf('reset', 'drawdownLadder', '', 'why')), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    gate.observe(d.input(controlOf('reset', 'drawdownLadder')), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
  })

  test('a day begins at midnight, a month with the first', () => {
    for (const [since, later] of [
      ['day', '2026-11-06T00:00Z'],
      ['month', '2026-12-01T00:00Z'],
    ] as const) {
      const d = desk()
      const gate = gateOf(drawdownLadder({ ...steps, since }))
      gate.observe(d.input(tick), d.context())
      d.cash -= 10_000
      gate.observe(d.input(tick), d.context())
      expect(gate.checkOrder(orderOf(SPY, 'buy', 100), d.context())).toMatchObject({ order: { quantity: 50 } })
      d.now = Date.parse(later)
      gate.observe(d.input(tick), d.context())
      expect(gate.checkOrder(orderOf(QQQ, 'buy', 100), d.context())).toMatchObject({ order: { quantity: 100 } })
    }
  })

  test('a withdrawal is no loss, a deposit hides none', () => {
    const d = desk()
    const gate = gateOf(drawdownLadder(steps))
    gate.observe(d.input(tick), d.context())
    const move = (value: number): void => {
      d.cash += value
      gate.observe(
        d.input({
          kind: 'cashMove',
          account: 'paper',
          moveId: 'm',
          reason: value > 0 ? 'deposit' : 'withdrawal',
          amount: d.money(value),
        }),
        d.context(),
      )
    }
    move(-50_000)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 100), d.context())).toMatchObject({ order: { quantity: 100 } })
    d.cash -= 5_000
    move(50_000)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 100), d.context())).toMatchObject({ order: { quantity: 75 } })
  })

  test('refuses where equity is not known', () => {
    const d = desk()
    d.hold(SPY, 1)
    d.marks.delete(SPY)
    expect(gateOf(drawdownLadder(steps)).checkOrder(orderOf(QQQ, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/missing-equity',
    })
  })

  test('steps in order', () => expect(() => drawdownLadder({ ...steps, warn: 0.2 })).toThrow(/warn/))
})

describe('leverage', () => {
  test('of the book, of a bucket, and in a drawdown', () => {
    const d = desk()
    expect(gateOf(maxLeverage(3)).checkOrder(orderOf(SPY, 'buy', 3000), d.context()).pass).toBe(true)
    expect(gateOf(maxLeverage(3)).checkOrder(orderOf(SPY, 'buy', 3001), d.context())).toMatchObject({
      trimmed: { to: 3000 },
    })
    const crypto = gateOf(maxLeverage(1, { partition: byClass, bucket: 'crypto' }))
    expect(crypto.checkOrder(orderOf(SPY, 'buy', 9000), d.context()).pass).toBe(true)
    expect(crypto.checkOrder(orderOf(BTC, 'sell', 1000.5), d.context())).toMatchObject({ trimmed: { to: 1000 } })
    const scaled = gateOf(maxLeverage(3, { scale: { slope: 5, none: 0.15, unlevered: 0.1, since: 'start' } }))
    scaled.observe(d.input(tick), d.context())
    d.cash = 95_000
    expect(scaled.checkOrder(orderOf(SPY, 'buy', 9000), d.context())).toMatchObject({ trimmed: { to: 2137 } }) // 3 x 0.75 x 950
    d.cash = 90_000
    expect(
      createGate({
        rules: [maxLeverage(3, { scale: { slope: 5, none: 0.15, unlevered: 0.1, since: 'start' } })],
        state: { ...(scaled.save() as object), passed: [] } as never,
      }).checkOrder(orderOf(SPY, 'buy', 9000), d.context()),
    ).toMatchObject({ trimmed: { to: 900 } })
  })

  test('options count by delta, by one where no volatility is known, and never less than their premium', () => {
    const d = desk()
    d.mark(SPY, 600)
    d.mark(PUT, 5)
    const gross = (): number => {
      const verdict = gateOf(maxLeverage(1e9)).checkOrder(orderOf(PUT, 'sell', 1), d.context())
      return verdict.findings[0]!.answer.figures[0]!.value * 100_000
    }
    expect(gross()).toBeCloseTo(60_000, 6)
    d.vols.set(SPY, 0.2)
    expect(gross()).toBeGreaterThan(3_000)
    expect(gross()).toBeLessThan(15_000)
    d.mark(PUT, 300)
    expect(gross()).toBeCloseTo(30_000, 6)
  })

  test('lets reductions through', () => lettingOut(maxLeverage(0.05), () => {}))
  test('equity that is not above zero refuses', () => {
    const d = desk()
    d.cash = 0
    expect(gateOf(maxLeverage(3)).checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
  })
})

describe('bucket share', () => {
  const rule = (): Rule => maxBucketShare(byClass, { crypto: 0.15, equity: 0.5 })
  test('passes, trims, and leaves other buckets alone', () => {
    const d = desk()
    expect(gateOf(rule()).checkOrder(orderOf(BTC, 'buy', 150), d.context()).pass).toBe(true)
    expect(gateOf(rule()).checkOrder(orderOf(BTC, 'buy', 150.001), d.context())).toMatchObject({ trimmed: { to: 150 } })
    expect(gateOf(maxBucketShare(byClass, { crypto: 0 })).checkOrder(orderOf(SPY, 'buy', 9999), d.context()).pass).toBe(
      true,
    )
    expect(
      gateOf(maxBucketShare(byClass, { crypto: 0 })).checkOrder(orderOf(BTC, 'buy', 1), d.context()),
    ).toMatchObject({ pass: false, code: 'risk/bucket-share' })
  })
  test('foreign currency is converted', () =>
    expect(gateOf(rule()).checkOrder(orderOf(DAX, 'buy', 500), desk().context())).toMatchObject({
      trimmed: { to: 400 },
    }))
  test('lets reductions through', () => lettingOut(maxBucketShare(byClass, { equity: 0.01 }), () => {}))
  test('an unknown bucket is a mistake', () => expect(() => maxBucketShare(byClass, { stonks: 1 })).toThrow(/stonks/))
})

describe('order notional', () => {
  test('at the price of the order where that is higher', () => {
    const d = desk()
    expect(gateOf(maxOrderNotional('1000 USD')).checkOrder(orderOf(SPY, 'buy', 10), d.context())).not.toHaveProperty(
      'trimmed',
    )
    expect(
      gateOf(maxOrderNotional('1000 USD')).checkOrder(orderOf(SPY, 'buy', 10, limit(110)), d.context()),
    ).toMatchObject({ trimmed: { to: 9 } })
    expect(gateOf(maxOrderNotional('1000 EUR')).checkOrder(orderOf(SPY, 'buy', 13), d.context())).toMatchObject({
      trimmed: { to: 12 },
    })
    expect(gateOf(maxOrderNotional('1000 CHF')).checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      code: 'risk/missing-rate',
    })
  })
  test('lets reductions through', () => lettingOut(maxOrderNotional('50 USD'), () => {}))
})

describe('stale data', () => {
  test('mark, underlying and rate', () => {
    const d = desk()
    const gate = gateOf(staleData(5_000))
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    d.now = noon + 5_001
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/stale-data' })
    d.mark(PUT, 5)
    expect(gate.checkOrder(orderOf(PUT, 'buy', 1), d.context()).findings[0]!.answer.figures[0]!.name).toBe(
      'age of SPY@ARCX',
    )
    d.mark(DAX, 100)
    expect(gate.checkOrder(orderOf(DAX, 'buy', 1), d.context()).findings[0]!.answer.figures[0]!.name).toBe(
      'age of EUR/USD',
    )
  })
  test('lets reductions through', () => lettingOut(staleData(5_000), (d) => (d.now += 6_000)))
})

describe('market closed', () => {
  test('by the calendar of each instrument', () => {
    const d = desk()
    const gate = gateOf(marketClosed())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    d.now = Date.parse('2026-11-07T16:00Z') // a Saturday
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/market-closed',
    })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1, { tif: 'open' }), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(BTC, 'buy', 1), d.context()).pass).toBe(true)
    const none = { ...d.context(), calendars: { find: () => undefined } }
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), none)).toMatchObject({ pass: false, code: 'risk/missing-calendar' })
    d.now = Date.parse('2199-01-01')
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({ code: 'risk/missing-calendar' })
  })
  test('lets reductions through', () => lettingOut(marketClosed(), (d) => (d.now = Date.parse('2026-11-07T16:00Z'))))
})

describe('price collar', () => {
  const gate = gateOf(priceCollar(0.05))
  test.each([
    ['buy', 105, true],
    ['buy', 105.01, false],
    ['buy', 1, true],
    ['sell', 95, true],
    ['sell', 94.99, false],
    ['sell', 900, true],
  ] as const)('%s at %d: %s', (side, price, pass) =>
    expect(gate.checkOrder(orderOf(SPY, side, 1, limit(price)), desk().context()).pass).toBe(pass),
  )

  test('judges exits too, a stop-limit by its stop, a combo by its legs', () => {
    const d = desk()
    d.hold(SPY, 10)
    expect(gate.checkOrder(orderOf(SPY, 'sell', 10, limit(50)), d.context())).toMatchObject({
      pass: false,
      code: 'risk/price-collar',
    })
    expect(gate.checkOrder(orderOf(SPY, 'sell', 10), d.context()).pass).toBe(true)
    expect(
      gate.checkOrder(
        orderOf(SPY, 'buy', 1, { type: 'stopLimit', stop: 120, limit: 125 } as Partial<Order>),
        d.context(),
      ).pass,
    ).toBe(true)
    const spread = {
      group: 'combo',
      type: 'limit',
      orderId: 'c',
      account: 'paper',
      strategy: 's',
      side: 'buy',
      quantity: 1,
      tif: 'day',
      legs: [
        { instrument: QQQ, ratio: 1 },
        { instrument: SPY, ratio: -1 },
      ],
    } as const
    expect(gate.checkOrder({ ...spread, limit: 10 }, d.context()).pass).toBe(true)
    expect(gate.checkOrder({ ...spread, limit: 10.1 }, d.context()).pass).toBe(false)
  })
})
