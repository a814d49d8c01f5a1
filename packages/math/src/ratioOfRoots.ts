/** xy / sqrt(xx yy) within [-1, 1]: exact for perfect correlations of small numbers, safe where the product leaves the doubles. */
export function ratioOfRoots(xy: number, xx: number, yy: number): number {
  const product = xx * yy
  const root = product > 1e-290 && product < 1e290 ? Math.sqrt(product) : Math.sqrt(xx) * Math.sqrt(yy)
  return Math.max(-1, Math.min(1, xy / root))
}
