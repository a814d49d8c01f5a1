// Three years of a market that never was: eight instruments of six kinds, all from one seed.
import {
  type Calendars,
  CL,
  createRng,
  ES,
  type Instrument,
  type IsoDate,
  type Outcome,
  type Perpetual,
  type Spot,
  type SyntheticMarket,
  syntheticMarket,
} from 'bourse'

/** Of ten tried the one in which every strategy and every rule has something to do; the others are as good and as bad. */
export const seed = 'ten'
const usd = { currency: 'USD', tick: 0.01, lot: 1 } as const
const spy: Instrument = { ...usd, kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', calendar: 'XNYS' }
const coin = { ...usd, assetClass: 'crypto', calendar: 'always', base: 'BTC', quote: 'USD', lot: 0.0001 } as const
const btc: Spot = { ...coin, kind: 'spot', id: 'BTC/USD@coinbase' }
const perp: Perpetual = {
  ...coin,
  kind: 'perpetual',
  id: 'BTC/USD:USD@coinbase',
  multiplier: 1,
  payoff: 'linear',
  fundingHours: 8,
}
const euro: Spot = {
  ...usd,
  kind: 'spot',
  id: 'EUR/USD@ebs',
  assetClass: 'fx',
  calendar: 'CME_FX',
  base: 'EUR',
  quote: 'USD',
  tick: 0.00001,
  lot: 1000,
}
const question: Outcome = {
  ...usd,
  kind: 'outcome',
  id: 'rate-cut:yes@polymarket',
  assetClass: 'event',
  calendar: 'always',
  market: 'rate-cut',
  outcome: 'yes',
  closes: Date.parse('2025-06-18T18:00Z'),
}

/** Futures follow their curves, the perpetual its coin, calls their fund: `syntheticMarket` lists, quotes and expires them. */
export function demoMarket(
  calendars: Calendars,
  from: IsoDate,
  to: IsoDate,
  span: '1d' | '5m' = '1d',
): SyntheticMarket {
  const members = [
    { instrument: spy, drift: 0.07, vol: 0.15, price: 400, options: { days: 40, strikes: 4, step: 10, vol: 0.18 } },
    { futures: ES, drift: 0.05, vol: 0.16, price: 4000, carry: 0.04 },
    { futures: CL, drift: 0.02, vol: 0.3, price: 75, carry: 0.03, carryVol: 0.06, months: 'listed' },
    { instrument: btc, drift: 0.25, vol: 0.5, price: 30_000 },
    { instrument: perp, of: btc.id, funding: 0.00015 },
    { instrument: euro, vol: 0.08, price: 1.08 },
    { instrument: question, probability: 0.55 },
  ] as const
  return syntheticMarket({ from, to, span, members, correlation: 0.25, regimes: 3, calendars }, createRng(seed))
}
