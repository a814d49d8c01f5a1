import type { FutureSpec } from '../contracts/futureSpec.js'

/** 30-Day Fed Funds, CBOT. */
export const ZQ: FutureSpec = {
  root: 'ZQ',
  venue: 'CBOT',
  mic: 'XCBT',
  name: '30-Day Fed Funds',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 4167,
  unit: 'USD per index point',
  tick: 0.0025,
  tickValue: 10.4175,
  deferredTick: { tick: 0.005, tickValue: 20.835, from: 'second' },
  months: 'FGHJKMNQUVXZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_RATES',
  settlement: 'cash',
  delivery: '100 - average daily EFFR, rounded to 0.1bp',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -1, 0],
  lastTradeTime: { at: '16:00', zone: 'America/Chicago' },
}
