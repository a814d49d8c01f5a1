import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro EUR/USD, CME. */
export const M6E: FutureSpec = {
  root: 'M6E',
  venue: 'CME',
  mic: 'XCME',
  name: 'Micro EUR/USD',
  assetClass: 'fx',
  currency: 'USD',
  multiplier: 12_500,
  unit: 'EUR',
  tick: 0.0001,
  tickValue: 1.25,
  months: 'HMUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_FX',
  settlement: 'physical',
  delivery: 'currency, on the third Wednesday',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['weekday', 3, 'wed', 0], -2],
  lastTradeTime: { at: '09:16', zone: 'America/Chicago' },
}
