import type { FutureSpec } from '../contracts/futureSpec.js'

/** WTI crude oil, NYMEX. */
export const CL: FutureSpec = {
  root: 'CL',
  venue: 'NYMEX',
  mic: 'XNYM',
  name: 'WTI crude oil',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 1000,
  unit: 'barrels',
  tick: 0.01,
  tickValue: 10,
  months: 'FGHJKMNQUVXZ',
  listing: 'this year, ten more calendar years and two months',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_ENERGY',
  settlement: 'physical',
  delivery: 'Cushing, Oklahoma FOB',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['onOrBefore', ['day', 25, -1]], -3],
  lastTradeTime: { at: '14:30', zone: 'America/New_York' },
  firstNotice: ['businessDays', ['lastTrade'], 2],
}
