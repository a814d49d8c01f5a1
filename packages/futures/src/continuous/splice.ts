// The running adjustment of a continuous series. Differences are counted in whole units of a decimal place, so that sums
// are exact in whatever order; ratios are carried as two doubles, so that a product over all rolls rounds once.
import { badArgument } from '@bourse/core'
import type { RollAdjustment } from './series.js'

/** What is added to prices (whole units of the last decimal, 0), or what they are multiplied by (two doubles, summed). */
export type RollAnchor = readonly [number, number]

/** Carries prices over rolls. */
export interface Splice {
  /** One contract is left for another, at these prices; answers the gap. */
  roll(from: number, to: number): number
  apply(price: number): number
  anchor(): RollAnchor
  set(anchor: RollAnchor): void
}

export const isRatio = (adjust: RollAdjustment): boolean => adjust === 'ratio' || adjust === 'forward-ratio'

/** Whether the last contract keeps its own prices, so that all gaps must be known before the first bar. */
export const isBackward = (adjust: RollAdjustment): boolean => adjust === 'difference' || adjust === 'ratio'

/** An anchor that changes nothing. */
export const neutralAnchor = (adjust: RollAdjustment): RollAnchor => (isRatio(adjust) ? [1, 0] : [0, 0])

export function createSplice(adjust: RollAdjustment, decimals: number, start?: RollAnchor): Splice {
  const scale = 10 ** decimals
  let [high, low] = start ?? neutralAnchor(adjust)
  const gapUnits = (from: number, to: number): number => Math.round(to * scale) - Math.round(from * scale)
  const ratio = isRatio(adjust)
  return {
    roll(from, to) {
      const units = gapUnits(from, to)
      if (ratio) [high, low] = from > 0 && to > 0 ? timesQuotient(high, low, from, to) : [Number.NaN, 0]
      else if (adjust !== 'none') high -= units
      return units / scale
    },
    apply(price) {
      if (ratio) return price > 0 ? price * high + price * low : Number.NaN
      return high === 0 ? price : Math.round(price * scale + high) / scale
    },
    anchor: () => [high, low],
    set([first, second]) {
      high = first
      low = second
    },
  }
}

/** The anchor at which a back-adjusted series must begin to end untouched, from the prices at its rolls in order. */
export function anchorOfRolls(
  adjust: RollAdjustment,
  decimals: number,
  rolls: Iterable<readonly [from: number, to: number]>,
): RollAnchor {
  if (!isBackward(adjust)) return neutralAnchor(adjust)
  const splice = createSplice(adjust, decimals)
  for (const [from, to] of rolls) {
    if (isRatio(adjust)) splice.roll(to, from)
    else splice.roll(from, to)
  }
  const [high, low] = splice.anchor()
  return isRatio(adjust) ? [high, low] : [high === 0 ? 0 : -high, 0]
}

/** Decimal places that hold a price exactly, at most 12. */
export function decimalsOf(price: number): number {
  if (!Number.isFinite(price)) throw badArgument('decimalsOf', 'price', price, 'a finite price')
  for (let decimals = 0; decimals < 12; decimals++)
    if (Math.round(price * 10 ** decimals) / 10 ** decimals === price) return decimals
  return 12
}

// (high + low) * numerator / denominator in double-double: Dekker, "A floating-point technique for extending the available
// precision" (1971), two-product by Veltkamp's split.
function timesQuotient(high: number, low: number, numerator: number, denominator: number): [number, number] {
  const product = high * numerator
  const productLow = productError(high, numerator, product) + low * numerator
  const first = product / denominator
  const back = first * denominator
  const rest = product - back - productError(first, denominator, back) + productLow
  const second = rest / denominator
  const sum = first + second
  return [sum, second - (sum - first)]
}

function productError(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upper(a), upper(b)]
  const [aLow, bLow] = [a - aHigh, b - bHigh]
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

function upper(a: number): number {
  const shifted = a * 134_217_729 // 2^27 + 1
  return shifted - (shifted - a)
}
