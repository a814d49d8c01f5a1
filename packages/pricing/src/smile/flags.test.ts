import { createRng } from '@bourse/math'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNegativeSomewhere } from './polynomialSign.js'
import { type Svi, sviDerivatives, sviVariance } from './svi.js'
import { sviButterfly } from './sviButterfly.js'
import { sviCalendar } from './sviCalendar.js'

const even = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((n) => min + ((max - min) * n) / 1e6)
const smiles = fc.record({
  a: even(-0.02, 0.1),
  b: even(0.001, 0.9),
  rho: even(-0.98, 0.98),
  m: even(-0.4, 0.4),
  sigma: even(0.01, 0.9),
})
const out = new Float64Array(4)

function gridMin(svi: Svi): number {
  let min = Infinity
  for (let t = -9; t <= 9; t += 0.002) {
    sviDerivatives(svi, svi.m + svi.sigma * Math.sinh(t), out)
    min = Math.min(min, out[3]!)
  }
  return min
}

describe('butterflies', () => {
  test('the flag is that of a dense grid wherever the grid is sure', () => {
    let [flagged, sure] = [0, 0]
    fc.assert(
      fc.property(smiles, (svi) => {
        const least = svi.a + svi.b * svi.sigma * Math.sqrt(1 - svi.rho ** 2)
        if (least <= 0) {
          expect(sviButterfly(svi).arbitrage).toBe(true)
          return
        }
        const grid = gridMin(svi)
        const { arbitrage, min } = sviButterfly(svi)
        expect(min).toBeLessThanOrEqual(grid + 1e-9)
        const steep = svi.b * (1 + Math.abs(svi.rho)) > 2
        if (Math.abs(min) < 1e-9) return
        sure++
        if (arbitrage) flagged++
        expect(arbitrage).toBe(min < 0 || steep)
      }),
      { seed: 5, numRuns: campaign(2000, 150) },
    )
    expect(flagged).toBeGreaterThan(0.1 * sure)
    expect(flagged).toBeLessThan(0.9 * sure)
  })

  test('on either side of the boundary, a billionth apart', () => {
    const rng = createRng(11)
    let found = 0
    while (found < campaign(400, 40)) {
      const svi = {
        a: 0.01 + 0.05 * rng.next(),
        b: 0.1 + 0.5 * rng.next(),
        rho: 1.6 * (rng.next() - 0.5),
        m: 0.4 * (rng.next() - 0.5),
        sigma: 1,
      }
      let [bad, good] = [0.001, 3]
      const at = (sigma: number) => sviButterfly({ ...svi, sigma }).arbitrage
      if (!at(bad) || at(good)) continue
      while (good - bad > 1e-9 * good) {
        const middle = 0.5 * (bad + good)
        if (at(middle)) bad = middle
        else good = middle
      }
      found++
      const [below, above] = [sviButterfly({ ...svi, sigma: bad }), sviButterfly({ ...svi, sigma: good })]
      const where = JSON.stringify({ svi, bad, good, below, above })
      expect(Math.abs(below.min), where).toBeLessThan(1e-6)
      expect(Math.abs(above.min), where).toBeLessThan(1e-6)
      expect(below.min, where).toBeLessThanOrEqual(1e-12)
      expect(above.min, where).toBeGreaterThanOrEqual(-1e-12)
    }
  })

  test('limits: flat, straight wings, a slope of exactly 2, nothing at all', () => {
    const flat = { a: 0.04, b: 0, rho: 0, m: 0, sigma: 0.1 }
    expect(sviButterfly(flat)).toMatchObject({ arbitrage: false, min: 0.25 })
    expect(sviButterfly({ ...flat, b: 1, rho: 1 }).arbitrage).toBe(true) // 2 to the right, nothing against it
    expect(sviButterfly({ a: 1, b: 1, rho: 0.5, m: 0, sigma: 1 }).min).toBeLessThan(0.25 - 1.5 ** 2 / 16 + 1e-9)
    expect(sviButterfly({ a: 1, b: 1.5, rho: 0.5, m: 0, sigma: 1 }).arbitrage).toBe(true) // 2.25
    expect(sviButterfly({ ...flat, a: -0.001 }).arbitrage).toBe(true)
    for (const bad of [{ b: -1 }, { rho: 1.01 }, { sigma: 0 }, { a: Number.NaN }, { m: Infinity }])
      expect(sviButterfly({ ...flat, ...bad })).toEqual({ arbitrage: true, min: Number.NaN, at: Number.NaN })
  })

  test('polynomials', () => {
    expect(isNegativeSomewhere(Float64Array.of(1, -2, 1))).toBe(false) // touches at 1
    expect(isNegativeSomewhere(Float64Array.of(1, -2.0000001, 1))).toBe(true)
    expect(isNegativeSomewhere(Float64Array.of(9, -6.0001, 1))).toBe(true)
    expect(isNegativeSomewhere(Float64Array.of(9, -5.9999, 1))).toBe(false)
    expect(isNegativeSomewhere(Float64Array.of(1, 1, -1e-12))).toBe(true)
    expect(isNegativeSomewhere(Float64Array.of(0, 0, 1))).toBe(false)
    // ((u - r)^2 + d)(1 + u)^8 dips below zero on a width of 2 sqrt(-d) around r alone.
    const times = (p: Float64Array, q: readonly number[]): Float64Array => {
      const product = new Float64Array(p.length + q.length - 1)
      for (let i = 0; i < p.length; i++) for (let j = 0; j < q.length; j++) product[i + j]! += p[i]! * q[j]!
      return product
    }
    let rest = Float64Array.of(1)
    for (let i = 0; i < 8; i++) rest = Float64Array.from(times(rest, [1, 1]))
    for (const r of [0.01, 0.3, 0.9, 1.7, 40])
      for (const d of [1e-6, 1e-9]) {
        expect(isNegativeSomewhere(times(rest, [r * r * (1 + d), -2 * r, 1])), `${r} ${d}`).toBe(false)
        expect(isNegativeSomewhere(times(rest, [r * r * (1 - d), -2 * r, 1])), `${r} ${d}`).toBe(true)
      }
  })
})

describe('calendars', () => {
  test('the minimum is below every value on a grid, and reached', () => {
    fc.assert(
      fc.property(smiles, smiles, (near, far) => {
        const { min, at, arbitrage } = sviCalendar(near, far, -3, 3)
        let grid = Infinity
        for (let i = 0; i <= 3000; i++) {
          const k = -3 + 0.002 * i
          grid = Math.min(grid, sviVariance(far, k) - sviVariance(near, k))
        }
        expect(min).toBeLessThanOrEqual(grid + 1e-14)
        expect(min).toBeGreaterThan(grid - 1e-3)
        expect(sviVariance(far, at) - sviVariance(near, at)).toBe(min)
        expect(arbitrage).toBe(min < -1e-13)
        const wings = near.b * (1 + near.rho) > far.b * (1 + far.rho) || near.b * (1 - near.rho) > far.b * (1 - far.rho)
        expect(sviCalendar(near, far).min).toBeLessThanOrEqual(min + 1e-14)
        if (wings) expect(sviCalendar(near, far)).toMatchObject({ arbitrage: true, min: -Infinity })
      }),
      { seed: 6, numRuns: campaign(5000, 200) },
    )
  })

  test('a kink in one of two smiles: minima at it, or to each side of it', () => {
    const kinked = fc.record({ rho: even(-0.4, 0.4), m: even(-0.2, 0.2), sigma: even(0.003, 0.03) })
    const round = fc.record({ rho: even(-0.4, 0.4), m: even(-0.4, 0.4), sigma: even(0.2, 0.5) })
    fc.assert(
      fc.property(kinked, round, fc.boolean(), (one, other, farKinked) => {
        const near = farKinked ? { a: 0.02, b: 0.3, ...other } : { a: 0.02, b: 0.3, ...one }
        const far = farKinked ? { a: 0.1, b: 0.28, ...one, rho: other.rho } : { a: 0.02, b: 0.8, ...other }
        const { min } = sviCalendar(near, far, -2, 2)
        let grid = Infinity
        for (let i = 0; i <= 4000; i++) {
          const k = -2 + 0.001 * i
          grid = Math.min(grid, sviVariance(far, k) - sviVariance(near, k))
        }
        expect(min).toBeLessThanOrEqual(grid + 1e-14)
        expect(min).toBeGreaterThan(grid - 1e-4)
      }),
      { seed: 7, numRuns: campaign(4000, 200) },
    )
  })

  test('a smile against itself, and raised by a hair', () => {
    const svi = { a: 0.01, b: 0.2, rho: -0.5, m: 0.1, sigma: 0.3 }
    expect(sviCalendar(svi, svi).arbitrage).toBe(false)
    expect(sviCalendar(svi, { ...svi, a: svi.a + 1e-12 }).arbitrage).toBe(false)
    expect(sviCalendar(svi, { ...svi, a: svi.a - 1e-12 }).arbitrage).toBe(true)
    expect(sviCalendar(svi, { ...svi, sigma: 0 })).toMatchObject({ arbitrage: true, min: Number.NaN })
  })
})
