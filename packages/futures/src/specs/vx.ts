import type { FutureSpec } from '../contracts/futureSpec.js'

/** Cboe VIX futures, CFE. */
export const VX: FutureSpec = {
  root: 'VX',
  venue: 'CFE',
  mic: 'XCBF',
  name: 'Cboe VIX futures',
  assetClass: 'volatility',
  currency: 'USD',
  multiplier: 1000,
  unit: 'USD per index point',
  tick: 0.05,
  tickValue: 50,
  spreadTick: 0.01,
  months: 'FGHJKMNQUVXZ',
  listing: '9 near months and weeklies',
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, regular hours 08:30-15:00, daily break 16:00-17:00',
  calendar: 'CFE_VX',
  settlement: 'cash',
  delivery: 'VRO special opening quotation',
  businessDays: 'US_FUTURES',
  lastTrade: ['onOrBefore', ['days', ['onOrBefore', ['weekday', 3, 'fri', 1]], -30]],
  lastTradeTime: { at: '08:00', zone: 'America/Chicago' },
}
