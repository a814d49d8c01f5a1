import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro gold, COMEX. */
export const MGC: FutureSpec = {
  root: 'MGC',
  venue: 'COMEX',
  mic: 'XCEC',
  name: 'Micro gold',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 10,
  unit: 'troy oz',
  tick: 0.1,
  tickValue: 1,
  months: 'GJMQVZ',
  launched: { on: '2010-10-04', month: '2010-12' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_METALS',
  settlement: 'physical',
  delivery: 'warrant, COMEX/NYMEX licensed depository',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -3, 0],
  lastTradeTime: { at: '13:30', zone: 'America/New_York' },
  firstNotice: ['businessDay', -1, -1],
}
