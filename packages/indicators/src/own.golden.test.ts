import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import type { BarSeries } from './fixtures/talib.js'
import {
  donchianOf,
  garmanKlassVolatilityOf,
  keltnerOf,
  parkinsonVolatilityOf,
  realisedVolatilityOf,
  supertrendOf,
  vwapCumulativeOf,
  vwapRollingOf,
  yangZhangVolatilityOf,
  zScoreOf,
} from './index.js'

type Row = {
  readonly fn: string
  readonly params: { readonly [name: string]: number }
  readonly outputs: { readonly [name: string]: readonly (number | null)[] }
}

type Columns = { readonly [name: string]: Float64Array }

const columns: { readonly [fn: string]: (bars: BarSeries, p: Row['params']) => Columns } = {
  SUPERTREND: (bars, p) => supertrendOf(bars, p['period'], p['multiplier']),
  DONCHIAN: (bars, p) => donchianOf(bars, p['period']),
  KELTNER: (bars, p) => keltnerOf(bars, p['ema'], p['multiplier'], p['atr']),
  VWAP_ROLLING: (bars, p) => ({ output: vwapRollingOf(bars, p['period']) }),
  VWAP_CUMULATIVE: (bars) => ({ output: vwapCumulativeOf(bars) }),
  ZSCORE: (bars, p) => ({ output: zScoreOf(bars.close, p['period'], p['ddof']) }),
  REALISED_VOL: (bars, p) => ({ output: realisedVolatilityOf(bars.close, p['period'], p['annualisation']) }),
  PARKINSON: (bars, p) => ({ output: parkinsonVolatilityOf(bars, p['period'], p['annualisation']) }),
  GARMAN_KLASS: (bars, p) => ({ output: garmanKlassVolatilityOf(bars, p['period'], p['annualisation']) }),
  YANG_ZHANG: (bars, p) => ({ output: yangZhangVolatilityOf(bars, p['period'], p['annualisation']) }),
}

const { rows, title } = golden<{ bars: { [field: string]: number[] }; extra: Row[] }>('scoring/indicators.dev.json')

describe.skipIf(!rows)(`${title}, not of TA-Lib`, () => {
  const bars = Object.fromEntries(
    Object.entries(rows?.bars ?? {}).map(([field, values]) => [field, Float64Array.from(values)]),
  ) as BarSeries

  test.each((rows?.extra ?? []).map((row) => [`${row.fn} ${JSON.stringify(row.params)}`, row] as const))(
    '%s',
    (_name, row) => {
      const ours = columns[row.fn]!(bars, row.params)
      for (const [name, expected] of Object.entries(row.outputs)) {
        const scale = expected.reduce<number>((most, x) => Math.max(most, Math.abs(x ?? 0)), 0)
        const wrong = expected.flatMap((value, i) => {
          const got = ours[name]![i]!
          const fits = value === null ? Number.isNaN(got) : Math.abs(got - value) <= 1e-12 * scale
          return fits ? [] : [`${name}[${i}] is ${got}, expected ${value}`]
        })
        expect(wrong).toEqual([])
      }
    },
  )
})
