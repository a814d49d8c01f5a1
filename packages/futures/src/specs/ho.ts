import type { FutureSpec } from '../contracts/futureSpec.js'

/** NY Harbor ULSD, NYMEX. */
export const HO: FutureSpec = {
  root: 'HO',
  venue: 'NYMEX',
  mic: 'XNYM',
  name: 'NY Harbor ULSD',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 42_000,
  unit: 'gallons',
  tick: 0.0001,
  tickValue: 4.2,
  months: 'FGHJKMNQUVXZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_ENERGY',
  settlement: 'physical',
  delivery: 'New York Harbor FOB',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', -1, -1],
  lastTradeTime: { at: '14:30', zone: 'America/New_York' },
  firstNotice: ['businessDays', ['lastTrade'], 2],
}
