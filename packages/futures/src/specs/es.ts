import type { FutureSpec } from '../contracts/futureSpec.js'

/** E-mini S&P 500, CME. */
export const ES: FutureSpec = {
  root: 'ES',
  venue: 'CME',
  mic: 'XCME',
  name: 'E-mini S&P 500',
  assetClass: 'equity',
  currency: 'USD',
  multiplier: 50,
  unit: 'USD per index point',
  tick: 0.25,
  tickValue: 12.5,
  months: 'HMUZ',
  listing: '21 consecutive quarters',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_EQUITY',
  settlement: 'cash',
  delivery: 'final settlement = special opening quotation (SOQ)',
  businessDays: 'US_FUTURES',
  lastTrade: ['onOrBefore', ['weekday', 3, 'fri', 0]],
  lastTradeTime: { at: '09:30', zone: 'America/New_York' },
}
