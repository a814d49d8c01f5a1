import type { FutureSpec } from '../contracts/futureSpec.js'

/** Ultra T-Bond, CBOT. */
export const UB: FutureSpec = {
  root: 'UB',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'Ultra T-Bond',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 1000,
  unit: 'USD per point',
  tick: 0.03125,
  tickValue: 31.25,
  months: 'HMUZ',
  launched: { on: '2010-01-11', month: '2010-03' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_RATES',
  settlement: 'physical',
  delivery: 'deliverable-grade Treasuries via Fed book-entry, invoice = settle x conversion factor + accrued',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -8, 0],
  lastTradeTime: { at: '12:01', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
}
