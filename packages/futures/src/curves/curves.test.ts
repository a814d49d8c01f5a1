import { golden, relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contractChain } from '../contracts/chain.js'
import { futuresDays } from '../contracts/futuresDays.js'
import { CL } from '../specs/cl.js'
import { NG } from '../specs/ng.js'
import { curveShape, futureCarry } from './carry.js'
import { cashAndCarry, futureFairValue, impliedRepo } from './fairValue.js'
import { rankRollYields } from './rollRanking.js'
import { curveSeasonality, termStructure } from './termStructure.js'

type Carry = { [field: string]: number } & { id: string; curve: string }
const { rows, title } = golden<{ carry: Carry[] }>('futures/rolls.dev.json')
const close = (value: number, reference: number): void => expect(relativeError(value, reference)).toBeLessThan(1e-12)

describe.skipIf(!rows)(title, () => {
  test.each(rows?.carry ?? [])('$id', (row) => {
    const { spot, near, far, daysNear, daysBetween, rate } = row as unknown as Parameters<typeof futureCarry>[0]
    const carry = futureCarry({ spot, near, far, daysNear, daysBetween, rate })
    close(carry.spotMinusFuture, row.spotMinusFuture!)
    close(carry.calendarSpread, row.calendarSpread!)
    close(carry.rollYield.simple, row.annualRollYieldSimple!)
    close(carry.rollYield.log, row.annualRollYieldLog!)
    close(carry.impliedCarry, row.impliedCarryNearLog!)
    close(carry.convenienceYield, row.impliedConvenienceYieldLessStorage!)
    expect(carry.shape).toBe(row.curve)
  })
})

const curve = (spec: typeof CL, prices: number[]) =>
  contractChain(spec, '2026-11-23', prices.length, futuresDays).map((contract, i) => ({ contract, price: prices[i]! }))

test('the curve in any order, and what it refuses', () => {
  const points = curve(CL, [58, 57.6, 57.3, 57.9])
  const found = termStructure([...points].reverse(), '2026-11-23')
  expect(found).toEqual(termStructure(points, '2026-11-23'))
  expect(found.shape).toBe('mixed')
  expect(found.points.map(({ days }) => days)).toEqual([28, 58, 91, 119])
  expect(found.points[0]!.carry).toBeCloseTo(-found.rollYield.log, 14)
  expect(() => termStructure([], '2026-11-23')).toThrow(/prices/)
  expect(() => termStructure([...points, ...curve(NG, [3])], '2026-11-23')).toThrow(/CL/)
  expect(() => termStructure(points, '2027-03-01')).toThrow(/alive/)
  expect(termStructure(curve(CL, [58]), '2026-11-23').rollYield.log).toBeNaN()
  expect(termStructure(curve(CL, [-37.63, 20]), '2026-11-23').rollYield.log).toBeNaN()
  expect(() => curveShape([1, Number.NaN])).toThrow(/number/)
})

test('seasonality adds up to nothing and finds the winter', () => {
  const prices = Array.from({ length: 36 }, (_, i) => 3 * Math.exp(0.002 * i))
  const flat = curveSeasonality([curve(NG, prices)])
  for (const month of flat) expect(Math.abs(month)).toBeLessThan(2e-3) // expiries are not evenly spaced
  const chain = curve(NG, prices).map((point) => ({
    ...point,
    price: point.price * (point.contract.month.endsWith('-01') ? 1.2 : 1),
  }))
  const winter = curveSeasonality([chain])
  expect(winter[0]).toBeGreaterThan(0.1)
  expect(winter.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
  expect(curveSeasonality([])[0]).toBeNaN()
})

test('implied repo is the rate of the fair value', () => {
  const terms = fc.record({
    years: fc.double({ min: 0.01, max: 3, noNaN: true }),
    yield: fc.double({ min: 0, max: 0.08, noNaN: true }),
    storage: fc.double({ min: 0, max: 0.05, noNaN: true }),
    dividends: fc.array(
      fc.record({
        amount: fc.double({ min: 0, max: 3, noNaN: true }),
        years: fc.double({ min: 0.001, max: 4, noNaN: true }),
      }),
      { maxLength: 6 },
    ),
  })
  const rates = fc.double({ min: -0.05, max: 0.2, noNaN: true })
  fc.assert(
    fc.property(terms, rates, (carry, rate) => {
      const future = futureFairValue(100, rate, carry)
      expect(Math.abs(impliedRepo(future, 100, carry) - rate) * carry.years).toBeLessThan(1e-13)
      const market = { spot: 100, future, borrow: rate, lend: rate }
      expect(Math.abs(cashAndCarry(market, carry).carry)).toBeLessThan(1e-11)
      expect(cashAndCarry({ ...market, costs: 0.1, lend: rate - 0.01 }, carry).trade).toBe('none')
    }),
    { seed: 11, numRuns: 200 },
  )
  expect(impliedRepo(-1, 100, { years: 1 })).toBeNaN()
  expect(impliedRepo(5, 100, { years: 1, dividends: [{ amount: 300, years: 0.5 }] })).toBeNaN()
})

test('the ranking puts what has no yield last', () => {
  const ranked = rankRollYields([
    termStructure(curve(CL, [-1, 2]), '2026-11-23'),
    termStructure(curve(NG, [3, 3.2]), '2026-11-23'),
    termStructure(curve(CL, [58, 57]), '2026-11-23'),
  ])
  expect(ranked.map(({ root }) => root)).toEqual(['CL', 'NG', 'CL'])
})
