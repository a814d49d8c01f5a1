import type { FutureSpec } from '../contracts/futureSpec.js'

/** Gold, COMEX. */
export const GC: FutureSpec = {
  root: 'GC',
  venue: 'COMEX',
  mic: 'XCEC',
  name: 'Gold',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 100,
  unit: 'troy oz',
  tick: 0.1,
  tickValue: 10,
  months: 'FGHJKMNQUVXZ',
  active: 'GJMQVZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_METALS',
  settlement: 'physical',
  delivery: 'warrant, COMEX/NYMEX licensed depository',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -3, 0],
  lastTradeTime: { at: '13:30', zone: 'America/New_York' },
  firstNotice: ['businessDay', -1, -1],
}
