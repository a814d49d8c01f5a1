import type { FutureSpec } from '../contracts/futureSpec.js'

/** Copper, COMEX. */
export const HG: FutureSpec = {
  root: 'HG',
  venue: 'COMEX',
  mic: 'XCEC',
  name: 'Copper',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 25_000,
  unit: 'pounds',
  tick: 0.0005,
  tickValue: 12.5,
  months: 'FGHJKMNQUVXZ',
  active: 'HKNUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_METALS',
  settlement: 'physical',
  delivery: 'warrant, COMEX/NYMEX licensed depository',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -3, 0],
  lastTradeTime: { at: '13:00', zone: 'America/New_York' },
  firstNotice: ['businessDay', -1, -1],
}
