import { expect, test } from 'vitest'
import { finiteDifferences } from '../grid/finiteDifferences.js'
import { black76 } from '../model/black76.js'
import { andersenLakeFuture } from './andersenLakeFuture.js'

test('European options are Black-76, American ones those of a grid, and rho keeps the future fixed', () => {
  const grid = finiteDifferences()
  for (const right of ['call', 'put'] as const)
    for (const strike of [80, 100, 125]) {
      const market = { spot: 100, vol: 0.3, rate: 0.06, years: 0.75 }
      const european = { right, strike, exercise: 'european' } as const
      const plain = black76.greeks(european, market)
      const ours = andersenLakeFuture.greeks(european, market)
      for (const name of ['price', 'delta', 'gamma', 'vega', 'theta'] as const)
        expect(ours[name]).toBeCloseTo(plain[name], 9)
      expect(ours.rho).toBeCloseTo(plain.rho, 5)
      const american = { right, strike, exercise: 'american' } as const
      const onGrid = grid.price(american, { ...market, yield: market.rate })
      expect(Math.abs(andersenLakeFuture.price(american, market) - onGrid)).toBeLessThan(1e-2)
      expect(andersenLakeFuture.price(american, market)).toBeGreaterThan(plain.price)
    }
})
