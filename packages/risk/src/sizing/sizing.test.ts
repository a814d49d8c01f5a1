import { createRng, matrixFromRows } from '@bourse/math'
import { golden, relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seriesOf, datasetOf } from '../fixtures/datasets.js'
import {
  atrQuantity,
  kellyBet,
  kellyOfReturns,
  kellyPrediction,
  kellyQuantity,
  kellyShare,
  kellyStakes,
  kellyWeights,
  leverageAtDrawdown,
  sizeAtDrawdown,
  sizePosition,
  stopQuantity,
  volatilityTarget,
} from '../index.js'

type Policy = {
  volTarget: {
    dataset: string
    columns: number[]
    weights: number[]
    targetAnnualVol: number
    realisedAnnualVol: number
    scale: number
  }
  drawdownLadder: {
    path: { value: number; peak: number; drawdown: number; sizeMultiplier: number; leverageScaleLinear: number }[]
  }
}
const policy = golden<Policy>('optrisk/riskpolicy.dev.json')

describe.skipIf(!policy.rows)(policy.title, () => {
  test('volatility target', () => {
    const { dataset, columns, weights, targetAnnualVol, realisedAnnualVol, scale } = policy.rows!.volTarget
    const all = new Array<number>(datasetOf(dataset).cols).fill(0)
    for (const [k, column] of columns.entries()) all[column] = weights[k]!
    const ours = volatilityTarget(seriesOf(dataset, all), targetAnnualVol, { periodsPerYear: 252 })
    expect(relativeError(ours.realized, realisedAnnualVol)).toBeLessThan(1e-12)
    expect(relativeError(ours.scale, scale)).toBeLessThan(1e-12)
  })

  test('size and leverage along a drawdown', () => {
    for (const row of policy.rows!.drawdownLadder.path) {
      expect(sizeAtDrawdown(row.drawdown)).toBe(row.sizeMultiplier)
      expect(Math.abs(leverageAtDrawdown(row.drawdown) - row.leverageScaleLinear)).toBeLessThan(1e-12)
    }
  })
})

const even = (min: number, max: number) =>
  fc.integer({ min: 0, max: 10_000 }).map((k) => min + ((max - min) * k) / 10_000)
const fixed = { seed: 11, numRuns: 400 }

describe('Kelly', () => {
  test('nothing near grows faster, and half of it loses a quarter of the growth or so', () => {
    fc.assert(
      fc.property(even(0.02, 0.98), even(0.1, 5), even(0.2, 1), (probability, payoff, loss) => {
        const { share, growth } = kellyBet({ probability, payoff, loss })
        const at = (f: number) => probability * Math.log1p(payoff * f) + (1 - probability) * Math.log1p(-loss * f)
        if (share <= 0) expect(growth).toBe(0)
        else
          for (const f of [share * 0.99, Math.min(share * 1.01, (1 - 1e-9) / loss)])
            expect(at(f)).toBeLessThanOrEqual(growth + 1e-15)
      }),
      fixed,
    )
  })

  test('stakes on a race: no share can be moved for more growth', () => {
    const rng = createRng('race')
    for (let k = 0; k < 200; k++) {
      const raw = Array.from({ length: 4 }, () => 0.05 + rng.next())
      const total = raw.reduce((a, b) => a + b, 0)
      const q = Float64Array.from(raw, (x) => x / total)
      const odds = Float64Array.from(q, (p) => 1 + (1 / p - 1) * (0.5 + rng.next()))
      const { stakes, reserve, growth } = kellyStakes(q, odds)
      const at = (f: Float64Array, kept: number) => q.reduce((g, p, i) => g + p * Math.log(kept + f[i]! * odds[i]!), 0)
      expect(reserve + stakes.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10)
      expect(at(stakes, reserve)).toBeCloseTo(growth, 12)
      const step = 1e-5
      for (let i = 0; i < 4; i++)
        for (let j = -1; j < 4; j++) {
          // From the reserve (j = -1) or stake j to stake i.
          const moved = stakes.slice()
          moved[i]! += step
          if (j >= 0) moved[j]! -= step
          if (j === i || (j >= 0 && moved[j]! < 0) || (j < 0 && reserve < step)) continue
          expect(at(moved, j < 0 ? reserve - step : reserve)).toBeLessThanOrEqual(growth + 1e-12)
        }
    }
  })

  test('weights are where the growth is flat', () => {
    const covariance = matrixFromRows([
      [0.04, 0.01],
      [0.01, 0.09],
    ])
    const answer = kellyWeights(Float64Array.of(0.08, 0.05), covariance, { rate: 0.02 })
    if (!answer.ok) throw new Error(answer.failure.message)
    const [x, y] = answer.value.weights as unknown as [number, number]
    expect(0.04 * x + 0.01 * y).toBeCloseTo(0.06, 12)
    expect(0.01 * x + 0.09 * y).toBeCloseTo(0.03, 12)
  })

  test('bad input: named, refused, or answered', () => {
    const twins = matrixFromRows([
      [1, 1],
      [1, 1],
    ])
    expect(kellyWeights(Float64Array.of(0.1, 0.2), twins, { names: ['A', 'B'] })).toMatchObject({
      ok: false,
      failure: { code: 'risk/singular-covariance', details: { series: 'B' } },
    })
    expect(kellyOfReturns([0.1, 0.2])).toEqual({ share: Number.POSITIVE_INFINITY, growth: Number.POSITIVE_INFINITY })
    expect(kellyOfReturns([-0.1, 0.05]).share).toBe(0)
    expect(() => kellyOfReturns([0.1, Number.NaN])).toThrow(/returns\[1\]/)
    expect(() => kellyBet({ probability: 1.2, payoff: 1 })).toThrow(/probability/)
    expect(() => kellyShare({ probability: 0.5, payoff: 1 }, 2)).toThrow(/fraction/)
    expect(() => kellyStakes(Float64Array.of(0.5, 0.4), Float64Array.of(2, 2))).toThrow(/sum/)
    expect(() => kellyPrediction({ probability: 0.5, price: 1 })).toThrow(/price/)
    expect(kellyBet({ probability: 1, payoff: 1 })).toMatchObject({ share: 1, growth: Math.LN2 })
    expect(kellyQuantity({ probability: 0.4, price: 0.5, capital: 100 })).toBe(0)
    expect(kellyPrediction({ probability: 0.5, price: 0.5 })).toEqual({ side: 'none', share: 0, growth: 0 })
  })
})

describe('sizes', () => {
  test('what is lost at the stop is what was to be risked', () => {
    fc.assert(
      fc.property(
        even(1e3, 1e6),
        even(0.001, 0.05),
        even(10, 500),
        even(0.1, 9),
        even(1, 100),
        (equity, risk, entry, distance, multiplier) => {
          const quantity = stopQuantity({ equity, risk, entry, stop: entry - distance, multiplier })
          const gap = entry - (entry - distance)
          expect(relativeError(quantity * gap * multiplier, equity * risk)).toBeLessThan(1e-12)
          expect(
            relativeError(
              atrQuantity({ equity, risk, atr: distance, multiple: 2, multiplier }),
              (equity * risk) / (2 * distance * multiplier),
            ),
          ).toBeLessThan(1e-12)
        },
      ),
      fixed,
    )
    expect(() => stopQuantity({ equity: 1, risk: 0.1, entry: 5, stop: 5 })).toThrow(/stop/)
    expect(volatilityTarget([0.01, 0.01], 0.1, { periodsPerYear: 252 }).scale).toBeNaN()
    expect(volatilityTarget([0.001, -0.001, 0.001], 0.5, { periodsPerYear: 252, maxScale: 2 }).scale).toBe(2)
  })

  test('a size is the product of its factors, never above Kelly, and within every room', () => {
    fc.assert(
      fc.property(
        even(0.5, 0.9),
        even(0, 0.5),
        even(0, 0.5),
        even(0, 3),
        even(-1, 1),
        even(0, 0.2),
        (probability, used, limit, leverage, correlation, drawdown) => {
          const size = sizePosition({
            equity: 1000,
            edge: { probability, payoff: 1 },
            classUse: { used, limit },
            leverage: { used: leverage, limit: 3 },
            correlation,
            drawdown,
          })
          const product = size.factors.reduce((share, { factor }) => share * factor, 1)
          expect(size.share).toBeCloseTo(product, 12)
          expect(size.share).toBeLessThanOrEqual(kellyShare({ probability, payoff: 1 }) + 1e-12)
          expect(size.share).toBeLessThanOrEqual(Math.max(0, limit - used) + 1e-12)
          expect(size.share).toBeLessThanOrEqual(Math.max(0, 3 * leverageAtDrawdown(drawdown) - leverage) + 1e-12)
          expect(size.notional).toBe(size.share * 1000)
          if (drawdown >= 0.15) expect(size.share).toBe(0)
        },
      ),
      fixed,
    )
    expect(sizePosition({ equity: 1000, edge: { share: 0.2 } })).toMatchObject({ share: 0.2, binding: undefined })
    expect(sizePosition({ equity: 1000, edge: { share: 0.2 }, correlation: 1 })).toMatchObject({
      share: 0,
      binding: 'correlation',
    })
    expect(() => sizePosition({ equity: 1000, edge: { share: 0.2 }, correlation: 1.2 })).toThrow(/correlation/)
  })
})
