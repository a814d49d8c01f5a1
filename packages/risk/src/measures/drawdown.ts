// How far below its best a curve was, how deep and how long. Depths are positive.
import type { Json, Stepper } from '@bourse/core'
import { badArgument, numberFromJson, numberToJson } from '@bourse/core'
import { checkPositive } from './returns.js'

/**
 * One stay under water. `depth` a share > 0 of the peak; the others are places in the column: the last peak before it,
 * its lowest point, and where the peak was reached again (`undefined` while it is not).
 */
export type Drawdown = {
  readonly depth: number
  readonly peak: number
  readonly trough: number
  readonly recovered: number | undefined
}

function checkEquity(where: string, equity: ArrayLike<number>): void {
  if (equity.length === 0) throw badArgument(where, 'equity.length', 0, '>= 1')
  for (let t = 0; t < equity.length; t++) checkPositive(where, `equity[${t}]`, equity[t]!)
}

/**
 * The deepest drawdown of an equity curve; depth 0 at the first point where it never fell.
 *
 * @throws BourseError where the curve is empty or a point is not a finite number > 0
 *
 * @example
 * import { maxDrawdown } from '@bourse/risk'
 * maxDrawdown(Float64Array.of(100, 120, 90, 130, 117)) // => { depth: 0.25, peak: 1, trough: 2, recovered: 3 }
 */
export function maxDrawdown(equity: ArrayLike<number>): Drawdown {
  checkEquity('maxDrawdown', equity)
  let deepest: Drawdown = { depth: 0, peak: 0, trough: 0, recovered: 0 }
  eachDrawdown(equity, (found) => {
    if (found.depth > deepest.depth) deepest = found
  })
  return deepest
}

/**
 * Every stay under water, the deepest first.
 *
 * @throws BourseError as `maxDrawdown`
 *
 * @example
 * import { drawdownsOf } from '@bourse/risk'
 * drawdownsOf(Float64Array.of(100, 120, 90, 130, 117)).map(({ peak }) => peak) // => [1, 3]
 */
export function drawdownsOf(equity: ArrayLike<number>): readonly Drawdown[] {
  checkEquity('drawdownsOf', equity)
  const all: Drawdown[] = []
  eachDrawdown(equity, (found) => all.push(found))
  return all.sort((a, b) => b.depth - a.depth || a.peak - b.peak)
}

function eachDrawdown(equity: ArrayLike<number>, found: (one: Drawdown) => void): void {
  let peak = 0
  let trough = -1
  for (let t = 1; t < equity.length; t++) {
    if (equity[t]! < equity[peak]!) {
      if (trough < 0 || equity[t]! < equity[trough]!) trough = t
      continue
    }
    if (trough >= 0) found({ depth: depthAt(equity, peak, trough), peak, trough, recovered: t })
    peak = t
    trough = -1
  }
  if (trough >= 0) found({ depth: depthAt(equity, peak, trough), peak, trough, recovered: undefined })
}

function depthAt(equity: ArrayLike<number>, peak: number, trough: number): number {
  return 1 - equity[trough]! / equity[peak]!
}

/**
 * Depth below the peak so far, at every point: 0 at a peak.
 *
 * @throws BourseError as `maxDrawdown`
 *
 * @example
 * import { drawdownOf } from '@bourse/risk'
 * drawdownOf(Float64Array.of(100, 125, 100)) // => Float64Array [0, 0, 0.2]
 */
export function drawdownOf(
  equity: ArrayLike<number>,
  out: Float64Array = new Float64Array(equity.length),
): Float64Array {
  checkEquity('drawdownOf', equity)
  let peak = 0
  for (let t = 0; t < equity.length; t++) {
    const value = equity[t]!
    if (value > peak) peak = value
    out[t] = 1 - value / peak
  }
  return out
}

/**
 * Depth below the peak of everything fed so far. Equity that is not a finite number is answered NaN and leaves the peak
 * alone; equity at or below 0 is a depth of 1 and more. NaN until the first equity > 0.
 *
 * @example
 * import { drawdown } from '@bourse/risk'
 * const depth = drawdown()
 * depth.next(100) // => 0
 * depth.next(75) // => 0.25
 */
export function drawdown(): Stepper<number, number> {
  let peak = Number.NaN
  return {
    next(equity) {
      if (!Number.isFinite(equity)) return Number.NaN
      if (equity > 0 && !(peak >= equity)) peak = equity
      return 1 - equity / peak
    },
    save: (): Json => numberToJson(peak),
    load(state) {
      if (state !== null && !(typeof state === 'number' && state > 0))
        throw badArgument('drawdown.load', 'state', state, 'what save gave')
      peak = numberFromJson(state)
    },
  }
}
