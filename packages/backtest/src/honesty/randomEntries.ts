// Is it the timing? Runs that hold as much for as long, at times drawn by chance, and one that simply holds.
import { multiplierOf } from '@bourse/assets'
import type { Bars } from '@bourse/core'
import type { Rng } from '@bourse/math'
import { roundTripsOf } from '../report/roundTripsOf.js'
import { legsOf } from '../run/legsOf.js'
import type { RunRecord } from '../run/runWorld.js'
import type { HonestyCheck } from './honestyCheck.js'
import type { Market } from './market.js'

/** Before costs on both sides: what is asked is whether the times were better than any others. */
export function randomEntries(record: RunRecord, market: Market, rng: Rng, draws: number): readonly HonestyCheck[] {
  const trips = roundTripsOf(legsOf(record), record.instruments).filter(({ pnl }) => pnl.currency === record.base)
  const series = new Map(market.series.map((bars) => [bars.id as string, bars]))
  const held = trips.flatMap(({ instrument, opened, closed, quantity, pnl }) => {
    const bars = series.get(instrument)
    if (bars === undefined) return []
    const length = rowAt(bars, closed) - rowAt(bars, opened)
    const each = quantity * multiplierOf(record.instruments.find(instrument)!)
    // Money, not units: prices of other times are others.
    return length > 0
      ? [{ bars, length, notional: each * bars.open[rowAt(bars, opened)]!, pnl: pnl.value.toNumber() }]
      : []
  })
  if (held.length === 0) return []
  const made = held.reduce((sum, { pnl }) => sum + pnl, 0)
  let better = 0
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    for (const { bars, length, notional } of held) {
      const row = Math.floor(rng.next() * (bars.time.length - length))
      sum += notional * (bars.open[row + length]! / bars.open[row]! - 1)
    }
    if (sum >= made) better++
  }
  const share = better / draws
  const checks: HonestyCheck[] = [
    {
      check: 'random-entry',
      passed: share <= 0.05,
      value: share,
      meaning: `${(100 * share).toFixed(1)} % of ${draws} runs with as many trades of equal length at random times made as much (5 % allowed)`,
    },
  ]
  const ids = [...new Set(held.map(({ bars }) => bars))]
  const hold = ids.reduce((sum, { close }) => sum + close.at(-1)! / close[0]! - 1, 0) / ids.length
  const own = record.equity.at(-1)! / record.equity[0]! - 1
  checks.push({
    check: 'benchmark',
    passed: own >= hold,
    value: hold,
    meaning: `return ${(100 * own).toFixed(2)} %, of holding what it trades ${(100 * hold).toFixed(2)} %`,
  })
  return checks
}

/** The last row complete at a time. */
function rowAt({ time }: Bars, at: number): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! <= at) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
