import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro bitcoin, CME. */
export const MBT: FutureSpec = {
  root: 'MBT',
  venue: 'CME',
  mic: 'XCME',
  name: 'Micro bitcoin',
  assetClass: 'crypto',
  currency: 'USD',
  multiplier: 0.1,
  unit: 'bitcoin',
  tick: 5,
  tickValue: 0.5,
  months: 'FGHJKMNQUVXZ',
  launched: { on: '2021-05-03', month: '2021-05' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_CRYPTO',
  settlement: 'cash',
  delivery: 'CME CF reference rate (BRR / ETHUSD_RR)',
  businessDays: 'US_FUTURES+XLON',
  lastTrade: ['onOrBefore', ['weekday', -1, 'fri', 0]],
  lastTradeTime: { at: '16:00', zone: 'Europe/London' },
}
