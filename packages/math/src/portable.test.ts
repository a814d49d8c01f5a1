import { expect, test } from 'vitest'
import { portableExp, portableLog } from './portable.js'

test('near the language own, and its special cases', () => {
  for (let x = -700; x < 700; x += 0.37) {
    const [a, b] = [portableExp(x), Math.exp(x)]
    expect(Math.abs(a - b) <= 2e-16 * b * 2).toBe(true)
    expect(Math.abs(portableLog(a) - x)).toBeLessThan(4e-16 * Math.max(1, Math.abs(x)))
  }
  expect([
    portableExp(Number.NEGATIVE_INFINITY),
    portableExp(0),
    portableLog(1),
    portableLog(0),
    portableLog(-1),
  ]).toEqual([0, 1, 0, Number.NEGATIVE_INFINITY, Number.NaN])
})
