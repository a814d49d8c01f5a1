import type { FutureSpec } from '../contracts/futureSpec.js'

/** Platinum, NYMEX. */
export const PL: FutureSpec = {
  root: 'PL',
  venue: 'NYMEX',
  mic: 'XNYM',
  name: 'Platinum',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 50,
  unit: 'troy oz',
  tick: 0.1,
  tickValue: 5,
  months: 'FGHJKMNQUVXZ',
  active: 'FJNV',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_METALS',
  settlement: 'physical',
  delivery: 'warrant, COMEX/NYMEX licensed depository',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -3, 0],
  lastTradeTime: { at: '13:05', zone: 'America/New_York' },
  firstNotice: ['businessDay', -1, -1],
}
