import { money } from '@bourse/core'
import { expect, test } from 'vitest'
import { monthlyReturns } from './monthlyReturns.js'
import type { Report } from './report.js'
import { reportToCsv } from './reportToCsv.js'

const time = Float64Array.from(['2025-11-28', '2025-12-15', '2025-12-31', '2026-02-27'], (date) => Date.parse(date))
const equity = Float64Array.of(100, 104, 110, 99)
const report = {
  time,
  equity,
  fills: [
    {
      time: time[1]!,
      account: 'paper',
      strategy: 'a,"b"',
      instrument: 'SPY@ARCX',
      side: 'buy',
      quantity: 0.1,
      price: 480.25,
      fee: money('1.05', 'USD'),
    },
  ],
  roundTrips: [
    {
      account: 'paper',
      strategy: 's',
      instrument: 'SPY@ARCX',
      opened: time[0]!,
      closed: time[1]! + 1000,
      quantity: 1,
      entry: 1,
      exit: 2,
      pnl: money('1', 'USD'),
      costs: money('0.3', 'USD'),
    },
  ],
  toColumns: () => ({ time, equity, drawdown: Float64Array.of(0, 0, Number.NaN, 0.1) }),
} as unknown as Report

test('months run from month end to month end, gaps stay empty, a year compounds', () => {
  const [first, second] = monthlyReturns(time, equity)
  expect(first!.year).toBe(2025)
  expect(first!.months[11]).toBeCloseTo(0.1, 14)
  expect(first!.months.slice(0, 11).every(Number.isNaN)).toBe(true)
  expect(second!.months[1]).toBeCloseTo(-0.1, 14)
  expect([first!.total, second!.total].map((value) => value.toFixed(12))).toEqual(['0.100000000000', '-0.100000000000'])
  expect(monthlyReturns(new Float64Array(0), new Float64Array(0))).toEqual([])
})

test('sheets are quoted, exact, and empty where nothing is known', () => {
  expect(reportToCsv(report, 'equity').split('\n').slice(0, 4)).toEqual([
    'time,equity,drawdown',
    '2025-11-28,100,0',
    '2025-12-15,104,0',
    '2025-12-31,110,',
  ])
  expect(reportToCsv(report, 'fills').split('\n')[1]).toBe(
    '2025-12-15,paper,"a,""b""",SPY@ARCX,buy,0.1,480.25,1.05,USD',
  )
  expect(reportToCsv(report, 'roundTrips').split('\n')[1]).toBe(
    'paper,s,SPY@ARCX,2025-11-28,2025-12-15T00:00:01.000Z,1,1,2,1,0.3,0.7,USD',
  )
  expect(reportToCsv(report, 'months').split('\n')[2]).toMatch(/^2026,,-0\.0999\d+,,,,,,,,,,,-0\.0999\d+$/)
})
