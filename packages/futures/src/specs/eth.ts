import type { FutureSpec } from '../contracts/futureSpec.js'

/** Ether, CME. */
export const ETH: FutureSpec = {
  root: 'ETH',
  venue: 'CME',
  mic: 'XCME',
  name: 'Ether',
  assetClass: 'crypto',
  currency: 'USD',
  multiplier: 50,
  unit: 'ether',
  tick: 0.5,
  tickValue: 25,
  months: 'FGHJKMNQUVXZ',
  launched: { on: '2021-02-08', month: '2021-02' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_CRYPTO',
  settlement: 'cash',
  delivery: 'CME CF reference rate (BRR / ETHUSD_RR)',
  businessDays: 'US_FUTURES+XLON',
  lastTrade: ['onOrBefore', ['weekday', -1, 'fri', 0]],
  lastTradeTime: { at: '16:00', zone: 'Europe/London' },
}
