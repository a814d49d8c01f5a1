import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro E-mini Nasdaq-100, CME. */
export const MNQ: FutureSpec = {
  root: 'MNQ',
  venue: 'CME',
  mic: 'XCME',
  name: 'Micro E-mini Nasdaq-100',
  assetClass: 'equity',
  currency: 'USD',
  multiplier: 2,
  unit: 'USD per index point',
  tick: 0.25,
  tickValue: 0.5,
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
