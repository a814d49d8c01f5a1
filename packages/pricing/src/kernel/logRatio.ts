/**
 * ln(a / b) of two positive numbers. Near each other a - b is exact (Sterbenz), and 2 artanh((a - b)/(a + b)) keeps what
 * a quotient next to 1 has already rounded away: near the money with a tiny volatility those are all the digits. (It is
 * also cheaper than a call of Math.log; polynomial in `scripts/polynomials.py`, 7e-19.)
 */
export function logRatio(a: number, b: number): number {
  const sum = a + b
  const s = (a - b) / sum
  if (s > -0.2 && s < 0.2 && sum < Infinity) {
    const z = s * s
    const low = 0.6666666666666666 + z * 0.4000000000000964
    const middle = 0.28571428566524 + z * 0.22222223171818747
    const high = 0.1818172807090404 + z * 0.1538924423390947
    const top = 0.13202406684367565 + z * 0.1366433731258216
    const z2 = z * z
    return s + (s + s * z * (low + z2 * (middle + z2 * (high + z2 * top))))
  }
  return farRatio(a, b)
}

// Apart, so that the engine has room to inline the way that most options take.
function farRatio(a: number, b: number): number {
  const ratio = a / b
  // A quotient that overflowed or lost bits below 2^-1022 is taken apart.
  return ratio > 1e-300 && ratio < 1e300 ? Math.log(ratio) : Math.log(a) - Math.log(b)
}
