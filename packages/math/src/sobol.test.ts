import { describe, expect, it } from 'vitest'
import { createSobol, normQuantile } from './index.js'

// Joe and Kuo's points [index, dimension from 0, 2^32 times the coordinate], as scipy.stats.qmc.Sobol gives them.
const rows = [
  [1, 0, 2147483648],
  [1, 1499, 2147483648],
  [2, 0, 3221225472],
  [2, 1, 1073741824],
  [2, 1110, 3221225472],
  [3, 3, 3221225472],
  [3, 1499, 1073741824],
  [17, 0, 2550136832],
  [17, 1, 4160749568],
  [17, 3, 671088640],
  [17, 100, 402653184],
  [17, 1110, 3892314112],
  [17, 1499, 134217728],
  [40, 1, 335544320],
  [40, 2, 1140850688],
  [40, 10, 3556769792],
  [40, 777, 738197504],
  [40, 1400, 1275068416],
  [63, 1, 3422552064],
  [63, 2, 1543503872],
  [63, 100, 2483027968],
  [63, 777, 1946157056],
  [63, 1400, 3288334336],
  [63, 1499, 1409286144],
] as const

function pointsOf(count: number, options: Parameters<typeof createSobol>[0]): Float64Array[] {
  const sobol = createSobol(options)
  return Array.from({ length: count }, () => sobol.next())
}

describe('Sobol', () => {
  it('gives the published points', () => {
    const points = pointsOf(64, { dimensions: 1500 })
    for (const [i, d, value] of rows) expect(points[i]![d]! * 2 ** 32, `${i}, ${d}`).toBe(value)
  })

  it.each([undefined, 'seed', 7])('fills each of 2^k slices of every coordinate once, scrambled by %s', (seed) => {
    const dimensions = 1500
    const points = pointsOf(1024, seed === undefined ? { dimensions } : { dimensions, seed })
    for (const [from, size] of [
      [0, 1024],
      [256, 256],
      [992, 32],
    ] as const)
      for (let d = 0; d < dimensions; d++) {
        const hit = new Uint8Array(size)
        for (let i = from; i < from + size; i++) hit[Math.floor(points[i]![d]! * size)] = 1
        if (hit.includes(0)) expect.fail(`dimension ${d} leaves a slice empty`)
      }
  })

  it.each([undefined, 'a', 'b'])('the first two coordinates are a (0, m, 2) net, scrambled by %s', (seed) => {
    const points = pointsOf(256, seed === undefined ? { dimensions: 2 } : { dimensions: 2, seed })
    for (let k = 0; k <= 8; k++) {
      const boxes = new Set(points.map((p) => Math.floor(p[0]! * 2 ** k) * 256 + Math.floor(p[1]! * 2 ** (8 - k))))
      expect(boxes.size).toBe(256)
    }
  })

  it('continues from any place', () => {
    const whole = pointsOf(300, { dimensions: 7, seed: 1 })
    for (const place of [0, 1, 2, 63, 64, 255, 299]) {
      const sobol = createSobol({ dimensions: 7, seed: 1 })
      sobol.load(place)
      expect(sobol.save()).toBe(place)
      expect(sobol.next()).toEqual(whole[place])
    }
    const last = createSobol({ dimensions: 2 })
    last.load(2 ** 32 - 1)
    last.next()
    expect(() => last.next()).toThrow(RangeError)
  })

  it('scrambled means are unbiased and closer than chance', () => {
    // E[z1 z2 + z3²] = 1 over 64 seeds of 256 points; independent draws would err by about 0.11
    let sum = 0
    let squares = 0
    for (let seed = 0; seed < 64; seed++) {
      let mean = 0
      for (const p of pointsOf(256, { dimensions: 3, seed }))
        mean += normQuantile(p[0]! + 2 ** -33) * normQuantile(p[1]! + 2 ** -33) + normQuantile(p[2]! + 2 ** -33) ** 2
      mean = mean / 256 - 1
      sum += mean
      squares += mean * mean
    }
    const error = Math.sqrt(squares / 64)
    expect(error).toBeLessThan(0.03)
    expect(Math.abs(sum / 64)).toBeLessThan((3 * error) / 8)
  })

  it('refuses bad settings', () => {
    for (const dimensions of [0, 1501, 1.5, Number.NaN]) expect(() => createSobol({ dimensions })).toThrow(RangeError)
    expect(() => createSobol({ dimensions: 1, seed: Number.NaN })).toThrow(RangeError)
    expect(() => createSobol({ dimensions: 1 }).load(-1)).toThrow(RangeError)
  })
})
