import { badArgument } from '@bourse/core'
import type { Matrix } from '@bourse/math'

/** Bins 0..254 hold values, 255 what is missing. */
export const MISSING_BIN = 255

/**
 * Columns cut into bins. `cuts[j][b]` is the float32 below which the bins up to b lie; the last is above all values. For a
 * category the bin is its number.
 */
export type BinnedColumns = { readonly cuts: readonly Float32Array[]; readonly counts: Int32Array }

/** Fills `bins`, column by column, and says where the cuts are: at each value if there are few, else at quantiles. */
export function binColumns(
  where: string,
  features: Matrix,
  categorical: ReadonlySet<number>,
  bins: Uint8Array,
): BinnedColumns {
  const { rows, cols, data } = features
  const counts = new Int32Array(cols)
  const cuts: Float32Array[] = []
  const column = new Float32Array(rows)
  const place = new Uint16Array(65536)
  for (let j = 0; j < cols; j++) {
    const out = bins.subarray(j * rows, (j + 1) * rows)
    if (categorical.has(j)) {
      counts[j] = binCategories(where, features, j, out)
      cuts.push(new Float32Array(0))
      continue
    }
    for (let i = 0; i < rows; i++) column[i] = data[i * cols + j]!
    const own = cutsOf(column)
    cuts.push(own)
    counts[j] = own.length
    binValues(column, own, out, place)
  }
  return { cuts, counts }
}

function binCategories(where: string, { rows, cols, data }: Matrix, j: number, out: Uint8Array): number {
  let largest = 0
  for (let i = 0; i < rows; i++) {
    const x = data[i * cols + j]!
    if (!Number.isNaN(x) && !(Number.isInteger(x) && x >= 0 && x < MISSING_BIN))
      throw badArgument(where, `features row ${i} column ${j}`, x, 'a category: 0, 1, ... 254, or NaN for missing')
    out[i] = Number.isNaN(x) ? MISSING_BIN : x
    if (x > largest) largest = x
  }
  return largest + 1
}

/** Cuts between values, each in the middle of two neighbours, and one above all. */
function cutsOf(column: Float32Array): Float32Array {
  const sorted = column.filter((x) => !Number.isNaN(x)).sort()
  const distinct: number[] = []
  const ends: number[] = []
  for (let i = 0; i < sorted.length; i++) {
    if (i + 1 < sorted.length && sorted[i] === sorted[i + 1]) continue
    distinct.push(sorted[i]!)
    ends.push(i + 1)
  }
  const own: number[] = []
  const step = sorted.length / MISSING_BIN
  for (let k = 0; k + 1 < distinct.length; k++) {
    // with many values: the first neighbour past each quantile
    if (distinct.length > MISSING_BIN && ends[k]! < step * (own.length + 1)) continue
    if (own.length === MISSING_BIN - 1) break
    own.push(between(distinct[k]!, distinct[k + 1]!))
  }
  const largest = distinct.at(-1) ?? 0
  own.push(Math.min(Math.fround(largest + Math.max(1e-6, Math.abs(largest))), 3.4028234663852886e38))
  return Float32Array.from(own)
}

/** A float32 above `a` and not above `b`, their middle if there is one. */
function between(a: number, b: number): number {
  const middle = Math.fround(a / 2 + b / 2)
  return middle > a && middle <= b ? middle : b
}

// A table of where the first 16 bits of a float32, put in order, fall leaves a short search for the rest.
const bitsOf = /* @__PURE__ */ new Float32Array(1)
const wordOf = /* @__PURE__ */ new Uint32Array(bitsOf.buffer)

function keyOf(x: number): number {
  bitsOf[0] = x + 0 // -0 is 0
  const word = wordOf[0]!
  return (word & 0x80000000 ? ~word : word | 0x80000000) >>> 16
}

/** The bin of a value is the number of cuts that are not above it. */
function binValues(column: Float32Array, cuts: Float32Array, out: Uint8Array, table: Uint16Array): void {
  const last = cuts.length - 1
  table.fill(0)
  for (const cut of cuts) table[keyOf(cut)]!++
  let below = 0
  for (let key = 0; key < 65536; key++) {
    const here = table[key]!
    table[key] = below
    below += here
  }
  for (let i = 0; i < column.length; i++) {
    const x = column[i]!
    if (Number.isNaN(x)) {
      out[i] = MISSING_BIN
      continue
    }
    let bin = table[keyOf(x)]!
    while (bin < last && cuts[bin]! <= x) bin++
    out[i] = bin
  }
}
