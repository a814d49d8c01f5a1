import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as m from './index.js'

const options = { seed: 20261123, numRuns: 300 }
const refuses = (f: () => unknown): void =>
  expect(f).toThrow(expect.objectContaining({ name: 'RangeError', remedy: expect.any(String) }))

describe('roots', () => {
  const problems: [string, (x: number) => number, number, number, number][] = [
    ['cosine', (x) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ['flat', (x) => x ** 9, -1, 4, 0],
    ['steep', (x) => Math.exp(x) - 1e10, 0, 100, Math.log(1e10)],
    ['pole beside', (x) => 1 / (x - 3) - 6, 3.0001, 9, 19 / 6],
    ['step', (x) => (x < 0.3 ? -1 : 1), 0, 1, 0.3],
    ['huge values', (x) => (x - 2) * 1e300, -5, 7, 2],
    ['tiny values', (x) => (x - 2) * 1e-300, -5, 7, 2],
  ]
  it.each(problems)('brent: %s', (_name, f, lo, hi, x) => {
    const root = m.brent(f, lo, hi)
    expect(root.converged).toBe(true)
    expect(Math.abs(root.x - x)).toBeLessThan(1e-15 * Math.abs(x) + (x === 0 ? 1e-14 : 1e-15))
    expect(root.iterations).toBeLessThan(800)
  })

  it('both find any root of a cubic inside its bracket', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (r, c) => {
          const f = (x: number): number => (x - r) * ((x - r) ** 2 + c)
          const safe = m.halley((x) => [f(x), 3 * (x - r) ** 2 + c, 6 * (x - r)], r - 7, r + 11)
          expect(safe.converged && safe.iterations < 30).toBe(true)
          for (const root of [m.brent(f, r - 7, r + 11), safe]) expect(Math.abs(root.x - r)).toBeLessThan(1e-14)
        },
      ),
      options,
    )
  })

  it('halley keeps to its bracket where Newton would leave it', () => {
    const root = m.halley((x) => [Math.atan(x), 1 / (1 + x * x)], -50, 80, { start: 70 })
    expect([Math.abs(root.x) < 1e-15, root.converged]).toEqual([true, true])
    expect(m.halley((x) => [x * x * x, 3 * x * x, 6 * x], -1, 2).converged).toBe(true)
  })

  it('tells that there is no root to find', () => {
    expect(m.brent((x) => x * x + 1, -1, 2).converged).toBe(false)
    expect(m.brent(() => Number.NaN, -1, 2).converged).toBe(false)
    expect(m.brent((x) => (x < 0 ? -1 : x > 1 ? 1 : Number.NaN), -1, 2).converged).toBe(false)
    expect(m.halley((x) => [x * x + 1, 2 * x], -1, 2).converged).toBe(false)
    refuses(() => m.brent(Math.sin, Number.NaN, 1))
    refuses(() => m.brent(Math.sin, 0, 1, { tolerance: -1 }))
    refuses(() => m.halley((x) => [x, 1], -1, 1, { start: 3 }))
  })
})

describe('minima', () => {
  const rosenbrock = (x: Float64Array): number => {
    let sum = 0
    for (let i = 0; i + 1 < x.length; i++) sum += 100 * (x[i + 1]! - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2
    return sum
  }
  const beale = (x: Float64Array): number =>
    (1.5 - x[0]! * (1 - x[1]!)) ** 2 + (2.25 - x[0]! * (1 - x[1]! ** 2)) ** 2 + (2.625 - x[0]! * (1 - x[1]! ** 3)) ** 2
  const powell = (x: Float64Array): number =>
    (x[0]! + 10 * x[1]!) ** 2 + 5 * (x[2]! - x[3]!) ** 2 + (x[1]! - 2 * x[2]!) ** 4 + 10 * (x[0]! - x[3]!) ** 4
  const badlyScaled = (x: Float64Array): number => 1e6 * x[0]! ** 2 + 1e-2 * (x[1]! - 30) ** 2

  it.each([
    ['Rosenbrock', rosenbrock, [-1.2, 1], [1, 1], 1e-4],
    ['Rosenbrock, 6', rosenbrock, [2, 2, 2, 2, 2, 2], [1, 1, 1, 1, 1, 1], 1e-3],
    ['Beale', beale, [1, 1], [3, 0.5], 1e-4],
    ['Powell singular', powell, [3, -1, 0, 1], [0, 0, 0, 0], 0.03],
    ['badly scaled', badlyScaled, [1, 1], [0, 30], 1e-3],
  ] as const)('%s by the simplex and by BFGS', (_name, f, start, x, room) => {
    for (const best of [m.nelderMead(f, start), m.bfgs(f, start)]) {
      expect(best.converged).toBe(true)
      expect(best.value).toBeLessThan(1e-6)
      for (let i = 0; i < x.length; i++) expect(Math.abs(best.x[i]! - x[i]!)).toBeLessThan(room)
    }
  })

  it('BFGS with a gradient needs few evaluations', () => {
    const best = m.bfgs(rosenbrock, [-1.2, 1], {
      gradient: (x, out) => {
        out[0] = -400 * x[0]! * (x[1]! - x[0]! ** 2) - 2 * (1 - x[0]!)
        out[1] = 200 * (x[1]! - x[0]! ** 2)
      },
    })
    expect(best.converged).toBe(true)
    expect(best.evaluations).toBeLessThan(70)
    expect(Math.abs(best.x[0]! - 1)).toBeLessThan(1e-8)
  })

  it('steps back from where the function is not defined', () => {
    const f = (x: Float64Array): number => x[0]! - Math.log(x[0]!) // NaN left of 0
    expect(m.bfgs(f, [10]).x[0]).toBeCloseTo(1, 6)
    expect(m.nelderMead(f, [10]).x[0]).toBeCloseTo(1, 4)
    expect(m.bfgs(() => Number.NaN, [1]).converged).toBe(false)
    refuses(() => m.bfgs(f, [Number.NaN]))
    refuses(() => m.nelderMead(f, []))
  })

  it('one dimension, by golden sections and parabolas', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (c) => {
        const best = m.brentMinimum((x) => Math.cosh(x - c), -6, 7)
        expect(best.converged).toBe(true)
        expect(Math.abs(best.x - c)).toBeLessThan(1e-6)
      }),
      options,
    )
    expect(m.brentMinimum((x) => x, 2, 3).x).toBeCloseTo(2, 6)
    expect(m.brentMinimum(() => Number.NaN, 2, 3).converged).toBe(false)
  })

  it('least squares: exact fits, noise, and a rank short', () => {
    const t = Array.from({ length: 40 }, (_, i) => i / 8)
    const model = (p: Float64Array, s: number): number => p[0]! * Math.exp(-p[1]! * s) + p[2]!
    const fit = (truth: number[], start: number[], noise: number): m.LeastSquares => {
      const rng = m.createRng('noise')
      const y = t.map((s) => model(Float64Array.from(truth), s) + noise * rng.normal())
      return m.levenbergMarquardt(
        (p, out) =>
          t.forEach((s, i) => {
            out[i] = model(p, s) - y[i]!
          }),
        40,
        start,
      )
    }
    const exact = fit([5, 1.3, 0.5], [1, 1, 0], 0)
    expect(exact.converged).toBe(true)
    for (const [i, p] of [5, 1.3, 0.5].entries()) expect(exact.x[i]).toBeCloseTo(p, 9)
    const noisy = fit([5, 1.3, 0.5], [1, 1, 0], 0.05)
    expect(noisy.converged).toBe(true)
    for (const [i, p] of [5, 1.3, 0.5].entries()) expect(Math.abs(noisy.x[i]! - p)).toBeLessThan(0.2)
    // Rosenbrock as residuals
    const valley = m.levenbergMarquardt(
      (p, out) => {
        out[0] = 10 * (p[1]! - p[0]! ** 2)
        out[1] = 1 - p[0]!
      },
      2,
      [-1.2, 1],
    )
    expect([valley.x[0]!.toFixed(9), valley.converged]).toEqual(['1.000000000', true])
    // only the sum of the two is determined
    const short = m.levenbergMarquardt(
      (p, out) => {
        out[0] = p[0]! + p[1]! - 3
        out[1] = 2 * (p[0]! + p[1]! - 3)
      },
      2,
      [0, 0],
    )
    expect(short.x[0]! + short.x[1]!).toBeCloseTo(3, 9)
    expect(m.levenbergMarquardt((_p, out) => out.fill(Number.NaN), 2, [0, 0]).converged).toBe(false)
    refuses(() => m.levenbergMarquardt(() => {}, 0, [1]))
  })
})

describe('integrals', () => {
  it('Gauss-Legendre is exact to degree 2 n - 1', () => {
    for (const n of [1, 2, 3, 7, 20, 64, 201]) {
      const rule = m.gaussLegendre(n)
      expect(m.sumOf(rule.weights)).toBeCloseTo(2, 13)
      for (const k of [0, 1, 2, 5, 2 * n - 1, 2 * n - 2].filter((d) => d <= 2 * n - 1)) {
        const exact = k % 2 === 1 ? 0 : 2 / (k + 1)
        expect(Math.abs(m.integrateWith(rule, (x) => x ** k, -1, 1) - exact)).toBeLessThan(4e-15 + n * 1e-16)
      }
      for (let i = 1; i < n; i++) expect(rule.nodes[i]).toBeGreaterThan(rule.nodes[i - 1]!)
    }
    refuses(() => m.gaussLegendre(0))
  })

  const cases: [string, (x: number, d: number) => number, number, number, number][] = [
    ['smooth', Math.exp, 0, 1, Math.E - 1],
    ['backwards', Math.exp, 1, 0, 1 - Math.E],
    ['logarithm at 0', Math.log, 0, 1, -1],
    ['root at both ends', (x, d) => 1 / Math.sqrt(d * (Math.abs(x) + 1)), -1, 1, Math.PI],
    ['density', m.normPdf, -Infinity, Infinity, 1],
    ['tail', m.normPdf, 5, Infinity, m.normCdf(-5)],
    ['left tail', m.normPdf, -Infinity, -5, m.normCdf(-5)],
    ['heavy tail', (x) => 1 / (1 + x * x), 0, Infinity, Math.PI / 2],
    ['narrow', (x) => Math.exp(-((x - 0.3) ** 2) * 1e4), 0, 1, Math.sqrt(Math.PI) / 100],
    ['nothing', () => 0, 0, 1, 0],
  ]
  it.each(cases)('double exponential: %s', (_name, f, a, b, exact) => {
    const got = m.integrate(f, a, b)
    expect(got.converged).toBe(true)
    expect(Math.abs(got.value - exact)).toBeLessThan(3e-14 * Math.abs(exact) + (exact === 0 ? 1e-300 : 0))
  })

  it('tells when it did not settle', () => {
    expect(m.integrate((x) => 1 / x, 0, 1).converged).toBe(false)
    expect(m.integrate(() => Number.NaN, 0, 1).converged).toBe(false)
    refuses(() => m.integrate(Math.exp, Number.NaN, 1))
  })
})

describe('curves', () => {
  const points = fc
    .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 })
    .map((xs) => xs.sort((a, b) => a - b).map((x) => x / 7))
    .chain((xs) =>
      fc.tuple(
        fc.constant(xs),
        fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: xs.length, maxLength: xs.length }),
      ),
    )

  it('pass through their points, are smooth there, and the monotone one never overshoots', () => {
    fc.assert(
      fc.property(points, ([xs, ys]) => {
        for (const make of [m.linearCurve, m.monotoneCurve, m.akimaCurve]) {
          const curve = make(xs, ys)
          for (const [i, x] of xs.entries()) expect(Math.abs(curve.at(x) - ys[i]!)).toBe(0)
          expect([curve.at(xs[0]! - 1), curve.at(Number.NaN)]).toEqual([NaN, NaN])
        }
        const curve = m.monotoneCurve(xs, ys)
        for (let i = 0; i + 1 < xs.length; i++) {
          const [low, high] = [Math.min(ys[i]!, ys[i + 1]!), Math.max(ys[i]!, ys[i + 1]!)]
          for (const u of [0.01, 0.2, 0.5, 0.8, 0.99]) {
            const y = curve.at(xs[i]! + u * (xs[i + 1]! - xs[i]!))
            expect(y >= low - 1e-14 * 9 && y <= high + 1e-14 * 9).toBe(true)
          }
        }
      }),
      options,
    )
  })

  it('cubic pieces are cubic where the data are a parabola, with the slope of their values', () => {
    const xs = [0, 1, 2, 3, 4, 5, 6]
    const akima = m.akimaCurve(
      xs,
      xs.map((x) => x * x),
    )
    for (const x of [2.2, 2.5, 3.9]) {
      expect(akima.at(x)).toBeCloseTo(x * x, 12)
      expect(akima.slope(x)).toBeCloseTo(2 * x, 12)
    }
    const curve = m.monotoneCurve([0, 1, 3, 4], [0, 1, 5, 5.5])
    for (const x of [0.3, 1, 2.1, 3.5])
      expect(curve.slope(x)).toBeCloseTo((curve.at(x + 1e-6) - curve.at(x - 1e-6)) / 2e-6, 5)
  })

  it('goes on beyond the ends as told', () => {
    expect(m.linearCurve([0, 2], [1, 5], { beyond: 'flat' }).at(9)).toBe(5)
    expect(m.linearCurve([0, 2], [1, 5], { beyond: 'linear' }).at(-1)).toBe(-1)
    expect(m.monotoneCurve([0, 1, 2], [0, 1, 2], { beyond: 'linear' }).at(4)).toBeCloseTo(4, 14)
    expect(m.monotoneCurve([0, 1, 2], [0, 1, 2], { beyond: 'flat' }).slope(4)).toBe(0)
    refuses(() => m.linearCurve([0], [0]))
    refuses(() => m.akimaCurve([0, 0], [0, 1]))
    refuses(() => m.monotoneCurve([0, 1], [0, Number.NaN]))
  })
})

describe('sums and ranges', () => {
  it('sums to the last digit', () => {
    expect(m.sumOf(Array(1_000_000).fill(0.1))).toBe(100000)
    expect(m.sumOf([1e16, 1, -1e16])).toBe(1)
    expect(m.sumOf([1, 1e100, 1, -1e100])).toBe(2)
    expect([m.sumOf([]), m.sumOf([Infinity, 1]), m.sumOf([Infinity, -Infinity]), m.sumOf([1, NaN])]).toEqual([
      0,
      Infinity,
      NaN,
      NaN,
    ])
  })

  it('ranges', () => {
    expect(m.range(5, 8)).toEqual([5, 6, 7])
    expect(m.range(0, 0.3, 0.1).length).toBe(3)
    expect(m.range(3, 0, -1)).toEqual([3, 2, 1])
    expect(m.range(3, 3)).toEqual([])
    refuses(() => m.range(0, 1, 0))
    refuses(() => m.range(0, Infinity))
    refuses(() => m.range(0, 1, 1e-9))
  })
})
