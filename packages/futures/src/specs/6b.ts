import type { FutureSpec } from '../contracts/futureSpec.js'

/** British pound, CME; root 6B: a name cannot begin with a digit. */
export const B6: FutureSpec = {
  root: '6B',
  venue: 'CME',
  mic: 'XCME',
  name: 'British pound',
  assetClass: 'fx',
  currency: 'USD',
  multiplier: 62_500,
  unit: 'GBP',
  tick: 0.0001,
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
