// LDL' without pivoting, for quasidefinite matrices: a positive definite block, a negative definite one, anything between.
// @see Vanderbei, Symmetric quasidefinite matrices, SIAM J. Optim. 5 (1995): every order of pivots works.

/** Factors the lower triangle of K in place (unit L below, D on the diagonal); the first `positive` pivots are > 0. */
export function ldlInPlace(K: Float64Array, n: number, positive: number, floor: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n
    // First T = L D in the row, four columns together, then L = T / D.
    let j = 0
    for (; j + 3 < i; j += 4) {
      const r0 = j * n
      const r1 = r0 + n
      const r2 = r1 + n
      const r3 = r2 + n
      let s0 = K[row + j]!
      let s1 = K[row + j + 1]!
      let s2 = K[row + j + 2]!
      let s3 = K[row + j + 3]!
      for (let k = 0; k < j; k++) {
        const t = K[row + k]!
        s0 -= t * K[r0 + k]!
        s1 -= t * K[r1 + k]!
        s2 -= t * K[r2 + k]!
        s3 -= t * K[r3 + k]!
      }
      s1 -= s0 * K[r1 + j]!
      s2 -= s0 * K[r2 + j]! + s1 * K[r2 + j + 1]!
      s3 -= s0 * K[r3 + j]! + s1 * K[r3 + j + 1]! + s2 * K[r3 + j + 2]!
      K[row + j] = s0
      K[row + j + 1] = s1
      K[row + j + 2] = s2
      K[row + j + 3] = s3
    }
    for (; j < i; j++) {
      let s = K[row + j]!
      const other = j * n
      for (let k = 0; k < j; k++) s -= K[row + k]! * K[other + k]!
      K[row + j] = s
    }
    let pivot = K[row + i]!
    for (let k = 0; k < i; k++) {
      const t = K[row + k]!
      const l = t / K[k * n + k]!
      pivot -= t * l
      K[row + k] = l
    }
    K[row + i] = i < positive ? Math.max(pivot, floor) : Math.min(pivot, -floor)
  }
}

/** x becomes K^-1 x. */
export function ldlSolve(K: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let s = x[i]!
    const row = i * n
    for (let k = 0; k < i; k++) s -= K[row + k]! * x[k]!
    x[i] = s
  }
  for (let i = 0; i < n; i++) x[i]! /= K[i * n + i]!
  for (let i = n - 1; i >= 0; i--) {
    const v = x[i]!
    if (v === 0) continue
    const row = i * n
    for (let k = 0; k < i; k++) x[k]! -= K[row + k]! * v
  }
}
