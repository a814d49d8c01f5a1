import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro silver (1,000 oz), COMEX. */
export const SIL: FutureSpec = {
  root: 'SIL',
  venue: 'COMEX',
  mic: 'XCEC',
  name: 'Micro silver (1,000 oz)',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 1000,
  unit: 'troy oz',
  tick: 0.005,
  tickValue: 5,
  months: 'FHKNUZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_METALS',
  settlement: 'physical',
  delivery: 'warrant, COMEX/NYMEX licensed depository',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -3, 0],
  lastTradeTime: { at: '13:25', zone: 'America/New_York' },
  firstNotice: ['businessDay', -1, -1],
}
