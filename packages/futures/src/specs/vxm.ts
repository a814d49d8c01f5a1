import type { FutureSpec } from '../contracts/futureSpec.js'

/** Mini VIX futures, CFE. */
export const VXM: FutureSpec = {
  root: 'VXM',
  venue: 'CFE',
  mic: 'XCBF',
  name: 'Mini VIX futures',
  assetClass: 'volatility',
  currency: 'USD',
  multiplier: 100,
  unit: 'USD per index point',
  tick: 0.01,
  tickValue: 1,
  months: 'FGHJKMNQUVXZ',
  launched: { on: '2020-08-10', month: '2020-08' },
  hours: 'Sun-Fri 17:00-16:00 America/Chicago, regular hours 08:30-15:00, daily break 16:00-17:00',
  calendar: 'CFE_VX',
  settlement: 'cash',
  delivery: 'VRO special opening quotation',
  businessDays: 'US_FUTURES',
  lastTrade: ['onOrBefore', ['days', ['onOrBefore', ['weekday', 3, 'fri', 1]], -30]],
  lastTradeTime: { at: '08:00', zone: 'America/Chicago' },
}
