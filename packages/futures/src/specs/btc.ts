import type { FutureSpec } from '../contracts/futureSpec.js'

/** Bitcoin, CME. */
export const BTC: FutureSpec = {
  root: 'BTC',
  venue: 'CME',
  mic: 'XCME',
  name: 'Bitcoin',
  assetClass: 'crypto',
  currency: 'USD',
  multiplier: 5,
  unit: 'bitcoin',
  tick: 5,
  tickValue: 25,
  months: 'FGHJKMNQUVXZ',
  launched: { on: '2017-12-18', month: '2018-01' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_CRYPTO',
  settlement: 'cash',
  delivery: 'CME CF reference rate (BRR / ETHUSD_RR)',
  businessDays: 'US_FUTURES+XLON',
  lastTrade: ['onOrBefore', ['weekday', -1, 'fri', 0]],
  lastTradeTime: { at: '16:00', zone: 'Europe/London' },
}
