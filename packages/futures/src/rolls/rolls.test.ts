import { golden, relativeError } from '@bourse/proof'
import { describe, expect, test } from 'vitest'
import { contractChain, nextContract } from '../contracts/chain.js'
import { businessDaysOf } from '../contracts/dates.js'
import type { ContractMonth } from '../contracts/futureSpec.js'
import { futuresDays } from '../contracts/futuresDays.js'
import { futureSpecs } from '../specs/all.js'
import { CL } from '../specs/cl.js'
import { ES } from '../specs/es.js'
import { GC } from '../specs/gc.js'
import { volumeCrossover } from './crossover.js'
import { cheapestRoll, type RollDayTerms, rollCosts } from './rollCost.js'
import { type CalendarRollRule, rollDate, safeDate } from './rollDate.js'
import { heldContract, rollDates } from './rollDates.js'
import { rollOrder, rollOrders } from './rollOrders.js'

type Rows = {
  rollDates: readonly (readonly [string, string, string | null, string, string, string])[]
  volumeCrossover: readonly {
    id: string
    frontVolume: number[]
    backVolume: number[]
    confirmDays: number
    latestRollIndex: number
    signalIndex: number | null
    rollIndex: number
  }[]
  optimalCost: readonly {
    id: string
    qty: number
    impactCoefTicks: number
    days: RollDayTerms[]
    costTicksPerContract: number[]
    best: number
  }[]
}
const { rows, title } = golden<Rows>('futures/rolldates.dev.json')

describe.skipIf(!rows)(title, () => {
  test('roll dates by three rules', () => {
    const wrong = (rows?.rollDates ?? []).filter(([symbol, , , five, eight, safe]) => {
      const spec = futureSpecs.find(({ root }) => root === symbol.slice(0, -3))!
      const letter = 'FGHJKMNQUVXZ'.indexOf(symbol.at(-3)!) + 1
      const month = `20${symbol.slice(-2)}-${String(letter).padStart(2, '0')}` as ContractMonth
      const by = (rule: CalendarRollRule): string => {
        const date = rollDate(spec, month, rule, futuresDays)
        return date.ok ? date.value : date.failure.code
      }
      return (
        by({ roll: 'expiry', days: 5, pastNotice: true }) !== five ||
        by({ roll: 'expiry', days: 8, pastNotice: true }) !== eight ||
        by({ roll: 'notice-safe', days: 2 }) !== safe
      )
    })
    expect(wrong).toEqual([])
  })
  test.each(rows?.volumeCrossover ?? [])('crossover $id', (row) => {
    const { signal, roll } = volumeCrossover(row.frontVolume, row.backVolume, {
      confirm: row.confirmDays,
      latest: row.latestRollIndex,
    })
    expect(signal ?? null).toBe(row.signalIndex)
    expect(roll).toBe(row.rollIndex)
  })
  test.each(rows?.optimalCost ?? [])('cost $id', (row) => {
    const order = { quantity: row.qty, impactTicks: row.impactCoefTicks }
    const costs = rollCosts(row.days, order)
    for (const [i, cost] of costs.entries())
      expect(relativeError(cost, row.costTicksPerContract[i]!)).toBeLessThan(1e-12)
    expect(cheapestRoll(row.days, order)).toMatchObject({ ok: true, value: { day: row.best } })
  })
})

test('the default never meets the notice day, for any root, in twenty years', () => {
  for (const spec of futureSpecs) {
    const rolls = rollDates(spec, 'notice-safe', '2010-06-01', '2030-06-01', futuresDays)
    if (!rolls.ok) throw new Error(rolls.failure.message)
    for (const [i, { date, from, to }] of rolls.value.entries()) {
      expect(date < safeDate(spec, from.month, futuresDays)).toBe(true)
      expect(to.id).toBe(nextContract(spec, from, futuresDays, { months: 'active' }).id)
      if (i > 0) expect(from.id).toBe(rolls.value[i - 1]!.to.id)
    }
  }
})

test('five days before expiry carries gold through delivery notice, and is refused', () => {
  const late = rollDate(GC, '2026-12', { roll: 'expiry', days: 5 }, futuresDays)
  expect(late).toMatchObject({ ok: false, failure: { code: 'roll/past-notice' } })
  expect(rollDates(GC, { roll: 'expiry', days: 5 }, '2026-01-01', '2026-12-31', futuresDays).ok).toBe(false)
  expect(rollDate(GC, '2026-12', { roll: 'expiry', days: 5, pastNotice: true }, futuresDays).ok).toBe(true)
  expect(rollDate(GC, '2026-12', { roll: 'notice-safe', days: 0 }, futuresDays).ok).toBe(false)
  expect(rollDate(CL, '2026-12', { roll: 'expiry', days: 0 }, futuresDays).ok).toBe(true) // notice comes after its last trade
})

test('first of month', () => {
  const by = (spec: typeof ES, month: ContractMonth) => rollDate(spec, month, { roll: 'first-of-month' }, futuresDays)
  expect(by(ES, '2026-12')).toEqual({ ok: true, value: '2026-12-01' })
  expect(by(GC, '2026-12')).toEqual({ ok: true, value: '2026-11-02' })
})

test('who is held', () => {
  const held = (on: '2026-11-20' | '2026-11-23'): string => {
    const found = heldContract(GC, 'notice-safe', on, futuresDays)
    return found.ok ? found.value.contract.id : ''
  }
  expect(held('2026-11-20')).toBe('GCZ26@COMEX')
  expect(held('2026-11-23')).toBe('GCG27@COMEX')
})

test('a crossover that never comes', () => {
  expect(volumeCrossover([], [], { confirm: 1 })).toEqual({ signal: undefined, roll: undefined })
  expect(volumeCrossover([1, 1], [Number.NaN, 1], { confirm: 1 })).toEqual({ signal: undefined, roll: undefined })
  expect(cheapestRoll([], { quantity: 1, impactTicks: 1 })).toMatchObject({ failure: { code: 'roll/never' } })
  expect(() => volumeCrossover([1], [], { confirm: 1 })).toThrow(/back/)
})

test('a roll is one order, and a late one skips contracts already left', () => {
  const [first, second, third] = contractChain(GC, '2026-09-01', 3, futuresDays, { months: 'active' })
  expect(() => rollOrder({ instrument: first!, quantity: 0 }, second!)).toThrow(/quantity/)
  expect(() => rollOrder({ instrument: first!, quantity: 1 }, first!)).toThrow(/another/)
  const late = rollOrders({ instrument: first!, quantity: 2 }, GC, 'notice-safe', '2026-11-23', futuresDays)
  expect(first!.id).toBe('GCV26@COMEX')
  expect(late.ok && late.value[0]!.legs.map(({ instrument }) => instrument)).toEqual([first!.id, third!.id])
})

test('business days before a date that is none', () => {
  expect(businessDaysOf(ES, futuresDays).id).toBe('US_FUTURES')
})
