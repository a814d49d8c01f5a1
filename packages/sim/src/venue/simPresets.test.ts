// Fills of other engines, from their published rules said in options: bar, size, price and fee of each. Data and runs are read
// from where they lie, never copied.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createRegistry, type Instrument } from '@bourse/assets'
import { type Approved, type Fill, type InputOf, money, type Order, type Sourced } from '@bourse/core'
import { createRng } from '@bourse/math'
import { sharedFile } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { createSimVenue } from './createSimVenue.js'
import { percentFee, perContractFee } from './fees.js'
import type { SimOptions } from './simOptions.js'
import { simPresets } from './simPresets.js'
import { shareSizing } from './sizing.js'
import { proportionalSlippage } from './slippage.js'

const day = 86_400_000
const here = sharedFile('cases/vectorbt/README.md') !== undefined
const title = (name: string): string =>
  here ? name : `${name}: skipped, no runs of other engines beside this checkout`
const text = (path: string): string => {
  const file = readFileSync(sharedFile(`cases/${path}`)!)
  return (path.endsWith('.gz') ? gunzipSync(file) : file).toString().trim()
}
const rows = (path: string): string[][] =>
  text(path)
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

const instrument: Instrument = {
  kind: 'spot',
  id: 'A/USD@X',
  assetClass: 'crypto',
  currency: 'USD',
  tick: 1e-8,
  lot: 1e-13,
  calendar: 'always',
  base: 'A',
  quote: 'USD',
}
const share: Instrument = {
  kind: 'equity',
  id: 'A@X',
  assetClass: 'equity',
  currency: 'USD',
  tick: 1e-8,
  lot: 1,
  calendar: 'always',
}
const contract: Instrument = {
  kind: 'future',
  id: 'F@X',
  assetClass: 'equity',
  currency: 'USD',
  tick: 0.01,
  lot: 1,
  calendar: 'always',
  root: 'F',
  month: '2099-12',
  expiry: '2099-12-18',
  multiplier: 10,
  settlement: 'cash',
}

type Numbered = Sourced<Fill> & { readonly bar: number }

/** Runs a rule over bars `[date, open, high, low, close]`: it sees the closes up to bar i and orders by sending. */
function run(
  of: Instrument,
  options: SimOptions,
  table: readonly (readonly string[])[],
  rule: (i: number, held: number, send: (side: 'buy' | 'sell', quantity: number) => void) => void,
): Numbered[] {
  const venue = createSimVenue(createRegistry([of]), createRng(1), { cash: [money(10_000, 'USD')], ...options })
  const fills: Numbered[] = []
  let bar = 0
  let held = 0
  let orders = 0
  venue.listen((fact) => {
    if (fact.kind !== 'fill') return
    fills.push({ ...fact, bar })
    held += fact.side === 'buy' ? fact.quantity : -fact.quantity
    if (Math.abs(held) < 1e-9) held = 0
  })
  table.forEach((row, i) => {
    bar = i
    const [open, high, low, close] = row.slice(1, 5).map(Number)
    const at = (i + 1) * day
    venue.react({
      kind: 'bar',
      id: of.id,
      span: '1d',
      open: open!,
      high: high!,
      low: low!,
      close: close!,
      volume: 1,
      adjusted: close!,
      seq: i,
      time: at,
      at,
      source: 'b',
    } as InputOf<'bar'>)
    rule(i, held, (side, quantity) =>
      venue.submit({
        type: 'market',
        orderId: `o${++orders}`,
        account: 'paper',
        strategy: 's',
        instrument: of.id,
        side,
        quantity,
        tif: 'gtc',
      } as Order as Approved<Order>),
    )
  })
  return fills
}

const sma = (closes: readonly number[], i: number, n: number): number =>
  closes.slice(i - n + 1, i + 1).reduce((a, b) => a + b, 0) / n
const close = (got: number, wanted: string): void =>
  expect(Math.abs(got - Number(wanted))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(Number(wanted))))
const all = 1 - 2 ** -52

describe.skipIf(!here)(title('vectorbt'), () => {
  const table = here ? rows('vectorbt/BTCUSD_coinbase_daily.csv.gz') : []
  const closes = table.map((row) => Number(row[4]))
  const cross = (fast: number, slow: number): Numbered[] =>
    run(
      instrument,
      { ...simPresets.vectorbt, slippage: proportionalSlippage(0.0005), fees: percentFee(0.001) },
      table,
      (i, held, send) => {
        if (i < slow - 1) return
        const up = sma(closes, i, fast) > sma(closes, i, slow)
        if (up && held === 0) send('buy', all)
        else if (!up && held > 0) send('sell', held)
      },
    )
  for (const [fast, slow] of [
    [10, 30],
    [20, 100],
  ] as const)
    test(`orders of ${fast}/${slow}`, () => {
      const wanted = rows(`vectorbt/orders_${fast}_${slow}.csv`)
      const got = cross(fast, slow)
      expect(got.map(({ bar, side }) => [bar, side])).toEqual(
        wanted.map((row) => [Number(row[2]), row[6]!.trim() === '0' ? 'buy' : 'sell']),
      )
      wanted.forEach(([, , , size, price, fee], k) => {
        close(got[k]!.quantity, size!)
        close(got[k]!.price, price!)
        close(got[k]!.fee.value.toNumber(), fee!)
      })
    })
  test('final values of the sweep', () => {
    const wanted = rows('vectorbt/sweep_long_only.csv')
    for (const [fast, slow, , orders, value] of wanted) {
      const got = cross(Number(fast), Number(slow))
      expect(got.length).toBe(Number(orders))
      let [cash, units] = [10_000, 0]
      for (const { side, quantity, price, fee } of got) {
        const signed = side === 'buy' ? quantity : -quantity
        cash -= signed * price + fee.value.toNumber()
        units += signed
      }
      close(cash + units * closes.at(-1)!, value!)
    }
  })
})

describe.skipIf(!here)(title('backtrader'), () => {
  const cases: readonly (readonly [string, string, number, Instrument, SimOptions])[] = [
    ['sma15_stocklike', '2006-day-001.txt', 15, share, {}],
    ['sma15_futureslike', '2006-day-001.txt', 15, contract, { fees: perContractFee('2 USD') }],
    [
      'sma20_perc_slip',
      '2005-2006-day-001.txt',
      20,
      share,
      { fees: percentFee(0.001), slippage: proportionalSlippage(0.0005) },
    ],
  ]
  for (const [name, data, period, of, options] of cases)
    test(name, () => {
      const table = rows(`backtrader/${data}`)
      const closes = table.map((row) => Number(row[4]))
      let last = 0
      const got = run(of, { ...simPresets.backtrader, ...options }, table, (i, held, send) => {
        if (i < period - 1) return
        const difference = closes[i]! - sma(closes, i, period)
        const [up, down] = [last < 0 && difference > 0, last > 0 && difference < 0]
        if (difference !== 0) last = difference
        if (up && held === 0) send('buy', 1)
        else if (down && held > 0) send('sell', 1)
      })
      const wanted = rows(`backtrader/${name}.executions.csv`).filter((row) => row[3] !== '')
      expect(got.map(({ bar, side }) => [table[bar]![0], side.toUpperCase()])).toEqual(
        wanted.map((row) => [row[0], row[1]]),
      )
      wanted.forEach(([, , , price, fee], k) => {
        close(got[k]!.price, price!)
        close(got[k]!.fee.value.toNumber(), fee!)
      })
    })
})

describe.skipIf(!here)(title('backtesting.py'), () => {
  const cases: readonly (readonly [string, string, number, number, number, SimOptions])[] = [
    ['goog_smacross_10_30', 'GOOG.csv.gz', 10, 30, all, {}],
    [
      'goog_smacross_10_30_comm',
      'GOOG.csv.gz',
      10,
      30,
      all,
      { fees: percentFee(0.002), slippage: proportionalSlippage(0.0005) },
    ],
    [
      'goog_smacross_close',
      'GOOG.csv.gz',
      10,
      30,
      all,
      { fees: percentFee(0.001, '1.5 USD'), fill: { fills: 'close' } },
    ],
    [
      'eurusd_abs_24_96',
      'EURUSD.csv.gz',
      24,
      96,
      10_000,
      {
        cash: [money(5000, 'USD')],
        slippage: proportionalSlippage(0.0001),
        size: shareSizing({ nets: true, feePerUnit: true, leverage: 30 }),
      },
    ],
  ]
  for (const [name, data, fast, slow, size, options] of cases)
    test(name, () => {
      const table = rows(`backtesting-py/${data}`)
      const closes = table.map((row) => Number(row[4]))
      const got = run(share, { ...simPresets['backtesting.py'], ...options }, table, (i, held, send) => {
        if (i < slow) return
        const [f, s, f1, s1] = [
          sma(closes, i, fast),
          sma(closes, i, slow),
          sma(closes, i - 1, fast),
          sma(closes, i - 1, slow),
        ]
        const side = f1 < s1 && f > s ? 'buy' : s1 < f1 && s > f ? 'sell' : undefined
        if (side === undefined) return
        if (held !== 0) send(held > 0 ? 'sell' : 'buy', Math.abs(held))
        send(side, size)
      })
      const trades: (readonly number[])[] = []
      for (let k = 0; k + 1 < got.length; k += 2) {
        const [entry, exit] = [got[k]!, got[k + 1]!]
        trades.push([
          entry.side === 'buy' ? entry.quantity : -entry.quantity,
          entry.bar,
          exit.bar,
          entry.price,
          exit.price,
          entry.fee.value.add(exit.fee.value).toNumber(),
        ])
      }
      // The last is closed by the run, not by the strategy.
      const wanted = rows(`backtesting-py/${name}.trades.csv`).slice(0, -1)
      expect(trades.map((row) => row.slice(0, 3))).toEqual(wanted.map((row) => row.slice(0, 3).map(Number)))
      wanted.forEach(([, , , entry, exit, , , , commission], k) => {
        close(trades[k]![3]!, entry!)
        close(trades[k]![4]!, exit!)
        close(trades[k]![5]!, commission!)
      })
    })
})
