import { checkGreekLengths, type GreekColumns, type OptionBackend, type OptionColumns } from './columns.js'
import { jsBackend } from './jsBackend.js'
import { greekRows } from './jsGreeks.js'
import { wasmBinary } from './wasmBinary.js'

// The layout of assembly/columns.ts.
const BLOCK = 512
const BASE = 4096
const DEFERRED = 255
const WITH_SPOT = 1
const WITH_RATE = 2
const WITH_YIELD = 4

type Kernel = {
  readonly memory: { readonly buffer: ArrayBuffer }
  greeks(rows: number, given: number): number
}

/**
 * The backend in WebAssembly SIMD, two options at a time; `jsBackend` where this machine has no WebAssembly SIMD. Load
 * it once at the start and record `backend` with the results: the two differ in the last digits. Rows that are not
 * ordinary (no time, no volatility, beyond 1e150, density below 1e-304) are answered by the TypeScript kernel, always
 * the same ones.
 *
 * @example
 * import { greekColumns, loadWasmBackend, optionColumns } from '@bourse/pricing'
 * const rows = optionColumns(1)
 * rows.forward[0] = 101
 * rows.discount[0] = 0.98
 * rows.strike[0] = 105
 * rows.years[0] = 0.5
 * rows.vol[0] = 0.2
 * const out = greekColumns(1)
 * const columns = await loadWasmBackend()
 * columns.greeks(rows, out)
 * out.price[0] // => 3.9431
 */
export async function loadWasmBackend(): Promise<OptionBackend> {
  if (typeof WebAssembly === 'undefined') return jsBackend
  const bytes = Uint8Array.from(atob(wasmBinary), (character) => character.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return jsBackend
  const { instance } = await WebAssembly.instantiate(bytes, {})
  return wasmBackend(instance.exports as unknown as Kernel)
}

function wasmBackend(kernel: Kernel): OptionBackend {
  const column = (k: number): Float64Array => new Float64Array(kernel.memory.buffer, BASE + k * BLOCK * 8, BLOCK)
  const bytes = BASE + 14 * BLOCK * 8
  const forward = column(0)
  const discount = column(1)
  const strike = column(2)
  const years = column(3)
  const vol = column(4)
  const spot = column(5)
  const rate = column(6)
  const carryYield = column(7)
  const price = column(8)
  const delta = column(9)
  const gamma = column(10)
  const vega = column(11)
  const theta = column(12)
  const rho = column(13)
  const right = new Int8Array(kernel.memory.buffer, bytes, BLOCK)
  const exercise = new Uint8Array(kernel.memory.buffer, bytes + BLOCK, BLOCK)
  const status = new Uint8Array(kernel.memory.buffer, bytes + 2 * BLOCK, BLOCK)

  const fill = (rows: OptionColumns, from: number, to: number): void => {
    forward.set(rows.forward.subarray(from, to))
    discount.set(rows.discount.subarray(from, to))
    strike.set(rows.strike.subarray(from, to))
    years.set(rows.years.subarray(from, to))
    right.set(rows.right.subarray(from, to))
    exercise.set(rows.exercise.subarray(from, to))
    vol.set(rows.vol.subarray(from, to))
    if (rows.spot !== undefined) spot.set(rows.spot.subarray(from, to))
    if (rows.rate !== undefined) rate.set(rows.rate.subarray(from, to))
    if (rows.yield !== undefined) carryYield.set(rows.yield.subarray(from, to))
  }

  return {
    backend: 'wasm',
    greeks(rows: OptionColumns, out: GreekColumns): void {
      const length = checkGreekLengths(rows, out)
      const given =
        (rows.spot === undefined ? 0 : WITH_SPOT) +
        (rows.rate === undefined ? 0 : WITH_RATE) +
        (rows.yield === undefined ? 0 : WITH_YIELD)
      for (let from = 0; from < length; from += BLOCK) {
        const to = Math.min(from + BLOCK, length)
        fill(rows, from, to)
        const deferred = kernel.greeks(to - from, given)
        copyOut(price, out.price, from, to)
        copyOut(delta, out.delta, from, to)
        copyOut(gamma, out.gamma, from, to)
        copyOut(vega, out.vega, from, to)
        copyOut(theta, out.theta, from, to)
        copyOut(rho, out.rho, from, to)
        copyOut(status, out.status, from, to)
        if (deferred > 0) for (let i = from; i < to; i++) if (out.status[i] === DEFERRED) greekRows(rows, i, i + 1, out)
      }
    },
    impliedVols: jsBackend.impliedVols,
  }
}

function copyOut<T extends Float64Array | Uint8Array>(from: T, to: T, start: number, end: number): void {
  to.set(end - start === BLOCK ? from : from.subarray(0, end - start), start)
}
