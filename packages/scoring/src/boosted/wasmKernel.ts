import { isBounded } from './jsKernel.js'
import type { HistogramKernel } from './kernel.js'
import { wasmBinary } from './wasmBinary.js'

type Exports = {
  readonly memory: WebAssembly.Memory
  build(
    ...where: [
      histogram: number,
      bins: number,
      gradients: number,
      ordered: number,
      rows: number,
      total: number,
      columns: number,
      columnCount: number,
      from: number,
      to: number,
    ]
  ): void
  subtract(parent: number, child: number, words: number): void
  partition(rows: number, scratch: number, column: number, goesLeft: number, from: number, to: number): number
  cut(
    ...what: [
      histogram: number,
      found: number,
      bins: number,
      constraint: number,
      bounded: number,
      gradient: number,
      hessian: number,
      lambda: number,
      least: number,
      floor: number,
      low: number,
      high: number,
    ]
  ): number
}

const PAGE = 65536
const FIRST = 4096

let compiled: WebAssembly.Module | undefined

/**
 * The kernel in WebAssembly, in a memory of its own; undefined where there is none, or not that much of it. It is below
 * 4 kB, so that every browser compiles it at once on its main thread.
 */
export function wasmKernel(total: number, columnTotal: number, slots: number): HistogramKernel | undefined {
  let end = FIRST
  const place = (bytes: number): number => {
    const at = end
    end += (bytes + 15) & ~15
    return at
  }
  const histogram = place(slots * columnTotal * 2048)
  const gradients = place(8 * total)
  const ordered = place(8 * total)
  const rows = place(4 * total)
  const scratch = place(4 * total + 4) // one more is written than kept
  const columns = place(4 * columnTotal)
  const goesLeft = place(256)
  const found = place(32)
  const bins = place(total * columnTotal)
  let kernel: Exports
  try {
    const bytes = Uint8Array.from(atob(wasmBinary), (character) => character.charCodeAt(0))
    compiled ??= new WebAssembly.Module(bytes)
    kernel = new WebAssembly.Instance(compiled, {}).exports as unknown as Exports
    kernel.memory.grow(Math.ceil(end / PAGE))
  } catch {
    return undefined
  }
  const { buffer } = kernel.memory
  const slotAt = (slot: number): number => histogram + slot * columnTotal * 2048
  return {
    backend: 'wasm',
    bins: new Uint8Array(buffer, bins, total * columnTotal),
    gradients: new Int32Array(buffer, gradients, 2 * total),
    rows: new Int32Array(buffer, rows, total),
    columns: new Int32Array(buffer, columns, columnTotal),
    goesLeft: new Uint8Array(buffer, goesLeft, 256),
    found: new Float64Array(buffer, found, 4),
    histogramOf: (slot, at) => new Int32Array(buffer, slotAt(slot) + at * 2048, 512),
    build: (slot, columnCount, from, to) =>
      kernel.build(slotAt(slot), bins, gradients, ordered, rows, total, columns, columnCount, from, to),
    subtract: (slot, child, columnCount) => kernel.subtract(slotAt(slot), slotAt(child), columnCount * 256),
    cut: (slot, at, binCount, sums, rule, floor) =>
      kernel.cut(
        slotAt(slot) + at * 2048,
        found,
        binCount,
        rule.constraint,
        isBounded(sums, rule) ? 1 : 0,
        sums.gradient,
        sums.hessian,
        rule.lambda,
        rule.least,
        floor,
        sums.low,
        sums.high,
      ),
    partition: (column, from, to) => kernel.partition(rows, scratch, bins + column * total, goesLeft, from, to),
  }
}
