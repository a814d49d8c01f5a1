import type { FutureSpec } from '../contracts/futureSpec.js'

/** 5-Year T-Note, CBOT. */
export const ZF: FutureSpec = {
  root: 'ZF',
  venue: 'CBOT',
  mic: 'XCBT',
  name: '5-Year T-Note',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 1000,
  unit: 'USD per point',
  tick: 0.0078125,
  tickValue: 7.8125,
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
  quotation: "points and quarter 32nds: 107'162 = 107 + 16.25/32",
}
