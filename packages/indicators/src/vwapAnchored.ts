import type { Stepper } from '@bourse/core'
import { checkColumn, checkNumber, columnsLength, resultColumns } from './check.js'
import type { BarColumns, BarFields, IndicatorColumns } from './shapes.js'
import { loadState, saveState } from './state.js'
import { VwapSums } from './vwapSums.js'

/** Volume-weighted average price and bands of volume-weighted deviations around it. */
export type VwapBands = { readonly vwap: number; readonly upper: number; readonly lower: number }

/** A bar and whether the average begins anew with it, or the name (a date, say) of the session it belongs to. */
export type VwapBar<K extends string> = BarFields<'high' | 'low' | 'close' | 'volume'> & {
  readonly [key in K]: key extends 'anchor' ? boolean : number
}

/** The same in columns: `anchor` is not 0 where the average begins anew, `session` is a number that changes. */
export type VwapColumns<K extends string> = BarColumns<'high' | 'low' | 'close' | 'volume'> & {
  readonly [key in K]: Float64Array
}

/**
 * Volume-weighted average price since the last anchor (earnings, a high, a roll), with bands of `width` volume-weighted
 * standard deviations. Before the first anchor it counts from the first bar.
 * Formula: $\bar p = \sum p v / \sum v$, $\bar p \pm w \sqrt{\sum v (p - \bar p)^2 / \sum v}$, $p = (h + l + c)/3$.
 * Source: Berkowitz, Logue and Noser, Journal of Finance 43 (1988) for the price, Shannon for the anchor.
 *
 * @param width of the bands in deviations
 *
 * @example
 * import { vwapAnchored } from '@bourse/indicators'
 * const average = vwapAnchored(1)
 * average.next({ high: 11, low: 9, close: 10, volume: 5, anchor: true })
 * average.next({ high: 13, low: 11, close: 12, volume: 5, anchor: false }) // => { vwap: 11, upper: 12, lower: 10 }
 */
export function vwapAnchored(width: number = 1): Stepper<VwapBar<'anchor'>, VwapBands> {
  const machine = new VwapSince('vwapAnchored', width)
  return {
    next: (bar) => machine.read(bar.high, bar.low, bar.close, bar.volume, bar.anchor),
    save: () => saveState(machine),
    load: (state) => loadState(machine, state),
  }
}

/**
 * Columns of `vwapAnchored`; fills `out` where one is given.
 *
 * @example
 * import { vwapAnchoredOf } from '@bourse/indicators'
 * const price = Float64Array.of(10, 12, 14)
 * const bars = { high: price, low: price, close: price, volume: Float64Array.of(5, 5, 1) }
 * vwapAnchoredOf({ ...bars, anchor: Float64Array.of(0, 0, 1) }).vwap // => Float64Array [10, 11, 14]
 */
export function vwapAnchoredOf(
  bars: VwapColumns<'anchor'>,
  width: number = 1,
  out?: IndicatorColumns<VwapBands>,
): IndicatorColumns<VwapBands> {
  const { anchor } = bars
  return vwapColumns('vwapAnchored', bars, 'anchor', anchor, (i) => anchor[i] !== 0, width, out)
}

/**
 * Volume-weighted average price of the session, with bands: it begins anew where `session` (a date as a number, say)
 * differs from the bar before.
 * Formula: that of `vwapAnchored`.
 * Source: Berkowitz, Logue and Noser, Journal of Finance 43 (1988).
 *
 * @param width of the bands in deviations
 *
 * @example
 * import { vwapSession } from '@bourse/indicators'
 * const average = vwapSession(2)
 * average.next({ high: 11, low: 9, close: 10, volume: 5, session: 20260309 })
 * average.next({ high: 13, low: 11, close: 12, volume: 5, session: 20260309 }).upper // => 13
 */
export function vwapSession(width: number = 1): Stepper<VwapBar<'session'>, VwapBands> {
  const machine = new VwapSince('vwapSession', width)
  return {
    next: (bar) => machine.readSession(bar),
    save: () => saveState(machine),
    load: (state) => loadState(machine, state),
  }
}

/**
 * Columns of `vwapSession`; fills `out` where one is given.
 *
 * @example
 * import { vwapSessionOf } from '@bourse/indicators'
 * const price = Float64Array.of(10, 12, 14)
 * const bars = { high: price, low: price, close: price, volume: Float64Array.of(5, 5, 1) }
 * vwapSessionOf({ ...bars, session: Float64Array.of(1, 1, 2) }).vwap // => Float64Array [10, 11, 14]
 */
export function vwapSessionOf(
  bars: VwapColumns<'session'>,
  width: number = 1,
  out?: IndicatorColumns<VwapBands>,
): IndicatorColumns<VwapBands> {
  const { session } = bars
  return vwapColumns('vwapSession', bars, 'session', session, (i) => session[i] !== session[i - 1], width, out)
}

function vwapColumns(
  where: string,
  bars: BarColumns<'high' | 'low' | 'close' | 'volume'>,
  name: string,
  marks: Float64Array,
  begins: (i: number) => boolean,
  width: number,
  out: IndicatorColumns<VwapBands> | undefined,
): IndicatorColumns<VwapBands> {
  const machine = new VwapSince(where, width)
  const { high, low, close, volume } = bars
  const count = columnsLength(`${where}Of`, bars, 'high', 'low', 'close', 'volume')
  checkColumn(`${where}Of`, name, marks, count)
  const columns = resultColumns(`${where}Of`, out, count, 'vwap', 'upper', 'lower')
  for (let i = 0; i < count; i++) {
    machine.step(high[i]!, low[i]!, close[i]!, volume[i]!, begins(i))
    columns.vwap[i] = machine.vwap
    columns.upper[i] = machine.upper
    columns.lower[i] = machine.lower
  }
  return columns
}

class VwapSince {
  readonly made: string
  private readonly width: number
  private sums: VwapSums = new VwapSums()
  private session = Number.NaN
  vwap: number = Number.NaN
  upper: number = Number.NaN
  lower: number = Number.NaN

  constructor(where: string, width: number) {
    this.made = `${where}(${width})`
    this.width = checkNumber(where, 'width', width)
  }

  step(high: number, low: number, close: number, volume: number, begins: boolean): void {
    const isMissing = !Number.isFinite(high + low + close + volume)
    if (begins || isMissing) this.sums = new VwapSums()
    if (!isMissing) this.sums.push((high + low + close) / 3, volume)
    const { vwap, deviation } = this.sums
    this.vwap = vwap
    this.upper = vwap + this.width * deviation
    this.lower = vwap - this.width * deviation
  }

  readSession(bar: VwapBar<'session'>): VwapBands {
    const begins = bar.session !== this.session
    this.session = bar.session
    return this.read(bar.high, bar.low, bar.close, bar.volume, begins)
  }

  read(high: number, low: number, close: number, volume: number, begins: boolean): VwapBands {
    this.step(high, low, close, volume, begins)
    return { vwap: this.vwap, upper: this.upper, lower: this.lower }
  }
}
