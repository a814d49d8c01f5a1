import { expect, test } from 'vitest'
import { E6, ES, futureSpecs, GC, LE, RTY, SR3, VX, ZQ, ZT, BTC, ZN } from './../index.js'
import { contractChain, frontContract, nextContract } from './chain.js'
import { contractTick, futureContract } from './contract.js'
import { daysToExpiry, firstNoticeDate, lastTradeDate, withContractDates } from './dates.js'
import { futuresDays } from './futuresDays.js'
import { createCalendars } from '@bourse/assets'

test('the dates that trap rules of thumb', () => {
  expect(lastTradeDate(ES, '2026-06', futuresDays)).toBe('2026-06-18') // Juneteenth
  expect(lastTradeDate(ES, '2027-06', futuresDays)).toBe('2027-06-17')
  expect(lastTradeDate(VX, '2026-05', futuresDays)).toBe('2026-05-19')
  expect(lastTradeDate(VX, '2025-03', futuresDays)).toBe('2025-03-18') // Good Friday
  expect(lastTradeDate(SR3, '2026-06', futuresDays)).toBe('2026-09-15')
  expect(lastTradeDate(BTC, '2025-12', futuresDays)).toBe('2025-12-24') // Boxing Day in London
  expect(lastTradeDate(ZN, '2025-12', futuresDays)).toBe('2025-12-19')
  expect(firstNoticeDate(GC, '2026-12', futuresDays)).toBe('2026-11-30')
})

test('tick value is tick times multiplier, for every tick', () => {
  for (const spec of futureSpecs)
    for (const { tick, tickValue } of [spec, spec.deferredTick ?? spec, ...(spec.formerTicks ?? [])])
      expect(tick * spec.multiplier, spec.root).toBeCloseTo(tickValue, 12)
})

test('roots, months and ids are unique and in order', () => {
  expect(new Set(futureSpecs.map(({ root }) => root)).size).toBe(47)
  for (const { root, months, active } of futureSpecs) {
    expect([...months].sort().join(''), root).toBe(months)
    for (const letter of active ?? '') expect(months).toContain(letter)
  }
})

test('a chain has every month once, in order of expiry', () => {
  for (const spec of futureSpecs) {
    const chain = contractChain(spec, '2019-01-02', 30, futuresDays)
    expect(new Set(chain.map(({ id }) => id)).size).toBe(30)
    for (let i = 1; i < 30; i++) expect(chain[i]!.expiry > chain[i - 1]!.expiry, spec.root).toBe(true)
    expect(chain[0]!.expiry >= '2019-01-02').toBe(true)
    expect(nextContract(spec, chain[0]!, futuresDays).id).toBe(chain[1]!.id)
  }
})

test('the front lasts through its last day', () => {
  const on = (date: '2026-06-18' | '2026-06-19'): string => {
    const front = frontContract(ES, date, futuresDays)
    return front.ok ? front.value.id : ''
  }
  expect(on('2026-06-18')).toBe('ESM26@CME')
  expect(on('2026-06-19')).toBe('ESU26@CME')
})

test('serial months are listed, not active', () => {
  expect(contractChain(E6, '2026-11-23', 2, futuresDays).map(({ month }) => month)).toEqual(['2026-12', '2027-01'])
  const active = contractChain(E6, '2026-11-23', 2, futuresDays, { months: 'active' })
  expect(active.map(({ id }) => id)).toEqual(['6EZ26@CME', '6EH27@CME'])
})

test('what is not listed says so', () => {
  const wrongMonth = futureContract(ES, '2026-07', futuresDays)
  expect(!wrongMonth.ok && wrongMonth.failure.code).toBe('future/not-listed')
  const tooEarly = futureContract(RTY, '2016-12', futuresDays)
  expect(!tooEarly.ok && tooEarly.failure.code).toBe('future/not-listed')
  expect(frontContract(RTY, '2017-07-09', futuresDays).ok).toBe(false)
  expect(frontContract(RTY, '2017-07-10', futuresDays)).toMatchObject({ ok: true, value: { id: 'RTYU17@CME' } })
  expect(contractChain(RTY, '2015-01-02', 1, futuresDays)[0]!.id).toBe('RTYU17@CME')
})

test('nonsense is refused', () => {
  for (const month of ['2026-13', '2026', 'DEC26', '2026-1'] as const)
    expect(() => lastTradeDate(ES, month as '2026-12', futuresDays)).toThrow(/2026-12/)
  expect(() => lastTradeDate(ES, '2026-12', createCalendars([]))).toThrow(/futuresDays/)
  expect(() => contractChain(ES, '2026-11-23', 1.5, futuresDays)).toThrow(/count/)
  expect(() => lastTradeDate(ES, '1950-12', futuresDays)).toThrow(/date/)
})

test('ticks along the curve and through time', () => {
  expect(contractTick(ZT, '2019-03', '2019-01-11', futuresDays).tick).toBe(1 / 128)
  expect(contractTick(ZT, '2019-03', '2019-01-14', futuresDays).tick).toBe(1 / 256)
  expect(contractTick(ZQ, '2026-11', '2026-11-23', futuresDays).tick).toBe(0.0025)
  expect(contractTick(ZQ, '2026-12', '2026-11-23', futuresDays).tick).toBe(0.005)
})

test('overrides stand above the rules', () => {
  const moved = withContractDates(LE, '2026-12', { firstNotice: '2026-12-08', source: 'test' })
  expect(firstNoticeDate(moved, '2026-12', futuresDays)).toBe('2026-12-08')
  expect(lastTradeDate(moved, '2026-12', futuresDays)).toBe(lastTradeDate(LE, '2026-12', futuresDays))
  expect(daysToExpiry(moved, '2026-12', '2026-12-08', futuresDays).notice).toEqual({ calendar: 0, business: 0 })
})
