import type { FutureSpec } from '../contracts/futureSpec.js'

/** 2-Year T-Note, CBOT. */
export const ZT: FutureSpec = {
  root: 'ZT',
  venue: 'CBOT',
  mic: 'XCBT',
  name: '2-Year T-Note',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 2000,
  unit: 'USD per point (face 200,000)',
  tick: 0.00390625,
  tickValue: 7.8125,
  formerTicks: [{ until: '2019-01-13', tick: 0.0078125, tickValue: 15.625 }],
  months: 'HMUZ',
  listing: '3 quarters',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_RATES',
  settlement: 'physical',
  delivery: 'deliverable-grade Treasuries via Fed book-entry, invoice = settle x conversion factor + accrued',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -1, 0],
  lastTradeTime: { at: '12:01', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
  quotation: 'points and eighth 32nds',
}
