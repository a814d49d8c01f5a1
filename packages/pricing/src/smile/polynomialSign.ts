/**
 * Whether a polynomial (coefficients from the constant up) is negative anywhere on (0, infinity). By Bernstein
 * coefficients on (0, 1], and on [1, infinity) of the polynomial read backwards: where none is negative, neither is the
 * polynomial; where they disagree, the interval is halved. Two negative values closer than 2^-50 apart are not told from
 * a touch.
 */
export function isNegativeSomewhere(coefficients: Float64Array): boolean {
  return dips(bernstein(coefficients), 0) || dips(bernstein(coefficients.slice().reverse()), 0)
}

function bernstein(coefficients: Float64Array): Float64Array {
  const n = coefficients.length - 1
  // b_j = sum over i <= j of C(j, i) / C(n, i) a_i, by repeated sums.
  const out = new Float64Array(n + 1)
  let choose = 1
  for (let i = 0; i <= n; i++) {
    out[i] = coefficients[i]! / choose
    choose = (choose * (n - i)) / (i + 1)
  }
  for (let level = 1; level <= n; level++) for (let j = n; j >= level; j--) out[j] = out[j]! + out[j - 1]!
  return out
}

function dips(values: Float64Array, depth: number): boolean {
  const n = values.length - 1
  // The ends are values of the polynomial.
  if (values[0]! < 0 || values[n]! < 0) return true
  if (values.every((value) => value >= 0) || depth === 50) return false
  const left = new Float64Array(n + 1)
  const right = values.slice()
  for (let level = 0; level <= n; level++) {
    left[level] = right[0]!
    for (let j = 0; j < n - level; j++) right[j] = 0.5 * (right[j]! + right[j + 1]!)
  }
  return dips(left, depth + 1) || dips(right, depth + 1)
}
