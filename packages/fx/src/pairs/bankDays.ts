// Days on which a currency can be paid: those of its central bank's system, which are not those of its stock exchange
// (the Federal Reserve is open on Good Friday and closed on Columbus Day).
import { asx, type Calendar, createCalendar, hongKong, type HolidayRule, lse, tokyo } from '@bourse/assets'
import type { Currency } from '@bourse/core'

function bankDays(id: Currency, source: string, holidays: readonly HolidayRule[]): Calendar {
  // Only the dates count; the hours are all day in UTC.
  const regimes = [{ from: '2000-01-01', hours: [['00:00', '24:00']], source }] as const
  return createCalendar({ id, zone: { name: 'UTC', offset: 0 }, knownTo: '2027-12-31', source, regimes, holidays })
}

const monday = 'sunday' // of the calendar's rules: a Sunday goes to Monday, a Saturday is lost

/**
 * Days of Fedwire. A holiday on a Saturday is not moved to Friday.
 *
 * @example
 * import { dollarDays } from '@bourse/fx'
 * dollarDays.isBusinessDay('2026-10-12') // => false
 * dollarDays.isBusinessDay('2026-04-03') // => true
 */
export const dollarDays: Calendar = /* @__PURE__ */ bankDays('USD', 'Federal Reserve Banks, holiday schedule', [
  { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: monday },
  { name: 'Martin Luther King Jr. Day', on: { month: 1, day: 15, weekday: 'mon' } },
  { name: "Washington's Birthday", on: { month: 2, day: 15, weekday: 'mon' } },
  { name: 'Memorial Day', on: { month: 5, day: 25, weekday: 'mon' } },
  { name: 'Juneteenth', on: { month: 6, day: 19 }, years: [2022], weekend: monday },
  { name: 'Independence Day', on: { month: 7, day: 4 }, weekend: monday },
  { name: 'Labor Day', on: { month: 9, day: 1, weekday: 'mon' } },
  { name: 'Columbus Day', on: { month: 10, day: 8, weekday: 'mon' } },
  { name: 'Veterans Day', on: { month: 11, day: 11 }, weekend: monday },
  { name: 'Thanksgiving Day', on: { month: 11, day: 22, weekday: 'thu' } },
  { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: monday },
])

/**
 * Days of T2 (until 2023 TARGET2), the same since 2002.
 *
 * @example
 * import { euroDays } from '@bourse/fx'
 * euroDays.isBusinessDay('2026-05-01') // => false
 */
export const euroDays: Calendar = /* @__PURE__ */ bankDays('EUR', 'ECB, T2 closing days', [
  { name: "New Year's Day", on: { month: 1, day: 1 } },
  { name: 'Good Friday', on: { easter: -2 } },
  { name: 'Easter Monday', on: { easter: 1 } },
  { name: 'Labour Day', on: { month: 5, day: 1 } },
  { name: 'Christmas Day', on: { month: 12, day: 25 } },
  { name: '26 December', on: { month: 12, day: 26 } },
])

/**
 * Days of Lynx, the Canadian payment system.
 *
 * @example
 * import { canadianDollarDays } from '@bourse/fx'
 * canadianDollarDays.isBusinessDay('2026-09-30') // => false
 */
export const canadianDollarDays: Calendar = /* @__PURE__ */ bankDays('CAD', 'Payments Canada, Lynx calendar', [
  { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'substitute' },
  { name: 'Family Day', on: { month: 2, day: 15, weekday: 'mon' }, years: [2008] },
  { name: 'Good Friday', on: { easter: -2 } },
  { name: 'Victoria Day', on: { month: 5, day: 18, weekday: 'mon' } },
  { name: 'Canada Day', on: { month: 7, day: 1 }, weekend: 'substitute' },
  { name: 'Civic Holiday', on: { month: 8, day: 1, weekday: 'mon' } },
  { name: 'Labour Day', on: { month: 9, day: 1, weekday: 'mon' } },
  { name: 'Truth and Reconciliation', on: { month: 9, day: 30 }, years: [2021], weekend: 'substitute' },
  { name: 'Thanksgiving', on: { month: 10, day: 8, weekday: 'mon' } },
  { name: 'Remembrance Day', on: { month: 11, day: 11 }, weekend: 'substitute' },
  { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: 'substitute' },
  { name: 'Boxing Day', on: { month: 12, day: 26 }, weekend: 'substitute' },
])

/**
 * Days of Swiss Interbank Clearing, Zurich.
 *
 * @example
 * import { francDays } from '@bourse/fx'
 * francDays.isBusinessDay('2028-08-01') // => false
 */
export const francDays: Calendar = /* @__PURE__ */ bankDays('CHF', 'SIX Interbank Clearing, bank holidays', [
  { name: "New Year's Day", on: { month: 1, day: 1 } },
  { name: "Berchtold's Day", on: { month: 1, day: 2 } },
  { name: 'Good Friday', on: { easter: -2 } },
  { name: 'Easter Monday', on: { easter: 1 } },
  { name: 'Labour Day', on: { month: 5, day: 1 } },
  { name: 'Ascension', on: { easter: 39 } },
  { name: 'Whit Monday', on: { easter: 50 } },
  { name: 'National Day', on: { month: 8, day: 1 } },
  { name: 'Christmas Day', on: { month: 12, day: 25 } },
  { name: "St Stephen's Day", on: { month: 12, day: 26 } },
])

/** On which days each currency is paid, by its code. */
export interface SettlementDays {
  find(currency: Currency): Calendar | undefined
}

/**
 * Settlement days of USD, EUR, CAD and CHF from their payment systems, and of GBP, JPY, AUD and HKD from the stock
 * exchanges there, which keep the banks' holidays. More are yours to add with `settlementDays`: a currency that is not
 * found is a failure of `spotDate` and its kin, never a guess.
 *
 * @example
 * import { majorSettlementDays } from '@bourse/fx'
 * majorSettlementDays.find('GBP')?.id // => 'XLON'
 * majorSettlementDays.find('NOK') // => undefined
 */
export const majorSettlementDays: SettlementDays = /* @__PURE__ */ settlementDays({})

/**
 * The major currencies' settlement days with yours beside or instead of them.
 *
 * @example
 * import { createCalendar } from '@bourse/assets'
 * import { settlementDays } from '@bourse/fx'
 * const days = settlementDays({ NOK: createCalendar({
 *   id: 'NOK', zone: { name: 'UTC', offset: 0 }, knownTo: '2027-12-31', source: 'Norges Bank',
 *   regimes: [{ from: '2000-01-01', hours: [['00:00', '24:00']], source: 'Norges Bank' }],
 *   holidays: [{ name: 'Constitution Day', on: { month: 5, day: 17 } }],
 * }) })
 * days.find('NOK')?.isBusinessDay('2027-05-17') // => false
 * days.find('USD')?.isBusinessDay('2027-05-17') // => true
 */
export function settlementDays(more: { readonly [currency: string]: Calendar }): SettlementDays {
  const days = new Map<Currency, Calendar>([
    ['USD', dollarDays],
    ['EUR', euroDays],
    ['CAD', canadianDollarDays],
    ['CHF', francDays],
    ['GBP', lse],
    ['JPY', tokyo],
    ['AUD', asx],
    ['HKD', hongKong],
    ...Object.entries(more),
  ])
  return { find: (currency) => days.get(currency) }
}
