import { createCalendar, nyse } from '@bourse/assets'
import { addDays, type IsoDate, weekdayOf } from '@bourse/core'
import { describe, expect, test } from 'vitest'
import { noRates } from '../rates/fxRates.js'
import { dollarDays, euroDays, majorSettlementDays, settlementDays } from './bankDays.js'
import { pairConvention } from './pairConvention.js'
import { pipValue } from './pipValue.js'
import { type FxTenor, fixingDate, rolloverDays, spotDate, swapDates } from './valueDate.js'

const weekdaysOnly = createCalendar({
  id: 'weekdays',
  zone: { name: 'UTC', offset: 0 },
  knownTo: '2035-12-31',
  source: 'this test',
  regimes: [{ from: '2000-01-01', hours: [['00:00', '24:00']], source: 'this test' }],
  holidays: [],
})
const days = settlementDays({ MXN: weekdaysOnly, BRL: weekdaysOnly, TRY: weekdaysOnly, PHP: weekdaysOnly })
const pairOf = (text: string): readonly [string, string] => [text.slice(0, 3), text.slice(3)]
const spot = (pair: string, trade: IsoDate): IsoDate => {
  const date = spotDate(pairOf(pair), trade, days)
  if (!date.ok) throw new Error(date.failure.message)
  return date.value.date
}
const swap = (pair: string, trade: IsoDate, tenor: FxTenor): readonly [IsoDate, IsoDate] => {
  const dates = swapDates(pairOf(pair), trade, tenor, days)
  if (!dates.ok) throw new Error(dates.failure.message)
  return [dates.value.near, dates.value.far]
}

describe('conventions', () => {
  test.each([
    ['USDEUR', 'EURUSD', 0.0001, 2, 360, 360],
    ['JPYUSD', 'USDJPY', 0.01, 2, 360, 360],
    ['CADUSD', 'USDCAD', 0.0001, 1, 360, 365],
    ['CADGBP', 'GBPCAD', 0.0001, 2, 365, 365],
    ['TRYCAD', 'CADTRY', 0.0001, 1, 365, 360],
    ['NZDAUD', 'AUDNZD', 0.0001, 2, 365, 365],
    ['SEKNOK', 'NOKSEK', 0.0001, 2, 360, 360],
    ['HUFEUR', 'EURHUF', 0.01, 2, 360, 360],
  ] as const)('%s is %s', (asked, pair, pip, spotLag, base, quote) => {
    const found = pairConvention(...pairOf(asked))
    expect(found.ok && found.value).toEqual({ pair: pairOf(pair), pip, spotLag, yearDays: { base, quote } })
  })

  test.each([
    ['USD', 'XYZ', ['XYZ']],
    ['usd', 'BTC', ['usd', 'BTC']],
    ['EUR', 'EUR', []],
    ['', 'D U', ['', 'D U']],
  ])('%s and %s have none', (a, b, unknown) => {
    const found = pairConvention(a, b)
    expect(found.ok ? [] : found.failure).toMatchObject({ code: 'no-convention', details: { unknown } })
  })

  test('the worth of a pip', () => {
    expect(pipValue(['EUR', 'USD'], 100_000, 'USD', noRates)).toEqual({
      ok: true,
      value: { currency: 'USD', value: 10 },
    })
    expect(pipValue(['EUR', 'JPY'], 100_000, 'USD', noRates)).toMatchObject({ failure: { code: 'unknown-currency' } })
    expect(pipValue(['EUR', 'BTC'], 1, 'USD', noRates)).toMatchObject({ failure: { code: 'no-convention' } })
  })
})

describe('bank days', () => {
  // Federal Reserve and ECB, lists of 2026 and 2027; Juneteenth of 2027 is a Saturday and not moved.
  test.each([
    ['USD', 2026, '01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25'],
    ['USD', 2027, '01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25'],
    ['EUR', 2026, '01-01 04-03 04-06 05-01 12-25'],
    ['CAD', 2026, '01-01 02-16 04-03 05-18 07-01 08-03 09-07 09-30 10-12 11-11 12-25 12-28'],
    ['CHF', 2026, '01-01 01-02 04-03 04-06 05-01 05-14 05-25 12-25'],
  ])('%s %i', (currency, year, expected) => {
    const closed: string[] = []
    for (let date: IsoDate = `${year}-01-01` as IsoDate; date.startsWith(`${year}`); date = addDays(date, 1))
      if (!/sat|sun/.test(weekdayOf(date)) && !majorSettlementDays.find(currency)!.isBusinessDay(date))
        closed.push(date.slice(5))
    expect(closed.join(' ')).toBe(expected)
  })
})

describe('spot', () => {
  test.each([
    ['EURUSD', '2026-06-10', '2026-06-12', 'two days'],
    ['USDCAD', '2026-06-10', '2026-06-11', 'one day'],
    ['EURCAD', '2026-06-10', '2026-06-12', 'a cross takes the longer lag'],
    ['EURUSD', '2026-06-11', '2026-06-15', 'over a weekend'],
    ['EURUSD', '2026-10-09', '2026-10-13', 'Columbus Day in between delays nothing'],
    ['USDMXN', '2026-10-09', '2026-10-14', 'except in Latin America'],
    ['EURUSD', '2026-10-08', '2026-10-13', 'Columbus Day as spot date'],
    ['EURJPY', '2026-11-09', '2026-11-12', 'nor do crosses pay on a New York holiday'],
    ['EURUSD', '2026-04-01', '2026-04-07', 'Good Friday and Easter Monday in Frankfurt'],
    ['USDJPY', '2026-05-01', '2026-05-08', 'the golden week counts days of Tokyo'],
    ['USDCAD', '2026-06-30', '2026-07-02', 'Canada Day'],
    ['EURUSD', '2026-06-13', '2026-06-16', 'asked on a Saturday'],
    ['USDEUR', '2026-06-10', '2026-06-12', 'the order of the pair does not matter'],
  ] as const)('%s on %s is %s: %s', (pair, trade, expected, _why) => {
    expect(spot(pair, trade)).toBe(expected)
  })

  test('both sides and New York pay on every spot date of a year', () => {
    for (let date: IsoDate = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1)) {
      const found = spot('EURUSD', date)
      expect(dollarDays.isBusinessDay(found) && euroDays.isBusinessDay(found) && found > date).toBe(true)
    }
  })

  test('what is not known is said', () => {
    expect(spotDate(['EUR', 'NOK'], '2026-06-10', days)).toMatchObject({
      failure: { code: 'no-calendar', details: { missing: ['NOK'] } },
    })
    expect(spotDate(['EUR', 'XYZ'], '2026-06-10', days)).toMatchObject({ failure: { code: 'no-convention' } })
    expect(spotDate(['EUR', 'USD'], '2034-06-08', days)).toMatchObject({ value: { projected: true } })
    expect(() => spotDate(['EUR', 'USD'], '2026-02-30', days)).toThrow()
    expect(() => spotDate(['EUR', 'USD'], '1999-01-04', days)).toThrow(/2000/)
  })
})

describe('tenors', () => {
  test.each([
    ['EURUSD', '2026-06-10', 'ON', '2026-06-10', '2026-06-11'],
    ['EURUSD', '2026-06-10', 'TN', '2026-06-11', '2026-06-12'],
    ['EURUSD', '2026-06-10', 'SN', '2026-06-12', '2026-06-15'],
    ['USDCAD', '2026-06-10', 'SN', '2026-06-11', '2026-06-12'],
    ['EURUSD', '2026-06-10', 'SW', '2026-06-12', '2026-06-22'], // the 19th is Juneteenth
    ['EURUSD', '2026-06-10', '1W', '2026-06-12', '2026-06-22'],
    ['EURUSD', '2026-06-10', '2W', '2026-06-12', '2026-06-26'],
    ['EURUSD', '2026-06-10', '1M', '2026-06-12', '2026-07-13'], // Sunday, on
    ['EURUSD', '2026-01-28', '1M', '2026-01-30', '2026-02-27'], // end of month
    ['EURUSD', '2026-02-25', '1M', '2026-02-27', '2026-03-31'], // from the last good day, though the 28th is later
    ['EURUSD', '2026-04-28', '1M', '2026-04-30', '2026-05-29'],
    ['EURUSD', '2026-07-28', '1M', '2026-07-30', '2026-08-31'], // Sunday the 30th
    ['EURUSD', '2026-08-26', '1M', '2026-08-28', '2026-09-28'],
    ['EURUSD', '2026-12-28', '1M', '2026-12-30', '2027-01-29'], // the 30th is a Saturday: back, not into February
    ['EURUSD', '2026-06-10', '1Y', '2026-06-12', '2027-06-14'],
    ['EURUSD', '2026-06-10', '2Y', '2026-06-12', '2028-06-12'],
    ['EURUSD', '2026-06-10', '24M', '2026-06-12', '2028-06-12'],
  ] as const)('%s on %s, %s: %s to %s', (pair, trade, tenor, near, far) => {
    expect(swap(pair, trade, tenor)).toEqual([near, far])
  })

  test('ON, TN and SN join without a gap, and a tenor that is longer is no earlier', () => {
    for (let date: IsoDate = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1)) {
      expect(swap('EURUSD', date, 'ON')[1]).toBe(swap('EURUSD', date, 'TN')[0])
      const far = (['SN', '1W', '2W', '1M', '2M', '3M', '6M', '9M', '1Y', '18M', '2Y'] as const).map(
        (tenor) => swap('EURUSD', date, tenor)[1],
      )
      expect(far).toEqual([...far].sort())
    }
  })

  test.each(['', '1D', '0M', '1.5M', '-1M', 'M', '1000Y', 'on'])('"%s" is no tenor', (tenor) => {
    expect(() => swapDates(['EUR', 'USD'], '2026-06-10', tenor as FxTenor, days)).toThrow(/cannot read tenor/)
  })

  test('fixings lie so many good days before payment', () => {
    expect(fixingDate(['USD', 'BRL'], '2026-10-14', days)).toEqual({
      ok: true,
      value: { date: '2026-10-09', projected: false }, // Columbus Day does not count
    })
    expect(fixingDate(['USD', 'PHP'], '2026-10-14', days)).toMatchObject({ value: { date: '2026-10-13' } })
    expect(fixingDate(['EUR', 'USD'], '2026-10-14', days)).toMatchObject({ failure: { code: 'delivered' } })
    expect(fixingDate(['USD', 'CLP'], '2026-10-14', days)).toMatchObject({ failure: { code: 'no-calendar' } })
  })

  test('financing adds up to calendar days: three on Wednesdays', () => {
    const financed = (trade: IsoDate, pair: readonly [string, string] = ['EUR', 'USD']): number => {
      const held = rolloverDays(pair, trade, days)
      return held.ok ? held.value : Number.NaN
    }
    const week: readonly IsoDate[] = ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11', '2026-06-12']
    expect(week.map((date) => financed(date))).toEqual([1, 1, 3, 1, 1])
    expect(week.map((date) => financed(date, ['USD', 'CAD']))).toEqual([1, 1, 1, 3, 1])
    let total = 0
    for (let date: IsoDate = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 1))
      if (!/sat|sun/.test(weekdayOf(date))) total += financed(date)
    expect(total).toBe(
      (Date.parse(spot('EURUSD', '2027-01-01')) - Date.parse(spot('EURUSD', '2026-01-01'))) / 86_400_000,
    )
    expect(settlementDays({ USD: nyse }).find('USD')).toBe(nyse)
  })
})
