// The kernel of histogram boosting in AssemblyScript: sums of gradients by bin, the best cut, the partition of rows.
// src/boosted/jsKernel.ts is the same in TypeScript, operation for operation, and gives the same bits: sums are of whole
// numbers, and the few doubles are compared after the same operations in the same order.
// `scripts/build-wasm.mjs` compiles this file into src/boosted/wasmBinary.ts, a test compiles it again and compares.
//
// A gradient is one 64-bit word: the first derivative, signed, in the upper half; the second, unsigned, in the lower. All
// sums stay below 2^31, so that one addition adds both and nothing is carried from one half into the other.

/** Of a column: 256 bins, of which the last holds what is missing. */
const MISSING: usize = 255 * 8
const HISTOGRAM: usize = 256 * 8

/** Histograms of the active columns over rows[from..to) of a node. */
export function build(
  histogram: usize,
  bins: usize,
  gradients: usize,
  ordered: usize,
  rows: usize,
  total: i32,
  columns: usize,
  columnCount: i32,
  from: i32,
  to: i32,
): void {
  memory.fill(histogram, 0, <usize>columnCount * HISTOGRAM)
  const count = to - from
  if (count == total) {
    for (let j = 0; j < columnCount; j++) {
      const h = histogram + <usize>j * HISTOGRAM
      const column = bins + <usize>load<i32>(columns + (<usize>j << 2)) * <usize>total
      for (let k: usize = 0; k < <usize>total; k++) {
        const at = h + (<usize>load<u8>(column + k) << 3)
        store<i64>(at, load<i64>(at) + load<i64>(gradients + (k << 3)))
      }
    }
    return
  }
  const first = rows + (<usize>from << 2)
  // the gradients once in the order of the rows, then one column after the other
  for (let k: usize = 0; k < <usize>count; k++)
    store<i64>(ordered + (k << 3), load<i64>(gradients + (<usize>load<u32>(first + (k << 2)) << 3)))
  const four = <usize>count & ~3
  for (let j = 0; j < columnCount; j++) {
    const h = histogram + <usize>j * HISTOGRAM
    const column = bins + <usize>load<i32>(columns + (<usize>j << 2)) * <usize>total
    let k: usize = 0
    for (; k < four; k += 4) {
      const row = first + (k << 2)
      const gradient = ordered + (k << 3)
      const a = h + (<usize>load<u8>(column + <usize>load<u32>(row)) << 3)
      const b = h + (<usize>load<u8>(column + <usize>load<u32>(row, 4)) << 3)
      const c = h + (<usize>load<u8>(column + <usize>load<u32>(row, 8)) << 3)
      const d = h + (<usize>load<u8>(column + <usize>load<u32>(row, 12)) << 3)
      store<i64>(a, load<i64>(a) + load<i64>(gradient))
      store<i64>(b, load<i64>(b) + load<i64>(gradient, 8))
      store<i64>(c, load<i64>(c) + load<i64>(gradient, 16))
      store<i64>(d, load<i64>(d) + load<i64>(gradient, 24))
    }
    for (; k < <usize>count; k++) {
      const at = h + (<usize>load<u8>(column + <usize>load<u32>(first + (k << 2))) << 3)
      store<i64>(at, load<i64>(at) + load<i64>(ordered + (k << 3)))
    }
  }
}

/** What is left of a parent's histograms without one child's is the other's. */
export function subtract(parent: usize, child: usize, words: i32): void {
  for (let k: usize = 0; k < <usize>words << 3; k += 8)
    store<i64>(parent + k, load<i64>(parent + k) - load<i64>(child + k))
}

/** Rows whose bin `goesLeft` come first, in their order; the others follow in theirs. Returns where those start. */
export function partition(rows: usize, scratch: usize, column: usize, goesLeft: usize, from: i32, to: i32): i32 {
  let left = rows + (<usize>from << 2)
  let right = scratch
  const end = rows + (<usize>to << 2)
  for (let at = left; at < end; at += 4) {
    const row = load<u32>(at)
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<u8>(column + <usize>row))
    store<u32>(left, row)
    store<u32>(right, row)
    left += isLeft << 2
    right += (1 - isLeft) << 2
  }
  memory.copy(left, scratch, right - scratch)
  return <i32>((left - rows) >> 2)
}

let best: f64 = 0
let bestBin: i32 = -1
let bestLeft: i32 = 0
let bestGradient: f64 = 0
let bestHessian: f64 = 0

/**
 * The best cut of one column by order: its bin in `found[0]` (-1: none better than `floor`), whether missing goes left, and
 * the left side's sums; returns its gain. `constraint` 1: the right side's weight must not be the smaller, -1: not the
 * larger. `low` and `high` bound all weights.
 */
export function cut(
  histogram: usize,
  found: usize,
  bins: i32,
  constraint: i32,
  bounded: i32,
  gradient: f64,
  hessian: f64,
  lambda: f64,
  least: f64,
  floor: f64,
  low: f64,
  high: f64,
): f64 {
  best = floor
  bestBin = -1
  const missing = load<i64>(histogram, MISSING)
  if (bounded) {
    scanBounded(histogram, missing == 0 ? bins - 1 : bins, 0, 0, constraint, gradient, hessian, lambda, least, low, high)
    if (missing != 0)
      scanBounded(histogram, bins - 1, missing, 1, constraint, gradient, hessian, lambda, least, low, high)
  } else {
    scan(histogram, missing == 0 ? bins - 1 : bins, 0, 0, gradient, hessian, lambda, least)
    if (missing != 0) scan(histogram, bins - 1, missing, 1, gradient, hessian, lambda, least)
  }
  store<f64>(found, <f64>bestBin)
  store<f64>(found, <f64>bestLeft, 8)
  store<f64>(found, bestGradient, 16)
  store<f64>(found, bestHessian, 24)
  return best
}

function scan(
  histogram: usize,
  bins: i32,
  start: i64,
  isLeft: i32,
  gradient: f64,
  hessian: f64,
  lambda: f64,
  least: f64,
): void {
  let sum = start
  for (let bin = 0; bin < bins; bin++) {
    const here = load<i64>(histogram + (<usize>bin << 3))
    if (here == 0) continue
    sum += here
    const leftHessian = <f64>(<u32>sum)
    if (leftHessian < least) continue
    const rightHessian = hessian - leftHessian
    if (rightHessian < least) break
    const leftGradient = <f64>(<i32>(sum >> 32))
    const rightGradient = gradient - leftGradient
    const a = leftHessian + lambda
    const b = rightHessian + lambda
    // gain = left²/a + right²/b, compared without a division
    const scaled = leftGradient * leftGradient * b + rightGradient * rightGradient * a
    const both = a * b
    if (scaled > best * both) {
      best = scaled / both
      bestBin = bin
      bestLeft = isLeft
      bestGradient = leftGradient
      bestHessian = leftHessian
    }
  }
}

function scanBounded(
  histogram: usize,
  bins: i32,
  start: i64,
  isLeft: i32,
  constraint: i32,
  gradient: f64,
  hessian: f64,
  lambda: f64,
  least: f64,
  low: f64,
  high: f64,
): void {
  let sum = start
  for (let bin = 0; bin < bins; bin++) {
    const here = load<i64>(histogram + (<usize>bin << 3))
    if (here == 0) continue
    sum += here
    const leftHessian = <f64>(<u32>sum)
    if (leftHessian < least) continue
    const rightHessian = hessian - leftHessian
    if (rightHessian < least) break
    const leftGradient = <f64>(<i32>(sum >> 32))
    const rightGradient = gradient - leftGradient
    const a = leftHessian + lambda
    const b = rightHessian + lambda
    let left = -leftGradient / a
    let right = -rightGradient / b
    left = left < low ? low : left > high ? high : left
    right = right < low ? low : right > high ? high : right
    if ((constraint > 0 && right < left) || (constraint < 0 && right > left)) continue
    const gain = -(left * (2 * leftGradient + a * left) + right * (2 * rightGradient + b * right))
    if (gain > best) {
      best = gain
      bestBin = bin
      bestLeft = isLeft
      bestGradient = leftGradient
      bestHessian = leftHessian
    }
  }
}
