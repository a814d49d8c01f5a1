// London Stock Exchange: bank holidays of England and Wales.
import type { Calendar } from './calendar.js'
import { createCalendar } from './rules.js'
import { londonZone } from './zone.js'

const continuous = { hours: [['08:00', '16:30']], source: 'LSE, Millennium Exchange business parameters' } as const
const auctions = [
  { phase: 'opening-auction', anchor: 'open', from: -10, to: 0 },
  { phase: 'closing-auction', anchor: 'close', from: 0, to: 5 },
] as const

/**
 * London: 08:00-16:30, 12:30 on the last business days before Christmas and New Year.
 *
 * @example
 * import { lse } from '@bourse/assets'
 * lse.isBusinessDay('2026-12-28') // => false
 * lse.phasesOn('2026-12-18').map((p) => p.phase).join(' ')
 * // => 'opening-auction continuous intraday-auction continuous closing-auction'
 */
export const lse: Calendar = /* @__PURE__ */ createCalendar({
  id: 'XLON',
  zone: londonZone,
  knownTo: '2027-12-31',
  source: 'gov.uk, bank holidays in England and Wales, as of 2026-11',
  regimes: [
    { ...continuous, from: '2000-01-01', phases: auctions },
    {
      ...continuous,
      from: '2016-03-21', // Introduction of the midday auction, LSE notice N01/16
      phases: [...auctions, { phase: 'intraday-auction', anchor: 'open', from: 240, to: 242 }],
    },
  ],
  holidays: [
    { name: "New Year's Day", on: { month: 1, day: 1 }, weekend: 'substitute' },
    { name: 'Good Friday', on: { easter: -2 } },
    { name: 'Easter Monday', on: { easter: 1 } },
    { name: 'Early May bank holiday', on: { month: 5, day: 1, weekday: 'mon' }, except: [2020] },
    { name: 'Spring bank holiday', on: { month: 5, day: 25, weekday: 'mon' }, except: [2002, 2012, 2022] },
    { name: 'Summer bank holiday', on: { month: 8, day: 25, weekday: 'mon' } },
    { name: 'Christmas Day', on: { month: 12, day: 25 }, weekend: 'substitute' },
    { name: 'Boxing Day', on: { month: 12, day: 26 }, weekend: 'substitute' },
    {
      name: 'Last business day before Christmas',
      on: { month: 12, day: 24 },
      weekend: 'previous',
      hours: { close: '12:30' },
    },
    {
      name: 'Last business day of the year',
      on: { month: 12, day: 31 },
      weekend: 'previous',
      hours: { close: '12:30' },
    },
  ],
  oneOffs: [
    { date: '2002-06-03', name: 'Golden Jubilee', source: 'Royal Proclamation of 2001-05-17' },
    { date: '2002-06-04', name: 'Spring bank holiday', source: 'Royal Proclamation of 2001-05-17' },
    { date: '2011-04-29', name: 'Royal wedding', source: 'UK government, 2010-11-23' },
    { date: '2012-06-04', name: 'Spring bank holiday', source: 'UK government, 2010-01-05' },
    { date: '2012-06-05', name: 'Diamond Jubilee', source: 'UK government, 2010-01-05' },
    { date: '2020-05-08', name: 'Early May bank holiday, VE day', source: 'UK government, 2019-06-07' },
    { date: '2022-06-02', name: 'Spring bank holiday', source: 'UK government, 2020-11-12' },
    { date: '2022-06-03', name: 'Platinum Jubilee', source: 'UK government, 2020-11-12' },
    { date: '2022-09-19', name: 'Funeral of Queen Elizabeth II', source: 'UK government, 2022-09-10' },
    { date: '2023-05-08', name: 'Coronation of King Charles III', source: 'UK government, 2022-11-06' },
  ],
})
