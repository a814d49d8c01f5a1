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
/** Splits that companies and funds make, as new shares per old. */
const ratios = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100, 3 / 2, 4 / 3, 5 / 4, 5 / 2]
const near = 0.05

/** Outliers and unapplied splits of the adjusted closes. Bars without a positive price are passed over. */
export function findJumps(bars: Bars): readonly Flaw[] {
  const rows = Int32Array.from(bars.time.keys()).filter(
    (row) => bars.adjusted[row]! > 0 && Number.isFinite(bars.adjusted[row]!),
  )
  const logs = Float64Array.from(rows, (row) => Math.log(bars.adjusted[row]!))
  const moves = Float64Array.from({ length: Math.max(0, rows.length - 1) }, (_, i) => Math.abs(logs[i + 1]! - logs[i]!))
  const flaws: Flaw[] = []
  // The usual move changes slowly: one median per so many bars is as good as one per bar.
  const usual = usualMoves(moves)
  for (let i = 0; i < rows.length; i++) {
    const scale = usual[Math.min(usual.length - 1, Math.floor(i / around))] ?? 0
    if (!(scale > 0)) continue
    const row = rows[i]!
    const found = judge(bars, row, i, logs, scale)
    if (found !== undefined) flaws.push({ ...found, row, at: bars.time[row]! })
  }
  return flaws
}

function judge(
  bars: Bars,
  row: number,
  i: number,
  logs: Float64Array,
  scale: number,
): Pick<Flaw, 'flaw' | 'note'> | undefined {
  const now = logs[i]!
  const before = i > 0 ? logs[i - 1]! : Number.NaN
  const after = i + 1 < logs.length ? logs[i + 1]! : Number.NaN
  const move = now - before
  const away = Math.abs(move) > doubtful * scale
  const isBack = Math.abs(after - before) < Math.abs(move) / 3
  if (away && isBack)
    return {
      flaw: 'outlier',
      note: `close ${bars.close[row]} moves ${percent(move)} and back, usual is ${percent(scale)}`,
    }
  const shift = Math.log(bars.adjusted[row]! / bars.close[row]!)
  const open = Math.log(bars.open[row]!) + shift
  const gap = (Number.isNaN(open) ? now : open) - before
  const split =
    Math.abs(gap) > (doubtful * scale) / 2 && !(Math.abs(after - now) > Math.abs(gap) / 2) ? splitNear(gap) : undefined
  if (split !== undefined)
    return { flaw: 'unapplied-split', note: `opens at ${Math.exp(gap).toFixed(4)} of the close before: ${split}` }
  const wick = Math.max(
    Math.log(bars.high[row]! / Math.max(bars.open[row]!, bars.close[row]!)),
    Math.log(Math.min(bars.open[row]!, bars.close[row]!) / bars.low[row]!),
  )
  if (wick > doubtful * scale)
    return { flaw: 'outlier', note: `a wick of ${percent(wick)}, the usual move is ${percent(scale)}` }
  return undefined
}

function splitNear(gap: number): string | undefined {
  for (const ratio of ratios) {
    if (Math.abs(gap + Math.log(ratio)) < near) return `a split of ${asFraction(ratio)}`
    if (Math.abs(gap - Math.log(ratio)) < near)
      return `a reverse split of 1 for ${asFraction(ratio).replace(' for 1', '')}`
  }
  return undefined
}

function asFraction(ratio: number): string {
  const denominator = [1, 2, 3, 4].find((n) => Math.abs(ratio * n - Math.round(ratio * n)) < 1e-9) ?? 1
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
