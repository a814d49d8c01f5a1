// Ties of two averages: on whole ticks they are ties, in binary fractions rounding decides. The bars are made from a seed (those of
// the published comparison cannot be rebuilt), a million of them, prices with four decimals.
import { expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { backtestColumns } from './backtestColumns.js'
import { crossUnits, ticksOf } from './exactCross.js'

const [fast, slow] = [10, 30]
const bars = walkBars('A@X', 1_000_000, 'ties', { step: 60_000, decimals: 4, move: 0.0005 })
const ticks = ticksOf(bars.close, 4)

/** Rows on which both averages are equal, by whole numbers. */
function tiedRows(): readonly number[] {
  const rows: number[] = []
  let [a, b] = [0n, 0n]
  ticks.forEach((tick, i) => {
    a += BigInt(tick) - (i >= fast ? BigInt(ticks[i - fast]!) : 0n)
    b += BigInt(tick) - (i >= slow ? BigInt(ticks[i - slow]!) : 0n)
    if (i >= slow - 1 && a * BigInt(slow) === b * BigInt(fast)) rows.push(i)
  })
  return rows
}

/** One unit at the next open, by whole numbers: what was made in ten-thousandths. */
function exactProfit(wanted: Float64Array): bigint {
  const open = ticksOf(bars.open, 4)
  let [cash, held] = [0n, 0n]
  for (let i = 1; i < ticks.length; i++) {
    const next = BigInt(wanted[i - 1]!)
    cash -= (next - held) * BigInt(open[i]!)
    held = next
  }
  return cash + held * BigInt(ticks.at(-1)!)
}

/** Running sums of the prices themselves. */
function runningSums(): Float64Array {
  let [a, b] = [0, 0]
  return bars.close.map((close, i) => {
    a += close - (i >= fast ? bars.close[i - fast]! : 0)
    b += close - (i >= slow ? bars.close[i - slow]! : 0)
    return i >= slow - 1 && a / fast > b / slow ? 1 : 0
  })
}

/** Every window summed anew. */
function freshSums(): Float64Array {
  const mean = (i: number, length: number): number => {
    let sum = 0
    for (let k = i - length + 1; k <= i; k++) sum += bars.close[k]!
    return sum / length
  }
  return bars.close.map((_, i) => (i >= slow - 1 && mean(i, fast) > mean(i, slow) ? 1 : 0))
}

test('with whole ticks the profit of a million bars is the exact one, with binary fractions it is not', () => {
  const exact = crossUnits(ticks, fast, slow)
  const ties = tiedRows()
  expect(ties.length).toBeGreaterThanOrEqual(7)
  for (const row of ties) expect(exact[row]).toBe(0)
  const profit = (wanted: Float64Array): bigint => {
    const report = backtestColumns(bars, wanted, { cash: '100000 USD' })
    return BigInt(Math.round((report.equity.at(-1)! - 100_000) * 10_000))
  }
  const want = exactProfit(exact)
  expect(profit(exact)).toBe(want)
  // The same prices in doubles: what differs is decided at ties alone, and it is another profit each time.
  for (const wanted of [runningSums(), freshSums()]) {
    const differs = [...wanted.keys()].filter((row) => wanted[row] !== exact[row])
    expect(differs.length).toBeGreaterThan(0)
    expect(differs.every((row) => ties.includes(row))).toBe(true)
    expect(profit(wanted)).toBe(exactProfit(wanted))
    expect(profit(wanted)).not.toBe(want)
  }
})
