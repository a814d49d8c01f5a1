import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { type BarSeries, talibColumns } from './fixtures/talib.js'

type Row = {
  readonly fn: string
  readonly inputs: readonly (readonly [string, string])[]
  readonly params: { readonly [name: string]: number }
  readonly outputs: { readonly [name: string]: readonly number[] }
  readonly begin: number
}

const { rows, title } = golden<{ bars: { [field: string]: number[] }; talib: Row[] }>('scoring/indicators.dev.json')

// TA-Lib's own variances cancel; ours are held to exact values in movingMoments.test.ts.
const cancelling = new Set(['VAR', 'STDDEV', 'CORREL', 'BBANDS'])

describe.skipIf(!rows)(title, () => {
  const bars = Object.fromEntries(
    Object.entries(rows?.bars ?? {}).map(([field, values]) => [field, Float64Array.from(values)]),
  ) as BarSeries

  test.each((rows?.talib ?? []).map((row, i) => [`${i} ${row.fn} ${JSON.stringify(row.params)}`, row] as const))(
    '%s',
    (_name, row) => {
      const inputs = row.inputs.map(([, source]) => source)
      const columns = talibColumns(row.fn, row.params, bars, inputs)
      for (const [i, [name, expected]] of Object.entries(row.outputs).entries()) {
        const ours = columns[i]!
        const scale = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
        const tolerance = (cancelling.has(row.fn) ? 1e-8 : 1e-12) * scale
        expect(ours.subarray(0, row.begin).every(Number.isNaN), `${name} is NaN until bar ${row.begin}`).toBe(true)
        expect(ours.length).toBe(row.begin + expected.length)
        let worst = 0
        let where = 0
        for (const [j, value] of expected.entries()) {
          const error = Math.abs(ours[row.begin + j]! - value)
          if (error <= worst) continue
          worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
          where = row.begin + j
        }
        expect(
          expected.some((_, j) => Number.isNaN(ours[row.begin + j]!)),
          `${name} has a NaN`,
        ).toBe(false)
        expect(worst, `${name} at bar ${where}: ${ours[where]} for ${expected[where - row.begin]}`).toBeLessThanOrEqual(
          tolerance,
        )
      }
    },
  )
})
