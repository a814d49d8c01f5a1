import type { FutureSpec } from '../contracts/futureSpec.js'

/** Canadian dollar, CME; root 6C: a name cannot begin with a digit. */
export const C6: FutureSpec = {
  root: '6C',
  venue: 'CME',
  mic: 'XCME',
  name: 'Canadian dollar',
  assetClass: 'fx',
  currency: 'USD',
  multiplier: 100_000,
  unit: 'CAD',
  tick: 0.00005,
  tickValue: 5,
  months: 'FGHJKMNQUVXZ',
  active: 'HMUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_FX',
  settlement: 'physical',
  delivery: 'currency, on the third Wednesday',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['weekday', 3, 'wed', 0], -1],
  lastTradeTime: { at: '09:16', zone: 'America/Chicago' },
}
