import { createRng } from '@bourse/math'
import { textDigest } from '@bourse/core'
import { expect, test } from 'vitest'
import { btc, goog, spy } from '../fixtures/listings.js'
import { syntheticMarket } from './syntheticMarket.js'

const spec = {
  from: '2016-01-01',
  to: '2026-01-01',
  span: '1d',
  correlation: 0.6,
  regimes: 3,
  members: [
    { instrument: spy, drift: 0.08, vol: 0.2, price: 600 },
    { instrument: goog, drift: 0.1, vol: 0.3, jumps: 4 },
    { instrument: btc, drift: 0.3, vol: 0.7, price: 60_000 },
  ],
} as const

const returnsOf = (close: Float64Array): number[] => [...close.slice(1)].map((price, i) => Math.log(price / close[i]!))
const deviation = (xs: readonly number[]): number => {
  const mean = xs.reduce((a, b) => a + b, 0) / xs.length
  return Math.sqrt(xs.reduce((a, b) => a + (b - mean) ** 2, 0) / xs.length)
}

test('volatility, correlation and tails are as asked; bars are bars', () => {
  const market = syntheticMarket(spec, createRng(1))
  const [a, b] = [market.bars(spy.id), market.bars(goog.id)]
  const [x, y] = [returnsOf(a.close), returnsOf(b.close)]
  expect(deviation(x) * Math.sqrt(252)).toBeGreaterThan(0.17)
  expect(deviation(x) * Math.sqrt(252)).toBeLessThan(0.23)
  const both = x.reduce((sum, r, i) => sum + r * y[i]!, 0) / x.length / (deviation(x) * deviation(y))
  expect(both).toBeGreaterThan(0.45)
  expect(both).toBeLessThan(0.7)
  const kurtosis = x.reduce((sum, r) => sum + r ** 4, 0) / x.length / deviation(x) ** 4
  expect(kurtosis).toBeGreaterThan(4)
  for (const { open, high, low, close } of [a, b, market.bars(btc.id)])
    for (let i = 0; i < open.length; i++) {
      expect(Math.max(open[i]!, close[i]!) <= high[i]! && Math.min(open[i]!, close[i]!) >= low[i]! && low[i]! > 0).toBe(
        true,
      )
    }
  expect(market.bars(btc.id).time.length).toBe(3653)
})

test('equal seeds, equal bits; another member leaves the others alone', () => {
  const digestOf = (market: ReturnType<typeof syntheticMarket>): string => {
    const digest = textDigest()
    for (const input of market.inputs()) digest.add(JSON.stringify(input))
    return digest.digest()
  }
  expect(digestOf(syntheticMarket(spec, createRng(7)))).toBe(digestOf(syntheticMarket(spec, createRng(7))))
  const fewer = syntheticMarket({ ...spec, members: spec.members.slice(0, 2) }, createRng(7))
  expect(fewer.bars(goog.id).time.length).toBe(syntheticMarket(spec, createRng(7)).bars(goog.id).time.length)
})
