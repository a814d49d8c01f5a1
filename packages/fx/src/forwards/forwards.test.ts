import { formatMoney, money } from '@bourse/core'
import { ulpsBetween } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forwardCarry, forwardOutright, forwardPoints, impliedQuoteRate } from './forward.js'
import { ndfSettlement } from './ndf.js'
import { rolloverCost } from './rollover.js'

// Doubles drawn by fast-check are mostly next to 0, where every formula is right.
const evenly = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 1e9 }).map((n) => from + ((to - from) * n) / 1e9)
const rate = evenly(-0.05, 0.6)
const year = fc.constantFrom(360, 365)
const terms = fc.record({
  spot: fc.double({ min: 1e-4, max: 2e4, noNaN: true }),
  days: fc.integer({ min: 1, max: 730 }),
  base: fc.record({ rate, yearDays: year }),
  quote: fc.record({ rate, yearDays: year }),
})
const runs = { seed: 6, numRuns: 100 }

describe('forwards', () => {
  test('parity: a deposit here and a deposit there, brought home forward, are worth the same', () => {
    fc.assert(
      fc.property(terms, (t) => {
        const [here, there] = [t.quote, t.base].map((side) => 1 + (side.rate * t.days) / side.yearDays) as [
          number,
          number,
        ]
        expect(ulpsBetween(forwardOutright(t), (t.spot * here) / there)).toBeLessThanOrEqual(8)
        expect(Math.abs(forwardPoints(t) - (forwardOutright(t) - t.spot))).toBeLessThanOrEqual(2 ** -52 * t.spot * 2)
      }),
      runs,
    )
  })

  test('the implied rate is the rate, and the inverse pair has the inverse forward', () => {
    fc.assert(
      fc.property(terms, (t) => {
        const implied = impliedQuoteRate({ ...t, forward: forwardOutright(t), quoteYearDays: t.quote.yearDays })
        expect(Math.abs(implied - t.quote.rate)).toBeLessThan((2 ** -51 * t.quote.yearDays) / t.days)
        const inverse = forwardOutright({ ...t, spot: 1 / t.spot, base: t.quote, quote: t.base })
        expect(ulpsBetween(inverse, 1 / forwardOutright(t))).toBeLessThanOrEqual(4)
      }),
      runs,
    )
  })

  test('bad terms are refused, and a day that is none says nothing', () => {
    const [base, quote] = [
      { rate: 0.04, yearDays: 360 },
      { rate: 0.05, yearDays: 360 },
    ]
    const good = { spot: 1.1, days: 30, base, quote }
    for (const bad of [
      { ...good, spot: 0 },
      { ...good, spot: Number.NaN },
      { ...good, days: 1.5 },
      { ...good, days: -1 },
      { ...good, base: { rate: Number.POSITIVE_INFINITY, yearDays: 360 } },
      { ...good, base: { rate: 0.04, yearDays: 0 } },
      { ...good, base: { rate: -12, yearDays: 360 } },
    ])
      expect(() => forwardOutright(bad)).toThrow(/forwardOutright/)
    expect(() => forwardPoints(good, 0)).toThrow(/pip/)
    expect(() => impliedQuoteRate({ ...good, days: 0, forward: 1.1, quoteYearDays: 360 })).toThrow(/days/)
    expect(forwardOutright({ ...good, days: 0 })).toBe(1.1)
    expect(forwardCarry({ ...good, days: 0 })).toBeNaN()
  })
})

describe('settlement and roll', () => {
  test('a forward that is not delivered pays the difference, exactly, to one side or the other', () => {
    const pay = (notional: `${number}`, agreed: `${number}`, fixing: `${number}`): string =>
      formatMoney(ndfSettlement(money(notional, 'USD'), agreed, fixing, { decimals: 2, rounding: 'half-even' }), 2)
    expect(pay('1000000', '5.5', '5.0')).toBe('-100000.00 USD')
    expect(pay('-1000000', '5.5', '5.0')).toBe('100000.00 USD')
    expect(pay('1000000', '5.4', '5.4')).toBe('0.00 USD')
    expect(() => pay('1', '5', '0')).toThrow(/fixing/)
    expect(() => pay('1', '-5', '5')).toThrow(/agreed/)
  })

  test('long and short cannot both earn on one roll', () => {
    const points = { bid: -0.00002, ask: -0.00001 }
    expect(rolloverCost(1e6, points) + rolloverCost(-1e6, points)).toBeGreaterThanOrEqual(0)
    expect(rolloverCost(Number.NaN, points)).toBeNaN()
  })
})
