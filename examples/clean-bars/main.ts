// From two messy files to clean, aligned returns. Prices are invented; flaws are planted, and all of them found.
import assert from 'node:assert/strict'
import { nyse } from '@bourse/assets'
import { type Bars, toIsoDate } from '@bourse/core'
import { adjustBars, dropFlaws, type Flaw, frame, inspectBars, parseCsv, resampleBars, returnsOf } from '@bourse/data'
import { createRng } from '@bourse/math'
import { coinCsv, stockCsv } from './vendor.js'

const zone = 'America/New_York'
const rng = createRng(12)

// What a vendor sends: raw prices, a split in March, and mistakes.
const stock = parseCsv(stockCsv(rng), { id: 'ACME@XNYS', span: '1d', zone, unchecked: true, file: 'acme.csv' })
const coin = parseCsv(coinCsv(rng), { id: 'BTC/USD@coinbase', span: '1h', file: 'btc.csv' })

const date = (at: number): string => toIsoDate(at - 1, zone)
const show = ({ flaw, row, at, note }: Flaw): string =>
  `${String(row).padStart(4)} ${date(at)} ${flaw.padEnd(16)} ${note}`

const flaws = inspectBars(stock, nyse)
console.log(`${stock.id}: ${stock.time.length} rows from ${date(stock.time[0]!)} to ${date(stock.time.at(-1)!)}`)
console.log(flaws.map(show).join('\n'))

// Rows that cannot be used go, the split is applied, and what is left is looked at again.
const split = {
  kind: 'corporateAction',
  action: 'split',
  id: stock.id,
  exDate: '2026-03-16',
  numerator: 4,
  denominator: 1,
  at: 0,
  source: 'exchange notice',
} as const
const clean = adjustBars(dropFlaws(stock, flaws), [split], 'split', nyse)
const left = inspectBars(clean, nyse)
console.log(
  `\nafter cleaning: ${clean.time.length} rows, left are ${left.map(({ flaw, note }) => `${flaw} (${note})`).join(', ')}`,
)

// A coin trades around the clock: its days are as long as the exchange's, and nobody reads a close before it was made.
const days: Bars = resampleBars(coin, '1d', nyse)
const returns = returnsOf(frame([clean, days]))
const moments = [0, 1, 2].map((row) => new Date(returns.time[row]!).toISOString().slice(0, 16))
console.log(`\n${returns.time.length} common returns, the first known at ${moments.join(', ')}`)
for (const [i, id] of returns.ids.entries()) {
  const column = returns.columns[i]!
  const total = column.reduce((sum, value) => sum + value, 0)
  console.log(`${id.padEnd(17)} ${(100 * Math.expm1(total)).toFixed(1).padStart(6)} % over the half year`)
}

assert.deepEqual(
  flaws.map(({ flaw }) => flaw),
  ['outlier', 'gap', 'high-below-low', 'unapplied-split', 'not-finite', 'duplicate', 'backwards'],
)
assert(left.every(({ flaw }) => flaw === 'gap'))
assert(returns.columns.every((column) => column.every(Number.isFinite)))
assert(returns.time.every((at, row) => row === 0 || at > returns.time[row - 1]!))
