import type { FutureSpec } from '../contracts/futureSpec.js'

/** Three-Month SOFR, CME. */
export const SR3: FutureSpec = {
  root: 'SR3',
  venue: 'CME',
  mic: 'XCME',
  name: 'Three-Month SOFR',
  assetClass: 'rates',
  currency: 'USD',
  multiplier: 2500,
  unit: 'USD per index point',
  tick: 0.0025,
  tickValue: 6.25,
  deferredTick: { tick: 0.005, tickValue: 12.5, from: { months: 4 } },
  months: 'FGHJKMNQUVXZ',
  active: 'HMUZ',
  listing: '39 quarters and 6 serial months',
  launched: { on: '2018-05-07', month: '2018-06' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, daily break 16:00-17:00',
  calendar: 'CME_RATES',
  settlement: 'cash',
  delivery: '100 - compounded SOFR over the reference quarter, rounded 0.0001',
  businessDays: 'US_FUTURES',
  lastTrade: ['businessDays', ['weekday', 3, 'wed', 3], -1],
  lastTradeTime: { at: '16:00', zone: 'America/Chicago' },
}
