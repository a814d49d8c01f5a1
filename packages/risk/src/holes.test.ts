// No number hides a hole: whatever takes a column refuses NaN and infinities, and says where they are.
import { isBourseError } from '@bourse/core'
import { createRng, matrixFromRows } from '@bourse/math'
import { expect, test } from 'vitest'
import * as risk from './index.js'

const year = { periodsPerYear: 252 }
const column = (n = 40) => {
  const rng = createRng('holes')
  return Float64Array.from({ length: n }, () => 0.01 * rng.normal())
}

const takers: { readonly [name: string]: (returns: Float64Array) => unknown } = {
  valueAtRisk: (r) => risk.valueAtRisk(r, 0.95),
  expectedShortfall: (r) => risk.expectedShortfall(r, 0.95, 'student'),
  historicalVar: (r) => risk.historicalVar(r, 0.95, { rule: 7 }),
  historicalShortfall: (r) => risk.historicalShortfall(r, 0.9, { tail: 'below' }),
  historicalContributions: (r) =>
    risk.historicalContributions(Float64Array.of(1), { rows: r.length, cols: 1, data: r }, 0.9),
  entropicVar: (r) => risk.entropicVar(r, 0.9),
  entropicDrawdown: (r) => risk.entropicDrawdown(r, 0.9),
  semiDeviation: (r) => risk.semiDeviation(r),
  meanAbsoluteDeviation: (r) => risk.meanAbsoluteDeviation(r),
  giniDifference: (r) => risk.giniDifference(r),
  depthsOf: (r) => risk.depthsOf(r),
  drawdownFigures: (r) => risk.drawdownFigures(r),
  equityOf: (r) => risk.equityOf(r),
  equityReturns: (r) => risk.equityReturns(r.map((x) => 1 + x)),
  maxDrawdown: (r) => risk.maxDrawdown(r.map((x) => 1 + x)),
  filterReturns: (r) => risk.filterReturns(r, { lambda: 0.94 }),
  fitTail: (r) => risk.fitTail(r, 0.8),
  simulatedTail: (r) => risk.simulatedTail(r, 0.95),
  testVar: (r) => risk.testVar(r, new Float64Array(r.length).fill(0.02), 0.95),
  varExceptions: (r) => risk.varExceptions(new Float64Array(r.length), r),
  sharpeRatio: (r) => risk.sharpeRatio(r, year),
  sharpeErrors: (r) => risk.sharpeErrors(r),
  probabilisticSharpe: (r) => risk.probabilisticSharpe(r, 0),
  deflatedSharpe: (r) => risk.deflatedSharpe(r, { count: 10, variance: 0.01 }),
  minTrackRecord: (r) => risk.minTrackRecord(r),
  omegaRatio: (r) => risk.omegaRatio(r),
  stabilityOf: (r) => risk.stabilityOf(r),
  performanceOf: (r) =>
    risk.performanceOf(
      r.map((x) => 1 + x),
      year,
    ),
  performanceOfReturns: (r) => risk.performanceOfReturns(r, year),
  'performanceOf a benchmark': (r) => risk.performanceOfReturns(new Float64Array(r.length), { ...year, benchmark: r }),
  benchmarkFigures: (r) => risk.benchmarkFigures(r, new Float64Array(r.length), year),
  kellyOfReturns: (r) => risk.kellyOfReturns(r),
  'kellyWeights of means': (r) => risk.kellyWeights(r.subarray(0, 1), matrixFromRows([[1]])),
  volatilityTarget: (r) => risk.volatilityTarget(r, 0.1, year),
  fundingCaptured: (r) => risk.fundingCaptured(r, new Float64Array(r.length)),
  thetaCollected: (r) => risk.thetaCollected(r, r, r),
  correlationRegime: (r) => risk.correlationRegime(r, { states: 2, rng: createRng(1) }),
  correlationBreakdown: (r) => {
    const pairs = matrixFromRows(Array.from(r, (x, t) => [x, Math.sin(t)]))
    return risk.correlationBreakdown(pairs, pairs)
  },
}

test.each(Object.entries(takers))('%s', (_name, take) => {
  expect(() => take(column())).not.toThrow()
  for (const hole of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    for (const place of [0, 17, 39]) {
      const returns = column()
      returns[place] = hole
      if (place > 0 && take === takers['kellyWeights of means']) continue
      let caught: unknown
      try {
        take(returns)
      } catch (error) {
        caught = error
      }
      expect(isBourseError(caught), `${hole} at ${place}: ${caught}`).toBe(true)
    }
})

test('streams answer NaN, and go on', () => {
  for (const stepper of [risk.drawdown(), risk.ewmaVolatility(0.9)]) {
    stepper.next(1)
    expect(stepper.next(Number.NaN)).toBeNaN()
    expect(stepper.next(1)).not.toBeNaN()
  }
})
