import { matrixFromRows } from '@bourse/math'
import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QuadraticProgram } from '../index.js'
import { solveQp } from '../index.js'
import { loadHighs, solveByHighs } from './solve.bench.js'

const INF = Number.POSITIVE_INFINITY

/** Largest violation, stationarity and complementarity of an answer, from nothing but the program. */
function kktOf({ P, q, A, lower, upper }: QuadraticProgram, x: Float64Array, duals: Float64Array): number {
  const n = q.length
  let worst = 0
  const gradient = q.slice()
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) gradient[i]! += P.data[i * n + j]! * x[j]!
  for (let r = 0; r < A.rows; r++) {
    let value = 0
    for (let j = 0; j < n; j++) {
      value += A.data[r * n + j]! * x[j]!
      gradient[j]! -= duals[r]! * A.data[r * n + j]!
    }
    worst = Math.max(worst, lower[r]! - value, value - upper[r]!)
    if (duals[r]! > 0) worst = Math.max(worst, duals[r]! * (value - lower[r]!))
    if (duals[r]! < 0) worst = Math.max(worst, -duals[r]! * (upper[r]! - value))
  }
  for (const g of gradient) worst = Math.max(worst, Math.abs(g))
  return worst
}

/** Farkas: combined rows cancel and leave a positive number. */
function expectInfeasible({ A, lower, upper }: QuadraticProgram, proof: Float64Array): void {
  const size = Math.max(...proof.map(Math.abs))
  let left = 0
  for (let j = 0; j < A.cols; j++) {
    let v = 0
    for (let r = 0; r < A.rows; r++) v += proof[r]! * A.data[r * A.cols + j]!
    expect(Math.abs(v)).toBeLessThan(1e-9 * size)
  }
  for (let r = 0; r < A.rows; r++) {
    if (Math.abs(proof[r]!) < 1e-13 * size) continue
    left += proof[r]! * (proof[r]! > 0 ? lower[r]! : upper[r]!)
  }
  expect(left).toBeGreaterThan(0)
}

/** Costs less for ever, breaks nothing. */
function expectRay({ P, q, A, lower, upper }: QuadraticProgram, d: Float64Array): void {
  const n = q.length
  let gain = 0
  for (let i = 0; i < n; i++) {
    gain += q[i]! * d[i]!
    let v = 0
    for (let j = 0; j < n; j++) v += P.data[i * n + j]! * d[j]!
    expect(Math.abs(v)).toBeLessThan(1e-9)
  }
  expect(gain).toBeLessThan(0)
  for (let r = 0; r < A.rows; r++) {
    let v = 0
    for (let j = 0; j < n; j++) v += A.data[r * n + j]! * d[j]!
    if (Number.isFinite(lower[r]!)) expect(v).toBeGreaterThan(-1e-9)
    if (Number.isFinite(upper[r]!)) expect(v).toBeLessThan(1e-9)
  }
}

function violation({ A, lower, upper }: QuadraticProgram, x: Float64Array): number {
  let worst = 0
  for (let r = 0; r < A.rows; r++) {
    let value = 0
    for (let j = 0; j < A.cols; j++) value += A.data[r * A.cols + j]! * x[j]!
    worst = Math.max(worst, lower[r]! - value, value - upper[r]!)
  }
  return worst
}

function objectiveAt({ P, q }: QuadraticProgram, x: Float64Array): number {
  let value = 0
  for (let i = 0; i < q.length; i++) {
    value += q[i]! * x[i]!
    for (let j = 0; j < q.length; j++) value += 0.5 * x[i]! * P.data[i * q.length + j]! * x[j]!
  }
  return value
}

type Draw = () => number

/** Seeded numbers without a library, so that the campaign is the same everywhere. */
function drawer(seed: number): Draw {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/** Of any rank, mixed ends, a third badly scaled; may be infeasible or unbounded. */
function anyProgram(draw: Draw, most: number): QuadraticProgram {
  const normal = (): number => Array.from({ length: 12 }, draw).reduce((s, v) => s + v, -6)
  const n = 2 + Math.floor(draw() * (most - 1))
  const rank = Math.floor(draw() * (n + 1))
  const m = 1 + Math.floor(draw() * 15)
  const scaled = draw() < 0.3
  const P = new Float64Array(n * n)
  for (let k = 0; k < rank; k++) {
    const b = Float64Array.from({ length: n }, normal)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) P[i * n + j]! += b[i]! * b[j]!
  }
  const A = new Float64Array((m + n) * n)
  const lower = new Float64Array(m + n).fill(-INF)
  const upper = new Float64Array(m + n).fill(INF)
  for (let r = 0; r < m; r++) {
    const size = scaled ? 10 ** (6 * draw() - 3) : 1
    for (let j = 0; j < n; j++) A[r * n + j] = draw() < 0.5 ? 0 : (size * Math.round(4 * normal())) / 4
    const at = size * normal()
    const kind = draw()
    if (kind < 0.25) lower[r] = upper[r] = at
    else if (kind < 0.5) lower[r] = at
    else if (kind < 0.75) upper[r] = at
    else {
      lower[r] = at
      upper[r] = at + size * draw() * 3
    }
  }
  for (let j = 0; j < n; j++) {
    A[(m + j) * n + j] = 1
    if (draw() < 0.7) lower[m + j] = -3 * draw()
    if (draw() < 0.7) upper[m + j] = 3 * draw()
  }
  return {
    P: { rows: n, cols: n, data: P },
    q: Float64Array.from({ length: n }, normal),
    A: { rows: m + n, cols: n, data: A },
    lower,
    upper,
  }
}

test('every status of any program is proven', () => {
  const draw = drawer(20261)
  const seen = new Map<string, number>()
  let stalled = 0
  for (let c = 0; c < campaign(20_000, 250); c++) {
    const program = anyProgram(draw, 24)
    const { status, x, duals, certificate } = solveQp(program)
    if (status !== 'stalled') seen.set(status, (seen.get(status) ?? 0) + 1)
    if (status === 'optimal') expect(kktOf(program, x, duals), `case ${c}`).toBeLessThan(1e-8)
    else if (status === 'infeasible') expectInfeasible(program, certificate!)
    else if (status === 'unbounded') expectRay(program, certificate!)
    else stalled++
  }
  // A stall is an honest answer, but a rare one.
  expect(stalled).toBeLessThanOrEqual(Math.floor(campaign(20_000, 250) / 5000))
  expect([...seen.keys()].sort()).toEqual(['infeasible', 'optimal', 'unbounded'])
})

test('agrees with HiGHS', async () => {
  const highs = await loadHighs()
  const draw = drawer(77)
  let compared = 0
  let equal = 0
  for (let c = 0; c < campaign(3000, 40); c++) {
    const program = anyProgram(draw, 12)
    const ours = solveQp(program)
    if (ours.status !== 'optimal') continue
    const x = solveByHighs(highs, program)
    if (x === undefined || violation(program, x) > 1e-6) continue
    const theirs = objectiveAt(program, x)
    compared++
    // HiGHS adds 1e-7 to the diagonal of a Hessian: on a semidefinite one it may end a little worse, never better.
    expect(ours.objective, `case ${c}`).toBeLessThan(theirs + 1e-7 * (1 + Math.abs(theirs)))
    if (Math.abs(ours.objective - theirs) < 1e-6 * (1 + Math.abs(theirs))) equal++
  }
  expect(equal / compared).toBeGreaterThan(0.9)
  expect(compared).toBeGreaterThan(12)
})

/** Published optima of small problems of Hock and Schittkowski (1981) and of the Maros-Meszaros set. */
describe('published optima', () => {
  const rows = (...lines: number[][]) => matrixFromRows(lines)
  const solve = (P: number[][], q: number[], A: number[][], lower: number[], upper: number[]) =>
    solveQp({
      P: rows(...P),
      q: Float64Array.from(q),
      A: rows(...A),
      lower: Float64Array.from(lower),
      upper: Float64Array.from(upper),
    })
  test('HS21: x1 = 2, x2 = 0', () => {
    const { x, objective } = solve(
      [
        [0.02, 0],
        [0, 2],
      ],
      [0, 0],
      [
        [10, -1],
        [1, 0],
        [0, 1],
      ],
      [10, 2, -50],
      [INF, 50, 50],
    )
    expect(objective - 100).toBeCloseTo(-99.96, 12)
    expect(x[0]).toBeCloseTo(2, 12)
  })
  test('HS35: 1/9', () => {
    const P = [
      [4, 2, 2],
      [2, 4, 0],
      [2, 0, 2],
    ]
    const A = [
      [1, 1, 2],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]
    const { objective } = solve(P, [-8, -6, -4], A, [-INF, 0, 0, 0], [3, INF, INF, INF])
    expect(9 + objective).toBeCloseTo(1 / 9, 12)
  })
  test('HS51, P of rank 3: 0 at ones', () => {
    const { objective, x } = chained(
      [
        [1, 3, 0, 0, 0],
        [0, 0, 1, 1, -2],
        [0, 1, 0, 0, -1],
      ],
      [4, 0, 0],
      [1, 1],
      false,
    )
    expect(objective).toBeCloseTo(0, 11)
    for (const v of x) expect(v).toBeCloseTo(1, 11)
  })
  test('HS52: 1859/349', () => {
    const { objective } = chained(
      [
        [1, 3, 0, 0, 0],
        [0, 0, 1, 1, -2],
        [0, 1, 0, 0, -1],
      ],
      [0, 0, 0],
      [4, 1],
      false,
    )
    expect(objective).toBeCloseTo(1859 / 349, 11)
  })
  test('HS53: 176/43', () => {
    const { objective } = chained(
      [
        [1, 3, 0, 0, 0],
        [0, 0, 1, 1, -2],
        [0, 1, 0, 0, -1],
      ],
      [0, 0, 0],
      [1, 1],
      true,
    )
    expect(objective).toBeCloseTo(176 / 43, 11)
  })
  // (a x1 - x2)^2 + (x2 + x3 - 2)^2 + (x4 - 1)^2 + (x5 - 1)^2
  function chained(E: number[][], b: number[], [a, c]: readonly [number, number], boxed: boolean) {
    const g = [
      { v: [a, -1, 0, 0, 0], t: 0 },
      { v: [0, 1, 1, 0, 0], t: 2 },
      { v: [0, 0, 0, c, 0], t: 1 },
      { v: [0, 0, 0, 0, 1], t: 1 },
    ]
    const n = 5
    const P = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => g.reduce((s, { v }) => s + 2 * v[i]! * v[j]!, 0)),
    )
    const q = Array.from({ length: n }, (_, i) => g.reduce((s, { v, t }) => s - 2 * t * v[i]!, 0))
    const eye = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)))
    const A = [...E, ...(boxed ? eye : [])]
    const ends = boxed ? new Array<number>(n).fill(10) : []
    const solution = solve(P, q, A, [...b, ...ends.map((v) => -v)], [...b, ...ends])
    return { ...solution, objective: solution.objective + g.reduce((s, { t }) => s + t * t, 0) }
  }
  test('HS76: -4.681818', () => {
    const P = [
      [2, 0, -1, 0],
      [0, 1, 0, 0],
      [-1, 0, 2, 1],
      [0, 0, 1, 1],
    ]
    const A = [
      [1, 2, 1, 1],
      [3, 1, 2, -1],
      [0, 1, 4, 0],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]
    const { objective } = solve(P, [-1, -3, 1, -1], A, [-INF, -INF, 1.5, 0, 0, 0, 0], [5, 4, INF, INF, INF, INF, INF])
    expect(objective).toBeCloseTo(-4.681818181818, 11)
  })
  test('TAME: 0', () => {
    const { objective, x } = solve(
      [
        [2, -2],
        [-2, 2],
      ],
      [0, 0],
      [
        [1, 1],
        [1, 0],
        [0, 1],
      ],
      [1, 0, 0],
      [1, INF, INF],
    )
    expect(objective).toBeCloseTo(0, 12)
    expect(x[0]).toBeCloseTo(0.5, 9)
  })
  test('a linear program with more than one answer', () => {
    const { objective, x } = solve(
      [
        [0, 0],
        [0, 0],
      ],
      [1, 1],
      [
        [1, 1],
        [1, 0],
        [0, 1],
      ],
      [1, 0, 0],
      [INF, INF, INF],
    )
    expect(objective).toBeCloseTo(1, 12)
    expect(x[0]! + x[1]!).toBeCloseTo(1, 12)
  })
  test('numbers of very different size', () => {
    const { x } = solve(
      [
        [2e8, 0],
        [0, 2e-6],
      ],
      [-2e8, -2e-6],
      [[1e-5, 1e5]],
      [-INF],
      [2e4],
    )
    expect(x[0]).toBeCloseTo(1, 9)
    expect(x[1]).toBeCloseTo(0.2, 9)
  })
  test('no variable is held by anything', () => {
    expect(
      solve(
        [
          [2, 0],
          [0, 2],
        ],
        [-2, -4],
        [[0, 0]],
        [-1],
        [1],
      ).x,
    ).toEqual(Float64Array.of(1, 2))
  })
})

describe('bad input is refused by name', () => {
  const good: QuadraticProgram = {
    P: matrixFromRows([
      [1, 0],
      [0, 1],
    ]),
    q: Float64Array.of(0, 0),
    A: matrixFromRows([[1, 1]]),
    lower: Float64Array.of(1),
    upper: Float64Array.of(1),
  }
  test.each([
    ['P', { P: matrixFromRows([[1]]) }],
    [
      'P[0][0]',
      {
        P: matrixFromRows([
          [-1, 0],
          [0, 1],
        ]),
      },
    ],
    [
      'P[1][0]',
      {
        P: matrixFromRows([
          [1, 0.1],
          [0, 1],
        ]),
      },
    ],
    ['q[1]', { q: Float64Array.of(0, Number.NaN) }],
    ['length of lower', { lower: Float64Array.of(1, 1) }],
    ['lower end of row 0', { lower: Float64Array.of(2) }],
    ['upper end of row 0', { upper: Float64Array.of(Number.NaN) }],
  ])('%s', (name, change) => {
    expect(() => solveQp({ ...good, ...change })).toThrow(name)
  })
})

test('no input of the right sizes throws or hangs', () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true })
  const triple = fc.tuple(number, number, number)
  fc.assert(
    fc.property(triple, triple, triple, fc.array(number, { minLength: 6, maxLength: 6 }), ([a, b, c], q, low, A) => {
      const program = {
        P: matrixFromRows([
          [a * a, a * b, a * c],
          [a * b, b * b, b * c],
          [a * c, b * c, c * c],
        ]),
        q: Float64Array.from(q),
        A: { rows: 2, cols: 3, data: Float64Array.from(A) },
        lower: Float64Array.of(low[0], -INF),
        upper: Float64Array.of(INF, low[1]),
      }
      const { status, x } = solveQp(program)
      expect(status === 'optimal' ? x.every(Number.isFinite) : x.every(Number.isNaN)).toBe(true)
    }),
    { seed: 9, numRuns: 200 },
  )
})
