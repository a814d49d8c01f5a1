import { bracket, oco, type Order } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import {
  createGate,
  drawdownLadder,
  type Gate,
  explainVerdict,
  killSwitch,
  maxBucketShare,
  maxLeverage,
  maxOrderNotional,
  reviewOrder,
  ruleOf,
} from '../index.js'
import { byClass } from '@bourse/assets'
import { controlOf, desk, es, orderOf, spy, workingOf } from './fixtures/desk.js'

const [SPY, QQQ, ES, BTC] = ['SPY@ARCX', 'QQQ@XNAS', 'ESZ26@CME', 'BTC/USDT@binanceusdm'] as const

describe('what passes', () => {
  test('is a frozen copy, to its last leg', () => {
    const gate = createGate({ rules: [] })
    const entry = orderOf(SPY, 'buy', 10, { tif: { gtd: 5 } })
    const group = bracket(entry, { stopLoss: 90 })
    const verdict = gate.checkOrder(group, desk().context())
    if (!verdict.pass) throw new Error(explainVerdict(verdict))
    expect(verdict.order).toEqual(group)
    expect(verdict.order).not.toBe(group)
    for (const part of [verdict.order, verdict.order.entry, verdict.order.entry.tif])
      expect(Object.isFrozen(part)).toBe(true)
    expect(() => Object.assign(verdict.order.entry, { quantity: 1000 })).toThrow(TypeError)
    expect(Object.isFrozen(entry)).toBe(false)
  })

  test('is trimmed to whole lots, and says by whom', () => {
    const gate = createGate({ rules: [maxOrderNotional('1234 USD')] })
    const verdict = gate.checkOrder(orderOf(SPY, 'buy', 50), desk().context())
    expect(verdict).toMatchObject({
      pass: true,
      order: { quantity: 12 },
      trimmed: { by: 'maxOrderNotional', from: 50, to: 12 },
    })
    expect(verdict.findings[0]!.answer).toMatchObject({
      answer: 'trim',
      figures: [{ name: 'order notional', value: 5000, limit: 1234 }],
    })
  })

  test('a trim by a later rule is judged by the earlier ones again, once', () => {
    const seen: number[] = []
    const small = ruleOf('small', 'exposure', (_, __, situation) => {
      seen.push(situation.quantity)
      return { answer: 'pass', figures: [] }
    })
    const gate = createGate({ rules: [small, maxOrderNotional('1000 USD')] })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 50), desk().context())).toMatchObject({
      pass: true,
      order: { quantity: 10 },
    })
    expect(seen).toEqual([50, 10])
  })

  test('a rule that never has enough is refused, not obeyed without end', () => {
    const greedy = ruleOf('greedy', 'exposure', (_, __, { quantity }) => ({
      answer: 'trim',
      quantity: quantity - 1,
      figures: [],
    }))
    expect(createGate({ rules: [greedy] }).checkOrder(orderOf(SPY, 'buy', 50), desk().context())).toMatchObject({
      pass: false,
      code: 'risk/unsettled',
    })
  })
})

describe('what cannot be judged is refused', () => {
  test.each([
    ['risk/unfit-quantity', orderOf(SPY, 'buy', Number.NaN)],
    ['risk/unfit-quantity', orderOf(SPY, 'buy', 0)],
    ['risk/unfit-quantity', orderOf(SPY, 'buy', -1)],
    ['risk/unfit-quantity', orderOf(SPY, 'buy', Number.POSITIVE_INFINITY)],
    ['risk/unfit-instrument', orderOf('NONE@X', 'buy', 1)],
    ['risk/unfit-price', orderOf(SPY, 'buy', 1, { type: 'limit', limit: Number.NaN } as Partial<Order>)],
    ['risk/unfit-order', { replace: 'nobody', account: 'paper', quantity: 5 } as const],
  ])('%s', (code, order) =>
    expect(createGate({ rules: [] }).checkOrder(order, desk().context())).toMatchObject({
      pass: false,
      code,
      rule: 'gate',
    }),
  )
})

describe('what works is reserved', () => {
  test('an order that has passed counts before anybody has heard of it', () => {
    const d = desk()
    const gate = createGate({ rules: [maxLeverage(1)] })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 600), d.context())).toMatchObject({ pass: true })
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 600), d.context())).toMatchObject({ pass: true, trimmed: { to: 400 } })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({
      pass: false,
      code: 'risk/max-leverage',
    })
  })

  test('each side apart: orders against each other do not net', () => {
    const d = desk()
    const gate = createGate({ rules: [maxLeverage(1)] })
    gate.checkOrder(orderOf(SPY, 'buy', 1000), d.context())
    expect(gate.checkOrder(orderOf(SPY, 'sell', 1000), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(SPY, 'sell', 1), d.context()).pass).toBe(false)
  })

  test('until it fills, is canceled, or is rejected; a listed one is counted once', () => {
    const d = desk()
    const gate = createGate({ rules: [maxLeverage(1)] })
    const room = (): number => {
      const [finding] = reviewOrder(orderOf(QQQ, 'buy', 1), { ...d.context(), working: [] }, [maxLeverage(1)])
      void finding
      const probe = createGate({ rules: [maxLeverage(1)], state: gate.save() })
      const verdict = probe.checkOrder(orderOf(QQQ, 'buy', 1000), d.context())
      return verdict.pass ? verdict.order.quantity : 0
    }
    const first = orderOf(SPY, 'buy', 300)
    gate.checkOrder(first, d.context())
    expect(room()).toBe(700)
    d.working = [workingOf(first)]
    gate.observe(d.input({ kind: 'accepted', account: 'paper', orderId: first.orderId }), d.context())
    expect(room()).toBe(700)
    gate.observe(d.input(d.fill(first, 100, 100)), d.context())
    d.working = [workingOf(first, 100)]
    expect(room()).toBe(700)
    d.working = []
    gate.observe(d.input({ kind: 'canceled', account: 'paper', orderId: first.orderId }), d.context())
    expect(room()).toBe(900)
  })

  test('a replacement counts with whatever is larger until the venue answers', () => {
    const d = desk()
    const gate = createGate({ rules: [maxLeverage(1)] })
    const first = orderOf(SPY, 'buy', 300)
    gate.checkOrder(first, d.context())
    d.working = [workingOf(first)]
    const change = { replace: first.orderId, account: 'paper', quantity: 1500 } as const
    expect(gate.checkOrder(change, d.context())).toMatchObject({ pass: true, trimmed: { from: 1500, to: 1000 } })
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 1), d.context()).pass).toBe(false)
    gate.observe(
      d.input({
        kind: 'cancelRejected',
        account: 'paper',
        orderId: first.orderId,
        reason: { code: 'x', message: '', details: {} },
      }),
      d.context(),
    )
    expect(gate.checkOrder(orderOf(QQQ, 'buy', 700), d.context())).toMatchObject({ pass: true })
  })

  test('a combo can be priced anew, not made larger: its legs are not judged from one of them', () => {
    const d = desk()
    const leg = (instrument: Order['instrument'], side: 'buy' | 'sell') =>
      workingOf(orderOf(instrument, side, 5, { orderId: 'c' }))
    d.working = [leg(QQQ, 'buy'), leg(SPY, 'sell')]
    const gate = createGate({ rules: [maxLeverage(1)] })
    expect(gate.checkOrder({ replace: 'c', account: 'paper', limit: 3 }, d.context()).pass).toBe(true)
    expect(gate.checkOrder({ replace: 'c', account: 'paper', quantity: 3 }, d.context())).toMatchObject({
      code: 'risk/unfit-order',
    })
  })

  test('a roll passes over the limit, where its near leg surely reduces', () => {
    const d = desk()
    d.hold(SPY, 900)
    d.cash = 80_000
    const roll = {
      group: 'combo',
      type: 'market',
      orderId: 'c',
      account: 'paper',
      strategy: 's',
      side: 'buy',
      quantity: 10,
      tif: 'day',
      legs: [
        { instrument: QQQ, ratio: 1 },
        { instrument: SPY, ratio: -1 },
      ],
    } as const
    const passes = (order: Parameters<Gate['checkOrder']>[0]) =>
      createGate({ rules: [maxLeverage(1)] }).checkOrder(order, d.context()).pass
    expect(passes(roll)).toBe(true)
    expect(
      passes({
        ...roll,
        legs: [
          { instrument: QQQ, ratio: 2 },
          { instrument: SPY, ratio: -1 },
        ],
      }),
    ).toBe(false)
    d.working = [workingOf(orderOf(SPY, 'sell', 895))]
    expect(passes(roll)).toBe(false)
    expect(
      passes({
        ...roll,
        legs: [
          { instrument: SPY, ratio: 1 },
          { instrument: SPY, ratio: -1 },
        ],
      }),
    ).toBe(false)
  })

  // Found by the campaign: the second order of an OCO was still counted after the first had filled, and a combo that took
  // away from what could no longer fill was let through.
  test('what cannot fill any more makes no room', () => {
    const d = desk()
    const gate = createGate({ rules: [maxLeverage(1.4)] })
    gate.checkOrder(orderOf(SPY, 'buy', 420), d.context())
    const first = orderOf(SPY, 'buy', 600)
    expect(gate.checkOrder(oco<Order>(first, orderOf(QQQ, 'sell', 600)), d.context()).pass).toBe(true)
    gate.observe(d.input(d.fill(first, 600, 100)), d.context())
    const combo = {
      group: 'combo',
      type: 'market',
      orderId: 'c',
      account: 'paper',
      strategy: 's',
      side: 'buy',
      quantity: 200,
      tif: 'day',
      legs: [
        { instrument: QQQ, ratio: 1 },
        { instrument: BTC, ratio: 1 },
      ],
    } as const
    expect(gate.checkOrder(combo, d.context()).pass).toBe(false)
  })

  test('of an OCO one fills; a bracket is its entry; a combo moves as one', () => {
    const d = desk()
    const rules = [maxLeverage(1)]
    const limit = orderOf(SPY, 'buy', 1000, { type: 'limit', limit: 99 } as Partial<Order>)
    const stop = orderOf(SPY, 'buy', 1000, { type: 'stop', stop: 101 } as Partial<Order>)
    const gate = createGate({ rules })
    expect(gate.checkOrder(oco<Order>(limit, stop), d.context()).pass).toBe(true)
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    expect(
      createGate({ rules }).checkOrder(
        bracket(orderOf(SPY, 'buy', 1000), { stopLoss: 90, takeProfit: 120 }),
        d.context(),
      ).pass,
    ).toBe(true)
    d.hold(SPY, 1000)
    const roll = {
      group: 'combo',
      type: 'market',
      orderId: 'c',
      account: 'paper',
      strategy: 's',
      side: 'buy',
      quantity: 1000,
      tif: 'day',
      legs: [
        { instrument: QQQ, ratio: 1 },
        { instrument: SPY, ratio: -1 },
      ],
    } as const
    expect(createGate({ rules }).checkOrder(roll, d.context()).pass).toBe(true)
  })
})

describe('reductions', () => {
  test('pass exposure rules, but not what turns a position', () => {
    const d = desk()
    d.hold(SPY, 3000)
    const gate = createGate({ rules: [maxLeverage(1)] })
    expect(gate.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    expect(gate.checkOrder(orderOf(SPY, 'sell', 2000), d.context()).pass).toBe(true)
    // With the first it could turn the book short: only what cannot is left of it.
    expect(gate.checkOrder(orderOf(SPY, 'sell', 4000), d.context())).toMatchObject({
      pass: true,
      trimmed: { from: 4000, to: 1000 },
    })
    expect(gate.checkOrder(orderOf(SPY, 'sell', 1), d.context()).pass).toBe(false)
  })

  test('are counted per account', () => {
    const d = desk()
    d.hold(SPY, 3000, { account: 'ibkr/U1' })
    expect(createGate({ rules: [maxLeverage(1)] }).checkOrder(orderOf(SPY, 'sell', 100), d.context()).pass).toBe(false)
  })
})

describe('state', () => {
  test('a latched kill survives a restart', () => {
    const d = desk()
    d.hold(SPY, 100)
    const gate = createGate({ rules: [killSwitch()] })
    expect(gate.observe(d.input(controlOf('kill', 'all')), d.context()).map((one) => one.action)).toEqual([
      'cancelAll',
      'flatten',
    ])
    const again = createGate({ rules: [killSwitch()], state: JSON.parse(JSON.stringify(gate.save())) })
    expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context())).toMatchObject({ pass: false, code: 'risk/killed' })
    expect(again.checkOrder(orderOf(SPY, 'sell', 100), d.context()).pass).toBe(true)
    again.observe(d.input(controlOf('reset', 'all', 'ann', ' ')), d.context())
    expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(false)
    again.observe(d.input(controlOf('reset', 'all', 'ann', 'cause found')), d.context())
    expect(again.checkOrder(orderOf(SPY, 'buy', 1), d.context()).pass).toBe(true)
  })

  test('memory of a rule that is gone is not dropped', () => {
    const gate = createGate({ rules: [drawdownLadder({ warn: 0.05, halve: 0.1, kill: 0.15, since: 'start' })] })
    expect(() => createGate({ rules: [killSwitch()], state: gate.save() })).toThrow(/drawdownLadder/)
    expect(() => createGate({ rules: [], state: 'x' })).toThrow(/save/)
  })
})

test('one rule object is one rule', () => {
  const rule = maxLeverage(1)
  expect(() => createGate({ rules: [rule, rule] })).toThrow(/once/)
})

test('missing marks and rates refuse by name', () => {
  const d = desk()
  d.marks.delete(BTC)
  const rules = [maxLeverage(1), maxBucketShare(byClass, { crypto: 0.15 }), maxOrderNotional('1 USD')]
  for (const rule of rules) {
    const verdict = createGate({ rules: [rule] }).checkOrder(orderOf(BTC, 'buy', 0.001), d.context())
    expect(verdict).toMatchObject({ pass: false, code: 'risk/missing-mark' })
    expect(explainVerdict(verdict)).toContain(`no mark of ${BTC}`)
  }
  void [es, spy, ES]
})
