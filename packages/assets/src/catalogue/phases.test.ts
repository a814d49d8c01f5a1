import { campaign } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogueAsset, starterCatalogue } from '../catalogue.js'
import { assetLadder, cryptoLadder } from './ladders.js'
import { evaluatePhase, phaseRule } from './phase.js'
import { checkRequirements, type MeasuredFigures } from './requirement.js'
import { cryptoScreen, screenAsset } from './screening.js'
import { assignSlots, fiveSlots, type SlotCandidate } from './slots.js'
import { cryptoTiers, reviewTiers, setTier } from './tiers.js'
import { coinSector, coinTickerOn, cryptoTop50 } from './top50.js'

const stocks = { profitableDays: 30, sharpe60: 1.6, drawdown: 0.14, winRate: 0.51, capital: 1000 }

describe('phases', () => {
  test('the figures of the ladders', () => {
    const capital = assetLadder.phases
      .slice(1)
      .map(({ requires, recommended }) => [
        requires.find(({ figure }) => figure === 'capital')?.target,
        recommended?.find(({ figure }) => figure === 'capital')?.target,
      ])
    expect(capital).toEqual([
      [1000, 2500],
      [3000, 5000],
      [5000, 10_000],
      [5000, 10_000],
      [10_000, 25_000],
      [15_000, 50_000],
    ])
    expect(evaluatePhase(assetLadder.phases[1]!, stocks)).toEqual({
      ready: true,
      missing: [],
      advice: [{ requirement: 'capital >= 2500', value: 1000, target: 2500 }],
    })
    // What the ladder opens exists in the shipped catalogue.
    const starter = starterCatalogue()
    for (const added of assetLadder.phases.flatMap(({ adds }) => adds))
      expect(added.includes('@') ? catalogueAsset(starter, added).id : Object.keys(starter.classes)).toContain(added)
  })

  test.each([
    [{ sharpe60: 1.5 }, 'sharpe60 > 1.5'],
    [{ drawdown: 0.15 }, 'drawdown < 0.15'],
    [{ winRate: 0.5 }, 'winRate > 0.5'],
    [{ profitableDays: 29 }, 'profitableDays >= 30'],
    [{ capital: Number.NaN }, 'capital >= 1000'],
  ])('%o is not enough', (figures, requirement) => {
    expect(evaluatePhase(assetLadder.phases[1]!, { ...stocks, ...figures }).missing).toMatchObject([{ requirement }])
  })

  test('what was not measured is missing', () => {
    const { missing } = evaluatePhase(cryptoLadder.phases[1]!, {
      profitableMonths: 3,
      drawdown: 0.1,
      killSwitchTested: false,
    })
    expect(missing).toEqual([
      { requirement: 'killSwitchTested >= 1', value: 0, target: 1 },
      { requirement: 'operationsStable >= 1', value: null, target: 1 },
    ])
    expect(checkRequirements([{ figure: 'toString', is: '>', target: 0 }], {}).ready).toBe(false)
  })

  test('the rule moves one phase a time, says so, and remembers', () => {
    const rule = phaseRule(assetLadder, { confirm: 2 })
    const rich: MeasuredFigures = { ...stocks, profitableDays: 90, sharpe60: 2, capital: 1e6 }
    expect(rule.next({ time: 1, measured: rich })).toMatchObject({ phase: 'crypto', open: ['crypto'] })
    expect(rule.next({ time: 2, measured: {} }).event).toBeUndefined()
    expect(rule.next({ time: 3, measured: rich }).event).toBeUndefined()
    const step = rule.next({ time: 4, measured: rich })
    expect(step.event).toEqual({
      event: 'phaseActivated',
      ladder: 'assets',
      phase: 'liquid stocks',
      adds: ['stocks'],
      time: 4,
    })
    expect(step.log).toMatchObject({
      time: 4,
      message: 'assets: phase "liquid stocks" follows "crypto" and opens stocks',
      details: { from: 'crypto', to: 'liquid stocks', figures: { sharpe60: 2, capital: 1e6 } },
    })
    rule.next({ time: 5, measured: rich })
    const twin = phaseRule(assetLadder, { confirm: 2 })
    twin.load(JSON.parse(JSON.stringify(rule.save())))
    const next = twin.next({ time: 6, measured: rich })
    expect(next).toEqual(rule.next({ time: 6, measured: rich }))
    expect(next.open).toEqual(['crypto', 'stocks', 'leveragedEtfs'])
    expect(() => twin.load({ phase: 'no such', sufficed: 0 })).toThrow('crypto | liquid stocks')
  })

  test('switched off it only answers; at the top it stays', () => {
    const rule = phaseRule(cryptoLadder, { automatic: false })
    const measured = { profitableMonths: 3, drawdown: 0.1, killSwitchTested: true, operationsStable: true }
    const step = rule.next({ time: 0, measured })
    expect([step.phase, step.answer?.ready, step.event]).toEqual(['bitcoin', true, undefined])
    const top = phaseRule({ name: 'short', phases: [cryptoLadder.phases[0]!] })
    expect(top.next({ time: 0, measured })).toEqual({ phase: 'bitcoin', open: ['BTC'], answer: undefined })
    expect(() => phaseRule({ name: 'none', phases: [] })).toThrow('one phase or more')
  })
})

const good = {
  dailyVolume: 500e6,
  depth: 5e6,
  spread: 0.0005,
  perpetualListed: true,
  correlationToBtc: 0.84,
  funding8h: 0.0009,
  feedReliable: true,
  apiReliable: true,
}

describe('screening and tiers', () => {
  test('every rule alone can refuse', () => {
    expect(screenAsset(good)).toEqual({ ready: true, missing: [] })
    const bad = {
      dailyVolume: 499e6,
      depth: 4.9e6,
      spread: 0.00051,
      perpetualListed: false,
      correlationToBtc: 0.85,
      funding8h: 0.001,
      feedReliable: false,
      apiReliable: false,
    }
    for (const { figure } of cryptoScreen)
      expect(
        screenAsset({ ...good, [figure]: bad[figure as 'depth'] }).missing.map(
          ({ requirement }) => requirement.split(' ')[0],
        ),
      ).toEqual([figure])
  })

  test('moves are events', () => {
    const note = { time: 2, who: 'ann', why: 'review' }
    const up = setTier({ ...cryptoTiers, LINK: 3 }, 'LINK', 2, note)
    expect(up).toMatchObject({ tiers: { LINK: 2 }, event: { event: 'tierPromoted', from: 3, to: 2, ...note } })
    expect(setTier(up.tiers, 'LINK', 3, note).event?.event).toBe('tierDemoted')
    expect(setTier(up.tiers, 'LINK', null, note)).toMatchObject({
      tiers: cryptoTiers,
      event: { event: 'tierRemoved', to: null },
    })
    expect(setTier(up.tiers, 'LINK', 2, note).event).toBeUndefined()
    expect(() => setTier(up.tiers, 'LINK', 4 as never, note)).toThrow('1, 2, 3 or null')
  })

  test('a review removes what fails, adds what passes, promotes by its own figures, leaves tier 1 alone', () => {
    const figures = {
      BTC: { dailyVolume: 1 },
      XRP: { ...good, depth: 1 },
      LINK: good,
      UNI: { ...good, dailyVolume: 3e9 },
      SOL: good,
    }
    const review = reviewTiers(
      { ...cryptoTiers, UNI: 3 },
      figures,
      { time: 3, who: 'screen' },
      { promote: [{ figure: 'dailyVolume', is: '>=', target: 2e9 }] },
    )
    expect(review.events.map(({ event, asset }) => `${event} ${asset}`)).toEqual([
      'tierRemoved XRP',
      'tierAdded LINK',
      'tierPromoted UNI',
    ])
    expect(review.events[0]?.why).toBe('fails the screen: depth >= 5000000 (1)')
    expect(review.tiers).toEqual({ BTC: 1, ETH: 1, SOL: 2, BNB: 2, LINK: 3, UNI: 2 })
  })
})

describe('slots', () => {
  const coin = (asset: string, tier: 1 | 2 | 3, edge: number, correlation = 0.5, liquidity = 1e9): SlotCandidate => ({
    asset,
    tier,
    edge,
    correlation,
    liquidity,
  })

  test('reserved, at most, and the three orders of priority', () => {
    const { taken, refused } = assignSlots([
      coin('SOL', 2, 0.5),
      coin('BNB', 2, 0.5, 0.4),
      coin('XRP', 2, 0.5, 0.5, 2e9),
      coin('LINK', 3, 0.9),
      coin('UNI', 3, 0.8),
      coin('BTC', 1, 0.1),
      coin('ETH', 1, 0.2),
    ])
    expect(taken.map(({ asset }) => asset)).toEqual(['LINK', 'BNB', 'XRP', 'ETH', 'BTC'])
    expect(refused).toEqual([
      { asset: 'UNI', why: 'tier full' },
      { asset: 'SOL', why: 'tier full' },
    ])
    const loose = { ...fiveSlots, atMost: { 1: 5, 2: 5, 3: 5 } }
    expect(
      assignSlots(
        ['A', 'B', 'C', 'D'].map((name) => coin(name, 2, 1)),
        loose,
      ).refused,
    ).toEqual([{ asset: 'D', why: 'reserved for tier 1' }])
  })

  test('whatever comes: five at most, two kept for tier 1, caps held, order of arrival without influence', () => {
    const figure = fc.double({ min: -1, max: 1, noNaN: true })
    const candidate = fc.record({
      asset: fc.string(),
      tier: fc.constantFrom(1, 2, 3),
      edge: figure,
      correlation: figure,
      liquidity: figure,
    })
    const many = fc.uniqueArray(candidate, { selector: ({ asset }) => asset, maxLength: 12 }) as fc.Arbitrary<
      SlotCandidate[]
    >
    fc.assert(
      fc.property(many, (candidates) => {
        const { taken, refused } = assignSlots(candidates)
        const count = (tier: number): number => taken.filter((one) => one.tier === tier).length
        expect(taken.length).toBeLessThanOrEqual(5)
        expect(count(2)).toBeLessThanOrEqual(2)
        expect(count(3)).toBeLessThanOrEqual(1)
        expect(count(1)).toBeGreaterThanOrEqual(Math.min(2, candidates.filter(({ tier }) => tier === 1).length))
        expect(taken.length + refused.length).toBe(candidates.length)
        expect(assignSlots([...candidates].reverse())).toEqual({ taken, refused })
      }),
      { seed: 37, numRuns: campaign(20_000) },
    )
    expect(() => assignSlots([coin('A', 1, Number.NaN)])).toThrow('edge of A')
    expect(() => assignSlots([coin('A', 1, 1), coin('A', 1, 1)])).toThrow('each asset once')
  })
})

describe('coins', () => {
  test('fifty, each once, dated, with a sector', () => {
    const { asOf, coins } = cryptoTop50()
    expect(asOf).toBe('2025-06-30')
    expect(new Set(coins.map(({ ticker }) => ticker)).size).toBe(50)
    expect(coins.map(({ rank }) => rank)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
    expect(coins.filter(({ sector }) => sector === 'stablecoins').map(({ ticker }) => ticker)).toEqual([
      'USDT',
      'USDC',
      'USDE',
      'DAI',
    ])
  })

  test('renames: as written then, as called on a day', () => {
    expect(coinTickerOn('LUNA', '2021-06-01', '2026-01-01')).toBe('LUNC')
    expect(coinTickerOn('LUNA', '2023-06-01', '2026-01-01')).toBe('LUNA')
    expect(coinTickerOn('MATIC', '2024-01-01', '2024-09-04')).toBe('POL')
    expect(coinTickerOn('BTC', '2010-01-01', '2026-01-01')).toBe('BTC')
    expect(coinSector('RNDR')).toBe('ai')
    expect(coinSector('XYZ')).toBeUndefined()
    expect(() => coinTickerOn('BTC', '2026-01-01', '2025-01-01')).toThrow('not before')
  })
})
