import type { FutureSpec } from '../contracts/futureSpec.js'

/** 10-Year T-Note, CBOT. */
export const ZN: FutureSpec = {
  root: 'ZN',
  venue: 'CBOT',
  mic: 'XCBT',
  name: '10-Year T-Note',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 1000,
  unit: 'USD per point (face 100,000)',
  tick: 0.015625,
  tickValue: 15.625,
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
  quotation: "points and half 32nds: 110'165 = 110 + 16.5/32",
}
