import type { FutureSpec } from '../contracts/futureSpec.js'

/** Japanese yen, CME; root 6J: a name cannot begin with a digit. */
export const J6: FutureSpec = {
  root: '6J',
  venue: 'CME',
  mic: 'XCME',
  name: 'Japanese yen',
  assetClass: 'fx',
  currency: 'USD',
  multiplier: 12_500_000,
  unit: 'JPY',
  tick: 0.0000005,
  tickValue: 6.25,
  months: 'FGHJKMNQUVXZ',
  active: 'HMUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_FX',
  settlement: 'physical',
  delivery: 'currency, on the third Wednesday',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['weekday', 3, 'wed', 0], -2],
  lastTradeTime: { at: '09:16', zone: 'America/Chicago' },
}
