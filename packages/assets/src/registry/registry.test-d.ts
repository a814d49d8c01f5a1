// What must compile and what must not: checked by the type checker, never run.
import { type Instrument, type InstrumentOf, isKind, matchKind } from '../index.js'
import { createRegistry } from './registry.js'

const registry = createRegistry([
  {
    kind: 'future',
    id: 'ESZ26@CME',
    assetClass: 'equity',
    currency: 'USD',
    tick: 0.25,
    lot: 1,
    calendar: 'CME_EQUITY',
    root: 'ES',
    month: '2026-12',
    expiry: '2026-12-18',
    multiplier: 50,
    settlement: 'cash',
  },
  {
    kind: 'spot',
    id: 'BTC/USDT@binance',
    assetClass: 'crypto',
    currency: 'USDT',
    tick: 0.01,
    lot: 0.00001,
    calendar: 'always',
    base: 'BTC',
    quote: 'USDT',
  },
])

export const fifty: 50 = registry.get('ESZ26@CME').multiplier
// @ts-expect-error an id the literal registry does not hold
registry.get('NQZ26@CME')
// @ts-expect-error a spot pair has no multiplier
registry.get('BTC/USDT@binance').multiplier
export const future: InstrumentOf<'future'> | undefined = registry.select({ kind: 'future' })[0]
// @ts-expect-error the selection holds no spot pairs
export const pair: InstrumentOf<'spot'> | undefined = registry.select({ kind: 'future' })[0]

declare const found: Instrument[]
const atRunTime = createRegistry(found)
export const any: Instrument = atRunTime.get('ANY@WHERE')
export const both: 50 = registry
  .with([{ ...registry.get('BTC/USDT@binance'), id: 'ETH/USDT@binance', base: 'ETH' }])
  .get('ESZ26@CME').multiplier

declare const instrument: Instrument
// @ts-expect-error not narrowed yet
instrument.strike
if (isKind(instrument, 'option')) instrument.strike
// @ts-expect-error nine kinds are missing, and there is no otherwise
matchKind(instrument, { future: (f: InstrumentOf<'future'>) => f.root })
export const wrong: Instrument = {
  kind: 'spot',
  id: 'A@B',
  assetClass: 'fx',
  currency: 'USD',
  tick: 1,
  lot: 1,
  calendar: 'x',
  base: 'EUR',
  quote: 'USD',
  // @ts-expect-error a spot pair has no strike
  strike: 1,
}
