import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hedgeCost } from './hedgeCost.js'
import { emptyReturns, hedgedReturns } from './hedgedReturns.js'
import { currencyRisk, hedgeOutcomes, hedgeRatioOf } from './hedgeRatio.js'
import { karnoskySinger } from './karnoskySinger.js'

// Doubles drawn by fast-check are mostly next to 0, where every formula is right.
const evenly = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 1e9 }).map((n) => from + ((to - from) * n) / 1e9)
const share = evenly(-0.3, 0.3)
const rows = fc.array(fc.tuple(share, share, evenly(-0.02, 0.02)), {
  minLength: 3,
  maxLength: 40,
})
const ratio = evenly(-0.5, 2)
const runs = { seed: 12, numRuns: 100 }
const columns = (table: (readonly number[])[]): [Float64Array, Float64Array, Float64Array] =>
  [0, 1, 2].map((i) => Float64Array.from(table, (row) => row[i]!)) as [Float64Array, Float64Array, Float64Array]

describe('hedged returns', () => {
  test('parts add up to what an account would show', () => {
    fc.assert(
      fc.property(rows, ratio, (table, h) => {
        const [local, currency, carry] = columns(table)
        const parts = hedgedReturns(local, currency, carry, h)
        for (let i = 0; i < table.length; i++) {
          const [l, f, p] = table[i]!
          // Buy at 1, sell h forward at 1 + p, settle both at 1 + f.
          const account = (1 + l!) * (1 + f!) + h * (1 + p! - (1 + f!)) - 1
          const sum = parts.local[i]! + parts.currency[i]! + parts.cross[i]! + parts.carry[i]!
          expect(Math.abs(parts.total[i]! - sum)).toBeLessThanOrEqual(1e-15)
          expect(Math.abs(parts.total[i]! - account)).toBeLessThanOrEqual(1e-15)
        }
        expect(hedgedReturns(local, currency, carry, new Float64Array(table.length).fill(h))).toEqual(parts)
      }),
      runs,
    )
  })

  test('columns of the caller are filled, NaN stays, lengths must fit', () => {
    const [a, b] = [Float64Array.of(0.1, Number.NaN), Float64Array.of(0.2, 0.3)]
    const out = emptyReturns(2)
    expect(hedgedReturns(a, b, b, 1, out)).toBe(out)
    expect([...out.total].map(Number.isNaN)).toEqual([false, true])
    const short = new Float64Array(1)
    expect(() => hedgedReturns(a, short, b, 1)).toThrow(/currency has 1 rows/)
    expect(() => hedgedReturns(a, b, b, short)).toThrow(/ratio has 1 rows/)
    expect(() => hedgedReturns(a, b, b, 1, emptyReturns(3))).toThrow(/3 rows, allowed is 2/)
  })

  test('log parts add up to the log return', () => {
    fc.assert(
      fc.property(share, share, share, (l, f, cash) => {
        const split = karnoskySinger(l, f, cash)
        expect(Math.abs(split.localExcess + split.currency - Math.log1p(l) - Math.log1p(f))).toBeLessThan(1e-15)
      }),
      runs,
    )
    expect(karnoskySinger(-1.5, 0, 0).localExcess).toBeNaN()
  })
})

describe('hedge ratios', () => {
  test('no other ratio has less variance, and parts of the variance add up', () => {
    fc.assert(
      fc.property(rows, ratio, (table, other) => {
        const [local, currency, carry] = columns(table)
        const unhedged = hedgedReturns(local, currency, carry, 0).total
        const least = hedgeRatioOf('minimum-variance', unhedged, currency)
        if (Number.isNaN(least) || Math.abs(least) > 1e6) return
        const [best, any] = hedgeOutcomes(unhedged, currency, [least, other])
        expect(best!.volatility).toBeLessThanOrEqual(any!.volatility + 1e-9)
        const parts = hedgedReturns(local, currency, carry, other)
        const risk = currencyRisk(parts)
        expect(Math.abs(risk.local + risk.currency + risk.cross + risk.carry - risk.variance)).toBeLessThan(1e-15)
        const [told] = hedgeOutcomes(unhedged, currency, [other], carry)
        expect(Math.abs(told!.volatility ** 2 - risk.variance)).toBeLessThan(1e-14)
      }),
      runs,
    )
  })

  test('policies', () => {
    const [moves, still] = [Float64Array.of(0.01, -0.02, 0.03), new Float64Array(3)]
    expect(hedgeRatioOf('none', moves, moves)).toBe(0)
    expect(hedgeRatioOf('full', moves, moves)).toBe(1)
    expect(hedgeRatioOf(0.4, moves, moves)).toBe(0.4)
    expect(hedgeRatioOf('minimum-variance', moves, moves)).toBe(1)
    expect(hedgeRatioOf('minimum-variance', moves, still)).toBeNaN()
    expect(hedgeRatioOf('minimum-variance', new Float64Array(1), new Float64Array(1))).toBeNaN()
    expect(() => hedgeRatioOf(Number.NaN, moves, moves)).toThrow(/policy/)
    expect(() => hedgeRatioOf('most' as 'full', moves, moves)).toThrow(/policy/)
    expect(() => hedgeRatioOf('minimum-variance', moves, new Float64Array(2))).toThrow(/2 rows/)
    expect(() => hedgeOutcomes(moves, still, [1], new Float64Array(2))).toThrow(/carry has 2 rows/)
  })

  test('what a hedge costs: interest given up, and dealing', () => {
    const half = hedgeCost(0.5, 1.25, { bid: 1.2375, ask: 1.2425 })
    expect(half.carry).toBeCloseTo(0.004, 15)
    expect(half.spread).toBeCloseTo(0.001, 15)
    expect(half.total).toBe(half.carry + half.spread)
    expect(hedgeCost(-1, 1.25, { bid: 1.2375, ask: 1.2425 }).total).toBeCloseTo(-0.006, 15)
    expect(hedgeCost(1, 1, { bid: 1.01, ask: 1.01 }).total).toBeLessThan(0)
    expect(() => hedgeCost(1, 0, { bid: 1, ask: 1 })).toThrow(/spotMid/)
  })
})
