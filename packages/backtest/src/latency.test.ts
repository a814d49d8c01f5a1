import { parseCsv } from '@bourse/data'
import { defineStrategy } from '@bourse/engine'
import { expect, test } from 'vitest'
import { backtest } from './index.js'

test('a target on every bar is filled although orders take longer than a bar', () => {
  const day = (i: number): string => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)
  const rows = Array.from({ length: 20 }, (_, i) => `${day(i)},${100 + i},${101 + i},${99 + i},${100.5 + i}`)
  const data = parseCsv(['date,open,high,low,close', ...rows].join('\n'), { id: 'SPY@ARCX', span: '1d' })
  const hold = defineStrategy({ name: 'hold', defaults: {}, on: { bar: (ctx, bar) => ctx.target(bar.id, 0.9) } })
  const run = (orderLatency: '0s' | '1d' | '3d'): readonly number[] =>
    backtest(hold(), { data, cash: '10000 USD', venue: { orderLatency } }).fills.map(({ price }) => price)
  expect(run('0s')).toEqual([101])
  expect(run('1d')).toEqual([102])
  expect(run('3d')).toEqual([104])
})
