// Closes that leap: back with the next bar they are bad prints, at a split's ratio and for good they are splits.
import type { Bars } from '@bourse/core'
import { medianOf } from '@bourse/math'
import type { Flaw } from './flaw.js'

/** Returns on either side that say what is usual. */
const around = 30
/** Robust standard deviations beyond which a price is doubted. */
const doubtful = 12
/** A normal variable's standard deviation over its median distance from 0. */
const fromMedian = 1.4826
/**
 * Splits that companies and funds make, as new shares per old, and how near (in logarithms) an opening must come: rare
 * ratios may be missed by more, for nothing else moves so far. 5 for 4 and 4 for 3 look like any bad quarter: left out.
 */
const splits: readonly (readonly [ratio: number, near: number])[] = [
  [3 / 2, 0.02],
  [2, 0.03],
  [5 / 2, 0.03],
  [3, 0.05],
  ...[4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100].map((ratio): readonly [number, number] => [ratio, 0.1]),
]

/** Outliers and unapplied splits of the adjusted closes. Bars without a positive price are passed over. */
export function findJumps(bars: Bars): readonly Flaw[] {
  const rows = Int32Array.from(bars.time.keys()).filter(
    (row) => bars.adjusted[row]! > 0 && Number.isFinite(bars.adjusted[row]!),
  )
  const logs = Float64Array.from(rows, (row) => Math.log(bars.adjusted[row]!))
  const moves = Float64Array.from({ length: Math.max(0, rows.length - 1) }, (_, i) => Math.abs(logs[i + 1]! - logs[i]!))
  const flaws: Flaw[] = []
  let before = Number.NaN
  // The usual move changes slowly: one median per so many bars is as good as one per bar.
  const usual = usualMoves(moves)
  for (let i = 0; i < rows.length; i++) {
    const scale = usual[Math.min(usual.length - 1, Math.floor(i / around))] ?? 0
    const row = rows[i]!
    const after = i + 1 < logs.length ? logs[i + 1]! : Number.NaN
    const found = scale > 0 ? judge(bars, row, before, logs[i]!, after, scale) : undefined
    if (found !== undefined) flaws.push({ flaw: found.flaw, note: found.note, row, at: bars.time[row]! })
    // The next bar is measured from the last close that was not doubted.
    if (found?.isPrint !== true) before = logs[i]!
  }
  return flaws
}

type Judged = Pick<Flaw, 'flaw' | 'note'> & { readonly isPrint?: boolean }

function judge(bars: Bars, row: number, before: number, now: number, after: number, scale: number): Judged | undefined {
  const move = now - before
  const away = Math.abs(move) > doubtful * scale
  const isBack = Math.abs(after - before) < Math.abs(move) / 3
  if (away && isBack)
    return {
      flaw: 'outlier',
      note: `close ${bars.close[row]} moves ${percent(move)} and back, usual is ${percent(scale)}`,
      isPrint: true,
    }
  const shift = Math.log(bars.adjusted[row]! / bars.close[row]!)
  const open = Math.log(bars.open[row]!) + shift
  const gap = (Number.isNaN(open) ? now : open) - before
  // The close of the day and the next one must stay there: an opening that comes back is a bad print.
  const stays = Math.abs(move) > Math.abs(gap) / 2 && !(Math.abs(after - now) > Math.abs(gap) / 2)
  const split = Math.abs(gap) > (doubtful * scale) / 2 && stays ? splitNear(gap) : undefined
  if (split !== undefined)
    return { flaw: 'unapplied-split', note: `opens at ${Math.exp(gap).toFixed(4)} of the close before: ${split}` }
  // How far the bar went beyond both of its closes.
  const [top, bottom] = [Math.max(now, before), Math.min(now, before)]
  const wick = Math.max(Math.log(bars.high[row]!) + shift - top, bottom - Math.log(bars.low[row]!) - shift)
  if (wick > doubtful * scale)
    return { flaw: 'outlier', note: `a wick of ${percent(wick)}, the usual move is ${percent(scale)}` }
  return undefined
}

function splitNear(gap: number): string | undefined {
  let [best, nearest] = [undefined as string | undefined, Number.POSITIVE_INFINITY]
  for (const [ratio, near] of splits) {
    const distance = Math.abs(Math.abs(gap) - Math.log(ratio))
    if (!(distance < near && distance < nearest)) continue
    nearest = distance
    best = gap < 0 ? `a split of ${asFraction(ratio)}` : `a reverse split of 1 for ${ratio}`
  }
  return best
}

function asFraction(ratio: number): string {
  const denominator = Number.isInteger(ratio) ? 1 : 2
  return `${Math.round(ratio * denominator)} for ${denominator}`
}

/** Robust standard deviation of the moves about each block of bars. */
function usualMoves(moves: Float64Array): Float64Array {
  const blocks = Math.ceil((moves.length + 1) / around)
  return Float64Array.from({ length: moves.length === 0 ? 0 : blocks }, (_, block) => {
    const from = Math.max(0, block * around - around)
    const window = moves.subarray(from, Math.min(moves.length, (block + 2) * around)).filter((move) => move > 0)
    return window.length < 5 ? Number.NaN : fromMedian * medianOf(window)
  })
}

function percent(log: number): string {
  return `${(100 * Math.expm1(log)).toFixed(2)} %`
}
