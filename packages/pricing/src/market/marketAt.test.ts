import { allCalendars, createCalendars, type Option } from '@bourse/assets'
import { createMarketRecord, type Fact, type MarketRecord, type Money, money, toEpochMs } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { seededChain } from '../fixtures/seededChain.js'
import { marketAt } from './marketAt.js'

const now = toEpochMs('2026-11-18T18:00Z')
const { find: calendarOf } = createCalendars(allCalendars)
const [option] = seededChain('2026-11-18', 3, 3).options.slice(-6) as [Option]
const { underlying } = option

function recordOf(...facts: (Fact & { readonly at?: number })[]): MarketRecord {
  const record = createMarketRecord()
  facts.forEach((fact, seq) => {
    record.observe({ at: now, source: 'feed', ...fact, seq, time: now })
  })
  return record
}
const spot: Fact = { kind: 'mark', id: underlying, price: 6000 }
const rate: Fact = { kind: 'observation', series: 'rate/USD/0.25', value: 0.04, knownAt: now }
const euro: Fact = { kind: 'observation', series: 'rate/EUR/0.25', value: 0.02, knownAt: now }
const vol: Fact = { kind: 'observation', series: 'vol', value: 0.2, knownAt: now, id: underlying }
const dividend = (exDate: '2026-12-01' | '2027-01-15', perShare: Money = money('1.5', 'USD')): Fact => ({
  kind: 'corporateAction',
  action: 'dividend',
  id: underlying,
  exDate,
  payDate: exDate,
  perShare,
})

describe('marketAt', () => {
  test('reads spot, rate, volatility and the dividends before expiry', () => {
    const record = recordOf(spot, rate, vol, dividend('2026-12-01'), dividend('2027-01-15'))
    const found = marketAt(option, now, record, { calendarOf })
    const year = 365 * 86_400_000
    expect(found).toEqual({
      ok: true,
      value: {
        spot: 6000,
        vol: 0.2,
        rate: 0.04,
        years: (toEpochMs('2026-12-30T21:00Z') - now) / year,
        dividends: [{ years: (toEpochMs('2026-12-01T14:30Z') - now) / year, cash: 1.5 }],
      },
    })
  })

  test('the volatility of the option goes before that of its underlying', () => {
    const own: Fact = { kind: 'observation', series: 'vol', value: 0.3, knownAt: now, id: option.id }
    const found = marketAt(option, now, recordOf(spot, rate, vol, own))
    expect(found.ok && found.value.vol).toBe(0.3)
  })

  test('the yield of a future is the rate, of a currency its rate, of a spot what it is told', () => {
    const record = recordOf(spot, rate, vol, euro, dividend('2026-12-01'))
    const yieldOf = (settings: Parameters<typeof marketAt>[3]): unknown => {
      const found = marketAt(option, now, record, settings)
      return found.ok && [found.value.yield, found.value.dividends]
    }
    expect(yieldOf({ underlying: 'future' })).toEqual([0.04, undefined])
    expect(yieldOf({ underlying: { currency: 'EUR' } })).toEqual([0.02, undefined])
    expect(yieldOf({ yield: 0.013 })).toEqual([0.013, undefined])
  })

  test('names everything that is missing, and everything too old', () => {
    const missing = marketAt(option, now, recordOf(spot))
    expect(!missing.ok && missing.failure.code).toBe('missing')
    expect(!missing.ok && missing.failure.details.missing).toEqual(['rate/USD', `vol/${option.id}`])
    const late = marketAt(option, now + 8 * 86_400_000, recordOf(spot, rate, vol))
    expect(!late.ok && late.failure.details.stale).toEqual([`mark/${underlying}`, 'rate/USD', `vol/${option.id}`])
    const relaxed = { maxAge: { spot: Infinity, vol: '10d', rate: '10d' } } as const
    expect(marketAt(option, now + 8 * 86_400_000, recordOf(spot, rate, vol), relaxed).ok).toBe(true)
    const noEuro = marketAt(option, now, recordOf(spot, rate, vol), { underlying: { currency: 'EUR' } })
    expect(!noEuro.ok && noEuro.failure.details.missing).toEqual(['rate/EUR'])
  })

  test('expired, and dividends in strange money', () => {
    const record = recordOf(spot, rate, vol, dividend('2026-12-01', money('1', 'EUR')))
    const over = marketAt(option, toEpochMs('2026-12-30T21:00Z'), record)
    expect(!over.ok && over.failure.code).toBe('expired')
    const strange = marketAt(option, now, record)
    expect(!strange.ok && strange.failure.code).toBe('invalid')
  })
})
