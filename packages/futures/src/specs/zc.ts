import type { FutureSpec } from '../contracts/futureSpec.js'

/** Corn, CBOT. */
export const ZC: FutureSpec = {
  root: 'ZC',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'Corn',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 5000,
  unit: 'bushels',
  tick: 0.0025,
  tickValue: 12.5,
  months: 'HKNUZ',
  hours: 'Sun-Thu 19:00-07:45 and Mon-Fri 08:30-13:20 America/Chicago',
  calendar: 'CME_GRAINS',
  settlement: 'physical',
  delivery: 'shipping certificates/warehouse receipts',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['day', 15, 0], -1],
  lastTradeTime: { at: '12:00', zone: 'America/Chicago' },
  firstNotice: ['businessDay', -1, -1],
  quotation: "USD per bushel here; the exchange shows cents and eighths: 450'2 = 450.25 cents",
}
