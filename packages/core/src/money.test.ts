import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoney,
  allocateMoney,
  amountOf,
  compareMoney,
  formatMoney,
  type Money,
  type MoneyText,
  money,
  moneyOf,
  multiplyMoney,
  type Rounding,
  roundMoney,
  subtractMoney,
} from './money.js'

const cents = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
const textOf = (units: bigint): `${number}` => {
  const digits = String(units < 0n ? -units : units).padStart(3, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`
}
const unitsOf = (money: Money): bigint => BigInt(money.value.mul(100).toFixed())
const usd = (units: bigint): Money<'USD'> => money(textOf(units), 'USD')

describe('sums', () => {
  test('are those of integers', () => {
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(unitsOf(addMoney(usd(a), usd(b)))).toBe(a + b)
        expect(unitsOf(subtractMoney(usd(a), usd(b)))).toBe(a - b)
        expect(compareMoney(usd(a), usd(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
      { seed: 4, numRuns: 500 },
    )
  })
  test('keep every digit at both ends', () => {
    const tiny = addMoney(money('1e39', 'ETH'), money('1e-40', 'ETH'))
    expect(formatMoney(tiny)).toBe(`1${'0'.repeat(39)}.${'0'.repeat(39)}1 ETH`)
  })
  test('survive a stranger who reconfigures the global Decimal, and his instances', () => {
    Decimal.set({ precision: 3 })
    try {
      expect(formatMoney(addMoney(money('123456.78', 'USD'), money('0.01', 'USD')))).toBe('123456.79 USD')
      const foreign: Money<'USD'> = { currency: 'USD', value: new Decimal('1234567.89') }
      expect(formatMoney(addMoney(foreign, money('0.01', 'USD')))).toBe('1234567.9 USD')
    } finally {
      Decimal.set({ precision: 20 })
    }
  })
  test('two currencies throw where the compiler cannot see them', () => {
    const [a, b]: Money[] = [money(1, 'USD'), money(1, 'EUR')]
    for (const mix of [addMoney, subtractMoney, compareMoney])
      expect(() => mix(a!, b!)).toThrow(expect.objectContaining({ code: 'input/currency-mismatch' }))
  })
})

describe('rounding', () => {
  test.each<[Rounding, string, string]>([
    ['half-even', '2.345', '2.34'],
    ['half-even', '2.355', '2.36'],
    ['half-even', '-2.345', '-2.34'],
    ['half-up', '2.345', '2.35'],
    ['half-up', '-2.345', '-2.35'],
    ['down', '2.349', '2.34'],
    ['down', '-2.349', '-2.34'],
    ['up', '2.341', '2.35'],
    ['up', '-2.341', '-2.35'],
  ])('%s %s is %s', (rounding, from, to) =>
    expect(formatMoney(roundMoney(money(from as `${number}`, 'USD'), { decimals: 2, rounding }), 2)).toBe(`${to} USD`),
  )
  test('rounds the exact product once', () => {
    // In doubles 1.15 * 1.5 is 1.7249999999999999: half-up would miss the tie.
    expect(formatMoney(multiplyMoney(money('1.15', 'USD'), 1.5, { decimals: 2, rounding: 'half-up' }))).toBe('1.73 USD')
    const third = new Decimal(1).div(3)
    expect(formatMoney(multiplyMoney(money('3', 'USD'), third, { decimals: 2, rounding: 'half-even' }))).toBe('1 USD')
  })
  test('an unknown rule or too many decimals are the caller', () => {
    expect(() => roundMoney(money(1, 'USD'), { decimals: 2, rounding: 'nearest' as Rounding })).toThrow(/half-even/)
    expect(() => roundMoney(money(1, 'USD'), { decimals: 41, rounding: 'up' })).toThrow(/decimals is 41/)
    expect(() => roundMoney(money(1, 'USD'), { decimals: 1.5, rounding: 'up' })).toThrow(/decimals is 1.5/)
  })
})

describe('allocateMoney', () => {
  test('loses no cent, favours nobody by more than one, and gives nothing for nothing', () => {
    const weights = fc
      .array(
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1000 }), fc.double({ min: 0, max: 1e300, noNaN: true })),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .filter((all) => all.some((weight) => weight > 0))
    fc.assert(
      fc.property(cents, weights, (whole, weights) => {
        const parts = allocateMoney(usd(whole), weights, 2)
        expect(parts.map(unitsOf).reduce((a, b) => a + b, 0n)).toBe(whole)
        const Wide = Decimal.clone({ precision: 1000 })
        const total = weights.reduce((sum, weight) => sum.add(weight), new Wide(0))
        parts.forEach((part, i) => {
          if (weights[i] === 0) expect(unitsOf(part)).toBe(0n)
          const fair = new Wide(String(whole)).mul(weights[i]!).div(total)
          expect(
            fair
              .sub(String(unitsOf(part)))
              .abs()
              .lte(1),
          ).toBe(true)
        })
      }),
      { seed: 5, numRuns: 300 },
    )
  })
  test('negative wholes mirror positive ones', () => {
    const split = (whole: MoneyText): string[] =>
      allocateMoney(moneyOf(whole), [1, 0, 1, 1], 2).map((part) => formatMoney(part, 2))
    expect(split('0.05 USD')).toEqual(['0.02 USD', '0.00 USD', '0.02 USD', '0.01 USD'])
    expect(split('-0.05 USD')).toEqual(['-0.02 USD', '0.00 USD', '-0.02 USD', '-0.01 USD'])
  })
  test.each([[[]], [[0, 0]], [[1, -1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY, 1]]])(
    'refuses weights %j',
    (weights) =>
      expect(() => allocateMoney(money(1, 'USD'), weights, 2)).toThrow(
        expect.objectContaining({ remedy: expect.any(String) }),
      ),
  )
  test('a whole finer than its parts is not cut silently', () =>
    expect(() => allocateMoney(money('1.005', 'USD'), [1], 2)).toThrow(/at most 2 decimals/))
})

describe('text', () => {
  test('moneyOf reads what formatMoney writes', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 20 }), (units, places) => {
        const owed = money(`${units}e-${places}` as `${number}`, 'EUR')
        expect(compareMoney(moneyOf(formatMoney(owed)), owed)).toBe(0)
        expect(moneyOf(JSON.parse(JSON.stringify(owed)))).toEqual(owed)
      }),
      { seed: 6, numRuns: 300 },
    )
  })
  test('zero has no sign', () =>
    expect(formatMoney(subtractMoney(money('-0', 'USD'), money(0, 'USD')), 2)).toBe('0.00 USD'))
  test('a number means its shortest text', () => expect(formatMoney(money(0.1, 'USD'))).toBe('0.1 USD'))
  test('the nearest double', () => expect(amountOf(money('0.3', 'USD'))).toEqual({ currency: 'USD', value: 0.3 }))
  test.each([
    '',
    '12',
    'USD',
    '12 ',
    '12 USD x',
    '1e5 USD',
    'NaN USD',
    'Infinity USD',
    ' 12 USD',
    '1,000 USD',
    null,
    {},
    5,
  ])('moneyOf refuses %j', (text) =>
    expect(() => moneyOf(text as MoneyText)).toThrow(expect.objectContaining({ code: 'input/parse' })),
  )
  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e40, 1e-41, 'NaN', 'Infinity', '0x10', '', '1_000'])(
    'money refuses %j',
    (value) =>
      expect(() => money(value as number, 'USD')).toThrow(expect.objectContaining({ remedy: expect.any(String) })),
  )
  test('a factor that is no number', () =>
    expect(() => multiplyMoney(money(1, 'USD'), Number.NaN, { decimals: 2, rounding: 'up' })).toThrow(/factor is NaN/))
})
