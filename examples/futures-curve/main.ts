// The curve of crude oil on one day and the year's rolls, as a table and as a picture. Prices are invented.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Future } from '@bourse/assets'
import {
  CL,
  contractChain,
  ES,
  futureCarry,
  futuresDays,
  GC,
  rankRollYields,
  rollDate,
  rollDates,
  termStructure,
  ZN,
} from '@bourse/futures'
import { curveChart } from './draw.js'

const today = '2026-11-23'
/** A tight market: the first barrels cost most, the far ones what it costs to drill. */
const priceOf = (i: number): number => Math.round((62 + 6 * Math.exp(-i / 5)) * 100) / 100

const chain = contractChain(CL, today, 12, futuresDays)
const curve = termStructure(
  chain.map((contract, i) => ({ contract, price: priceOf(i) })),
  today,
)

const leaveOn = ({ month }: Future): string => {
  const date = rollDate(CL, month, 'notice-safe', futuresDays)
  assert(date.ok)
  return date.value
}
const percent = (value: number): string => (Number.isNaN(value) ? '' : `${(100 * value).toFixed(1)} %`)
const lines = [
  `CL on ${today}: ${curve.shape}, slope ${percent(curve.slope)} per year, front less last ${curve.frontBack.toFixed(2)}`,
  'contract      price  last trade    leave on days  roll yield',
]
for (const { contract, price, days, rollYield } of curve.points)
  lines.push(
    [
      contract.id.padEnd(12),
      price.toFixed(2).padStart(6),
      contract.expiry.padStart(11),
      leaveOn(contract).padStart(11),
      String(days).padStart(4),
      percent(rollYield.log).padStart(11),
    ].join(' '),
  )

const carry = futureCarry({ spot: 68.4, near: priceOf(0), far: priceOf(1), daysNear: 28, daysBetween: 30, rate: 0.04 })
lines.push('', `convenience yield less storage, spot 68.40: ${percent(carry.convenienceYield)} per year`)

lines.push('', 'rolls of the coming year, notice-safe')
const rolls = [CL, ES, GC, ZN].map((spec) => {
  const found = rollDates(spec, 'notice-safe', today, '2027-11-22', futuresDays)
  assert(found.ok)
  return found.value
})
const name = (id: string): string => id.split('@')[0] ?? id
for (const list of rolls) {
  const some = list.slice(0, 3).map(({ date, from, to }) => `${date} ${name(from.id)} to ${name(to.id)}`)
  lines.push(`${String(list.length).padStart(2)} of ${list[0]?.from.root}: ${some.join(', ')} ...`)
}

const gold = termStructure(
  contractChain(GC, today, 3, futuresDays, { months: 'active' }).map((contract, i) => ({
    contract,
    price: 4100 + 30 * i,
  })),
  today,
)
lines.push('', 'roll yield, best to hold long first')
for (const { root, rollYield, shape } of rankRollYields([gold, curve]))
  lines.push(`${root.padEnd(3)} ${percent(rollYield).padStart(7)}  ${shape}`)

console.log(lines.map((line) => line.trimEnd()).join('\n'))

const out = new URL('../out/', import.meta.url)
mkdirSync(out, { recursive: true })
writeFileSync(new URL('futures-curve.svg', out), curveChart(curve, rolls[0] ?? []))

assert.equal(curve.shape, 'backwardation')
assert.equal(chain[0]?.id, 'CLF27@NYMEX')
assert.deepEqual(
  rolls.map((list) => list.length),
  [12, 4, 6, 4],
)
assert.equal(rolls[2]?.[0]?.from.id, 'GCG27@COMEX') // the December contract was left on Friday, before its notice
assert.equal(percent(curve.rollYield.log), '19.7 %')
