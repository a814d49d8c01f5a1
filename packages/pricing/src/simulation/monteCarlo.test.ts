import { expect, test } from 'vitest'
import { priceAsian } from '../exotic/asian.js'
import { bsmGreeks } from '../kernel/greeks.js'
import { brownianBridge } from './brownianBridge.js'
import { monteCarloPrice } from './monteCarlo.js'

const market = { spot: 100, vol: 0.25, rate: 0.04, yield: 0.01, years: 1 }
const months = Array.from({ length: 12 }, (_, i) => (i + 1) / 12)
const mean = (path: Float64Array): number => path.reduce((sum, price) => sum + price, 0) / path.length
const geometric = (path: Float64Array): number =>
  Math.exp(path.reduce((sum, price) => sum + Math.log(price), 0) / path.length)

test('a bridge has the covariance of Brownian motion', () => {
  const times = [0.1, 0.15, 0.7, 1.2, 1.3, 2]
  const bridge = brownianBridge(times)
  const out = new Float64Array(6)
  const columns = times.map((_, i) => {
    const unit = new Float64Array(6)
    unit[i] = 1
    bridge(unit, out)
    return out.slice()
  })
  for (let i = 0; i < 6; i++)
    for (let j = 0; j < 6; j++) {
      const product = columns.reduce((sum, column) => sum + column[i]! * column[j]!, 0)
      expect(product).toBeCloseTo(Math.min(times[i]!, times[j]!), 12)
    }
})

test('plain options come out with their price and Greeks, both ways, within four errors', () => {
  const exact = new Float64Array(6)
  bsmGreeks(100, 105, 1, 0.04, 0.01, 0.25, 1, exact)
  const payoff = (path: Float64Array): number => Math.max(path[1]! - 105, 0)
  const slope = (path: Float64Array, out: Float64Array): void => {
    out[0] = 0
    out[1] = path[1]! > 105 ? 1 : 0
  }
  const times = [0.4, 1]
  for (const way of [{}, { slope }]) {
    const found = monteCarloPrice(payoff, market, { times, seed: 7, ...way })
    for (const [name, value] of [
      ['price', exact[0]!],
      ['delta', exact[1]!],
      ['vega', exact[3]!],
    ] as const) {
      const gap = Math.abs(found[name].value - value)
      expect(gap, `${name} ${found[name].value} ${value}`).toBeLessThan(4 * found[name].error + 1e-9)
      expect(found[name].error).toBeLessThan(0.02 * value)
    }
    if (!('slope' in way)) expect(Math.abs(found.gamma.value - exact[2]!)).toBeLessThan(4 * found.gamma.error)
  }
})

test('an arithmetic average beside its geometric control: a tenth of the error, and near the moment match', () => {
  const strike = 100
  const arithmetic = (path: Float64Array): number => Math.max(mean(path) - strike, 0)
  const option = { right: 'call', strike, fixings: months } as const
  const control = {
    payoff: (path: Float64Array) => Math.max(geometric(path) - strike, 0),
    value: priceAsian({ ...option, average: 'geometric' }, market),
  }
  const plain = monteCarloPrice(arithmetic, market, { times: months, seed: 1, paths: 1024 })
  const held = monteCarloPrice(arithmetic, market, { times: months, seed: 1, paths: 1024, control })
  expect(held.price.error).toBeLessThan(0.2 * plain.price.error)
  expect(Math.abs(held.price.value - plain.price.value)).toBeLessThan(4 * plain.price.error)
  const match = priceAsian({ ...option, average: 'arithmetic' }, market)
  expect(Math.abs(held.price.value / match - 1)).toBeLessThan(0.005)
})

test('equal seeds give equal bits, others do not', () => {
  const payoff = (path: Float64Array): number => Math.max(mean(path) - 100, 0)
  const run = (seed: number) => monteCarloPrice(payoff, market, { times: months, seed, paths: 64, replicates: 4 })
  expect(run(1)).toEqual(run(1))
  expect(run(1).price.value).not.toBe(run(2).price.value)
})

test('bad settings are refused by name', () => {
  const good = { times: [1], seed: 1 }
  const payoff = (): number => 1
  for (const [bad, name] of [
    [{ times: [] }, 'settings.times'],
    [{ times: [0.5, 0.5] }, 'settings.times[1]'],
    [{ times: [2] }, 'settings.times[0]'],
    [{ paths: 1000 }, 'settings.paths'],
    [{ replicates: 1 }, 'settings.replicates'],
  ] as const)
    expect(() => monteCarloPrice(payoff, market, { ...good, ...bad })).toThrow(name)
  expect(() => monteCarloPrice(payoff, { ...market, vol: 0 }, good)).toThrow('market.vol')
})
