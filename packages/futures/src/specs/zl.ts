import type { FutureSpec } from '../contracts/futureSpec.js'

/** Soybean oil, CBOT. */
export const ZL: FutureSpec = {
  root: 'ZL',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'Soybean oil',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 600,
  unit: 'hundredths of 60,000 pounds',
  tick: 0.01,
  tickValue: 6,
  months: 'FHKNQUVZ',
  hours: 'Sun-Thu 19:00-07:45 and Mon-Fri 08:30-13:20 America/Chicago',
  calendar: 'CME_GRAINS',
  settlement: 'physical',
  delivery: 'shipping certificates/warehouse receipts',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['day', 15, 0], -1],
  lastTradeTime: { at: '12:00', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
  quotation: 'cents per pound, so that one cent is USD 600',
}
