import { golden } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Opportunity } from './opportunity.js'
import { percentileScore } from './percentileScore.js'
import { rankOpportunities } from './rankOpportunities.js'
import { scoreOpportunity } from './scoreOpportunity.js'

type Case = {
  readonly [name in
    | 'max_leverage'
    | 'ml_probability'
    | 'ml_confidence'
    | 'expected_return'
    | 'max_loss'
    | 'leverage'
    | 'correlation_to_portfolio'
    | 'ev_score'
    | 'risk_score'
    | 'unified_raw'
    | 'unified']: number
} & { readonly action: string; readonly asset_class: string }
const { rows, title } = golden<{ readonly cases: readonly Case[] }>('scoring/unifiedscore.dev.json')
const actions: { readonly [action: string]: string } = {
  auto_strong: 'strong',
  auto: 'standard',
  alert: 'alert',
  skip: 'skip',
}

describe.skipIf(!rows)(title, () => {
  test('v1 is the formula word for word', () => {
    for (const one of rows!.cases) {
      const score = scoreOpportunity(
        {
          id: 'X@Y',
          bucket: one.asset_class,
          time: 0,
          probability: one.ml_probability,
          confidence: one.ml_confidence,
          gain: one.expected_return,
          loss: one.max_loss,
          leverageUse: one.leverage / one.max_leverage,
          correlation: one.correlation_to_portfolio,
        },
        'v1',
      )
      const said = JSON.stringify({ one, score })
      expect(Math.abs(score.value - one.ev_score), said).toBeLessThan(1e-10)
      expect(Math.abs(score.risk - one.risk_score), said).toBeLessThan(1e-10)
      expect(score.total, said).toBe(one.unified)
      expect(score.action, said).toBe(actions[one.action] ?? one.action)
    }
  })
})

const even = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((i) => min + ((max - min) * i) / 1e6)
const opportunities: fc.Arbitrary<Opportunity> = fc.record({
  id: fc.constant('X@Y' as const),
  bucket: fc.constant('options'),
  time: fc.constant(0),
  probability: even(0, 1),
  confidence: even(0, 1),
  gain: even(-1, 5),
  loss: fc.oneof(fc.constant(0), even(0, 3)),
  leverageUse: even(0, 2),
  correlation: even(-1, 1),
})

describe('v2', () => {
  test('stays within 0-100 in every part and its bands have no gaps', () => {
    fc.assert(
      fc.property(opportunities, (one) => {
        const { total, value, confidence, risk, action } = scoreOpportunity(one)
        for (const part of [total, value, confidence, risk]) {
          expect(part).toBeGreaterThanOrEqual(0)
          expect(part).toBeLessThanOrEqual(100)
        }
        expect(action).toBe(total >= 80 ? 'strong' : total >= 60 ? 'standard' : total >= 40 ? 'alert' : 'skip')
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  test('a better chance, more confidence, less leverage and less correlation never lower it', () => {
    fc.assert(
      fc.property(opportunities, even(0, 1), (one, up) => {
        const total = scoreOpportunity(one).total
        const better = {
          ...one,
          gain: one.gain + up,
          confidence: Math.min(1, one.confidence + up),
          leverageUse: Math.max(0, one.leverageUse - up),
          correlation: Math.max(-1, one.correlation - up),
        }
        expect(scoreOpportunity(better).total).toBeGreaterThanOrEqual(total - 1e-9)
      }),
      { numRuns: 1000, seed: 2 },
    )
  })

  test('a trade that cannot lose is worth its gain', () => {
    const one: Opportunity = {
      id: 'X@Y',
      bucket: 'b',
      time: 0,
      probability: 0.5,
      confidence: 0.5,
      gain: 1,
      loss: 0,
      leverageUse: 0,
      correlation: 0,
    }
    expect(scoreOpportunity(one).value).toBe(100)
    expect(scoreOpportunity({ ...one, gain: 0 }).value).toBeCloseTo(26.89, 2)
    expect(scoreOpportunity(one, 'v1').value).toBeCloseTo(26.89, 2)
  })
})

test('ranks', () => {
  const one: Opportunity = {
    id: 'A@Y',
    bucket: 'b',
    time: 0,
    probability: 0.5,
    confidence: 0.5,
    gain: 1,
    loss: 1,
    leverageUse: 0,
    correlation: 0,
  }
  const ranked = rankOpportunities([one, { ...one, id: 'B@Y', probability: 0.9 }, { ...one, id: 'C@Y' }])
  expect(ranked.map(({ opportunity }) => opportunity.id)).toEqual(['B@Y', 'A@Y', 'C@Y'])
  const alone = { ...one, drawdown: 0.1, accuracy: 0.5 }
  expect([...percentileScore([alone])]).toEqual([50])
  // by value: 1.5 1.5 -> ranks 1.5, 3, 1.5 of 3; by confidence 1.5, 1.5, 3; the third factor is a tie
  const three = percentileScore([alone, { ...alone, probability: 0.9 }, { ...alone, confidence: 0.9 }])
  expect([...three]).toEqual([40 * 0.25 + 30 * 0.25 + 15, 40 + 30 * 0.25 + 15, 40 * 0.25 + 30 + 15])
  expect(percentileScore([])).toHaveLength(0)
})

test('bad figures are refused by name', () => {
  const one: Opportunity = {
    id: 'A@Y',
    bucket: 'b',
    time: 0,
    probability: 0.5,
    confidence: 0.5,
    gain: 1,
    loss: 1,
    leverageUse: 0,
    correlation: 0,
  }
  for (const name of ['probability', 'confidence', 'gain', 'loss', 'leverageUse', 'correlation'] as const)
    expect(() => scoreOpportunity({ ...one, [name]: Number.NaN })).toThrow(name)
  expect(() => percentileScore([{ ...one, drawdown: 0, accuracy: 1 }])).toThrow('drawdown')
})
