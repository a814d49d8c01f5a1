// Quantities are decimal numbers held in doubles: 0.3 - 0.1 must be 0.2, or a venue refuses the order. The shortest
// text of a double says which decimal was meant.

/** Decimals shown by the shortest text of a number, 0 for integers. */
export function decimalsOf(value: number): number {
  const [digits, exponent] = String(value).split('e')
  const shown = digits!.length - 1 - digits!.indexOf('.')
  return Math.max(0, (digits!.includes('.') ? shown : 0) - Number(exponent ?? 0))
}

/** a + b as decimals. */
export function sumOf(a: number, b: number): number {
  return Number((a + b).toFixed(Math.min(100, Math.max(decimalsOf(a), decimalsOf(b)))))
}

/** a - b as decimals. */
export function differenceOf(a: number, b: number): number {
  return sumOf(a, -b)
}

/** quantity x part / whole, cut down to the decimals of `quantity` and `part`: never more than the share. */
export function shareOf(quantity: number, part: number, whole: number): number {
  if (quantity === whole) return part
  if (part === whole) return quantity
  const scale = 10 ** Math.max(decimalsOf(quantity), decimalsOf(part))
  // A product that misses its integer by rounding alone must not be cut to the one below.
  return Math.floor(((quantity * part) / whole) * scale + 1e-7) / scale
}
