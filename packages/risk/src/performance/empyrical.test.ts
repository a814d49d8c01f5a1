// 19 figures against runs of empyrical on daily closes. The data lie beside the checkout.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { relativeError, sharedFile } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { type PerformanceFigures, performanceOf } from '../index.js'

type Expected = { readonly series: string; readonly rows: number; readonly first: string } & {
  readonly [figure: string]: number | string | null
}

const names: { readonly [theirs: string]: keyof PerformanceFigures } = {
  cum_returns_final: 'totalReturn',
  annual_return: 'cagr',
  annual_volatility: 'volatility',
  sharpe_ratio: 'sharpe',
  sortino_ratio: 'sortino',
  downside_risk: 'downsideRisk',
  max_drawdown: 'maxDrawdown',
  calmar_ratio: 'calmar',
  omega_ratio: 'omega',
  stability_of_timeseries: 'stability',
  tail_ratio: 'tailRatio',
  value_at_risk: 'valueAtRisk',
  conditional_value_at_risk: 'shortfall',
  alpha: 'alpha',
  beta: 'beta',
  excess_sharpe: 'informationRatio',
  up_capture: 'upCapture',
  down_capture: 'downCapture',
  beta_fragility_heuristic: 'betaFragility',
}

const file = sharedFile('cases/empyrical/expected.json')
const cases: readonly Expected[] = file === undefined ? [] : JSON.parse(readFileSync(file, 'utf8'))

function closesOf(symbol: string): Float64Array {
  const text = gunzipSync(readFileSync(sharedFile(`data/equities/${symbol}_daily_raw.csv.gz`)!)).toString()
  const lines = text.trim().split('\n').slice(1)
  return Float64Array.from(lines.slice(-2520), (line) => Number(line.split(',')[4]))
}

describe.skipIf(file === undefined)('empyrical: skipped where its runs are not beside this checkout', () => {
  test.each(cases)('$series', (expected) => {
    const closes = closesOf(expected.series)
    const market = closesOf('SPY')
    const benchmark = Float64Array.from({ length: closes.length - 1 }, (_, t) => market[t + 1]! / market[t]! - 1)
    const ours = performanceOf(closes, { periodsPerYear: 252, benchmark, convention: 'empyrical' })
    for (const [theirs, name] of Object.entries(names)) {
      const want = expected[theirs]
      if (want === null) expect(ours[name]).toBeNaN()
      // Against itself alpha is 0 up to rounding.
      else if (want === 0) expect(Math.abs(ours[name])).toBeLessThan(1e-12)
      else expect(relativeError(ours[name], want as number), `${theirs}: ${ours[name]} ${want}`).toBeLessThan(1e-9)
    }
  })
})
