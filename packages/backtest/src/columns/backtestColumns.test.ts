// The column path against the event path: the same digests, to the last bit.
import { createRegistry, type Equity } from '@bourse/assets'
import { BourseError, type Bars } from '@bourse/core'
import { defineStrategy } from '@bourse/engine'
import { createRng } from '@bourse/math'
import { percentFee, perShareFee, type SimOptions } from '@bourse/sim'
import { campaign } from '@bourse/proof'
import { expect, test } from 'vitest'
import { walkBars } from '../fixtures/walkBars.js'
import { backtest } from '../run/backtest.js'
import type { Report } from '../report/report.js'
import { backtestColumns } from './backtestColumns.js'
import { crossUnits, ticksOf } from './exactCross.js'
import { unitsBetween } from './fillColumns.js'

/** Sends a market order for each change of the column. */
const follow = defineStrategy({
  name: 'follow',
  defaults: { units: [0] },
  init: () => ({ row: -1, wanted: 0 }),
  on: {
    bar(ctx, bar) {
      const { state } = ctx
      const next = ctx.params.units[++state.row]!
      if (next === state.wanted) return
      const change = unitsBetween(next, state.wanted)
      state.wanted = next
      ctx.submit({ type: 'market', instrument: bar.id, side: change > 0 ? 'buy' : 'sell', quantity: Math.abs(change) })
    },
  },
})

const listing: Equity = {
  kind: 'equity',
  id: 'A@X',
  assetClass: 'equity',
  currency: 'USD',
  tick: 1e-6,
  lot: 1e-6,
  calendar: 'always',
}

function byEvents(bars: Bars, units: Float64Array, venue: SimOptions): Report {
  return backtest(follow({ units: Array.from(units) }), {
    data: bars,
    cash: '100000 USD',
    venue: { grid: 'accept', ...venue },
    instruments: createRegistry([listing]),
  })
}

test('random columns: equal fills, equity and digests on both paths', () => {
  const rng = createRng('columns')
  const whole = (below: number): number => Math.floor(rng.next() * below)
  for (let run = 0; run < campaign(4000); run++) {
    const bars = walkBars('A@X', 20 + whole(60), `run ${run}`, { decimals: whole(7) })
    let held = 0
    const scale = [1, 1, 1000][whole(3)]!
    const units = bars.time.map(() => {
      if (rng.next() < 0.4) held = Math.round((whole(200) - 100 + rng.next()) * scale) / scale
      return held
    })
    const fees = [undefined, percentFee(0.00137), perShareFee('0.005 USD', '1 USD')][whole(3)]
    const fills = rng.next() < 0.7 ? 'next-open' : 'close'
    const paid = fees === undefined ? {} : { fees }
    const events = byEvents(bars, units, { fill: { fills }, ...paid })
    const columns = backtestColumns(bars, units, { cash: '100000 USD', instrument: listing, fills, ...paid })
    expect(columns.equity, `run ${run}`).toEqual(events.equity)
    expect(columns.digest, `run ${run}`).toBe(events.digest)
    expect(columns.figures).toEqual(events.figures)
    expect(columns.roundTrips.map(({ strategy: _, ...trip }) => trip)).toEqual(
      events.roundTrips.map(({ strategy: _, ...trip }) => trip),
    )
  }
})

test('ties are decided exactly', () => {
  // Prices of which sums in binary differ by their order: three of 0.1 against two and one.
  const prices = Float64Array.of(0.1, 0.2, 0.3, 0.2, 0.1, 0.3, 0.2, 0.2, 0.2, 0.2)
  const units = crossUnits(ticksOf(prices, 1), 2, 4)
  const ticks = [1, 2, 3, 2, 1, 3, 2, 2, 2, 2]
  const exact = ticks.map((_, i) =>
    i < 3 ? 0 : 2 * (ticks[i]! + ticks[i - 1]!) > ticks[i]! + ticks[i - 1]! + ticks[i - 2]! + ticks[i - 3]! ? 1 : 0,
  )
  expect(Array.from(units)).toEqual(exact)
  expect(() => ticksOf(Float64Array.of(0.12), 1)).toThrow(/0.12/)
  for (const length of [0, 1.5, Number.NaN]) expect(() => crossUnits(prices, length, 3)).toThrow(BourseError)
})

test('NaN is as before; what cannot be is refused by its row', () => {
  const bars = walkBars('A@X', 5)
  const none = Number.NaN
  const kept = backtestColumns(bars, Float64Array.of(3, none, none, 0, none), { cash: '1000 USD' })
  expect(kept.fills.map(({ quantity, side }) => `${side} ${quantity}`)).toEqual(['buy 3', 'sell 3'])
  expect(() => backtestColumns(bars, Float64Array.of(1, 2), { cash: '1000 USD' })).toThrow(/units.length/)
  expect(() =>
    backtestColumns(bars, Float64Array.of(0, Number.POSITIVE_INFINITY, 0, 0, 0), { cash: '1000 USD' }),
  ).toThrow(/before bar 2/)
  expect(() => backtestColumns(bars, new Float64Array(5), { cash: '1000 EUR', instrument: listing })).toThrow(
    /paid in EUR/,
  )
  expect(() =>
    backtestColumns({ ...bars, open: bars.open.map(() => none) }, Float64Array.of(1, 1, 1, 1, 1), { cash: '1000 USD' }),
  ).toThrow(/finite price/)
})
