import { type Input, type InputOf, type Json, money } from '@bourse/core'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runInputs } from '../drivers/runInputs.js'
import { calendars, registry } from '../fixtures/listings.js'
import { barAt } from '../fixtures/liveDesk.js'
import { randomBars } from '../fixtures/randomBars.js'
import { testVenue } from '../fixtures/testVenue.js'
import { type BoundStrategy, defineStrategy } from '../strategy/defineStrategy.js'
import type { StrategyContext } from '../strategy/strategyContext.js'
import { createEngine } from './createEngine.js'
import type { AuditEntry, EngineConfig } from './engineTypes.js'

const quiet = defineStrategy({ name: 'quiet', defaults: {}, on: {} })
const engineOf = (strategies: EngineConfig['strategies'] = [quiet()], more: Partial<EngineConfig> = {}) =>
  createEngine({ runId: 'r', seed: 1, base: 'USD', strategies, rules: [], instruments: registry, calendars, ...more })
const bar = (seq: number, change: Partial<InputOf<'bar'>> = {}): InputOf<'bar'> => ({
  kind: 'bar',
  id: 'SPY@ARCX',
  span: '1d',
  open: 100,
  high: 101,
  low: 99,
  close: 100,
  volume: 1,
  adjusted: 100,
  seq,
  time: seq,
  at: seq,
  source: 's',
  ...change,
})
/** Runs once, in the first bar. */
const doing = (act: (ctx: StrategyContext) => void): BoundStrategy =>
  defineStrategy({ name: 'once', defaults: {}, on: { bar: (ctx) => act(ctx as StrategyContext) } })()
const code = (value: string) => expect.objectContaining({ code: value })

describe('inputs', () => {
  test('out of order, or with figures that are none, are refused with their number, and change nothing', () => {
    const engine = engineOf()
    engine.step(bar(5))
    const before = engine.snapshot()
    const wrong: readonly (readonly [Input, string])[] = [
      [bar(5), 'input/backwards'],
      [bar(6, { time: 4 }), 'input/backwards'],
      [bar(6, { time: Number.NaN }), 'input/not-finite'],
      [bar(6, { close: Number.NaN }), 'input/not-finite'],
      [bar(6, { high: Number.POSITIVE_INFINITY }), 'input/not-finite'],
      [
        { kind: 'trade', id: 'SPY@ARCX', price: Number.NaN, size: 1, seq: 6, time: 6, at: 6, source: 's' },
        'input/not-finite',
      ],
      [
        {
          kind: 'fill',
          account: 'paper',
          orderId: 'o',
          strategy: 'quiet',
          tradeId: 't',
          instrument: 'SPY@ARCX',
          side: 'buy',
          quantity: -1,
          price: 1,
          quantityText: '-1',
          priceText: '1',
          liquidity: 'taker',
          fee: money(0, 'USD'),
          seq: 6,
          time: 6,
          at: 6,
          source: 's',
        },
        'input/not-finite',
      ],
      [
        {
          kind: 'fill',
          account: 'paper',
          orderId: 'o',
          strategy: 'quiet',
          tradeId: 't',
          instrument: 'XYZ@NOWHERE',
          side: 'buy',
          quantity: 1,
          price: 1,
          quantityText: '1',
          priceText: '1',
          liquidity: 'taker',
          fee: money(0, 'USD'),
          seq: 6,
          time: 6,
          at: 6,
          source: 's',
        },
        'input/unknown-instrument',
      ],
    ]
    for (const [input, expected] of wrong) expect(() => engine.step(input)).toThrow(code(expected))
    try {
      engine.step(bar(6, { close: Number.NaN }))
    } catch (error) {
      expect(error).toMatchObject({ details: { seq: 6, kind: 'bar' } })
    }
    expect(engine.snapshot()).toEqual(before)
    engine.step(bar(6))
  })

  test('whatever comes, a step answers or throws one of our errors', () => {
    const numbers = fc.oneof(
      fc.integer({ min: -5, max: 200 }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300),
    )
    const inputs = fc.record({
      open: numbers,
      high: numbers,
      low: numbers,
      close: numbers,
      adjusted: numbers,
      volume: numbers,
      time: numbers,
      seq: numbers,
    })
    const cross = doing((ctx) => ctx.target('SPY@ARCX', 1))
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 20 }), (all) => {
        const engine = engineOf([cross])
        for (const one of all)
          try {
            engine.step({ ...bar(0), ...one, at: one.time })
          } catch (error) {
            expect((error as { code: string }).code).toMatch(/^input\//)
          }
        JSON.stringify(engine.snapshot())
      }),
      { seed: 3, numRuns: campaign(5000) },
    )
  })

  test('a step inside a step throws', () => {
    let engine: ReturnType<typeof engineOf>
    let error: unknown
    engine = engineOf([
      doing(() => {
        try {
          engine.step(bar(9))
        } catch (caught) {
          error = caught
        }
      }),
    ])
    engine.step(bar(1))
    expect(error).toMatchObject({ code: 'engine/reentrant' })
  })

  test('sources out of order name the record', () => {
    const bars = randomBars('SPY@ARCX', 10)
    const time = bars.time.slice()
    time[4] = time[2]!
    expect(() => runInputs(engineOf(), { sources: [{ ...bars, time }], venues: [] })).toThrow(
      expect.objectContaining({ code: 'input/backwards', details: expect.objectContaining({ position: 0 }) }),
    )
    time[4] = Number.NaN
    expect(() => runInputs(engineOf(), { sources: [{ ...bars, time }], venues: [] })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^input\//) }),
    )
    expect(() => runInputs(engineOf(), { sources: [[barAt(bars, 1), barAt(bars, 0)]], venues: [] })).toThrow(
      code('input/backwards'),
    )
    expect(() => runInputs(engineOf(), { sources: [], venues: [testVenue('paper'), testVenue('paper')] })).toThrow(
      code('input/out-of-range'),
    )
  })
})

describe('strategies', () => {
  const halts = (act: (ctx: StrategyContext) => void): string => {
    const engine = engineOf([doing(act)])
    const entries: AuditEntry[] = []
    engine.audit((entry) => entries.push(entry))
    engine.step(bar(1))
    const [halted] = entries.filter((one) => one.audit === 'halted')
    expect(halted).toMatchObject({ strategy: 'once', input: { kind: 'bar', seq: 1 } })
    return (halted as { error: string }).error
  }

  test('impossible orders halt the one that writes them, with its bar and cause', () => {
    const route = { instrument: 'SPY@ARCX', side: 'buy', quantity: 1 } as const
    expect(halts((ctx) => ctx.submit({ ...route, type: 'market', instrument: 'XYZ@NOWHERE' }))).toMatch(
      'XYZ@NOWHERE is not among',
    )
    for (const quantity of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(halts((ctx) => ctx.submit({ ...route, type: 'market', quantity }))).toMatch('quantity')
    expect(halts((ctx) => ctx.submit({ ...route, type: 'limit', limit: Number.NaN }))).toMatch('limit')
    expect(halts((ctx) => ctx.submit({ ...route, type: 'trailing', trail: { amount: 0 } }))).toMatch('trail')
    expect(halts((ctx) => ctx.target('SPY@ARCX', Number.NaN))).toMatch('share')
    expect(halts((ctx) => ctx.target('SPY@ARCX', 1, { volTarget: -1 }))).toMatch('volTarget')
    expect(halts((ctx) => ctx.target('XYZ@NOWHERE', 1))).toMatch('XYZ@NOWHERE')
    expect(halts((ctx) => ctx.watch(['XYZ@NOWHERE']))).toMatch('XYZ@NOWHERE')
    expect(halts((ctx) => ctx.cancel('nobody'))).toMatch('nobody')
    expect(halts((ctx) => ctx.bars('SPY@ARCX', 0))).toMatch('count')
    expect(halts((ctx) => ctx.wake(5, 'schedule/0'))).toMatch('tag')
    expect(halts((ctx) => ctx.log(Number.NaN))).toMatch('JSON')
  })

  test('a definition nobody could call is refused where it is written', () => {
    const define = defineStrategy as (definition: unknown) => unknown
    expect(() => define(undefined)).toThrow('{ name, on: { bar')
    expect(() => define({ on: {} })).toThrow('name is undefined')
    expect(() => define({ name: 'x' })).toThrow('on is undefined')
    expect(() => define({ name: 'x', on: { onBar: () => {} } })).toThrow('handler is onBar')
    expect(() => define({ name: 'x', on: { bar: 5 } })).toThrow('on.bar is number')
    expect(() => engineOf([quiet as unknown as BoundStrategy])).toThrow('a strategy that was not called')
    const watching = defineStrategy({ name: 'watching', watch: () => ['NOBODY@X'], on: {} })
    expect(() => engineOf([watching()]).step(bar(1))).toThrow('NOBODY@X is not among the instruments')
    const daily = defineStrategy({ name: 'daily', schedule: [{ every: 'day', calendar: 'XLON' }], on: {} })
    expect(() => engineOf([daily()])).toThrow('calendars: createCalendars(allCalendars)')
  })

  test('an engine of nothing, of lists for registries, or without what it needs is refused', () => {
    expect(() => createEngine(undefined as never)).toThrow('{ runId, base, strategies, rules, instruments }')
    for (const [name, value] of Object.entries({
      runId: 5,
      base: undefined,
      instruments: [],
      strategies: {},
      rules: undefined,
    }))
      expect(() => engineOf(undefined, { [name]: value } as never)).toThrow(`createEngine: ${name} is`)
  })

  test('a loop that submits without end is halted, and what it sent is answered one after the other', () => {
    const loop = doing((ctx) => {
      for (;;) ctx.submit({ type: 'limit', limit: 1, instrument: 'SPY@ARCX', side: 'buy', quantity: 1 })
    })
    const engine = engineOf([loop])
    runInputs(engine, { sources: [[bar(1)]], venues: [testVenue('paper')] })
    expect(engine.halted()[0]?.why).toContain('5000 orders are open already')
  }, 60_000)

  test('quantities in text, lifetimes nobody knows and promises halt a strategy with the remedy', () => {
    const order = { type: 'market', instrument: 'SPY@ARCX', side: 'buy', quantity: 1 } as const
    expect(halts((ctx) => ctx.submit({ ...order, quantity: '1' as unknown as number }))).toMatch('quantity')
    expect(halts((ctx) => ctx.submit({ ...order, tif: 'GTC' as 'gtc' }))).toMatch('day, gtc, ioc')
    expect(halts((ctx) => ctx.submit(undefined as unknown as typeof order))).toMatch('draft')
    expect(halts((async (ctx: StrategyContext) => ctx.submit(order)) as never)).toMatch('ctx.ask does slow work')
  })

  test('a strategy without defaults has no parameters, and says so', () => {
    const plain = defineStrategy({ name: 'plain', on: {} })
    expect(plain().params).toEqual({})
    expect(() => plain({ fast: 3 } as object)).toThrow('plain: parameter is fast, allowed is one of none')
  })
  test('parameters out of their kind, names that are none and states that are no JSON are refused at once', () => {
    const cross = defineStrategy({ name: 'cross', defaults: { fast: 10, id: 'SPY@ARCX' }, on: {} })
    expect(() => cross({ fsat: 1 } as never)).toThrow(code('input/out-of-range'))
    expect(() => cross({ fast: '1' } as never)).toThrow(code('input/out-of-range'))
    expect(() => cross({ fast: Number.NaN })).toThrow(code('input/not-finite'))
    expect(() => defineStrategy({ name: 'a/b', defaults: {}, on: {} })).toThrow(code('input/out-of-range'))
    expect(() => engineOf([quiet(), quiet()])).toThrow(code('input/out-of-range'))
    expect(() => engineOf([{ strategy: quiet(), capital: '5 EUR' }])).toThrow(code('input/out-of-range'))
    expect(() => engineOf([{ strategy: quiet(), capital: { share: 2 } }])).toThrow(code('input/out-of-range'))
    expect(() => engineOf([quiet()], { runId: 'a b' })).toThrow(code('input/out-of-range'))
    expect(() => engineOf([quiet()], { barsKept: 0 })).toThrow(code('input/out-of-range'))
    for (const state of [{ last: Number.NaN }, { at: new Date(0) }, { map: new Map() }, { deep: [{ f: () => 1 }] }]) {
      const odd = defineStrategy({ name: 'odd', defaults: {}, init: () => state, on: {} })
      expect(() => engineOf([odd()])).toThrow(code('engine/state-not-json'))
    }
  })

  test('a context does not work after its handler', () => {
    let kept: StrategyContext | undefined
    const engine = engineOf([doing((ctx) => (kept = ctx))])
    engine.step(bar(1))
    expect(() => kept!.submit({ type: 'market', instrument: 'SPY@ARCX', side: 'buy', quantity: 1 })).toThrow(
      code('engine/outside-step'),
    )
    expect(() => kept!.target('SPY@ARCX', 1)).toThrow(code('engine/outside-step'))
    expect(kept!.now).toBe(1)
  })

  test('one that answers every refusal with another order is stopped', () => {
    const never = defineStrategy({
      name: 'never',
      defaults: {},
      warmUp: () => 5,
      on: {
        bar: (ctx) => void ctx.submit({ type: 'market', instrument: 'SPY@ARCX', side: 'buy', quantity: 1 }),
        order: (ctx) => void ctx.submit({ type: 'market', instrument: 'SPY@ARCX', side: 'buy', quantity: 1 }),
      },
    })
    const engine = engineOf([never()])
    expect(engine.step(bar(1))).toEqual([])
    expect(engine.halted()[0]?.why).toMatch('answers every refusal')
  })
})

test('steppers may stand under any key, an id with a stroke in it too', () => {
  const sums = () => {
    let sum = 0
    return {
      next: (x: number) => (sum += x),
      save: () => sum,
      load(saved: Json) {
        sum = Number(saved)
      },
    }
  }
  const keyed = defineStrategy({
    name: 'keyed',
    defaults: {},
    init: () => ({ 'EUR/USD@ebs': { sum: sums() } }),
    on: { bar: (ctx, { close }) => void ctx.state['EUR/USD@ebs'].sum.next(close) },
  })
  const engine = engineOf([keyed()])
  engine.step(bar(1))
  const again = engineOf([keyed()])
  again.restore(engine.snapshot())
  expect(again.snapshot()).toEqual(engine.snapshot())
  expect(JSON.stringify(engine.snapshot())).toContain('/EUR/USD@ebs/sum')
})

test('snapshots of other runs and other strategies are refused', () => {
  const engine = engineOf()
  engine.step(bar(1))
  const state = engine.snapshot()
  const restoring = (other: ReturnType<typeof engineOf>, json: Json) => () => other.restore(json)
  expect(restoring(engineOf([quiet()], { runId: 'other' }), state)).toThrow(code('journal/foreign'))
  expect(restoring(engineOf([doing(() => {})]), state)).toThrow(code('journal/foreign'))
  expect(restoring(engineOf(), null)).toThrow(code('journal/foreign'))
})
