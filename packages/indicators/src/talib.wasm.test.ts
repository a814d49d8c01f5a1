import { campaign } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { randomSeries } from './fixtures/randomSeries.js'
import { type BarSeries, talibColumns, talibNames } from './fixtures/talib.js'
import { loadTalib, talibFunctions } from './fixtures/talibWasm.js'

// TA-Lib itself beside ours: invented series, settings drawn anew for each round. `begin` must agree, and every value to
// 1e-12 of the largest; where TA-Lib's squares cancel, exactness.test.ts holds ours to exact values.
const cancelling: { readonly [fn: string]: number } = {
  VAR: 1e-8,
  STDDEV: 1e-6,
  CORREL: 1e-8,
  BBANDS: 1e-8,
  BETA: 1e-7,
}
const talib = await loadTalib()
const rounds = Math.max(3, campaign(300))

/** Whole numbers from a seed. */
function draw(seed: number): (from: number, to: number) => number {
  let state = seed * 2654435761
  return (from, to) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return from + ((state >>> 8) % (to - from + 1))
  }
}

function settings(options: readonly string[], pick: (from: number, to: number) => number): readonly number[] {
  return options.map((name) => {
    if (/MAType/.test(name)) return pick(0, 8)
    if (name === 'fastK_Period') return pick(1, 30)
    if (name === 'slowPeriod' || name === 'maxPeriod') return pick(10, 40)
    if (name === 'minPeriod') return pick(2, 9)
    if (/Period/.test(name) || name === 'length') return pick(2, 30)
    if (name === 'fastLimit') return pick(20, 90) / 100
    if (name === 'slowLimit') return pick(1, 19) / 100
    if (name === 'startValue') return pick(-1, 1) * 100
    if (name === 'offsetOnReverse') return pick(0, 2) / 100
    if (/^acceleration|maximum/.test(name)) return pick(1, 30) / 100
    if (name === 'VFactor') return pick(0, 10) / 10
    return pick(1, 4) / 2 // deviations
  })
}

test('every function of TA-Lib that is not a candlestick is here', () => {
  expect(talibNames).toEqual(Object.keys(talibFunctions))
})

describe.each(Object.entries(talibFunctions))('%s', (fn, shape) => {
  test('as TA-Lib says', () => {
    for (let round = 0; round < rounds; round++) {
      const series = randomSeries(1000 + round, 260)
      const shrink = round % 3 === 1 ? 0.01 : 1 // a currency's prices
      const bars = Object.fromEntries(
        (['open', 'high', 'low', 'close', 'volume'] as const).map((field) => [
          field,
          field === 'volume' ? series[field] : series[field].map((x) => x * shrink),
        ]),
      ) as BarSeries
      const options = settings(shape.options, draw(round * 131 + fn.length))
      const sources = shape.inputs.map((name) =>
        name === 'real' ? 'close' : name === 'real1' ? 'open' : name === 'periods' ? '5+i%20' : name,
      )
      const narrow = /^(ACOS|ASIN|COSH|SINH|EXP)$/.test(fn)
      const named = narrow ? ['sin(close)'] : sources
      const columns = named.map((source) =>
        source === 'sin(close)'
          ? bars.close.map(Math.sin)
          : source === '5+i%20'
            ? bars.close.map((_, i) => 5 + (i % 20))
            : bars[source as keyof BarSeries],
      )
      const params = Object.fromEntries(
        shape.options.map((name, i) => [name === 'length' ? 'timePeriod' : name, options[i]!]),
      )
      const theirs = talib(fn, shape, columns, options)
      const ours = talibColumns(fn, params, bars, named)
      expect(ours.length).toBe(theirs.length)
      theirs.forEach((their, k) => {
        const our = ours[k]!
        // A difference of averages is as exact as the averages are.
        const least = /^(MACD|APO)/.test(fn) ? 100 * shrink : 0
        const scale = their.reduce((most, x) => Math.max(most, Math.abs(x) || 0), least)
        const tolerance = (cancelling[fn] ?? 1e-12) * scale
        const wrong = their.findIndex((x, i) =>
          Number.isNaN(x) ? !Number.isNaN(our[i]!) : !(Math.abs(our[i]! - x) <= tolerance),
        )
        const what = `round ${round} ${JSON.stringify(params)} output ${k} bar ${wrong}: ${our[wrong]}, TA-Lib ${their[wrong]}`
        expect(wrong, what).toBe(-1)
      })
    }
  })
})
