import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import {
  deflatedSharpe,
  expectedMaxSharpe,
  maxDrawdown,
  equityOf,
  omegaRatio,
  type PerformanceFigures,
  performanceOfReturns,
  probabilisticSharpe,
  sharpeErrors,
} from '../index.js'

type Row = {
  id: string
  returns: number[]
  benchmark: number[] | null
  riskFreePerPeriod: number
  empyrical: { [figure: string]: number }
  other: { [figure: string]: number } & {
    deflated: { [count: string]: { varianceOfTrialSharpes: number; expectedMaxSharpe: number; dsr: number } }
  }
}
const { rows, title } = golden<{ cases: Row[] }>('optrisk/performance.dev.json')

const close = (name: string, ours: number, theirs: number | undefined, tolerance = 1e-10) =>
  expect(relativeError(ours, theirs!), `${name}: ${ours} against ${theirs}`).toBeLessThanOrEqual(tolerance)

describe.skipIf(!rows)(title, () => {
  test.each(rows?.cases ?? [])('$id', (row) => {
    const r = Float64Array.from(row.returns)
    const benchmark = row.benchmark === null ? {} : { benchmark: Float64Array.from(row.benchmark) }
    const year = { periodsPerYear: 252 }
    const rate = Math.log1p(row.riskFreePerPeriod) * 252
    const plain = performanceOfReturns(r, { ...year, ...benchmark })
    const excess = performanceOfReturns(r, { ...year, ...benchmark, rate })
    const theirs = performanceOfReturns(r, { ...year, ...benchmark, convention: 'empyrical' })
    const check = (
      source: PerformanceFigures,
      want: { [figure: string]: number },
      names: { [ours in keyof PerformanceFigures]?: string },
    ) => {
      for (const [ours, name] of Object.entries(names))
        if (want[name] !== undefined) close(name, source[ours as keyof PerformanceFigures], want[name])
    }
    const e = row.empyrical
    check(theirs, e, {
      totalReturn: 'cumReturn',
      cagr: 'cagr',
      volatility: 'annualVolatility',
      sharpe: 'sharpe',
      sortino: 'sortino',
      downsideRisk: 'downsideRisk',
      maxDrawdown: 'maxDrawdown',
      calmar: 'calmar',
      omega: 'omega',
      tailRatio: 'tailRatio',
      stability: 'stability',
      valueAtRisk: 'var5',
      shortfall: 'cvar5',
      skewness: 'skew',
      excessKurtosis: 'kurtosis',
      alpha: 'alpha',
      beta: 'beta',
      informationRatio: 'excessSharpe',
      upCapture: 'upCapture',
      downCapture: 'downCapture',
      captureRatio: 'upDownCapture',
      betaFragility: 'betaFragility',
    })
    check(excess, e, { sharpe: 'sharpe_rf', sortino: 'sortino_mar', alpha: 'alpha_rf', beta: 'beta_rf' })
    close('omega 10 %', omegaRatio(r, 1.1 ** (1 / 252) - 1), e.omega_req10pct)
    const o = row.other
    check(plain, o, {
      probabilisticSharpe: 'psr0',
      ulcer: 'ulcerIndex',
      ulcerPerformance: 'ulcerPerformanceIndex',
      averageDrawdown: 'painIndex',
      recoveryFactor: 'recoveryFactor',
      gainToPain: 'gainToPain',
      profitFactor: 'profitFactor',
      payoffRatio: 'payoffRatio',
      winRate: 'winRate',
      kelly: 'kelly',
      longestWins: 'maxConsecutiveWins',
      longestLosses: 'maxConsecutiveLosses',
      bestReturn: 'best',
      commonSenseRatio: 'commonSenseRatio',
      cpcIndex: 'cpcIndex',
      longestUnderwater: 'longestUnderwaterPeriods',
      timeUnderwater: 'timeUnderWater',
      lowerPartialMoment: 'lpm2_0',
      kappa3: 'kappa3',
      adjustedSharpe: 'adjustedSharpePezier',
      autocorrelation: 'autocorr1',
      informationRatio: 'informationRatioAnnual',
      trackingError: 'trackingErrorAnnual',
      rSquared: 'rSquared',
      correlation: 'correlation',
      battingAverage: 'battingAverage',
    })
    check(excess, o, { treynor: 'treynor', m2: 'm2', jensenAlpha: 'jensenAlphaArithmetic' })
    close('worst', -plain.worstLoss, o.worst)
    close('max drawdown', -plain.maxDrawdown, e.maxDrawdown)
    close('penalty', plain.sharpe / plain.smartSharpe, o.smartSharpePenalty)
    close('psr', probabilisticSharpe(r, o.psrBenchmarkPerPeriod!), o.psr_bench)
    close('Lo', sharpeErrors(r).normal, o.sharpeStdError_Lo_iid)
    close('Mertens', sharpeErrors(r).moments, o.sharpeStdError_Mertens)
    if (o.minTrackRecordLength95 === null) expect(plain.minTrackRecord).toBe(Number.POSITIVE_INFINITY)
    else close('track record', plain.minTrackRecord, o.minTrackRecordLength95)
    const deepest = maxDrawdown(equityOf(r))
    expect([deepest.peak, deepest.trough]).toEqual([o.maxDrawdownPeak, o.maxDrawdownTrough])
    for (const [count, want] of Object.entries(o.deflated)) {
      const trials = { count: Number(count), variance: want.varianceOfTrialSharpes }
      close('expected maximum', expectedMaxSharpe(trials), want.expectedMaxSharpe)
      close('deflated', deflatedSharpe(r, trials), want.dsr)
    }
  })
})
