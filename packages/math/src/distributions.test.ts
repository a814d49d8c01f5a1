import { readFileSync } from 'node:fs'
import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as math from './index.js'

const { made: _made, ...fixture } = JSON.parse(
  readFileSync(new URL('./fixtures/distributions.json', import.meta.url), 'utf8'),
) as { made: string } & { [name: string]: number[][] }

// Relative, or absolute where the answer is a difference of larger numbers: near a zero, near 1, in the corner.
const ceilings: { [name: string]: { relative: number; absolute: number } } = {
  logGamma: { relative: 9e-16, absolute: 0 },
  gammaFunction: { relative: 6e-16, absolute: 0 },
  logBeta: { relative: 1e-14, absolute: 1e-14 },
  gammaP: { relative: 1e-13, absolute: 0 },
  gammaQ: { relative: 1e-13, absolute: 0 },
  incompleteBeta: { relative: 1e-13, absolute: 0 },
  studentCdf: { relative: 3e-13, absolute: 0 },
  studentPdf: { relative: 2e-13, absolute: 0 },
  bivariateNormCdf: { relative: 0, absolute: 5e-16 },
}

describe.each(Object.entries(fixture))('%s', (name, rows) => {
  const f = Reflect.get(math, name) as (...args: number[]) => number
  it(`keeps its ceiling over ${rows.length} rows of the 60-digit reference`, () => {
    for (const row of rows) {
      const value = f(...row.slice(0, -1))
      const reference = row.at(-1)!
      const { relative, absolute } = ceilings[name]!
      const error = absolute > 0 && Math.abs(value - reference) <= absolute ? 0 : relativeError(value, reference)
      expect(error, `${name}(${row.slice(0, -1)})`).toBeLessThanOrEqual(relative)
    }
  })

  it('answers NaN for NaN in any place', () => {
    const row = rows[0]!.slice(0, -1)
    for (let i = 0; i < row.length; i++) expect(f(...row.map((x, j) => (i === j ? Number.NaN : x)))).toBeNaN()
  })
})

const { gammaP, gammaQ, inverseGammaP, inverseGammaQ, incompleteBeta, inverseIncompleteBeta } = math
const { studentCdf, studentQuantile, chiSquareCdf, chiSquareQuantile, chiSquareTail, bivariateNormCdf, normCdf } = math
const shape = fc.double({ min: -1, max: 4, noNaN: true }).map((e) => 10 ** e)
const chance = fc.oneof(
  fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  fc.double({ min: -250, max: -1, noNaN: true }).map((e) => 10 ** e),
)
const options = { seed: 20261123, numRuns: 500 }

describe('inverses', () => {
  it('gamma: back to p', () => {
    fc.assert(
      fc.property(shape, chance, (a, p) => {
        const x = inverseGammaP(a, p)
        // a tiny a has its quantiles below the smallest double
        if (!(x <= 1e-290)) expect(relativeError(gammaP(a, x), p)).toBeLessThan(2e-12)
        expect(relativeError(gammaQ(a, inverseGammaQ(a, p)), p)).toBeLessThan(a < 0.5 && p > 0.9 ? 1e-9 : 2e-12)
      }),
      options,
    )
  })

  it('beta: back to p', () => {
    fc.assert(
      fc.property(shape, shape, chance, (a, b, p) => {
        const x = inverseIncompleteBeta(a, b, p)
        // beyond, one step of x is more than the tolerance in p
        if (!(x <= 1e-290 || 1 - x <= 1e-3)) expect(relativeError(incompleteBeta(a, b, x), p)).toBeLessThan(1e-11)
      }),
      options,
    )
  })

  it('student: back to p, in both tails', () => {
    fc.assert(
      fc.property(shape, chance, (freedom, p) => {
        const t = studentQuantile(p, freedom)
        if (!(Math.abs(t) >= 1e150)) expect(relativeError(studentCdf(t, freedom), p)).toBeLessThan(1e-11)
      }),
      options,
    )
  })

  it('ends', () => {
    expect([inverseGammaP(2, 0), inverseGammaP(2, 1), inverseGammaQ(2, 0), inverseGammaQ(2, 1)]).toEqual([
      0,
      Infinity,
      Infinity,
      0,
    ])
    expect([inverseIncompleteBeta(2, 3, 0), inverseIncompleteBeta(2, 3, 1)]).toEqual([0, 1])
    expect([studentQuantile(0, 3), studentQuantile(0.5, 3), studentQuantile(1, 3)]).toEqual([-Infinity, 0, Infinity])
    expect([gammaP(-1, 2), gammaP(1, -2), incompleteBeta(0, 1, 0.5), incompleteBeta(1, 1, 1.5)]).toEqual(
      Array(4).fill(NaN),
    )
    expect([studentCdf(Infinity, 3), studentCdf(-Infinity, 3), gammaP(3, Infinity), gammaQ(3, Infinity)]).toEqual([
      1, 0, 1, 0,
    ])
  })
})

describe('laws', () => {
  it('P + Q is 1, one degree of freedom is the squared normal, two are the exponential', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: 0.01, max: 30, noNaN: true }), (a, x) => {
        expect(Math.abs(gammaP(a, x) + gammaQ(a, x) - 1)).toBeLessThan(3e-15)
        expect(relativeError(chiSquareTail(x * x, 1), 2 * normCdf(-x))).toBeLessThan(1e-13)
        expect(relativeError(chiSquareTail(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-14)
      }),
      options,
    )
    expect(relativeError(chiSquareCdf(chiSquareQuantile(0.95, 7), 7), 0.95)).toBeLessThan(1e-14)
  })

  it('no jump where series and fraction meet, nor where t becomes normal', () => {
    for (const a of [0.3, 1, 1.5, 2, 17, 1000, 1e6])
      for (const x of [1, a]) {
        const width = 1e-12 * x
        expect(relativeError(gammaP(a, x - width), gammaP(a, x + width))).toBeLessThan(1e-8)
        expect(Math.abs(gammaP(a, x - width) - gammaP(a, x + width))).toBeLessThan(1e-9 + 4 * width)
      }
    for (const t of [-30, -5, -1, 0.5, 3]) {
      expect(relativeError(studentCdf(t, 1.999e8), normCdf(t))).toBeLessThan(1.1e-3)
      expect(relativeError(studentCdf(t, 2.001e8), normCdf(t))).toBe(0)
    }
  })

  it('Cauchy and two degrees of freedom in closed form', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (t) => {
        expect(Math.abs(studentCdf(t, 1) - (0.5 + Math.atan(t) / Math.PI))).toBeLessThan(2e-15)
        expect(Math.abs(studentCdf(t, 2) - (0.5 + t / (2 * Math.sqrt(2 + t * t))))).toBeLessThan(2e-15)
      }),
      options,
    )
  })

  it('bivariate: quadrants add up, symmetric, ends of rho', () => {
    const real = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(real, real, fc.double({ min: -1, max: 1, noNaN: true }), (x, y, rho) => {
        const p = bivariateNormCdf(x, y, rho)
        expect(Math.abs(p - bivariateNormCdf(y, x, rho))).toBeLessThan(1e-15)
        expect(Math.abs(p + bivariateNormCdf(x, -y, -rho) - normCdf(x))).toBeLessThan(1e-15)
        expect(p).toBeLessThanOrEqual(Math.min(normCdf(x), normCdf(y)) + 1e-15)
      }),
      options,
    )
    expect(bivariateNormCdf(0.3, 0.7, 1)).toBe(normCdf(0.3))
    expect(bivariateNormCdf(0.3, 0.7, -1)).toBeCloseTo(normCdf(0.3) - normCdf(-0.7), 15)
    expect([bivariateNormCdf(0, 0, 1.1), bivariateNormCdf(0, -Infinity, 0)]).toEqual([NaN, 0])
  })
})
