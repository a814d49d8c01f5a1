// The one loop in which the time of dense linear algebra is spent. Tiles of 3 x 3 keep nine sums and six operands in
// the sixteen registers of a processor (measured on Node 20: 3 x 3 5.1, 4 x 4 4.9, 4 x 2 4.5, packed 3.3 GFlop/s).

// Columns are taken in stretches that leave the six rows of a tile in the first cache.
const stretch = 384

/**
 * C += sign A B', on parts of row-major arrays: A is `m` x `k` at `aAt` with `aStride` from row to row, B is `n` x `k`,
 * C is `m` x `n`. With `lower`, entries of C above its diagonal are left as they are. C must not overlap A or B where
 * they are read. Nothing is checked and nothing is allocated.
 *
 * @example
 * import { addProductTransposed } from '@bourse/math'
 * const c = new Float64Array(1)
 * addProductTransposed(1, 1, 2, 1, Float64Array.of(1, 2), 0, 2, Float64Array.of(3, 4), 0, 2, c, 0, 1, false)
 * c[0] // => 11
 */
export function addProductTransposed(
  m: number,
  n: number,
  k: number,
  sign: 1 | -1,
  a: Float64Array,
  aAt: number,
  aStride: number,
  b: Float64Array,
  bAt: number,
  bStride: number,
  c: Float64Array,
  cAt: number,
  cStride: number,
  lower: boolean,
): void {
  for (let from = 0; from < k; from += stretch) {
    const width = Math.min(stretch, k - from)
    for (let i = 0; i < m; i += 3) {
      const rows = Math.min(3, m - i)
      const cols = lower ? Math.min(n, i + rows) : n
      const a0 = aAt + i * aStride + from
      for (let j = 0; j < cols; j += 3)
        addTile(
          rows,
          Math.min(3, cols - j),
          width,
          sign,
          a,
          a0,
          aStride,
          b,
          bAt + j * bStride + from,
          bStride,
          c,
          cAt + i * cStride + j,
          cStride,
          lower ? i - j : 3,
        )
    }
  }
}

/** One tile; rows and columns beyond the edge repeat the last and are not written, nor are entries above `below`. */
function addTile(
  rows: number,
  cols: number,
  width: number,
  sign: number,
  a: Float64Array,
  a0: number,
  aStride: number,
  b: Float64Array,
  b0: number,
  bStride: number,
  c: Float64Array,
  at: number,
  cStride: number,
  below: number,
): void {
  const a1 = rows > 1 ? a0 + aStride : a0
  const a2 = rows > 2 ? a1 + aStride : a0
  const b1 = cols > 1 ? b0 + bStride : b0
  const b2 = cols > 2 ? b1 + bStride : b0
  let s00 = 0,
    s01 = 0,
    s02 = 0
  let s10 = 0,
    s11 = 0,
    s12 = 0
  let s20 = 0,
    s21 = 0,
    s22 = 0
  for (let p = 0; p < width; p++) {
    const x0 = a[a0 + p]!,
      x1 = a[a1 + p]!,
      x2 = a[a2 + p]!
    const y0 = b[b0 + p]!,
      y1 = b[b1 + p]!,
      y2 = b[b2 + p]!
    s00 += x0 * y0
    s01 += x0 * y1
    s02 += x0 * y2
    s10 += x1 * y0
    s11 += x1 * y1
    s12 += x1 * y2
    s20 += x2 * y0
    s21 += x2 * y1
    s22 += x2 * y2
  }
  // Column j of row i is written where j - i <= below.
  c[at] = c[at]! + sign * s00
  if (cols > 1 && below >= 1) c[at + 1] = c[at + 1]! + sign * s01
  if (cols > 2 && below >= 2) c[at + 2] = c[at + 2]! + sign * s02
  if (rows === 1) return
  const at1 = at + cStride
  c[at1] = c[at1]! + sign * s10
  if (cols > 1) c[at1 + 1] = c[at1 + 1]! + sign * s11
  if (cols > 2 && below >= 1) c[at1 + 2] = c[at1 + 2]! + sign * s12
  if (rows === 2) return
  const at2 = at1 + cStride
  c[at2] = c[at2]! + sign * s20
  if (cols > 1) c[at2 + 1] = c[at2 + 1]! + sign * s21
  if (cols > 2) c[at2 + 2] = c[at2 + 2]! + sign * s22
}
