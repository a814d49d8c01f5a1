import type { FutureSpec } from '../contracts/futureSpec.js'

/** Micro WTI, NYMEX. */
export const MCL: FutureSpec = {
  root: 'MCL',
  venue: 'NYMEX',
  mic: 'XNYM',
  name: 'Micro WTI',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 100,
  unit: 'barrels',
  tick: 0.01,
  tickValue: 1,
  months: 'FGHJKMNQUVXZ',
  launched: { on: '2021-07-12', month: '2021-08' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_ENERGY',
  settlement: 'cash',
  delivery: 'financial, CL settlement',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['onOrBefore', ['day', 25, -1]], -4],
  lastTradeTime: { at: '14:30', zone: 'America/New_York' },
}
