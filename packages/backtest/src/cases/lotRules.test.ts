// The preset of Backtesting.py against a broker of lots in the plainest words, over random orders of every kind.
import { createRegistry } from '@bourse/assets'
import { type Bars, bracket, type MoneyText, type OrderDraft } from '@bourse/core'
import { defineStrategy } from '@bourse/engine'
import { createRng, type Rng } from '@bourse/math'
import { campaign, relativeError } from '@bourse/proof'
import { percentFee, proportionalSlippage, type SimOptions, shareSizing, simPresets } from '@bourse/sim'
import { expect, test } from 'vitest'
import { type Deed, lotBroker, type LotOrder } from '../fixtures/lotBroker.js'
import { walkBars } from '../fixtures/walkBars.js'
import { plainEquity } from '../run/runTerms.js'
import { backtest } from '../run/backtest.js'

/** What somebody does after each bar; prices around its close. */
function deedsFor(bars: Bars, rng: Rng): readonly (readonly Deed[])[] {
  const between = (a: number, b: number): number => a + (b - a) * rng.next()
  return Array.from(bars.close, (close) => {
    const draw = rng.next()
    if (draw < 0.6) return []
    if (draw < 0.65) return [{ do: 'cancel' }]
    if (draw < 0.72) return [{ do: 'close' }]
    const long = rng.next() < 0.5 ? 1 : -1
    const how = rng.next()
    const size = long * (rng.next() < 0.6 ? between(0.1, 0.9) : 1 + Math.floor(between(1, 60)))
    const order: LotOrder = { size }
    let entry = close
    if (how > 0.4 && how < 0.6) entry = order.limit = close * (1 - long * between(-0.005, 0.02))
    else if (how > 0.6 && how < 0.8) entry = order.stop = close * (1 + long * between(-0.005, 0.02))
    else if (how > 0.8) {
      order.stop = close * (1 + long * between(0, 0.015))
      entry = order.limit = order.stop * (1 + long * between(-0.005, 0.005))
    }
    // Beyond the spread, which a market order pays before its exits are looked at.
    if (rng.next() < 0.6) order.sl = entry * (1 - long * between(0.012, 0.03))
    if (rng.next() < 0.6) order.tp = entry * (1 + long * between(0.012, 0.03))
    const closed: Deed[] = rng.next() < 0.2 ? [{ do: 'close' }] : []
    return [...closed, { do: 'order', order }]
  })
}

const doer = (deeds: readonly (readonly Deed[])[]) =>
  defineStrategy({
    name: 'doer',
    defaults: {},
    init: () => ({ row: 0 }),
    on: {
      bar(ctx, bar) {
        // The engine follows what the venue does to exits: nothing is left waiting for an answer.
        const waits = ctx.working().find(({ state }) => state === 'pending')
        if (waits !== undefined) throw new Error(`${waits.order.orderId} waits`)
        for (const deed of deeds[ctx.state.row] ?? []) {
          const held = ctx.book.quantity(bar.id)
          if (deed.do === 'cancel') {
            for (const { order } of ctx.working()) if (!/-(tp|sl)1$/.test(order.orderId)) ctx.cancel(order.orderId)
          } else if (deed.do === 'order') ctx.submit(draftOf(deed.order, bar.id))
          else if (held !== 0) {
            const side = held > 0 ? 'sell' : 'buy'
            ctx.submit({ type: 'market', instrument: bar.id, side, quantity: Math.abs(held), reduceOnly: true })
          }
        }
        ctx.state.row++
      },
    },
  })()

function draftOf(
  { size, limit, stop, sl, tp }: LotOrder,
  instrument: Bars['id'],
): Parameters<typeof bracket>[0] | OrderDraft {
  const route = { instrument, side: size > 0 ? 'buy' : 'sell', quantity: Math.abs(size), tif: 'gtc' } as const
  const entry: OrderDraft =
    limit !== undefined && stop !== undefined
      ? { ...route, type: 'stopLimit', limit, stop }
      : limit !== undefined
        ? { ...route, type: 'limit', limit }
        : stop !== undefined
          ? { ...route, type: 'stop', stop }
          : { ...route, type: 'market' }
  if (sl === undefined && tp === undefined) return entry
  return bracket<OrderDraft>(entry, {
    ...(tp === undefined ? {} : { takeProfit: tp }),
    ...(sl === undefined ? {} : { stopLoss: sl }),
  } as { takeProfit: number; stopLoss: number }) as never
}

const worlds = [
  { spread: 0, rate: 0, fixed: 0, margin: 1 },
  { spread: 0.001, rate: 0, fixed: 0, margin: 0.5 },
  { spread: 0, rate: 0.002, fixed: 0, margin: 0.1 },
  { spread: 0.0005, rate: 0.001, fixed: 1.5, margin: 0.25 },
  { spread: 0.0005, rate: 0.001, fixed: 0, margin: 0.5, onClose: true },
] as const

test.each(worlds)('$spread spread, $rate + $fixed fee, $margin margin', (world) => {
  const { spread, rate, fixed, margin } = world
  const onClose = 'onClose' in world
  let count = 0
  for (let seed = 0; seed < campaign(300, 15); seed++) {
    const rng = createRng(`lots ${JSON.stringify(world)} ${seed}`)
    const bars = walkBars('A@X', 250, `lots ${seed}`)
    const deeds = deedsFor(bars, rng)
    const fee = (size: number, price: number): number => fixed + Math.abs(size) * price * rate
    const want = lotBroker(bars, deeds, { cash: 100_000, spread, fee, margin, onClose })
    const venue: SimOptions = {
      ...simPresets['backtesting.py'],
      ...(onClose ? { fill: { fills: 'touch', market: 'close' } } : {}),
      slippage: proportionalSlippage(spread),
      fees: percentFee(rate, `${fixed} USD` as MoneyText),
      size: shareSizing({ nets: true, feePerUnit: true, leverage: 1 / margin }),
    }
    const instruments = createRegistry([{ ...plainEquity('A@X', 'USD'), lot: 1 }])
    const report = backtest(doer(deeds), { data: bars, cash: '100000 USD', venue, instruments, trips: 'lot' })
    if (Math.min(...want.equity) <= 1000) continue // a broke account is another story
    expect(report.troubles, `seed ${seed}`).toEqual([])
    const row = new Map(Array.from(bars.time, (time, i) => [time, i]))
    const sorted = (rows: readonly (readonly number[])[]): readonly (readonly number[])[] =>
      [...rows].sort((a, b) => a[2]! - b[2]! || a[1]! - b[1]! || a[0]! - b[0]! || a[3]! - b[3]!)
    const ours = sorted(
      report.roundTrips.map((trip) => [
        trip.quantity,
        row.get(trip.opened)!,
        row.get(trip.closed)!,
        trip.entry,
        trip.exit,
      ]),
    )
    const theirs = sorted(want.trades.map((one) => [one.size, one.entryBar, one.exitBar, one.entry, one.exit]))
    expect(
      ours.map((one) => one.slice(0, 3)),
      `seed ${seed}`,
    ).toEqual(theirs.map((one) => one.slice(0, 3)))
    ours.forEach((one, k) => {
      expect(relativeError(one[3]!, theirs[k]![3]!)).toBeLessThan(1e-9)
      expect(relativeError(one[4]!, theirs[k]![4]!)).toBeLessThan(1e-9)
    })
    want.equity.forEach((value, i) => {
      expect(relativeError(report.equity[i]!, value), `seed ${seed}, bar ${i}`).toBeLessThan(1e-9)
    })
    count += ours.length
  }
  expect(count).toBeGreaterThan(200)
})
