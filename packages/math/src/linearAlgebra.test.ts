import { describe, expect, test } from 'vitest'
import { definite, flipped, gap, noise, noiseMatrix, plainProduct, unit } from './fixtures/noise.js'
import {
  cholesky,
  choleskyInPlace,
  choleskySolveInPlace,
  eigenSymmetric,
  gram,
  invertSpd,
  ldl,
  leastSquares,
  type Matrix,
  matrixFromRows,
  multiply,
  multiplyVector,
  nearestPositiveDefinite,
  qr,
  solveLowerInPlace,
  solveSpd,
  solveSymmetric,
  svd,
  transpose,
  zeros,
} from './index.js'

const eps = Number.EPSILON
const sizes = [1, 2, 3, 4, 5, 7, 12, 24, 25, 26, 47, 48, 49, 50, 73, 101]

function largest(a: Matrix): number {
  return a.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
}

function answerOf<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly failure: { readonly message: string } },
): T {
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}

function diagonal(values: ArrayLike<number>): Matrix {
  const out = zeros(values.length, values.length)
  for (let i = 0; i < values.length; i++) out.data[i * values.length + i] = values[i]!
  return out
}

describe('products', () => {
  test('multiply and gram are their definitions for every shape around the tiles', () => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [2, 3, 4],
      [3, 3, 3],
      [4, 5, 7],
      [5, 1, 2],
      [13, 29, 8],
      [31, 400, 17],
      [3, 800, 2],
    ] as const) {
      const a = noiseMatrix(m, k, 1)
      const b = noiseMatrix(k, n, 2)
      expect(gap(multiply(a, b), plainProduct(a, b))).toBeLessThan(k * eps)
      expect(gap(gram(a), plainProduct(flipped(a), a))).toBeLessThan(m * eps)
      const x = noiseMatrix(k, 1, 3)
      expect(gap({ rows: m, cols: 1, data: multiplyVector(a, x.data) }, plainProduct(a, x))).toBeLessThan(k * eps)
      expect(gap(transpose(a), flipped(a))).toBe(0)
    }
  })

  test('an empty product is zeros and out is overwritten', () => {
    const out = matrixFromRows([
      [7, 7],
      [7, 7],
    ])
    expect(multiply(zeros(2, 0), zeros(0, 2), out).data).toEqual(Float64Array.of(0, 0, 0, 0))
    expect(gram(zeros(0, 2)).data).toEqual(new Float64Array(4))
  })

  test('refuses sizes and entries that do not fit, with the place', () => {
    const a = noiseMatrix(2, 3, 1)
    expect(() => multiply(a, a)).toThrow(/b.rows.length is 2, allowed is 3/)
    a.data[4] = Number.NaN
    expect(() => gram(a)).toThrow(/a at row 1, column 1 is NaN/)
    expect(() => multiply(noiseMatrix(2, 2, 1), noiseMatrix(2, 2, 2), zeros(3, 2))).toThrow(/out.rows/)
  })
})

describe('Cholesky', () => {
  test("L L' is A within n eps of the diagonal, for sizes around leaf and tile", () => {
    for (const n of sizes) {
      const a = definite(n, n)
      const l = answerOf(cholesky(a))
      expect(gap(plainProduct(l, flipped(l)), a)).toBeLessThanOrEqual((n + 1) * eps * largest(a))
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(l.data[i * n + j]).toBe(0)
    }
  })

  test('a part of a larger array factors as the part alone, bit for bit, and its surroundings stay', () => {
    const n = 50
    const stride = 61
    const a = definite(n, 5)
    const wide = new Float64Array(n * stride).fill(7)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) wide[i * stride + j] = a.data[i * n + j]!
    const alone = a.data.slice()
    expect(choleskyInPlace(alone, n)).toBe(-1)
    expect(choleskyInPlace(wide, n, stride)).toBe(-1)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) expect(wide[i * stride + j]).toBe(alone[i * n + j])
      for (let j = i + 1; j < stride; j++) expect(wide[i * stride + j]).toBe(7)
    }
    const b = new Float64Array(n).fill(1)
    expect(choleskySolveInPlace(wide, n, b.slice(), stride)).toEqual(choleskySolveInPlace(alone, n, b.slice()))
  })

  test('names the failing pivot, in the leaf and behind it, and for NaN and infinity', () => {
    for (const n of [3, 24, 60, 100])
      for (const at of [0, n >> 1, n - 1]) {
        for (const bad of [-1, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
          const a = unit(n)
          a.data[at * n + at] = bad
          expect(choleskyInPlace(a.data, n)).toBe(at)
        }
      }
    const answer = cholesky(
      matrixFromRows([
        [1, 2],
        [2, 1],
      ]),
    )
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-positive-definite', details: { pivot: 1 } } })
  })

  test('does not repair: a singular covariance of fewer rows than columns is refused or tells by its pivots', () => {
    const a = gram(noiseMatrix(3, 6, 9))
    a.data[35]! -= 1e-9
    expect(cholesky(a).ok).toBe(false)
  })

  test('refuses what is not symmetric, square, finite', () => {
    expect(() =>
      cholesky(
        matrixFromRows([
          [1, 0.5],
          [0.4, 1],
        ]),
      ),
    ).toThrow(/row 1, column 0.*symmetric/)
    expect(() => cholesky(zeros(2, 3))).toThrow(/a.cols is 3/)
    expect(() =>
      cholesky(
        matrixFromRows([
          [1, Number.NaN],
          [0, 1],
        ]),
      ),
    ).toThrow(/row 0, column 1/)
  })
})

describe('solving', () => {
  test('solveSpd, invertSpd, ldl and solveSymmetric leave residuals of rounding', () => {
    for (const n of sizes) {
      const a = definite(n, 100 + n, n)
      const next = noise(n)
      const b = Float64Array.from({ length: n }, next)
      for (const x of [
        answerOf(solveSpd(a, b)),
        answerOf(solveSymmetric(a, b)),
        multiplyVector(answerOf(invertSpd(a)), b),
      ]) {
        const back = multiplyVector(a, x)
        for (let i = 0; i < n; i++) expect(Math.abs(back[i]! - b[i]!)).toBeLessThan(20 * (n + 5) * eps)
      }
      const { l, d } = answerOf(ldl(a))
      expect(gap(plainProduct(plainProduct(l, diagonal(d)), flipped(l)), a)).toBeLessThan(
        4 * (n + 5) * eps * largest(a),
      )
    }
  })

  test('ldl of a quasi-definite matrix counts its negative eigenvalues', () => {
    const n = 9
    const a = definite(n, 3, 1)
    for (let i = 6; i < n; i++) for (let j = 6; j < n; j++) a.data[i * n + j] = i === j ? -2 : 0
    const { d } = answerOf(ldl(a))
    expect(d.filter((x) => x < 0).length).toBe(3)
    expect(eigenSymmetric(a).values.filter((x) => x < 0).length).toBe(3)
    const b = Float64Array.from({ length: n }, noise(4))
    const back = multiplyVector(a, answerOf(solveSymmetric(a, b)))
    for (let i = 0; i < n; i++) expect(back[i]).toBeCloseTo(b[i]!, 12)
    expect(
      ldl(
        matrixFromRows([
          [0, 1],
          [1, 0],
        ]),
      ),
    ).toMatchObject({ ok: false, failure: { code: 'zero-pivot', details: { pivot: 0 } } })
  })

  test('the Hilbert matrix of order 8 is solved as far as its condition of 1.5e10 allows', () => {
    const n = 8
    const h = zeros(n, n)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) h.data[i * n + j] = 1 / (i + j + 1)
    const x = answerOf(solveSpd(h, multiplyVector(h, new Float64Array(n).fill(1))))
    for (const entry of x) expect(Math.abs(entry - 1)).toBeLessThan(1.5e10 * n * eps)
  })

  test('writes into out, which may be b', () => {
    const b = Float64Array.of(8, 12)
    expect(
      answerOf(
        solveSpd(
          matrixFromRows([
            [4, 2],
            [2, 5],
          ]),
          b,
          b,
        ),
      ),
    ).toBe(b)
    expect(b).toEqual(Float64Array.of(1, 2))
    expect(() => solveSpd(unit(2), new Float64Array(3))).toThrow(/b.length is 3/)
  })

  test('triangular solve against its definition', () => {
    const n = 23
    const l = definite(n, 1, 3)
    const x = Float64Array.from({ length: n }, noise(8))
    const b = new Float64Array(n)
    for (let i = 0; i < n; i++) for (let k = 0; k <= i; k++) b[i]! += l.data[i * n + k]! * x[k]!
    const solved = solveLowerInPlace(l.data, n, b)
    for (let i = 0; i < n; i++) expect(solved[i]).toBeCloseTo(x[i]!, 10)
  })
})

describe('QR and least squares', () => {
  test('Q is orthogonal, R is upper, Q R is A', () => {
    for (const [m, n] of [
      [1, 1],
      [2, 2],
      [5, 3],
      [40, 7],
      [60, 60],
      [200, 20],
    ] as const) {
      const a = noiseMatrix(m, n, m + n)
      const { q, r } = qr(a)
      expect(gap(plainProduct(flipped(q), q), unit(n))).toBeLessThan(10 * m * eps)
      expect(gap(plainProduct(q, r), a)).toBeLessThan(10 * m * eps)
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(r.data[i * n + j]).toBe(0)
    }
  })

  test('leaves a residual orthogonal to every column', () => {
    const a = noiseMatrix(50, 6, 1)
    const b = noiseMatrix(50, 1, 2)
    const x = answerOf(leastSquares(a, b.data))
    const fitted = multiplyVector(a, x)
    const rest = b.data.map((y, i) => y - fitted[i]!)
    for (const along of multiplyVector(transpose(a), rest)) expect(Math.abs(along)).toBeLessThan(1e-13)
  })

  test('names the first column that others explain', () => {
    const a = noiseMatrix(20, 4, 3)
    for (let i = 0; i < 20; i++) a.data[i * 4 + 2] = 1e-6 * (a.data[i * 4]! - 3 * a.data[i * 4 + 1]!)
    expect(leastSquares(a, new Float64Array(20))).toMatchObject({
      ok: false,
      failure: { code: 'rank-deficient', details: { column: 2 } },
    })
    expect(() => leastSquares(zeros(2, 3), new Float64Array(2))).toThrow(/a.rows is 2/)
  })
})

describe('symmetric eigenvalues', () => {
  test('vectors are orthogonal and rebuild the matrix; values ascend and keep trace', () => {
    for (const n of sizes) {
      const a = noiseMatrix(n, n, n)
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a.data[i * n + j] = a.data[j * n + i]!
      const { values, vectors } = eigenSymmetric(a)
      const norm = Math.max(...values.map(Math.abs))
      expect(gap(plainProduct(flipped(vectors), vectors), unit(n))).toBeLessThan(4 * (n + 4) * eps)
      expect(gap(plainProduct(plainProduct(vectors, diagonal(values)), flipped(vectors)), a)).toBeLessThan(
        4 * (n + 4) * eps * norm,
      )
      for (let i = 1; i < n; i++) expect(values[i]!).toBeGreaterThanOrEqual(values[i - 1]!)
    }
  })

  test('the second difference matrix has values 2 - 2 cos(k pi / (n + 1))', () => {
    const n = 64
    const a = zeros(n, n)
    for (let i = 0; i < n; i++) {
      a.data[i * n + i] = 2
      if (i > 0) a.data[i * n + i - 1] = a.data[(i - 1) * n + i] = -1
    }
    const { values } = eigenSymmetric(a)
    for (let k = 1; k <= n; k++)
      expect(Math.abs(values[k - 1]! - (2 - 2 * Math.cos((k * Math.PI) / (n + 1))))).toBeLessThan(20 * eps)
  })

  test('repeated values, zeros, diagonals, and scales near the edge of doubles', () => {
    expect(eigenSymmetric(zeros(5, 5)).values).toEqual(new Float64Array(5))
    expect(eigenSymmetric(zeros(0, 0)).values.length).toBe(0)
    expect(eigenSymmetric(unit(7)).values).toEqual(new Float64Array(7).fill(1))
    const ones = zeros(30, 30)
    ones.data.fill(1)
    const { values, vectors } = eigenSymmetric(ones)
    expect(values[29]).toBeCloseTo(30, 12)
    expect(Math.max(...values.subarray(0, 29).map(Math.abs))).toBeLessThan(30 * eps * 4)
    expect(gap(plainProduct(flipped(vectors), vectors), unit(30))).toBeLessThan(1e-14)
    for (const scale of [1e300, 1e-300]) {
      const wild = eigenSymmetric(
        matrixFromRows([
          [2 * scale, scale],
          [scale, 2 * scale],
        ]),
      ).values
      expect(wild[0]! / scale).toBeCloseTo(1, 14)
      expect(wild[1]! / scale).toBeCloseTo(3, 14)
    }
  })
})

describe('SVD', () => {
  test('rebuilds tall, wide and rank-deficient matrices with orthogonal factors', () => {
    const low = multiply(noiseMatrix(12, 3, 1), noiseMatrix(3, 8, 2))
    for (const a of [
      noiseMatrix(6, 6, 1),
      noiseMatrix(40, 9, 2),
      noiseMatrix(5, 17, 3),
      low,
      zeros(4, 3),
      unit(5),
      zeros(3, 0),
    ]) {
      const { u, values, v } = svd(a)
      const k = Math.min(a.rows, a.cols)
      expect(gap(plainProduct(flipped(u), u), unit(k))).toBeLessThan(1e-14 * 5)
      expect(gap(plainProduct(flipped(v), v), unit(k))).toBeLessThan(1e-14 * 5)
      expect(gap(plainProduct(plainProduct(u, diagonal(values)), flipped(v)), a)).toBeLessThan(1e-14 * 10)
      for (let i = 1; i < k; i++) expect(values[i]!).toBeLessThanOrEqual(values[i - 1]!)
    }
    expect(svd(low).values.filter((x) => x > 1e-12).length).toBe(3)
  })

  test("values are the roots of the eigenvalues of A'A", () => {
    const a = noiseMatrix(30, 8, 4)
    const { values } = svd(a)
    const squares = eigenSymmetric(gram(a)).values
    for (let i = 0; i < 8; i++) expect(values[i]! ** 2).toBeCloseTo(squares[7 - i]!, 12)
  })
})

describe('nearest positive definite', () => {
  test('the worked example of Higham (2002): tridiagonal of order 4 is at 2.1339', () => {
    const a = matrixFromRows([
      [2, -1, 0, 0],
      [-1, 2, -1, 0],
      [0, -1, 2, -1],
      [0, 0, -1, 2],
    ])
    const unitDiagonal = matrixFromRows([
      [1, -1, 0, 0],
      [-1, 1, -1, 0],
      [0, -1, 1, -1],
      [0, 0, -1, 1],
    ])
    expect(nearestPositiveDefinite(a).distance).toBe(0)
    const { matrix, converged } = nearestPositiveDefinite(unitDiagonal)
    expect(converged).toBe(true)
    expect(matrix.data[1]).toBeCloseTo(-0.8084, 4)
    expect(matrix.data[2]).toBeCloseTo(0.1916, 4)
    expect(matrix.data[3]).toBeCloseTo(0.1068, 4)
  })

  test('keeps the variances, passes Cholesky, tells its distance, leaves the good alone', () => {
    const n = 12
    const a = definite(n, 4, 0)
    for (let i = 1; i < n; i++) a.data[i] = a.data[i * n] = 0.99 * Math.sqrt(a.data[0]! * a.data[i * n + i]!)
    expect(cholesky(a).ok).toBe(false)
    const { matrix, distance, converged } = nearestPositiveDefinite(a, { maxIterations: 5000 })
    expect(converged).toBe(true)
    expect(cholesky(matrix).ok).toBe(true)
    for (let i = 0; i < n; i++) expect(matrix.data[i * n + i]).toBe(a.data[i * n + i])
    let squares = 0
    for (let i = 0; i < n * n; i++) squares += (matrix.data[i]! - a.data[i]!) ** 2
    expect(distance).toBeCloseTo(Math.sqrt(squares), 12)
    const good = definite(5, 5)
    expect(nearestPositiveDefinite(good).matrix).toBe(good)
    expect(() => nearestPositiveDefinite(matrixFromRows([[0]]))).toThrow(/row 0, column 0 is 0, allowed is > 0/)
  })
})
