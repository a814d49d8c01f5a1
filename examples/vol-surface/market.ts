// A market that is made up: quotes on the tick around an SSVI surface, with one print that does not belong.
import type { Option } from '@bourse/assets'
import { addDays, type EpochMs, type MarketFact, type Sourced } from '@bourse/core'
import { createRng } from '@bourse/math'
import { black, ssviSlice, sviVariance, yearsToExpiry } from '@bourse/pricing'

export const underlying = 'XYZ@CBOE'
export const rate = 0.04
export const spot = 6000
const days = [7, 14, 30, 58, 93, 184, 366]

export const options: readonly Option[] = days.flatMap((ahead) => {
  const expiry = addDays('2026-11-18', ahead)
  const width = 25 * Math.max(1, Math.round(0.04 * Math.sqrt(ahead) * 5))
  return Array.from({ length: 31 }, (_, i) => spot + (i - 18) * width).flatMap((strike) =>
    (['call', 'put'] as const).map(
      (right): Option => ({
        kind: 'option',
        id: `XYZ-${expiry}-${strike}-${right}@CBOE`,
        underlying,
        right,
        strike,
        expiry,
        exercise: 'european',
        multiplier: 100,
        settlement: 'cash',
        fixing: 'pm',
        assetClass: 'equity',
        currency: 'USD',
        tick: 0.05,
        lot: 1,
        calendar: 'XNYS',
      }),
    ),
  )
})

/** The put whose quote is left over from a minute ago. */
export const odd = options.find(
  ({ expiry, right, strike }) => expiry === addDays('2026-11-18', 58) && right === 'put' && strike === 5700,
)

export function* quotesAt(now: EpochMs): Generator<Sourced<MarketFact>> {
  const rng = createRng('surface')
  const stamp = { at: now, source: 'market' }
  yield { kind: 'mark', id: underlying, price: spot, ...stamp }
  for (const option of options) {
    const years = yearsToExpiry(option, now)
    const forward = spot * Math.exp(0.027 * years)
    const smile = ssviSlice({ rho: -0.55, eta: 1.1, gamma: 0.45 }, years * (0.026 + 0.01 * Math.sqrt(years)))
    const deviation = Math.sqrt(sviVariance(smile, Math.log(option.strike / forward)))
    const fair = Math.exp(-rate * years) * black(forward, option.strike, deviation, option.right === 'call' ? 1 : -1)
    const price = option.id === odd?.id ? 1.2 * fair : fair
    const half = 0.15 + 0.03 * Math.min(price, 80) * (0.5 + rng.next())
    const bid = Math.max(0, Math.floor((price - half) * 20) / 20)
    const ask = Math.ceil((price + half) * 20) / 20
    yield { kind: 'quote', id: option.id, bid, ask, bidSize: 10, askSize: 10, ...stamp }
  }
}
