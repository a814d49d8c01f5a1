import { createRegistry } from '@bourse/assets'
import { type Bars, isBourseError } from '@bourse/core'
import { type BoundStrategy, defineStrategy } from '@bourse/engine'
import { maxLeverage } from '@bourse/risk'
import { expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { sweep } from '../sweep/sweep.js'
import { backtest } from './backtest.js'
import type { BacktestOptions } from './backtestOptions.js'

const data = walkBars('A@X', 60)
const hold = defineStrategy({ name: 'hold', on: { bar: (ctx, bar) => ctx.target(bar.id, 1) } })
const good = { data, cash: '100000 USD' } as const

const wrong: readonly (readonly [string, string, unknown])[] = [
  ['no options', "{ data, cash: '100000 USD' }", undefined],
  ['no data', 'data is undefined', { cash: '1 USD' }],
  ['the text of a file', 'bars of parseCsv', { ...good, data: 'date,close\n2026-01-02,1' }],
  ['a promise of bars', 'data is Promise', { ...good, data: Promise.resolve(data) }],
  ['no bars', 'at least one', { ...good, data: [] }],
  ['columns that are lists', 'column close of A@X is a list', { ...good, data: { ...data, close: [...data.close] } }],
  ['dates as text', 'column time of A@X', { ...good, data: { ...data, time: ['2026-01-02'] } }],
  ['columns of two lengths', 'rows of open of A@X is 5', { ...good, data: { ...data, open: data.open.slice(0, 5) } }],
  ['one series twice', 'A@X 1d twice', { ...good, data: [data, data] }],
  [
    'rows that are no facts',
    'record 1 of data',
    { ...good, data: [{ kind: 'mark', id: 'A@X', price: 1, at: 5, source: 's' }, {}] },
  ],
  ['facts dated in text', 'a bar without a time', { ...good, data: [{ kind: 'bar', at: '2026-01-02' }] }],
  ['cash as a number', 'cash is 100000', { ...good, cash: 100_000 }],
  ['no cash', 'cash is undefined', { data }],
  ['instruments as a list', 'createRegistry', { ...good, instruments: [{ id: 'A@X' }] }],
  ['rules that are no list', 'rules is Object', { ...good, rules: {} }],
  ['a rule that was not called', 'not maxLeverage', { ...good, rules: [maxLeverage] }],
  ['a benchmark without prices', 'benchmark is B@X', { ...good, benchmark: 'B@X' }],
  ['an option nobody reads', 'option is benchmrk', { ...good, benchmrk: 'A@X' }],
  ['an option of the venue nobody reads', 'option is fee', { ...good, venue: { fee: 1 } }],
  ['fees that are no model', 'fees is 0.001', { ...good, venue: { fees: 0.001 } }],
  ['a fill rule nobody knows', 'fill is close', { ...good, venue: { fill: 'close' } }],
]
test.each(wrong)('%s', (_, said, options) => {
  let thrown: unknown
  try {
    backtest(hold(), options as BacktestOptions)
  } catch (error) {
    thrown = error
  }
  expect(isBourseError(thrown), String(thrown)).toBe(true)
  expect(String(thrown)).toContain(said)
})

test('a strategy that was not called, or is none, is told how', () => {
  for (const strategy of [hold, { name: 'x', on: {} }, undefined])
    expect(() => backtest(strategy as unknown as BoundStrategy, good)).toThrow('cross({ fast: 12 })')
})

test('a sweep refuses the same', async () => {
  await expect(sweep(hold, {}, { ...good, cash: 5 } as never)).rejects.toThrow('cash is 5')
})

test('what data and strategies did wrong without ending the run stands in the report', () => {
  const low = data.low.slice()
  low[7] = 1e6
  const { troubles } = backtest(hold(), { ...good, data: { ...data, low } })
  expect(troubles.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'data/flawed 1 bars of A@X contradict themselves, the first is record 7: see inspectBars',
  ])
  const later = defineStrategy({
    name: 'later',
    on: {
      bar: (async (ctx: { target(id: string, share: number): void }, bar: { id: string }) => {
        await undefined
        ctx.target(bar.id, 1)
      }) as never,
    },
  })
  expect(backtest(later(), good).troubles[0]?.message).toContain('make handlers synchronous')
  const euros = {
    ...good,
    cash: '100000 EUR',
    instruments: createRegistry([
      { kind: 'equity', id: 'A@X', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'always' },
    ]),
  } as const
  expect(backtest(hold(), euros).troubles[0]?.code).toBe('strategy/skipped')
  const nothing = { ...data, close: data.close.map(() => Number.NaN) } satisfies Bars
  expect(() => backtest(hold(), { ...good, data: nothing })).toThrow('input 1 (bar of A@X from bars)')
})
