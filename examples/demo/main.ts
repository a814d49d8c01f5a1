// One minute of Bourse: three years of an invented market, four strategies and a forecast on eight instruments of six kinds
// under one risk policy, a page to look at, a day on paper and its replay. Every figure at the end is asserted.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { backtest, byProduct, createRegistry, type MarketFact, type Sourced } from 'bourse'
import { reportToHtml } from 'bourse/backtest/html'
import { calendars, cash, margins, rules, slots, venue } from './desk.js'
import { demoMarket } from './market.js'
import { paperDay } from './paperDay.js'
import { progressLine } from './progressLine.js'

console.log('1  A market of three years, from a seed')
const market = demoMarket(calendars, '2023-01-02', '2026-01-01')
const facts = [...market.inputs()] as readonly Sourced<MarketFact>[]
console.log(
  `   ${facts.length.toLocaleString('en')} facts on an ETF and its options, ES and CL futures, bitcoin and its`,
)
console.log('   perpetual, EUR/USD, and a question people bet on')

console.log('\n2  Four strategies and a forecast over it, under the rules ladder15 and crossAsset,')
console.log('   and seven runs more that doubt the result')
// The run itself, and those of `honesty`: one and four pieces of it, one with late orders, one with dear ones.
const runs = 8
let done = 0
let last = 0
const line = progressLine()
const report = backtest(slots(), {
  data: facts,
  cash,
  instruments: createRegistry(market.instruments),
  calendars,
  rules: rules(),
  margins,
  venue,
  seed: 1,
  benchmark: 'SPY@ARCX',
  buckets: byProduct,
  rows: 'day',
  honesty: true,
  progress(share, doing) {
    if (share < last) done++
    last = share
    line.tell(Math.min(1, (done + share) / runs), doing === 'run' ? 'running' : `doubting: ${doing}`)
  },
})
line.end()
console.log(`\n${report.table()}`)

const page = reportToHtml(report, {
  title: 'Four strategies and a forecast, six kinds of instruments, one risk policy',
  data: market,
  benchmark: 'SPY, held',
  reproduce: ['npm run demo'],
})
const folder = join(import.meta.dirname, '..', 'out')
mkdirSync(folder, { recursive: true })
const file = join(folder, 'tear-sheet.html')
writeFileSync(file, page)
console.log(`\n3  All of it on one page (${Math.round(page.length / 1000)} kB, opens from disk):`)
console.log(`   ${pathToFileURL(file)}`)

console.log('\n4  A day on paper in bars of five minutes, its journal on disk, and its replay')
const day = await paperDay()
console.log(
  `   ${day.replay.inputs.toLocaleString('en')} inputs, ${day.fills} fills, equity ${Math.round(day.equity).toLocaleString('en')} USD`,
)
console.log(`   replayed: commands ${day.replay.equal ? 'identical, byte for byte' : 'DIFFERENT'}`)

// Expected figures: digits beyond these depend on the last bit of an exponential.
const { figures } = report
assert.deepEqual([report.fills.length, report.roundTrips.length], [328, 146])
assert.deepEqual(
  [figures.totalReturn.toFixed(4), figures.maxDrawdown.toFixed(4), figures.sharpe.toFixed(2)],
  ['0.0790', '0.0922', '0.60'],
)
const earnedBy = (by: string): readonly string[] =>
  report.parts.filter((part) => part.by === by && part.profit !== 0).map(({ name }) => name)
assert.deepEqual(earnedBy('strategy'), ['covered-call', 'trend', 'carry', 'calendar', 'forecast'])
assert.deepEqual(earnedBy('class').toSorted(), ['commodity', 'crypto', 'equity', 'event', 'fx'])
assert.ok(report.ruled.some(({ rule, did }) => rule === 'drawdownLadder' && did === 'trimmed'))
// Prices drawn at random have no times to be right about, and that is found out.
assert.deepEqual(
  report.honesty.filter(({ passed }) => !passed).map(({ check }) => check),
  ['random-entry'],
)
assert.deepEqual(report.troubles, [])
for (const row of report.table().split('\n')) assert.ok(row.length <= 80, row)
assert.ok(page.length < 500_000)
assert.ok(day.replay.equal)
assert.deepEqual([day.replay.inputs, day.fills], [4788, 40])
console.log('\nAll as expected.')
