import { createRegistry } from '@bourse/assets'
import { createMarketRecord, manualClock, money } from '@bourse/core'
import { matrixFromRows } from '@bourse/math'
import { createLedger } from '@bourse/portfolio'
import { from, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { type RiskContext, type RiskReport, riskContext } from '../index.js'
import { riskAlerts$, riskReport$ } from './rx.js'

const instruments = createRegistry([])
const market = createMarketRecord()
const contextOf = (cash: number, currency = 'USD'): RiskContext => {
  const book = createLedger({
    base: 'USD',
    instruments,
    market,
    cash: [{ account: 'paper', money: money(cash, currency) }],
  })
  return riskContext({ now: cash, book, market, instruments })
}
const scenarios = { ids: ['SPY@ARCX'], returns: matrixFromRows([[0.01], [-0.01]]) } as const

test('the first at once, then the newest of each period, what is pending at the end', () => {
  const clock = manualClock(0)
  const contexts = new Subject<RiskContext>()
  const seen: number[] = []
  let done = false
  riskReport$(contexts, { confidence: 0.95, scenarios, clock, every: '1s' }).subscribe({
    next: ({ equity }) => seen.push(equity.value),
    complete: () => {
      done = true
    },
  })
  for (const cash of [1, 2, 3]) contexts.next(contextOf(cash))
  expect(seen).toEqual([1])
  clock.advance(1000)
  expect(seen).toEqual([1, 3])
  contexts.next(contextOf(4))
  contexts.complete()
  expect(seen).toEqual([1, 3, 4])
  expect(done).toBe(true)
})

test('what cannot be made is left out and named, and the stream goes on', () => {
  const clock = manualClock(0)
  const missing: (readonly string[])[] = []
  const seen: number[] = []
  riskReport$(from([contextOf(5, 'EUR'), contextOf(6)]), {
    confidence: 0.95,
    scenarios,
    clock,
    every: 0,
    onMissing: (names) => missing.push(names),
  }).subscribe(({ equity }) => seen.push(equity.value))
  expect(missing.flat()).toContain('rate/EUR')
  expect(seen).toEqual([6])
})

test('alerts one by one, a fresh stepper per subscription', () => {
  const report = (use: number): RiskReport =>
    ({
      margin: [{ account: 'paper', use, level: 'ok' }],
      positions: [],
      leverage: 0,
      liquidity: Number.NaN,
      correlation: { all: Number.NaN, recent: Number.NaN },
      equity: { currency: 'USD', value: 1 },
    }) as unknown as RiskReport
  const alerts$ = riskAlerts$(from([report(0.5), report(0.95), report(0.95)]))
  for (let i = 0; i < 2; i++) {
    const seen: string[] = []
    alerts$.subscribe(({ alert }) => seen.push(alert))
    expect(seen).toEqual(['margin 80 % of paper', 'margin 90 % of paper'])
  }
})
