const buffer = new DataView(new ArrayBuffer(8))

/** Position of a double on the line of all doubles, so that neighbours differ by one. */
function position(x: number): bigint {
  buffer.setFloat64(0, x)
  const bits = buffer.getBigInt64(0)
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
}

/** How many doubles lie between; 0 for equal values, for two NaNs and for +0 and -0; infinite if only one is NaN. */
export function ulpsBetween(a: number, b: number): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.POSITIVE_INFINITY
  const distance = position(a) - position(b)
  return Number(distance < 0n ? -distance : distance)
}

/** |value - reference| / |reference|; absolute where the reference is 0; 0 for two NaNs or equal infinities. */
export function relativeError(value: number, reference: number): number {
  if (value === reference || (Number.isNaN(value) && Number.isNaN(reference))) return 0
  if (!Number.isFinite(value) || !Number.isFinite(reference)) return Number.POSITIVE_INFINITY
  return Math.abs(value - reference) / (reference === 0 ? 1 : Math.abs(reference))
}

/**
 * |value - high - low| in units of the last place of `high`: error against a reference written as two doubles, as
 * a 50-digit script prints it, so that errors below one ulp can be measured.
 */
export function errorIn(value: number, high: number, low: number): number {
  if (value === high) return Math.abs(low) / ulpOf(high)
  return Math.abs(value - high - low) / ulpOf(high)
}

function ulpOf(x: number): number {
  const magnitude = Math.abs(x)
  buffer.setFloat64(0, magnitude)
  buffer.setBigInt64(0, buffer.getBigInt64(0) + 1n)
  return buffer.getFloat64(0) - magnitude
}
