import { golden } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { futureSpecs } from '../specs/all.js'
import { firstNoticeDate, lastTradeDate, lastTradeTime } from './dates.js'
import type { ContractMonth, FutureSpec } from './futureSpec.js'
import { futuresDays } from './futuresDays.js'

type Row = readonly [symbol: string, lastTrade: string, time: string, firstNotice: string | null, tier: 'A' | 'B' | 'C']
const expiries = golden<{ rows: { [root: string]: readonly Row[] } }>('futures/expiries.dev.json')
const contracts = golden<{ contracts: readonly { readonly [fact: string]: string & { margin: unknown } }[] }>(
  'futures/contracts.json',
)

const specOf = (root: string): FutureSpec => futureSpecs.find((spec) => spec.root === root)!
const monthOf = (symbol: string): ContractMonth =>
  `20${symbol.slice(-2)}-${String('FGHJKMNQUVXZ'.indexOf(symbol.at(-3)!) + 1).padStart(2, '0')}` as ContractMonth

describe.skipIf(!expiries.rows)(expiries.title, () => {
  const rows = Object.entries(expiries.rows?.rows ?? {}).flatMap(([root, list]) => list.map((row) => ({ root, row })))
  test.each(['A', 'B', 'C'])('tier %s: last trade and first notice', (tier) => {
    const wrong = rows
      .filter(({ row }) => row[4] === tier)
      .map(({ root, row: [symbol, lastTrade, , notice] }) => {
        const [spec, month] = [specOf(root), monthOf(symbol)]
        const found = [lastTradeDate(spec, month, futuresDays), firstNoticeDate(spec, month, futuresDays) ?? null]
        return { symbol, found: found.join(' '), expected: [lastTrade, notice].join(' ') }
      })
      .filter(({ found, expected }) => found !== expected)
    expect(wrong).toEqual([])
    expect(rows.filter(({ row }) => row[4] === tier).length).toBeGreaterThan(tier === 'B' ? 2000 : 200)
  })
  test('the moment of the last trade follows summer time', () => {
    const wrong = rows
      .map(({ root, row: [symbol, , time] }) => {
        const ms = lastTradeTime(specOf(root), monthOf(symbol), futuresDays)
        return { symbol, time, found: new Date(ms).toISOString().slice(11, 16) }
      })
      .filter(({ time, found }) => time !== found)
    expect(wrong).toEqual([])
  })
})

describe.skipIf(!contracts.rows)(contracts.title, () => {
  test.each(contracts.rows?.contracts ?? [])('$root', (fact) => {
    const spec = specOf(fact.root!)
    expect(spec).toMatchObject({
      venue: fact.exchange,
      mic: fact.mic,
      name: fact.name,
      currency: fact.currency,
      unit: fact.unit,
      months: fact.months,
      calendar: fact.cal,
      settlement: fact.settlement,
    })
    expect([spec.multiplier, spec.tick, spec.tickValue]).toEqual(
      [fact.multiplier, fact.tickSize, fact.tickValue].map(Number),
    )
    expect(spec.active ?? null).toEqual(fact.active ?? spec.active ?? null)
  })
})
