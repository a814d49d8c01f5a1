import type { FutureSpec } from '../contracts/futureSpec.js'

/** Swiss franc, CME; root 6S: a name cannot begin with a digit. */
export const S6: FutureSpec = {
  root: '6S',
  venue: 'CME',
  mic: 'XCME',
  name: 'Swiss franc',
  assetClass: 'fx',
  currency: 'USD',
  multiplier: 125_000,
  unit: 'CHF',
  tick: 0.00005,
  tickValue: 6.25,
  months: 'HMUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_FX',
  settlement: 'physical',
  delivery: 'currency, on the third Wednesday',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['weekday', 3, 'wed', 0], -2],
  lastTradeTime: { at: '09:16', zone: 'America/Chicago' },
}
