import { createRng } from '@bourse/math'
import { describe, expect, test } from 'vitest'
import {
  americanGreeksOf,
  americanVolsOf,
  andersenLake,
  forwardGreeks,
  greekColumns,
  type OptionColumns,
  optionColumns,
  optionGreeks,
  ROW_STATUS,
} from '../index.js'

type Filled = Required<Pick<OptionColumns, 'spot' | 'rate' | 'yield'>> & OptionColumns

function columns(count: number): { -readonly [K in keyof Filled]-?: Exclude<Filled[K], undefined> } {
  const column = (): Float64Array => new Float64Array(count)
  return { ...optionColumns(count), spot: column(), rate: column(), yield: column() }
}

/** Ten expiries of one underlying, rows in expiry order. */
function chain(): ReturnType<typeof columns> {
  const rows = columns(400)
  const rng = createRng('american columns')
  let [years, rate, carryYield] = [0, 0, 0]
  for (let i = 0; i < 400; i++) {
    if (i % 40 === 0) {
      years = 0.02 + 1.5 * rng.next()
      rate = 0.06 * rng.next() - 0.005
      carryYield = 0.05 * rng.next() - 0.005
    }
    rows.exercise[i] = 1
    rows.right[i] = rng.next() < 0.5 ? 1 : -1
    rows.spot[i] = 100
    rows.years[i] = years
    rows.rate[i] = rate
    rows.yield[i] = carryYield
    rows.discount[i] = Math.exp(-rate * years)
    rows.forward[i] = 100 * Math.exp((rate - carryYield) * years)
    rows.strike[i] = 100 * Math.exp((rng.next() - 0.5) * 2 * Math.sqrt(years))
    rows.vol[i] = 0.1 + 0.7 * rng.next()
  }
  return rows
}

describe('American columns', () => {
  const rows = chain()
  const out = greekColumns(400)
  americanGreeksOf(rows, out)

  test('every row within 1e-6 of spot or strike of andersenLake, Greeks within what differences need', () => {
    for (let i = 0; i < 400; i++) {
      const option = {
        right: rows.right[i] === 1 ? 'call' : 'put',
        strike: rows.strike[i]!,
        exercise: 'american',
      } as const
      const market = { spot: 100, vol: rows.vol[i]!, rate: rows.rate[i]!, yield: rows.yield[i]!, years: rows.years[i]! }
      const exact = optionGreeks(option, market, andersenLake)
      const where = JSON.stringify({ option, market, exact, price: out.price[i] })
      expect(out.status[i], where).toBe(0)
      expect(Math.abs(out.price[i]! - exact.price), where).toBeLessThan(1e-6 * Math.max(100, option.strike))
      expect(Math.abs(out.delta[i]! - exact.delta), where).toBeLessThan(2e-5)
      expect(Math.abs(out.gamma[i]! - exact.gamma), where).toBeLessThan(2e-3 * Math.abs(exact.gamma) + 1e-5)
      expect(Math.abs(out.vega[i]! - exact.vega), where).toBeLessThan(1e-3 * Math.abs(exact.vega) + 1e-3)
      expect(Math.abs(out.theta[i]! - exact.theta), where).toBeLessThan(2e-3 * Math.abs(exact.theta) + 5e-3)
      expect(Math.abs(out.rho[i]! - exact.rho), where).toBeLessThan(1e-3 * Math.abs(exact.rho) + 2e-2)
    }
  })

  test('premiums give their volatilities back', () => {
    const vols = { vol: new Float64Array(400), status: new Uint8Array(400) }
    americanVolsOf(rows, out.price, vols)
    let found = 0
    for (let i = 0; i < 400; i++) {
      if (!(out.vega[i]! > 0.1)) continue
      expect(ROW_STATUS[vols.status[i]!]).toBe('ok')
      expect(Math.abs(vols.vol[i]! - rows.vol[i]!)).toBeLessThan(1e-8)
      found++
    }
    expect(found).toBeGreaterThan(200)
  })

  test('a row has the same bits wherever it stands', () => {
    const last = greekColumns(1)
    for (const i of [0, 57, 399]) {
      const one = columns(1)
      for (const name of [
        'right',
        'exercise',
        'forward',
        'discount',
        'strike',
        'years',
        'vol',
        'spot',
        'rate',
        'yield',
      ] as const)
        one[name][0] = rows[name][i]!
      americanGreeksOf(one, last)
      for (const name of ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const)
        expect(last[name][0]).toBe(out[name][i])
    }
  })

  test('European rows are those of the backend; options on a future need no spot', () => {
    const { spot: _, rate: __, yield: ___, ...future } = columns(2)
    future.right[1] = -1
    future.exercise[1] = 1
    future.forward.fill(101)
    future.discount.fill(0.98)
    future.strike.fill(105)
    future.years.fill(0.5)
    future.vol.fill(0.2)
    const found = greekColumns(2)
    americanGreeksOf(future, found)
    const kernel = new Float64Array(6)
    forwardGreeks(101, 0.98, 105, 0.5, 0.2, 1, Number.NaN, kernel)
    expect(found.delta[0]).toBe(kernel[1])
    const rate = -Math.log(0.98) / 0.5
    const put = { right: 'put', strike: 105, exercise: 'american' } as const
    const at = (r: number) => optionGreeks(put, { spot: 101, vol: 0.2, rate: r, yield: r, years: 0.5 }, andersenLake)
    expect(found.price[1]).toBeCloseTo(at(rate).price, 5)
    expect(found.delta[1]).toBeCloseTo(at(rate).delta, 5)
    expect(found.rho[1]).toBeCloseTo((at(rate + 1e-3).price - at(rate - 1e-3).price) / 2e-3, 2)
  })

  test('what no model answers is a status', () => {
    const bad = columns(6)
    bad.exercise.fill(1)
    bad.right.fill(-1)
    bad.spot.fill(80)
    bad.forward.fill(82)
    bad.discount.fill(0.97)
    bad.strike.fill(100)
    bad.years.fill(0.5)
    bad.rate.fill(0.06)
    bad.yield.fill(0.01)
    bad.strike[0] = -1
    bad.years[1] = 0
    bad.spot[2] = Number.NaN
    const vols = { vol: new Float64Array(6), status: new Uint8Array(6) }
    americanVolsOf(bad, Float64Array.of(20, 20, 20, 19.9, 20, 101), vols)
    const names = Array.from(vols.status, (code) => ROW_STATUS[code])
    expect(names).toEqual(['invalidInput', 'expired', 'invalidInput', 'belowIntrinsic', 'zero', 'aboveMaximum'])
    bad.vol.fill(0.3)
    bad.vol[3] = Number.NaN
    const greeks = greekColumns(6)
    americanGreeksOf(bad, greeks)
    expect(Array.from(greeks.status, (code) => ROW_STATUS[code])).toEqual([
      'invalidInput',
      'ok',
      'invalidInput',
      'invalidInput',
      'ok',
      'ok',
    ])
    expect(greeks.price[1]).toBe(20)
    expect(greeks.delta[0]).toBeNaN()
    expect(() => americanVolsOf(bad, new Float64Array(5), vols)).toThrow(/premium/)
  })
})
