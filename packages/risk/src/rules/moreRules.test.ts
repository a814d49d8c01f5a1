// Each rule seen to pass, to trim or refuse, and to let reductions through: sizes, losses, slots, data, events.
import { byClass } from '@bourse/assets'
import { cryptoLadder, fiveSlots, phaseRule } from '@bourse/assets/catalogue'
import { bracket, type Order, oco, type WorkingOrder } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { controlOf, type Desk, desk, dax, noon, orderOf, spy, workingOf } from '../gate/fixtures/desk.js'
import {
  createGate,
  crossAsset,
  eventBlackout,
  explainVerdict,
  type Gate,
  ladder15,
  marginHeadroom,
  maxAssetDailyLoss,
  maxContracts,
  maxCorrelatedExposure,
  maxDailyLoss,
  maxHeat,
  maxHoldingDays,
  maxOrderRate,
  maxPosition,
  maxPositions,
  maxRiskPerTrade,
  maxTotalExposure,
  maxVolumeShare,
  minBucketShare,
  minPosition,
  phased25,
  phaseLimit,
  type Rule,
  slots20,
  stopRequired,
  tierSlots,
  tradingHalt,
} from '../index.js'

const [SPY, QQQ, ES, BTC, PUT] = [
  'SPY@ARCX',
  'QQQ@XNAS',
  'ESZ26@CME',
  'BTC/USDT@binanceusdm',
  'SPY261218P00550000@CBOE',
] as const
const tick = { kind: 'timer', strategy: 's', tag: 't' } as const
const day = 86_400_000

function gateOf(...rules: readonly Rule[]): Gate {
  return createGate({ rules })
}
const limit = (price: number): Partial<Order> => ({ type: 'limit', limit: price }) as Partial<Order>
const stopped = (side: 'buy' | 'sell', quantity: number, stopLoss: number, id: Order['instrument'] = SPY) =>
  bracket<Order>(orderOf(id, side, quantity, limit(100)), { stopLoss })
/** What is left of an order: its quantity, less where trimmed, 0 where refused. */
function left(gate: Gate, order: Order, d: Desk): number {
  const verdict = gate.checkOrder(order, d.context())
  return verdict.pass ? verdict.order.quantity : 0
}

/** Holds 100 SPY: whatever the rule says of others, an order to sell them passes; one to buy more does not. */
function lettingOut(rule: Rule, prepare: (d: Desk, gate: Gate) => unknown = () => {}): void {
  const d = desk()
  d.hold(SPY, 100)
  const gate = gateOf(rule)
  gate.observe(d.input(tick), d.context())
  prepare(d, gate)
  const verdict = gate.checkOrder(orderOf(SPY, 'buy', 100_000), d.context())
  expect(verdict.pass && verdict.trimmed === undefined).toBe(false)
  gate.load({ ...(gate.save() as object), passed: [] } as never)
  expect(gate.checkOrder(orderOf(SPY, 'sell', 100), d.context()).pass).toBe(true)
}

describe('sizes', () => {
  test('total exposure', () => {
    expect(left(gateOf(maxTotalExposure(0.4)), orderOf(SPY, 'buy', 500), desk())).toBe(400)
    lettingOut(maxTotalExposure(0.1))
  })

  test('one position, in share and money, over all accounts', () => {
    const d = desk()
    d.hold(SPY, 40, { account: 'ibkr/U1' })
    expect(left(gateOf(maxPosition({ share: 0.1 })), orderOf(SPY, 'buy', 100), d)).toBe(60)
    expect(left(gateOf(maxPosition({ share: 0.1, money: '5000 USD' })), orderOf(SPY, 'buy', 100), d)).toBe(10)
    expect(left(gateOf(maxPosition({ money: '4000 EUR' })), orderOf(SPY, 'buy', 100), d)).toBe(10)
    expect(left(gateOf(maxPosition({ share: 0.1 })), orderOf(QQQ, 'buy', 100), d)).toBe(100)
    expect(() => maxPosition({})).toThrow(/share/)
    lettingOut(maxPosition({ share: 0.01 }))
  })

  test('contracts, by kind', () => {
    const d = desk()
    d.hold(ES, -8)
    expect(left(gateOf(maxContracts(10)), orderOf(ES, 'sell', 5), d)).toBe(2)
    expect(left(gateOf(maxContracts(10)), orderOf(SPY, 'buy', 5000), d)).toBe(5000)
    expect(left(gateOf(maxContracts(7)), orderOf(ES, 'sell', 1), d)).toBe(0)
    expect(left(gateOf(maxContracts(7)), orderOf(ES, 'buy', 8), d)).toBe(8)
    lettingOut(maxContracts(100, ['etf']))
  })

  test('too small to be worth it, also after a trim', () => {
    const d = desk()
    expect(left(gateOf(minPosition('1000 USD')), orderOf(SPY, 'buy', 10), d)).toBe(10)
    expect(left(gateOf(minPosition('1000 USD')), orderOf(SPY, 'buy', 9), d)).toBe(0)
    expect(
      gateOf(maxTotalExposure(0.005), minPosition('1000 USD')).checkOrder(orderOf(SPY, 'buy', 10), d.context()),
    ).toMatchObject({ pass: false, code: 'risk/position-too-small' })
    d.hold(SPY, 5)
    expect(left(gateOf(minPosition('1000 USD')), orderOf(SPY, 'sell', 5), d)).toBe(5)
  })

  test('share of average volume', () => {
    const d = desk()
    const gate = gateOf(maxVolumeShare(0.01, { bars: 2 }))
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/missing-volume',
    })
    const bar = (volume: number, span = '1d'): void => {
      gate.observe(
        d.input({ kind: 'bar', id: SPY, span: span as '1d', open: 1, high: 1, low: 1, close: 1, volume, adjusted: 1 }),
        d.context(),
      )
    }
    for (const volume of [1, 8000, 12_000]) bar(volume)
    bar(5, '1m')
    expect(left(gate, orderOf(SPY, 'buy', 150), d)).toBe(100)
    lettingOut(maxVolumeShare(0.01))
  })

  test('correlated exposure: 0.70 itself does not count, an unknown one refuses', () => {
    const d = desk()
    d.hold(SPY, 200)
    d.correlations.set(`${QQQ} ${SPY}`, 0.7)
    expect(left(gateOf(maxCorrelatedExposure(0.25)), orderOf(QQQ, 'buy', 250), d)).toBe(250)
    d.correlations.set(`${QQQ} ${SPY}`, 0.71)
    expect(left(gateOf(maxCorrelatedExposure(0.25)), orderOf(QQQ, 'buy', 250), d)).toBe(50)
    const verdict = gateOf(maxCorrelatedExposure(0.25)).checkOrder(orderOf(BTC, 'buy', 1), d.context())
    expect(explainVerdict(verdict)).toContain(`no correlation of ${BTC} with ${SPY}`)
    lettingOut(maxCorrelatedExposure(0.01))
  })
})

describe('stops', () => {
  test('risk per trade is the way to the stop, or all of it', () => {
    const d = desk()
    const gate = gateOf(maxRiskPerTrade(0.02))
    expect(gate.checkOrder(stopped('buy', 500, 95), d.context())).toMatchObject({ pass: true, trimmed: { to: 400 } })
    expect(gate.checkOrder(stopped('sell', 100, 120), d.context())).not.toHaveProperty('trimmed')
    expect(left(gateOf(maxRiskPerTrade(0.02)), orderOf(SPY, 'buy', 500), d)).toBe(20)
    d.mark(PUT, 5)
    expect(left(gateOf(maxRiskPerTrade(0.02)), orderOf(PUT, 'buy', 10), d)).toBe(4)
    lettingOut(maxRiskPerTrade(0.02))
  })

  test('no order without a stop in reach, on the losing side', () => {
    const d = desk()
    const code = (rule: Rule, order: Parameters<Gate['checkOrder']>[0]): string => {
      const verdict = gateOf(rule).checkOrder(order, d.context())
      return verdict.pass ? 'pass' : verdict.code
    }
    expect(code(stopRequired(), orderOf(SPY, 'buy', 1))).toBe('risk/no-stop')
    expect(code(stopRequired(), stopped('buy', 1, 1))).toBe('pass')
    expect(code(stopRequired(), stopped('buy', 1, 100))).toBe('risk/stop-on-wrong-side')
    expect(code(stopRequired(), stopped('sell', 1, 99))).toBe('risk/stop-on-wrong-side')
    expect(code(stopRequired({ percent: 5 }), stopped('buy', 1, 95))).toBe('pass')
    expect(code(stopRequired({ percent: 5 }), stopped('buy', 1, 94.9))).toBe('risk/stop-too-far')
    expect(code(stopRequired({ ticks: 500 }), stopped('buy', 1, 95))).toBe('pass')
    expect(code(stopRequired({ ticks: 499 }), stopped('buy', 1, 95))).toBe('risk/stop-too-far')
    expect(code(stopRequired({ pips: 50 }), stopped('buy', 1, 95))).toBe('risk/missing-stop')
    expect(code(stopRequired(), orderOf(PUT, 'buy', 1))).toBe('pass')
    expect(code(stopRequired(), oco<Order>(orderOf(SPY, 'buy', 1), orderOf(SPY, 'buy', 1)))).toBe('risk/no-stop')
    const yen = {
      kind: 'spot',
      id: 'USD/JPY@ebs',
      assetClass: 'fx',
      currency: 'JPY',
      tick: 0.001,
      lot: 1,
      calendar: 'always',
      base: 'USD',
      quote: 'JPY',
    } as const
    const fx = desk([yen])
    const entry = orderOf('USD/JPY@ebs', 'buy', 1, limit(150))
    expect(gateOf(stopRequired({ pips: 50 })).checkOrder(bracket(entry, { stopLoss: 149.5 }), fx.context()).pass).toBe(
      true,
    )
    expect(gateOf(stopRequired({ pips: 50 })).checkOrder(bracket(entry, { stopLoss: 149.49 }), fx.context()).pass).toBe(
      false,
    )
    lettingOut(stopRequired())
  })

  test('heat: down to the stops that work, in full where none does', () => {
    const d = desk()
    d.hold(SPY, 100)
    const heat = (gate = gateOf(maxHeat(0.25))): number => {
      const verdict = gate.checkOrder(stopped('buy', 1, 99, QQQ), d.context())
      return verdict.findings[0]!.answer.figures[0]!.value * 100_000 - 1
    }
    expect(heat()).toBeCloseTo(10_000, 6)
    const stop = (quantity: number, at: number): WorkingOrder =>
      workingOf(orderOf(SPY, 'sell', quantity, { type: 'stop', stop: at, reduceOnly: true } as Partial<Order>))
    d.working = [stop(60, 90), stop(40, 95)]
    expect(heat()).toBeCloseTo(800, 6)
    d.working = [stop(60, 101)] // a stop in profit risks nothing
    expect(heat()).toBeCloseTo(4000, 6)
    d.working = [
      workingOf(
        orderOf(SPY, 'sell', 100, { type: 'trailing', trail: { percent: 2 }, reduceOnly: true } as Partial<Order>),
      ),
    ]
    expect(heat()).toBeCloseTo(200, 6)
    // An entry that works counts to the stop of its bracket.
    const gate = gateOf(maxHeat(0.25))
    const entry = stopped('buy', 50, 90, QQQ)
    gate.checkOrder(entry, d.context())
    d.working = [...d.working, workingOf(entry.entry)]
    expect(heat(gate)).toBeCloseTo(700, 6)
    const again = createGate({ rules: [maxHeat(0.25)], state: JSON.parse(JSON.stringify(gate.save())) })
    expect(heat(again)).toBeCloseTo(700, 6)
    expect(heat()).toBeCloseTo(5200, 6) // without the memory: all of it
    lettingOut(maxHeat(0.2))
  })
})

describe('losses of a day', () => {
  test.each([[{ share: 0.05 }], [{ money: '5000 USD' }], [{ money: '4000 EUR' }]] as const)(
    'of the book: %o',
    (cap) => {
      const d = desk()
      const rule = maxDailyLoss(cap)
      const gate = gateOf(rule)
      gate.observe(d.input(tick), d.context())
      d.cash -= 4_999
      expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
      d.cash -= 1
      gate.observe(d.input(tick), d.context())
      d.cash += 4_000
      const again = createGate({ rules: [maxDailyLoss(cap)], state: JSON.parse(JSON.stringify(gate.save())) })
      expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
        pass: false,
        code: 'risk/daily-loss',
      })
      d.now += day
      again.observe(d.input(tick), d.context())
      expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    },
  )

  test('a withdrawal is no loss; a day begins at a midnight', () => {
    const d = desk()
    const gate = gateOf(maxDailyLoss({ share: 0.05, zone: 'America/New_York' }))
    gate.observe(d.input(tick), d.context())
    d.cash -= 50_000
    gate.observe(
      d.input({ kind: 'cashMove', account: 'paper', moveId: 'm', reason: 'withdrawal', amount: d.money(-50_000) }),
      d.context(),
    )
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    d.cash -= 3_000
    d.now = Date.parse('2026-11-06T04:59Z')
    gate.observe(d.input(tick), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    d.now = Date.parse('2026-11-06T05:00Z')
    gate.observe(d.input(tick), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    lettingOut(maxDailyLoss({ share: 0.05 }), (e, g) => {
      e.cash -= 50_000
      g.observe(e.input(tick), e.context())
    })
  })

  test('of an instrument: marks, fills, and only there', () => {
    const d = desk()
    d.hold(SPY, 300)
    const gate = gateOf(maxAssetDailyLoss({ share: 0.03 }))
    gate.observe(d.input(tick), d.context())
    const mark = (price: number): void => {
      d.mark(SPY, price)
      gate.observe(d.input({ kind: 'mark', id: SPY, price }), d.context())
    }
    mark(95)
    // Sold at 95: the loss of those is booked, whatever the mark does.
    const out = orderOf(SPY, 'sell', 200)
    gate.observe(d.input(d.fill(out, 200, 95)), d.context())
    const loss = (): number => {
      const verdict = gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())
      return verdict.findings[0]!.answer.figures[0]!.value * d.context().book.equity().value
    }
    expect(loss()).toBeCloseTo(1500, 6)
    mark(100)
    expect(loss()).toBeCloseTo(1000, 6)
    mark(78)
    mark(100)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/daily-loss' })
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context()).pass).toBe(true)
    const again = createGate({
      rules: [maxAssetDailyLoss({ share: 0.03 })],
      state: JSON.parse(JSON.stringify(gate.save())),
    })
    expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    expect(again.checkOrder(orderOf(SPY, 'sell', 100), d.context()).pass).toBe(true)
    d.now += day
    again.observe(d.input(tick), d.context())
    expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
  })
})

describe('counts', () => {
  test('positions', () => {
    const d = desk()
    d.hold(SPY, 1)
    const gate = gateOf(maxPositions(2))
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(BTC, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/positions' })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(SPY, 'sell', 1), d.context()).pass).toBe(true)
  })

  test('slots by tier', () => {
    const d = desk([spy, dax, ...[1, 2, 3, 4, 5].map((i) => ({ ...spy, id: `T${i}@X` as const }))])
    const tiers: { readonly [id: string]: 1 | 2 | 3 } = {
      [SPY]: 1,
      'T1@X': 2,
      'T2@X': 2,
      'T3@X': 2,
      'T4@X': 3,
      'T5@X': 3,
    }
    const gate = gateOf(
      tierSlots(fiveSlots, ({ id }) => (tiers[id] === undefined ? undefined : { asset: id, tier: tiers[id] })),
    )
    const code = (id: Order['instrument']): string => {
      const verdict = gate.checkOrder(orderOf(id, 'buy', 1), d.context())
      return verdict.pass ? 'pass' : verdict.code
    }
    expect([code('T1@X'), code('T2@X'), code('T3@X'), code('T4@X'), code('T5@X'), code('DAX@XETR')]).toEqual([
      'pass',
      'pass',
      'risk/tier-full',
      'pass',
      'risk/tier-full',
      'risk/no-tier',
    ])
    expect([code(SPY), code('T1@X')]).toEqual(['pass', 'pass'])
    const tight = gateOf(tierSlots({ ...fiveSlots, slots: 3 }, ({ id }) => ({ asset: id, tier: tiers[id] ?? 3 })))
    expect(tight.checkOrder(orderOf('T1@X', 'buy', 1), d.context()).pass).toBe(true)
    expect(tight.checkOrder(orderOf('T4@X', 'buy', 1), d.context())).toMatchObject({ code: 'risk/slots-full' })
    lettingOut(tierSlots(fiveSlots, () => undefined))
  })

  test('orders in a time; reductions are never stopped', () => {
    const d = desk()
    d.hold(SPY, 100)
    const gate = gateOf(maxOrderRate(2, '1s'))
    expect(left(gate, orderOf(QQQ, 'buy', 1), d)).toBe(1)
    expect(left(gate, orderOf(SPY, 'sell', 1), d)).toBe(1)
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/order-rate' })
    expect(left(gate, orderOf(SPY, 'sell', 1), d)).toBe(1)
    d.now += 1000
    expect(left(gate, orderOf(QQQ, 'buy', 1), d)).toBe(1)
  })
})

describe('margin', () => {
  test('headroom, with the order in it', () => {
    const d = desk()
    const amount = (value: number) => ({ currency: 'USD', value }) as const
    expect(gateOf(marginHeadroom(0.8)).checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/missing-margin',
    })
    d.margin = { of: () => ({ required: amount(70_000), equity: amount(100_000), use: 0.7 }) }
    expect(left(gateOf(marginHeadroom(0.8, () => 0.1)), orderOf(SPY, 'buy', 2000), d)).toBe(1000)
    expect(left(gateOf(marginHeadroom(0.8)), orderOf(SPY, 'buy', 2000), d)).toBe(100)
    d.margin = { of: () => ({ required: amount(90_000), equity: amount(100_000), use: 0.9 }) }
    expect(left(gateOf(marginHeadroom(0.8)), orderOf(SPY, 'buy', 1), d)).toBe(0)
    lettingOut(marginHeadroom(0.8))
  })
  test('a bucket that comes first', () => {
    const d = desk()
    const gate = gateOf(minBucketShare(byClass, { equity: 0.3 }))
    expect(gate.checkOrder(orderOf(BTC, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/bucket-first',
    })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 300), d.context()).pass).toBe(true)
    d.hold(SPY, 300)
    expect(gate.checkOrder(orderOf(BTC, 'buy', 1), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(SPY, 'sell', 300), d.context()).pass).toBe(true)
  })
})

describe('time and events', () => {
  test('earnings and releases', () => {
    const d = desk()
    const events = [
      { event: 'SPY earnings', time: noon + 3_600_000, instruments: [SPY] },
      { event: 'US CPI', time: noon + 5 * 3_600_000 },
    ]
    const gate = gateOf(eventBlackout(events, { before: '1h', after: '30m' }))
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/blackout' })
    expect(gate.checkOrder(orderOf(PUT, 'buy', 1), d.context()).pass).toBe(false)
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context()).pass).toBe(true)
    d.now = noon + 90 * 60_000 + 1
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    d.now = noon + 4 * 3_600_000
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context()).pass).toBe(false)
    lettingOut(eventBlackout(events, { before: '1h', after: '30m' }))
  })

  test('what is held too long is flattened, and not added to', () => {
    const d = desk()
    d.hold(SPY, 10, { openedAt: noon - 29 * day })
    const gate = gateOf(maxHoldingDays(30))
    expect(gate.observe(d.input(tick), d.context())).toEqual([])
    d.now += day
    expect(gate.observe(d.input(tick), d.context())).toMatchObject([
      { action: 'flatten', account: 'paper', strategy: 's', instrument: SPY },
    ])
    expect(gate.observe(d.input(tick), d.context())).toEqual([])
    d.now += 60_000
    expect(gate.observe(d.input(tick), d.context())).toHaveLength(1)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/held-too-long',
    })
    expect(gate.checkOrder(orderOf(SPY, 'sell', 10), d.context()).pass).toBe(true)
  })

  test('phases', () => {
    const d = desk()
    const rule = (): Rule => phaseLimit(phaseRule(cryptoLadder), ({ id }) => [id.startsWith('BTC') ? 'BTC' : 'ETH'])
    const gate = gateOf(rule())
    expect(gate.checkOrder(orderOf(BTC, 'buy', 1), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/phase' })
    const figures = { profitableMonths: 3, drawdown: 0.1, killSwitchTested: 1, operationsStable: 1 }
    for (const [figure, value] of Object.entries(figures))
      gate.observe(d.input({ kind: 'observation', series: `phase/${figure}`, value, knownAt: d.now }), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    const again = createGate({ rules: [rule()], state: JSON.parse(JSON.stringify(gate.save())) })
    expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    lettingOut(rule())
  })

  test('halts: by an operator, by an exchange', () => {
    const d = desk()
    const gate = gateOf(tradingHalt(byClass))
    for (const [target, id] of [
      ['all', SPY],
      ['paper', SPY],
      ['s', SPY],
      [SPY, SPY],
      ['crypto', BTC],
    ] as const) {
      gate.observe(d.input(controlOf('disable', target)), d.context())
      expect(gate.checkOrder(orderOf(id, 'buy', 1), d.context()), target).toMatchObject({
        pass: false,
        code: 'risk/halted',
      })
      const again = createGate({ rules: [tradingHalt(byClass)], state: JSON.parse(JSON.stringify(gate.save())) })
      expect(again.checkOrder(orderOf(id, 'buy', 1), d.context()).pass).toBe(false)
      gate.observe(d.input(controlOf('enable', target)), d.context())
      expect(gate.checkOrder(orderOf(id, 'buy', 1), d.context()).pass).toBe(true)
    }
    const halt = (value: number): void =>
      void gate.observe(d.input({ kind: 'observation', series: 'halt', value, knownAt: d.now, id: SPY }), d.context())
    halt(1)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context()).pass).toBe(true)
    halt(0)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
    lettingOut(tradingHalt(), (e, g) => g.observe(e.input(controlOf('disable', 'all')), e.context()))
  })
})

describe('presets', () => {
  test('are one gate each, and keep their limits', () => {
    const d = desk()
    d.correlations.set(`${SPY} ${QQQ}`, 0.9)
    const amount = (value: number) => ({ currency: 'USD', value }) as const
    d.margin = { of: () => ({ required: amount(0), equity: amount(100_000), use: 0 }) }
    const buy = (rules: readonly Rule[], order: Parameters<Gate['checkOrder']>[0]) =>
      createGate({ rules }).checkOrder(order, d.context())
    expect(buy(ladder15(), orderOf(ES, 'buy', 10))).toMatchObject({ pass: true, order: { quantity: 6 } })
    expect(buy(ladder15(), orderOf(SPY, 'buy', 9999))).toMatchObject({ order: { quantity: 3000 } })
    expect(buy(slots20(), orderOf(SPY, 'buy', 9999))).toMatchObject({ order: { quantity: 20 } })
    expect(buy(slots20(), stopped('buy', 9999, 98))).toMatchObject({ order: { entry: { quantity: 100 } } })
    expect(buy(phased25(), stopped('buy', 9999, 98))).toMatchObject({ order: { entry: { quantity: 400 } } })
    expect(buy(phased25(), orderOf(SPY, 'buy', 9999))).toMatchObject({ order: { quantity: 250 } })
    expect(buy(crossAsset(), orderOf(BTC, 'buy', 1))).toMatchObject({ pass: false, code: 'risk/bucket-first' })
    d.hold(SPY, 300)
    expect(buy(crossAsset(), orderOf(BTC, 'buy', 999))).toMatchObject({ order: { quantity: 150 } })
    expect(buy(crossAsset(), orderOf(ES, 'buy', 99))).toMatchObject({ order: { quantity: 10 } })
  })
})
