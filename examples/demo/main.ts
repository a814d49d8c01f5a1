// One minute of Bourse: three years of an invented market, five strategies on six kinds of instruments under one risk policy,
// a page to look at, a day on paper and its replay. Every figure at the end is asserted.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backtest, byProduct } from 'bourse'
import { reportToHtml } from 'bourse/backtest/html'
import { calendars, cash, margins, rules, slots, venue } from './desk.js'
import { demoMarket } from './market.js'
import { paperDay } from './paperDay.js'

console.log('1  A market of three years, from a seed')
const market = demoMarket()
console.log(
  `   ${market.facts.length} facts on ${market.bars.length} series: an ETF and its calls, ES and CL futures, bitcoin and its`,
)
console.log('   perpetual, EUR/USD, a market on a question')

console.log('\n2  Five strategies over it, under the rules ladder15 and crossAsset\n')
const run = (): ReturnType<typeof backtest> =>
  backtest(slots(), {
    data: market.facts,
    cash,
    instruments: market.instruments,
    calendars,
    rules: rules(),
    margins,
    venue,
    seed: 1,
    benchmark: 'SPY@ARCX',
    rows: 'day',
    buckets: byProduct,
  })
const report = run()
console.log(report.table())

const page = reportToHtml(report, {
  title: 'Five strategies, six kinds of instruments, one risk policy',
  data: market.bars,
  benchmark: 'SPY, held',
  reproduce: ['npm run demo'],
})
const folder = join(import.meta.dirname, '..', 'out')
mkdirSync(folder, { recursive: true })
const file = join(folder, 'tear-sheet.html')
writeFileSync(file, page)
console.log(`\n3  The tear sheet, ${Math.round(page.length / 1000)} kB, opens from disk: file://${file}`)

console.log('\n4  The same again')
const again = run()
console.log(`   digest ${again.digest}: ${again.digest === report.digest ? 'identical, to the last bit' : 'DIFFERENT'}`)

console.log('\n5  Two days on paper in bars of five minutes, with a journal on disk, replayed')
const day = await paperDay()
console.log(
  `   ${day.inputs} inputs, ${day.commands} commands, ${day.fills} fills, equity ${day.equity.toFixed(2)} USD`,
)
console.log(
  `   replayed ${day.replay.inputs} inputs: commands ${day.replay.equal ? 'identical, byte for byte' : 'DIFFERENT'}`,
)

// Expected figures: digits beyond these depend on the last bit of an exponential.
assert.equal(again.digest, report.digest)
assert.equal(report.fills.length, 291)
assert.equal(report.roundTrips.length, 117)
assert.equal(report.figures.totalReturn.toFixed(4), '0.1535')
assert.equal(report.figures.maxDrawdown.toFixed(4), '0.0597')
assert.equal(report.figures.sharpe.toFixed(2), '0.94')
const classes = report.profits.filter(({ by }) => by === 'class').map(({ key }) => key)
assert.deepEqual(classes.toSorted(), ['commodity', 'crypto', 'equity', 'event', 'fx'])
assert.ok(report.ruled.some(({ rule, did }) => rule === 'drawdownLadder' && did === 'trimmed'))
assert.deepEqual(report.troubles, [])
assert.ok(
  report
    .table()
    .split('\n')
    .every((line) => line.length <= 80),
)
assert.ok(page.length < 500_000)
assert.ok(day.replay.equal && day.replay.inputs === day.inputs)
assert.deepEqual([day.inputs, day.commands, day.fills], [2415, 40, 41])
console.log('\nAll as expected.')
