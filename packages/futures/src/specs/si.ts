import type { FutureSpec } from '../contracts/futureSpec.js'

/** Silver, COMEX. */
export const SI: FutureSpec = {
  root: 'SI',
  venue: 'COMEX',
  mic: 'XCEC',
  name: 'Silver',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 5000,
  unit: 'troy oz',
  tick: 0.005,
  tickValue: 25,
  months: 'FGHJKMNQUVXZ',
  active: 'HKNUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_METALS',
  settlement: 'physical',
  delivery: 'warrant, COMEX/NYMEX licensed depository',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -3, 0],
  lastTradeTime: { at: '13:25', zone: 'America/New_York' },
  firstNotice: ['businessDay', -1, -1],
}
