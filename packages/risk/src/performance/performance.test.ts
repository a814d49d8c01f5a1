import { createRng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import {
  deflatedSharpe,
  figureConventions,
  fundingCaptured,
  type PerformanceFigures,
  performanceOf,
  performanceOfReturns,
  thetaCollected,
  volatilityCapture,
} from '../index.js'

const rng = createRng('performance')
const returns = Float64Array.from({ length: 250 }, () => 0.0005 + 0.01 * rng.student(5))
const benchmark = returns.map((r) => 0.6 * r + 0.006 * rng.normal())
const year = { periodsPerYear: 252 }

describe('conventions', () => {
  const options = { ...year, benchmark, rate: 0.03 }
  const ours = performanceOfReturns(returns, options)

  test.each(['empyrical', 'quantstats'] as const)('%s differs exactly where it says', (convention) => {
    const theirs = performanceOfReturns(returns, { ...options, convention })
    for (const figure of Object.keys(ours) as (keyof PerformanceFigures)[]) {
      const told = figureConventions[convention][figure] !== undefined
      expect(Object.is(ours[figure], theirs[figure]), figure).toBe(!told)
    }
  })

  test('quantstats by its own formulas', () => {
    const theirs = performanceOfReturns(returns, { ...options, convention: 'quantstats' })
    const n = returns.length
    const mean = returns.reduce((a, b) => a + b, 0) / n
    const deviation = Math.sqrt(returns.reduce((a, r) => a + (r - mean) ** 2, 0) / (n - 1))
    expect(theirs.valueAtRisk).toBeCloseTo(mean - 1.6448536269514722 * deviation, 12)
    expect(theirs.shortfall).toBeLessThan(theirs.valueAtRisk)
    const moment = (k: number) => returns.reduce((a, r) => a + (r - mean) ** k, 0) / n
    const g1 = (moment(3) / moment(2) ** 1.5) * (Math.sqrt(n * (n - 1)) / (n - 2))
    expect(theirs.skewness).toBeCloseTo(g1, 10)
    const beta = theirs.beta
    const market = benchmark.reduce((a, b) => a + b, 0) / n
    expect(theirs.alpha).toBeCloseTo((mean - beta * market) * 252, 12)
    expect(theirs.recoveryFactor).toBeCloseTo(Math.abs(mean * n) / ours.maxDrawdown, 10)
    expect(theirs.treynor).toBeCloseTo((ours.totalReturn - Math.expm1(0.03)) / beta, 12)
  })
})

test('a year of days or of hours is told, not guessed', () => {
  const [days, hours] = [
    performanceOfReturns(returns, { periodsPerYear: 365 }),
    performanceOfReturns(returns, { periodsPerYear: 8760 }),
  ]
  expect(hours.sharpe / days.sharpe).toBeCloseTo(Math.sqrt(24), 10)
  expect(hours.maxDrawdown).toBe(days.maxDrawdown)
  expect(() => performanceOfReturns(returns, { periodsPerYear: 0 })).toThrow(/periodsPerYear/)
})

test('columns give what equity alone cannot', () => {
  const equity = Float64Array.of(100, 110, 121)
  const bare = performanceOf(equity, year)
  for (const figure of ['turnover', 'exposure', 'averageLeverage', 'returnOnMargin', 'beta'] as const)
    expect(bare[figure]).toBeNaN()
  const told = performanceOf(equity, {
    periodsPerYear: 2,
    leverage: Float64Array.of(0, 2),
    traded: Float64Array.of(0, 210),
    margin: Float64Array.of(50, 30),
  })
  expect(told.exposure).toBe(0.5)
  expect(told.averageLeverage).toBe(1)
  expect(told.turnover).toBe(2)
  expect(told.returnOnMargin).toBeCloseTo(21 / 40, 12)
  expect(told.leverageAdjustedReturn).toBeCloseTo(0.21, 12)
  expect(() => performanceOf(equity, { ...year, margin: Float64Array.of(1) })).toThrow(/margin/)
})

test('a curve that reaches nothing still has an end', () => {
  const ruined = performanceOf([100, 50, -10], year)
  expect(ruined.totalReturn).toBeCloseTo(-1.1, 12)
  expect(ruined.maxDrawdown).toBeCloseTo(1.1, 12)
  expect(ruined.cagr).toBe(-1)
  expect(ruined.sharpe).toBeNaN()
  expect(performanceOf([100, 0], { ...year, convention: 'empyrical' }).maxDrawdown).toBe(-1)
  expect(() => performanceOf([100, Number.NaN], year)).toThrow(/equity\[1\]/)
  expect(() => performanceOf([], year)).toThrow(/length/)
  expect(() => performanceOfReturns(Float64Array.of(-1), year)).toThrow(/> -1/)
})

test('too little to say is NaN, never 0 or Infinity', () => {
  const one = performanceOf([100], year)
  expect([one.totalReturn, one.maxDrawdown]).toEqual([0, 0])
  expect(one.sharpe).toBeNaN()
  const flat = performanceOf([100, 100, 100, 100], year)
  for (const figure of ['sharpe', 'sortino', 'calmar', 'profitFactor', 'winRate', 'omega', 'tailRatio'] as const)
    expect(flat[figure], figure).toBeNaN()
  const rising = performanceOf([100, 101, 103, 104], year)
  expect(rising.profitFactor).toBeNaN()
  expect(rising.winRate).toBe(1)
  expect(rising.worstLoss).toBeLessThan(0)
})

test('more trials, less belief', () => {
  const trials = [1, 10, 100, 1000].map((count) => deflatedSharpe(returns, { count, variance: 0.002 }))
  for (let k = 1; k < trials.length; k++) expect(trials[k]).toBeLessThan(trials[k - 1]!)
  expect(() => deflatedSharpe(returns, { count: 0.5, variance: 0 })).toThrow(/count/)
})

test('what was captured of what there was', () => {
  expect(volatilityCapture([])).toBeNaN()
  expect(volatilityCapture([{ vega: -100, implied: 0.2, realized: 0.25 }])).toBeCloseTo(-0.25, 12)
  expect(fundingCaptured(Float64Array.of(0.01, 0.01), Float64Array.of(-100, -300))).toBe(1)
  expect(thetaCollected(Float64Array.of(0), Float64Array.of(5), Float64Array.of(1)).kept).toBeNaN()
  expect(() => fundingCaptured(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(/notionals/)
})
