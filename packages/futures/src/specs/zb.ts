import type { FutureSpec } from '../contracts/futureSpec.js'

/** U.S. Treasury Bond, CBOT. */
export const ZB: FutureSpec = {
  root: 'ZB',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'U.S. Treasury Bond',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 1000,
  unit: 'USD per point',
  tick: 0.03125,
  tickValue: 31.25,
  months: 'HMUZ',
  listing: '3 quarters',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_RATES',
  settlement: 'physical',
  delivery: 'deliverable-grade Treasuries via Fed book-entry, invoice = settle x conversion factor + accrued',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -8, 0],
  lastTradeTime: { at: '12:01', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
  quotation: "points and 32nds: 118'16 = 118 + 16/32",
}
