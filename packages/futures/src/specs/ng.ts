import type { FutureSpec } from '../contracts/futureSpec.js'

/** Henry Hub natural gas, NYMEX. */
export const NG: FutureSpec = {
  root: 'NG',
  venue: 'NYMEX',
  mic: 'XNYM',
  name: 'Henry Hub natural gas',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 10_000,
  unit: 'mmBtu',
  tick: 0.001,
  tickValue: 10,
  months: 'FGHJKMNQUVXZ',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_ENERGY',
  settlement: 'physical',
  delivery: 'Henry Hub, Louisiana',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['day', 1, 0], -3],
  lastTradeTime: { at: '14:30', zone: 'America/New_York' },
  firstNotice: ['businessDays', ['lastTrade'], 1],
}
