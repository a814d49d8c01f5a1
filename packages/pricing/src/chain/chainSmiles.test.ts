import { manualClock, type MarketFact, type Sourced, toEpochMs } from '@bourse/core'
import { feedFrom$ } from '@bourse/core/rx'
import { normCdf } from '@bourse/math'
import { NEVER, Subject } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { seededChain } from '../fixtures/seededChain.js'
import { chain$, type LiveSurface, surface$ } from '../rx.js'
import { fitSvi } from '../smile/fitSvi.js'
import { chainSmiles } from './chainSmiles.js'
import { type ChainView, chainView } from './chainView.js'
import { optionChain } from './optionChain.js'

const now = toEpochMs('2026-11-18T18:00Z')
const market = seededChain('2026-11-18', 4, 61)

function fed(strikes = 61, exercise: 'european' | 'american' = 'european') {
  const made = strikes === 61 && exercise === 'european' ? market : seededChain('2026-11-18', 4, strikes, exercise)
  const chain = optionChain(made.underlying, made.options, { rate: made.rate })
  for (const fact of made.quotesAt(now, 6000)) chain.next(fact)
  return chain
}

describe('fits of a chain', () => {
  test('quotes out of the money, from delta 0.05', () => {
    const chain = fed()
    const smiles = chainSmiles(chain)
    expect(smiles.map(({ years }) => years)).toEqual(chain.slices().map(({ years }) => years))
    for (const { forward, years, strikes, vols, bidVols, askVols } of smiles) {
      expect(strikes.length).toBeGreaterThan(10)
      for (let i = 0; i < strikes.length; i++) {
        expect(bidVols![i]!).toBeLessThan(vols[i]!)
        expect(askVols![i]!).toBeGreaterThan(vols[i]!)
        const deviation = vols[i]! * Math.sqrt(years)
        const d1 = Math.log(forward / strikes[i]!) / deviation + 0.5 * deviation
        expect(normCdf(strikes[i]! < forward ? -d1 : d1)).toBeGreaterThanOrEqual(0.05)
        if (i > 0) expect(strikes[i]!).toBeGreaterThan(strikes[i - 1]!)
      }
    }
  })

  test('a view carries them; without being asked it does not', () => {
    const chain = fed()
    const view = chainView(chain, now, { fit: 'svi' })
    for (const { fit, forward, years } of view.expiries) {
      expect(fit).toMatchObject({ model: 'svi', arbitrage: 'none', forward, years, inside: 1 })
      for (const k of [-0.05, 0, 0.05])
        expect(fit!.vol(forward * Math.exp(k))).toBeCloseTo(0.18 - 0.25 * k + 0.6 * k * k, 2)
    }
    expect(chainView(chain, now, { fit: 'sabr' }).expiries[3]!.fit).toMatchObject({ model: 'sabr' })
    expect(chainView(chain, now).expiries[0]).not.toHaveProperty('fit')
    expect(chainView(fed(3), now, { fit: 'svi' }).expiries[0]).not.toHaveProperty('fit')
  })

  test('American options have a smile once the price of the underlying is known, and nothing has one before a quote', () => {
    const made = seededChain('2026-11-18', 2, 41, 'american', 'with')
    const american = optionChain(made.underlying, made.options, { rate: made.rate })
    const [price, ...quotes] = made.quotesAt(now, 6000)
    for (const fact of quotes) american.next(fact)
    expect(chainSmiles(american).every(({ strikes }) => strikes.length === 0)).toBe(true)
    expect(chainView(american, now, { fit: 'svi' }).expiries[0]).not.toHaveProperty('fit')
    american.next(price!)
    for (const { fit, forward } of chainView(american, now, { fit: 'svi' }).expiries)
      for (const k of [-0.05, 0, 0.05])
        expect(fit!.vol(forward * Math.exp(k))).toBeCloseTo(0.18 - 0.25 * k + 0.6 * k * k, 2)
    const silent = optionChain(market.underlying, market.options)
    expect(chainSmiles(silent)[0]!.strikes).toHaveLength(0)
    expect(
      fitSvi({
        ...chainSmiles(fed())[0]!,
        strikes: new Float64Array(0),
        vols: new Float64Array(0),
        bidVols: new Float64Array(0),
        askVols: new Float64Array(0),
      }).ok,
    ).toBe(false)
  })
})

describe('streams', () => {
  function wired() {
    const clock = manualClock(now)
    const facts = new Subject<Sourced<MarketFact>>()
    return {
      clock,
      facts,
      feed: feedFrom$(facts, NEVER),
      chain: optionChain(market.underlying, market.options, { rate: market.rate }),
    }
  }

  test('chain$ carries fits that follow the quotes', () => {
    const { clock, facts, feed, chain } = wired()
    const views: ChainView[] = []
    chain$(feed, chain, { every: '1s', clock, fit: 'svi' }).subscribe((view) => views.push(view))
    for (const spot of [6000, 6010]) {
      for (const fact of market.quotesAt(clock.now(), spot)) facts.next(fact)
      clock.advance(clock.now() + 1000)
    }
    expect(views).toHaveLength(2)
    const [one, other] = views.map(({ expiries }) => expiries[2]!)
    expect(one!.fit!.inside).toBe(1)
    expect(other!.fit!.inside).toBe(1)
    expect(other!.fit!.forward).toBeGreaterThan(one!.fit!.forward)
    expect(other!.fit!.vol(other!.forward)).toBeCloseTo(one!.fit!.vol(one!.forward), 3)
  })

  test('surface$ says too-few, then has a surface, then keeps it up to date; again for each subscriber', () => {
    const { clock, facts, feed, chain } = wired()
    const seen: LiveSurface[] = []
    const live$ = surface$(feed, chain, { every: '1s', clock })
    const subscription = live$.subscribe((one) => seen.push(one))
    clock.advance(now + 1000)
    for (const fact of market.quotesAt(clock.now(), 6000)) facts.next(fact)
    clock.advance(now + 3000)
    expect(seen.map(({ built }) => built.ok)).toEqual([false, true, true])
    expect(seen[0]!.built).toMatchObject({ failure: { code: 'too-few' } })
    const { built } = seen[2]!
    expect(built.ok && built.value.slices).toHaveLength(4)
    expect(built.ok && built.value.arbitrage).toEqual([])
    subscription.unsubscribe()
    clock.advance(now + 5000)
    expect(seen).toHaveLength(3)
  })
})
