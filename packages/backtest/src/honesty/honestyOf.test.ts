import type { Bars } from '@bourse/core'
import { defineStrategy } from '@bourse/engine'
import { percentFee } from '@bourse/sim'
import { expect, test } from 'vitest'
import { cross } from '../fixtures/cross.js'
import { walkBars } from '../fixtures/walkBars.js'
import { backtest } from '../run/backtest.js'
import type { BacktestData } from '../run/backtestOptions.js'
import { honestyOf } from './honestyOf.js'

const bars = walkBars('A@X', 400)
const options = {
  data: bars,
  cash: '100000 USD',
  venue: { fill: { fills: 'next-open' }, fees: percentFee(0.0005) },
} as const

/** Is long where the next close is higher: it was fitted to all the data it was made with. */
const cheat = (data: BacktestData) => {
  const { time, close } = data as Bars
  const rises = new Set<number>()
  for (let i = 0; i + 1 < close.length; i++) if (close[i + 1]! > close[i]!) rises.add(time[i]!)
  return defineStrategy({
    name: 'cheat',
    defaults: {},
    on: { bar: (ctx, bar) => ctx.target(bar.id, rises.has(bar.at) ? 1 : 0) },
  })()
}

test('a strategy that cheats is found out', () => {
  const checks = honestyOf(cheat, options)
  const byName = Object.fromEntries(checks.map(({ check, passed }) => [check, passed]))
  expect(byName).toMatchObject({ 'look-ahead': false, 'delay-by-one': false, 'random-entry': true, benchmark: true })
  expect(checks[0]?.meaning).toMatch(/a decision of 20.* is another when nothing after 20.* is known/)
})

test('one that was fitted before it was handed over is betrayed by a bar of delay', () => {
  const bound = cheat(bars)
  const report = backtest(bound, { ...options, honesty: true })
  const byName = Object.fromEntries(report.honesty.map(({ check, passed }) => [check, passed]))
  expect(byName).toMatchObject({ 'look-ahead': true, 'delay-by-one': false })
})

test('an honest one looks at nothing ahead; luck alone is not called skill', () => {
  const report = backtest(cross(), { ...options, honesty: true })
  const byName = Object.fromEntries(report.honesty.map(({ check, passed }) => [check, passed]))
  expect(byName['look-ahead']).toBe(true)
  expect(byName['random-entry']).toBe(false)
  expect(report.honesty.map(({ check }) => check)).toEqual([
    'look-ahead',
    'delay-by-one',
    'double-costs',
    'random-entry',
    'benchmark',
    'path-dependent',
  ])
  expect(report.table()).toContain('passed   look-ahead')
  for (const line of report.table().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  const still = defineStrategy({ name: 'still', defaults: {}, on: {} })
  expect(honestyOf(() => still(), options).map(({ check }) => check)).toEqual(['look-ahead'])
})

test('bars told one by one are doubted as columns are', () => {
  const facts = Array.from(bars.time, (at, i) => ({
    kind: 'bar' as const,
    id: bars.id,
    span: bars.span,
    open: bars.open[i]!,
    high: bars.high[i]!,
    low: bars.low[i]!,
    close: bars.close[i]!,
    volume: bars.volume[i]!,
    adjusted: bars.adjusted[i]!,
    at,
    source: 'mine',
  }))
  const told: string[] = []
  const asked = honestyOf(() => cross(), {
    ...options,
    data: facts,
    progress: (share, doing) => told.push(`${doing} ${share}`),
  })
  expect(asked).toEqual(honestyOf(() => cross(), options))
  expect(told.filter((line) => line.endsWith(' 1'))).toEqual([
    'look-ahead 1',
    'look-ahead 1',
    'look-ahead 1',
    'look-ahead 1',
    'look-ahead 1',
    'delay-by-one 1',
    'double-costs 1',
  ])
  expect(told).toContain('double-costs 0.5')
})
