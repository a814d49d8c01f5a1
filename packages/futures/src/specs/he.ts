import type { FutureSpec } from '../contracts/futureSpec.js'

/** Lean hogs, CME. */
export const HE: FutureSpec = {
  root: 'HE',
  venue: 'CME',
  mic: 'XCME',
  name: 'Lean hogs',
  assetClass: 'commodity',
  currency: 'USD',
  multiplier: 40_000,
  unit: 'pounds',
  tick: 0.00025,
  tickValue: 10,
  months: 'GJKMNQVZ',
  hours: 'Mon-Fri 08:30-13:05 America/Chicago',
  calendar: 'CME_LIVESTOCK',
  settlement: 'cash',
  delivery: 'CME Lean Hog Index',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDay', 10, 0],
  lastTradeTime: { at: '12:00', zone: 'America/Chicago' },
}
