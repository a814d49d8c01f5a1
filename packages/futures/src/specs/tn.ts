import type { FutureSpec } from '../contracts/futureSpec.js'

/** Ultra 10-Year T-Note, CBOT. */
export const TN: FutureSpec = {
  root: 'TN',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'Ultra 10-Year T-Note',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 1000,
  unit: 'USD per point',
  tick: 0.015625,
  tickValue: 15.625,
  months: 'HMUZ',
  launched: { on: '2016-01-11', month: '2016-03' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_RATES',
  settlement: 'physical',
  delivery: 'deliverable-grade Treasuries via Fed book-entry, invoice = settle x conversion factor + accrued',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -8, 0],
  lastTradeTime: { at: '12:01', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
}
