import type { FutureSpec } from '../contracts/futureSpec.js'

/** Euro FX, CME; root 6E: a name cannot begin with a digit. */
export const E6: FutureSpec = {
  root: '6E',
  venue: 'CME',
  mic: 'XCME',
  name: 'Euro FX',
  assetClass: 'fx',
  currency: 'USD',
  multiplier: 125_000,
  unit: 'EUR',
  tick: 0.00005,
  tickValue: 6.25,
  months: 'FGHJKMNQUVXZ',
  active: 'HMUZ',
  listing: '20 quarters and 3 serial months',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_FX',
  settlement: 'physical',
  delivery: 'currency, on the third Wednesday',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['weekday', 3, 'wed', 0], -2],
  lastTradeTime: { at: '09:16', zone: 'America/Chicago' },
}
