/** Turns independent standard normals into a Brownian motion at rising times: `out[i]` is W at `times[i]`. */
export type BrownianBridge = (normals: Float64Array, out: Float64Array) => void

/**
 * Builds the path from its end inwards: the first normal moves the last point, the second the middle, and so on. The first
 * coordinates of a low-discrepancy point are its best, and they now carry most of the variance.
 *
 * @see B. Moskowitz and R. Caflisch, Mathematical and Computer Modelling 23 (1996), p. 37
 */
export function brownianBridge(times: readonly number[]): BrownianBridge {
  const n = times.length
  const order = new Int32Array(n)
  const left = new Int32Array(n).fill(-1)
  const right = new Int32Array(n).fill(-1)
  const leftWeight = new Float64Array(n)
  const rightWeight = new Float64Array(n)
  const deviation = new Float64Array(n)
  let count = 0
  const add = (low: number, high: number): void => {
    // between the known points low and high (-1: now, n: nothing yet)
    const at = high === n ? n - 1 : (low + high) >> 1
    if (at <= low) return
    const before = low < 0 ? 0 : times[low]!
    const i = count++
    order[i] = at
    left[i] = low
    if (high === n) {
      deviation[i] = Math.sqrt(times[at]! - before)
      leftWeight[i] = 1
    } else {
      right[i] = high
      const span = times[high]! - before
      rightWeight[i] = span === 0 ? 1 : (times[at]! - before) / span
      leftWeight[i] = 1 - rightWeight[i]!
      deviation[i] = Math.sqrt(rightWeight[i]! * (times[high]! - times[at]!))
    }
  }
  add(-1, n)
  // Breadth first, so that wide gaps come before narrow ones.
  let gaps: (readonly [number, number])[] = [[-1, n - 1]]
  while (gaps.length > 0) {
    const next: (readonly [number, number])[] = []
    for (const [low, high] of gaps) {
      const middle = (low + high) >> 1
      if (high - low < 2) continue
      add(low, high)
      next.push([low, middle], [middle, high])
    }
    gaps = next
  }
  return (normals, out) => {
    for (let i = 0; i < n; i++) {
      const from = left[i]! < 0 ? 0 : leftWeight[i]! * out[left[i]!]!
      const to = right[i]! < 0 ? 0 : rightWeight[i]! * out[right[i]!]!
      out[order[i]!] = from + to + deviation[i]! * normals[i]!
    }
  }
}
