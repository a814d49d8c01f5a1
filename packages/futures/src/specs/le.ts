import type { FutureSpec } from '../contracts/futureSpec.js'

/** Live cattle, CME. */
export const LE: FutureSpec = {
  root: 'LE',
  venue: 'CME',
  mic: 'XCME',
  name: 'Live cattle',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 40_000,
  unit: 'pounds',
  tick: 0.00025,
  tickValue: 10,
  months: 'GJMQVZ',
  hours: 'Mon-Fri 08:30-13:05 America/Chicago',
  calendar: 'CME_LIVESTOCK',
  settlement: 'physical',
  delivery: 'live cattle, certificate',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -1, 0],
  lastTradeTime: { at: '12:00', zone: 'America/Chicago' },
  firstNotice: ['onOrAfter', ['days', ['weekday', 1, 'fri', 0], 3]],
}
