import { expect, test } from 'vitest'
import { flatCurve, forwardRate, zeroCurve } from './discountCurve.js'

test('a flat curve discounts at its rate', () => {
  expect(flatCurve(0.04).discount(0)).toBe(1)
  expect(flatCurve(-0.01).discount(2)).toBe(Math.exp(0.02))
  expect(flatCurve(0.04).zeroRate(3)).toBe(0.04)
})

test('a zero curve goes through its pillars, with flat forwards between and flat rates outside', () => {
  const curve = zeroCurve([0.5, 1, 3], [0.05, 0.04, 0.045])
  for (const [years, rate] of [
    [0.5, 0.05],
    [1, 0.04],
    [3, 0.045],
    [0.1, 0.05],
    [0, 0.05],
    [10, 0.045],
  ] as const)
    expect(curve.zeroRate(years)).toBeCloseTo(rate, 15)
  const forward = (0.045 * 3 - 0.04) / 2
  for (const at of [1, 1.4, 2.5]) expect(forwardRate(curve, at, at + 0.5)).toBeCloseTo(forward, 14)
  expect(curve.discount(2)).toBeCloseTo(Math.exp(-0.04 - forward), 15)
})

test('a caller who is wrong is told the argument', () => {
  expect(() => zeroCurve([], [])).toThrow('rates.length is 0')
  expect(() => zeroCurve([1, 2], [0.1])).toThrow('rates.length is 1')
  expect(() => zeroCurve([1, 1], [0.1, 0.1])).toThrow('years[1] is 1, allowed is more than the pillar before it')
  expect(() => zeroCurve([1], [Number.NaN])).toThrow('rates[0] is NaN')
  expect(() => flatCurve(0.1).discount(-1)).toThrow('years is -1')
  expect(() => flatCurve(Infinity)).toThrow('rate is Infinity')
  expect(() => forwardRate(flatCurve(0.1), 2, 2)).toThrow('to is 2, allowed is more than from (2)')
})
