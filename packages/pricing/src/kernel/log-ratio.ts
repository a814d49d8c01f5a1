/**
 * ln(a / b) of two positive numbers. Between a half and two the difference a - b is exact (Sterbenz), and log1p keeps
 * what a quotient next to 1 has already rounded away: near the money with a tiny volatility those are all the digits.
 */
export function logRatio(a: number, b: number): number {
  const ratio = a / b
  if (ratio > 0.5 && ratio < 2) return Math.log1p((a - b) / b)
  // A quotient that overflowed or lost bits below 2^-1022 is taken apart.
  return ratio > 1e-300 && ratio < 1e300 ? Math.log(ratio) : Math.log(a) - Math.log(b)
}
