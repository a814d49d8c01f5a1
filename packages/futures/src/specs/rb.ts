import type { FutureSpec } from '../contracts/futureSpec.js'

/** RBOB gasoline, NYMEX. */
export const RB: FutureSpec = {
  root: 'RB',
  venue: 'NYMEX',
  mic: 'XNYM',
  name: 'RBOB gasoline',
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
