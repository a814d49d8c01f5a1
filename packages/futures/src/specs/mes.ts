import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro E-mini S&P 500, CME. */
export const MES: FutureSpec = {
  root: 'MES',
  venue: 'CME',
  mic: 'XCME',
  name: 'Micro E-mini S&P 500',
  assetClass: 'equity',
  currency: 'USD',
  multiplier: 5,
  unit: 'USD per index point',
  tick: 0.25,
  tickValue: 1.25,
  months: 'HMUZ',
  launched: { on: '2019-05-06', month: '2019-06' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_EQUITY',
  settlement: 'cash',
  delivery: 'final settlement = special opening quotation (SOQ)',
  businessDays: 'US_FUTURES',
  lastTrade: ['onOrBefore', ['weekday', 3, 'fri', 0]],
  lastTradeTime: { at: '09:30', zone: 'America/New_York' },
}
