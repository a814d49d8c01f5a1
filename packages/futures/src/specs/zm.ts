import type { FutureSpec } from '../contracts/futureSpec.js'

/** Soybean meal, CBOT. */
export const ZM: FutureSpec = {
  root: 'ZM',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'Soybean meal',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 100,
  unit: 'short tons',
  tick: 0.1,
  tickValue: 10,
  months: 'FHKNQUVZ',
  hours: 'Sun-Thu 19:00-07:45 and Mon-Fri 08:30-13:20 America/Chicago',
  calendar: 'CME_GRAINS',
  settlement: 'physical',
  delivery: 'shipping certificates/warehouse receipts',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['day', 15, 0], -1],
  lastTradeTime: { at: '12:00', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
}
