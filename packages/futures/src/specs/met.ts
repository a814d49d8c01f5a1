import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro ether, CME. */
export const MET: FutureSpec = {
  root: 'MET',
  venue: 'CME',
  mic: 'XCME',
  name: 'Micro ether',
  assetClass: 'crypto',
  currency: 'USD',
  multiplier: 0.1,
  unit: 'ether',
  tick: 0.5,
  tickValue: 0.05,
  months: 'FGHJKMNQUVXZ',
  launched: { on: '2021-12-06', month: '2021-12' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_CRYPTO',
  settlement: 'cash',
  delivery: 'CME CF reference rate (BRR / ETHUSD_RR)',
  businessDays: 'US_FUTURES+XLON',
  lastTrade: ['onOrBefore', ['weekday', -1, 'fri', 0]],
  lastTradeTime: { at: '16:00', zone: 'Europe/London' },
}
