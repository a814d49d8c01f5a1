import type { CutRule, HistogramKernel, NodeSums } from './kernel.js'

const MISSING = 255

/** The kernel of assembly/histogram.ts in TypeScript, operation for operation. */
export function jsKernel(total: number, columnTotal: number, slots: number): HistogramKernel {
  const bins = new Uint8Array(total * columnTotal)
  const gradients = new Int32Array(2 * total)
  const ordered = new Int32Array(2 * total)
  const rows = new Int32Array(total)
  const scratch = new Int32Array(total)
  const columns = new Int32Array(columnTotal)
  const goesLeft = new Uint8Array(256)
  const found = new Float64Array(4)
  const histograms = Array.from({ length: slots }, () => new Int32Array(columnTotal * 512))
  return {
    backend: 'js',
    bins,
    gradients,
    rows,
    columns,
    goesLeft,
    found,
    histogramOf: (slot, place) => histograms[slot]!.subarray(place * 512, (place + 1) * 512),
    build(slot, columnCount, from, to) {
      const histogram = histograms[slot]!
      histogram.fill(0, 0, columnCount * 512)
      const count = to - from
      const whole = count === total
      if (!whole)
        for (let k = 0; k < count; k++) {
          const at = 2 * rows[from + k]!
          ordered[2 * k] = gradients[at]!
          ordered[2 * k + 1] = gradients[at + 1]!
        }
      for (let j = 0; j < columnCount; j++) {
        if (whole) addWhole(histogram, j * 512, bins, columns[j]! * total, gradients, total)
        else addRows(histogram, j * 512, bins, columns[j]! * total, ordered, rows, from, count)
      }
    },
    subtract(slot, child, columnCount) {
      const parent = histograms[slot]!
      const other = histograms[child]!
      for (let k = 0; k < columnCount * 512; k++) parent[k]! -= other[k]!
    },
    cut(slot, place, binCount, sums, rule, floor) {
      const histogram = histograms[slot]!
      const from = place * 512
      const hasMissing = histogram[from + 2 * MISSING] !== 0 || histogram[from + 2 * MISSING + 1] !== 0
      const scan = isBounded(sums, rule) ? scanBounded : scanFree
      found[0] = -1
      let best = scan(histogram, from, hasMissing ? binCount : binCount - 1, false, sums, rule, floor, found)
      if (hasMissing) best = scan(histogram, from, binCount - 1, true, sums, rule, best, found)
      return best
    },
    partition(column, from, to) {
      const start = column * total
      let left = from
      let right = 0
      for (let k = from; k < to; k++) {
        const row = rows[k]!
        if (goesLeft[bins[start + row]!] === 1) rows[left++] = row
        else scratch[right++] = row
      }
      rows.set(scratch.subarray(0, right), left)
      return left
    },
  }
}

/** Whether weights are bounded at a node, so that a cut must be weighed by what its sides may answer. */
export function isBounded({ low, high }: NodeSums, { constraint }: CutRule): boolean {
  return constraint !== 0 || low !== Number.NEGATIVE_INFINITY || high !== Number.POSITIVE_INFINITY
}

function addWhole(
  histogram: Int32Array,
  to: number,
  bins: Uint8Array,
  column: number,
  gradients: Int32Array,
  total: number,
): void {
  for (let k = 0; k < total; k++) {
    const at = to + 2 * bins[column + k]!
    histogram[at]! += gradients[2 * k]!
    histogram[at + 1]! += gradients[2 * k + 1]!
  }
}

function addRows(
  histogram: Int32Array,
  to: number,
  bins: Uint8Array,
  column: number,
  ordered: Int32Array,
  rows: Int32Array,
  from: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    const at = to + 2 * bins[column + rows[from + k]!]!
    histogram[at]! += ordered[2 * k]!
    histogram[at + 1]! += ordered[2 * k + 1]!
  }
}

function scanFree(
  histogram: Int32Array,
  from: number,
  bins: number,
  isLeft: boolean,
  { gradient, hessian }: NodeSums,
  { lambda, least }: CutRule,
  floor: number,
  found: Float64Array,
): number {
  let best = floor
  let leftHessian = isLeft ? histogram[from + 2 * MISSING]! : 0
  let leftGradient = isLeft ? histogram[from + 2 * MISSING + 1]! : 0
  for (let bin = 0; bin < bins; bin++) {
    const h = histogram[from + 2 * bin]!
    const g = histogram[from + 2 * bin + 1]!
    if (h === 0 && g === 0) continue
    leftHessian += h
    leftGradient += g
    if (leftHessian < least) continue
    const rightHessian = hessian - leftHessian
    if (rightHessian < least) break
    const rightGradient = gradient - leftGradient
    const a = leftHessian + lambda
    const b = rightHessian + lambda
    const scaled = leftGradient * leftGradient * b + rightGradient * rightGradient * a
    const both = a * b
    if (scaled > best * both) {
      best = scaled / both
      keep(found, bin, isLeft, leftGradient, leftHessian)
    }
  }
  return best
}

function scanBounded(
  histogram: Int32Array,
  from: number,
  bins: number,
  isLeft: boolean,
  { gradient, hessian, low, high }: NodeSums,
  { lambda, least, constraint }: CutRule,
  floor: number,
  found: Float64Array,
): number {
  let best = floor
  let leftHessian = isLeft ? histogram[from + 2 * MISSING]! : 0
  let leftGradient = isLeft ? histogram[from + 2 * MISSING + 1]! : 0
  for (let bin = 0; bin < bins; bin++) {
    const h = histogram[from + 2 * bin]!
    const g = histogram[from + 2 * bin + 1]!
    if (h === 0 && g === 0) continue
    leftHessian += h
    leftGradient += g
    if (leftHessian < least) continue
    const rightHessian = hessian - leftHessian
    if (rightHessian < least) break
    const rightGradient = gradient - leftGradient
    const a = leftHessian + lambda
    const b = rightHessian + lambda
    const left = within(-leftGradient / a, low, high)
    const right = within(-rightGradient / b, low, high)
    if ((constraint > 0 && right < left) || (constraint < 0 && right > left)) continue
    const gain = -(left * (2 * leftGradient + a * left) + right * (2 * rightGradient + b * right))
    if (gain > best) {
      best = gain
      keep(found, bin, isLeft, leftGradient, leftHessian)
    }
  }
  return best
}

function within(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high)
}

function keep(found: Float64Array, bin: number, isLeft: boolean, gradient: number, hessian: number): void {
  found[0] = bin
  found[1] = isLeft ? 1 : 0
  found[2] = gradient
  found[3] = hessian
}
