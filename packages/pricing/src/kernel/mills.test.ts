import { expect, test } from 'vitest'
import rows from '../fixtures/mills.json' with { type: 'json' }
import { mills, millsSlope } from './mills.js'

test('the Mills ratio and its slope hold 4 units of 2^-52 against 60 digits from 0 to a million', () => {
  let worst = 0
  const off = (value: number, high: number, low: number): number => Math.abs((value - high - low) / high) * 2 ** 52
  for (const [h, r, rest, g, gRest] of rows as [number, number, number, number, number][])
    worst = Math.max(worst, off(mills(h), r, rest), off(millsSlope(h), g, gRest))
  expect(worst).toBeLessThan(4)
})

test('far out they are 1/h and 1/h^2', () => {
  for (const h of [1e14, 1e15, 1.1e15, 1e100, Number.MAX_VALUE]) {
    expect(mills(h) * h).toBeCloseTo(1, 14)
    expect(millsSlope(h)).toBeCloseTo(0, 14)
  }
})
