import type { FutureSpec } from '../contracts/futureSpec.js'

/** E-mini Russell 2000, CME. */
export const RTY: FutureSpec = {
  root: 'RTY',
  venue: 'CME',
  mic: 'XCME',
  name: 'E-mini Russell 2000',
  assetClass: 'equity',
  currency: 'USD',
  multiplier: 50,
  unit: 'USD per index point',
  tick: 0.1,
  tickValue: 5,
  months: 'HMUZ',
  launched: { on: '2017-07-10', month: '2017-09' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_EQUITY',
  settlement: 'cash',
  delivery: 'final settlement = special opening quotation (SOQ)',
  businessDays: 'US_FUTURES',
  lastTrade: ['onOrBefore', ['weekday', 3, 'fri', 0]],
  lastTradeTime: { at: '09:30', zone: 'America/New_York' },
}
