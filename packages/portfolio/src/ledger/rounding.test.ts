import { formatMoney, money, type Rounding, roundMoney } from '@bourse/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bookingRule, bookQuotient } from './rounding.js'
import { digitsOf, moneyOfUnits, numberOfUnits, powers, textOfUnits, unitsOf } from './units.js'

const rounding = fc.constantFrom<Rounding>('half-even', 'half-up', 'down', 'up')
// Few decimals, so that ties are common.
const decimal = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(4)).map(([n, places]) => ({ n, places }))

test('products are rounded as money is, by every rule, and the residual is the rest', () => {
  fc.assert(
    fc.property(decimal, fc.nat(4), rounding, ({ n, places }, decimals, rule) => {
      const booked = bookQuotient(BigInt(n) * powers[18]!, powers[places]!, { decimals, rounding: rule })
      const exact = money(`${n}e-${places}` as `${number}`, 'USD')
      expect(formatMoney(moneyOfUnits(booked.units, 'USD'))).toBe(
        formatMoney(roundMoney(exact, { decimals, rounding: rule })),
      )
      expect(booked.units * powers[18]! + booked.residual).toBe((BigInt(n) * powers[36]!) / powers[places]!)
    }),
    { seed: 11, numRuns: 2000 },
  )
})

test('a third is booked to the last decimal and the rest is kept as far as it goes', () => {
  const { units, residual } = bookQuotient(10n ** 18n, 3n, { decimals: 8, rounding: 'half-even' })
  expect([textOfUnits(units), textOfUnits(residual, 36)]).toEqual([
    '0.33333333',
    '0.000000003333333333333333333333333333',
  ])
})

test('texts become digits and come back, exponents and long ones too', () => {
  const text = fc.oneof(
    fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -20, max: 20 }))
      .map(([n, e]) => String(n * 10 ** e)),
    fc.integer({ min: -1e9, max: 1e9 }).map((n) => String(n / 1000)),
  )
  fc.assert(
    fc.property(text, (one) => {
      const { digits, decimals } = digitsOf('test', 'text', one)
      expect(Number(`${digits}e-${decimals}`)).toBe(Number(one) + 0)
      if (decimals <= 18) expect(numberOfUnits(unitsOf('test', 'text', { digits, decimals }))).toBe(Number(one) + 0)
    }),
    { seed: 12, numRuns: 1000 },
  )
  for (const bad of ['', '-', '.', '.5', '1e', '1.2.3', '0x10', '1_000', 'NaN', ' 1', '1'.repeat(61), '1e-41', '1e99'])
    expect(() => digitsOf('test', 'text', bad)).toThrow(expect.objectContaining({ code: 'input/parse' }))
})

test('a rule that is none is refused when the ledger is made', () => {
  expect(() => bookingRule({ USD: { decimals: 19, rounding: 'up' } }, 'USD')).toThrow(/0-18/)
  expect(() => bookingRule({ USD: { decimals: 2, rounding: 'nearest' as 'up' } }, 'USD')).toThrow(/half-even/)
})
