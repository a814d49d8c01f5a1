import { readFileSync } from 'node:fs'
import { errorIn, ulpsBetween } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erf, erfc, erfcx, millsRatio, normCdf, normPdf, normQuantile } from './index.js'

// Ceilings in ulp of the true value, over these rows and over a million points each (measure/ulps.mts).
const functions = {
  normPdf: [normPdf, 1.001],
  normCdf: [normCdf, 1.001],
  normQuantile: [normQuantile, 1.1],
  erf: [erf, 1],
  erfc: [erfc, 1.001],
  erfcx: [erfcx, 1.8],
  millsRatio: [millsRatio, 1.8],
} as const

describe.each(Object.entries(functions))('%s', (name, [f, ceiling]) => {
  it('keeps its ceiling over the rows of the 50-digit reference', () => {
    const file = new URL(`./fixtures/normal-${name}.json`, import.meta.url)
    const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: [number, number, number][] }
    expect(rows.length).toBe(1500)
    for (const [x, high, low] of rows) expect(errorIn(f(x), high, low), `${name}(${x})`).toBeLessThanOrEqual(ceiling)
  })

  it('answers NaN for NaN', () => expect(f(Number.NaN)).toBeNaN())
})

function neighbours(x: number, reach: number): number[] {
  const ulp = 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52)
  return Array.from({ length: 2 * reach + 1 }, (_, i) => x + (i - reach) * ulp)
}

describe('regime boundaries', () => {
  const steps = Array.from({ length: 32 }, (_, k) => (k + 1) / 4)
  // One step of the argument moves the value by less than the allowed error of both ends and its own slope.
  it.each([
    ['normCdf', normCdf, [...steps.map((h) => -h), ...steps, 8.25, -37.51, -38.4]],
    ['normPdf', normPdf, [1, 8, 38.5]],
    ['erfc', erfc, [...steps.map((h) => h / Math.SQRT2), 26.54, 0.5, -0.5]],
    ['erf', erf, [0.5, -0.5, 5.92]],
    ['erfcx', erfcx, [...steps.map((h) => h / Math.SQRT2), 1e16]],
    ['millsRatio', millsRatio, [...steps, 1e16]],
    ['normQuantile', normQuantile, [0.25, 0.75, 1e-290]],
  ] as const)('%s has no jump', (_name, f, edges) => {
    for (const edge of edges) {
      const xs = neighbours(edge, 50)
      const slope = Math.abs(f(xs[100]!) - f(xs[0]!)) / 100
      for (let i = 1; i < xs.length; i++) {
        const jump = Math.abs(f(xs[i]!) - f(xs[i - 1]!))
        const ulp = Math.max(5e-324, 2 ** (Math.floor(Math.log2(Math.abs(f(edge)))) - 52))
        expect(jump, `${edge} + ${i - 50} ulp`).toBeLessThanOrEqual(slope * 1.01 + 2.5 * ulp)
      }
    }
  })
})

describe('laws', () => {
  const real = fc.double({ min: -38, max: 38, noNaN: true })
  const options = { seed: 20261123, numRuns: 3000 }

  it('lower and upper tail fill one', () => {
    fc.assert(
      fc.property(real, (x) => ulpsBetween(normCdf(x) + normCdf(-x), 1) <= 1),
      options,
    )
  })

  it('erf is odd, erfc + erf is 1, the quantile is antisymmetric', () => {
    fc.assert(
      fc.property(real, (x) => {
        expect(erf(-x) + erf(x)).toBe(0)
        expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThanOrEqual(2.3e-16)
        const p = 1 - normCdf(Math.abs(x) / 5) // 1 - p is exact
        expect(normQuantile(p) + normQuantile(1 - p)).toBe(0)
      }),
      options,
    )
  })

  it('rises with x', () => {
    fc.assert(
      fc.property(real, fc.double({ min: 1e-9, max: 1, noNaN: true }), (x, step) => {
        expect(normCdf(x + step)).toBeGreaterThanOrEqual(normCdf(x))
        if (x > -37.6) expect(millsRatio(x + step)).toBeLessThan(millsRatio(x))
      }),
      options,
    )
  })

  it('comes back from the quantile, as far as the slope allows', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 8, noNaN: true }), (x) => {
        const p = normCdf(x)
        // dx = dp / n(x): half an ulp of p and the error of both functions
        const room = (1.5 * 2 ** -52 * p) / normPdf(x) + 2 * 2 ** -52 * Math.abs(x)
        expect(Math.abs(normQuantile(p) - x)).toBeLessThanOrEqual(room + 1e-320)
      }),
      options,
    )
  })

  it('tail = density times Mills ratio', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 37, noNaN: true }), (x) => {
        expect(Math.abs((normPdf(x) * millsRatio(x)) / normCdf(-x) - 1)).toBeLessThan(1.2e-15)
      }),
      options,
    )
  })
})

describe('ends of the range', () => {
  it('limits', () => {
    expect([normCdf(-Infinity), normCdf(Infinity), normCdf(-39), normCdf(39), normCdf(0)]).toEqual([0, 1, 0, 1, 0.5])
    expect([normPdf(-Infinity), normPdf(Infinity), normPdf(39)]).toEqual([0, 0, 0])
    expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity), erfc(0)]).toEqual([1, -1, 0, 2, 1])
    expect([erfcx(0), erfcx(Infinity), erfcx(-26.63), erfcx(-26.7)]).toEqual([1, 0, Infinity, Infinity])
    expect([millsRatio(Infinity), millsRatio(-38), millsRatio(-37.7)]).toEqual([0, Infinity, Infinity])
    expect([0, 0.5, 1].map(normQuantile)).toEqual([-Infinity, 0, Infinity])
    expect([-1e-300, 1.0000000000000002, -Infinity, Infinity].map(normQuantile)).toEqual([NaN, NaN, NaN, NaN])
  })

  it('tiny arguments', () => {
    expect(Object.is(erf(-0), -0)).toBe(true)
    expect(erf(5e-324)).toBe(5e-324)
    expect(erf(1e-310)).toBeCloseTo(1.1283791670955126e-310, 320)
    expect([normCdf(1e-300), normPdf(1e-300), erfcx(1e-300), erfc(-1e-300)]).toEqual([0.5, normPdf(0), 1, 1])
    expect(normQuantile(5e-324)).toBe(-38.467405617144344)
  })
})
