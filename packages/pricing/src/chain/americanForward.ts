import { americanVolsOf } from '../american/americanColumns.js'
import { optionColumns } from '../columns/columns.js'
import { black } from '../kernel/black.js'
import { fitForward } from '../parity/parityForward.js'
import { type StrikeQuotes, strikeQuotes } from '../parity/strikeQuotes.js'

/**
 * The forward from American calls and puts near the money. Early exercise moves call less put away from parity: what it
 * adds to each is taken off its quotes, at the volatility that its mid has under the forward found so far. Twice is
 * enough, and once where that is small: the premium hardly depends on the forward.
 */
export function americanForward(near: StrikeQuotes, discount: number, years: number, spot: number | undefined): number {
  const count = near.strike.length
  let forward = fitForward(near, count, discount)?.forward ?? Number.NaN
  const rows = {
    ...optionColumns(2 * count),
    spot: spot === undefined ? undefined : new Float64Array(2 * count).fill(spot),
  }
  rows.exercise.fill(1)
  rows.discount.fill(discount)
  rows.years.fill(years)
  const mid = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    rows.strike[2 * i] = rows.strike[2 * i + 1] = near.strike[i]!
    rows.right[2 * i + 1] = -1
    mid[2 * i] = 0.5 * (near.callBid[i]! + near.callAsk[i]!)
    mid[2 * i + 1] = 0.5 * (near.putBid[i]! + near.putAsk[i]!)
  }
  const vols = { vol: new Float64Array(2 * count), status: new Uint8Array(2 * count) }
  for (let round = 0; round < 2 && forward > 0; round++) {
    rows.forward.fill(forward)
    americanVolsOf(rows, mid, vols)
    const european = strikeQuotes(count)
    european.strike.set(near.strike)
    for (let i = 0; i < count; i++) {
      const extra = (row: number, sign: 1 | -1): number => {
        const deviation = vols.vol[row]! * Math.sqrt(years)
        return mid[row]! - discount * black(forward, near.strike[i]!, deviation, sign)
      }
      const [call, put] = [extra(2 * i, 1), extra(2 * i + 1, -1)]
      european.callBid[i] = near.callBid[i]! - call
      european.callAsk[i] = near.callAsk[i]! - call
      european.putBid[i] = near.putBid[i]! - put
      european.putAsk[i] = near.putAsk[i]! - put
    }
    const before = forward
    forward = fitForward(european, count, discount)?.forward ?? forward
    if (Math.abs(forward - before) < 1e-5 * forward) break
  }
  return forward
}
