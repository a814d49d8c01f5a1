/** What was rounded away in x y = product (Dekker 1971). */
export function productError(x: number, y: number, product: number): number {
  const splitX = 134217729 * x
  const highX = splitX - (splitX - x)
  const lowX = x - highX
  const splitY = 134217729 * y
  const highY = splitY - (splitY - y)
  const lowY = y - highY
  return highX * highY - product + highX * lowY + lowX * highY + lowX * lowY
}
