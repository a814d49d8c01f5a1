import type { FutureSpec } from '../contracts/futureSpec.js'

/** E-mini Dow ($5), CBOT. */
export const YM: FutureSpec = {
  root: 'YM',
  venue: 'CBOT',
  mic: 'XCBT',
  name: 'E-mini Dow ($5)',
  assetClass: 'equity',
  currency: 'USD',
  multiplier: 5,
  unit: 'USD per index point',
  tick: 1,
  tickValue: 5,
  months: 'HMUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_EQUITY',
  settlement: 'cash',
  delivery: 'final settlement = special opening quotation (SOQ)',
  businessDays: 'US_FUTURES',
  lastTrade: ['onOrBefore', ['weekday', 3, 'fri', 0]],
  lastTradeTime: { at: '09:30', zone: 'America/New_York' },
}
