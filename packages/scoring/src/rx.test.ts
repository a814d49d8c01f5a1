import { createRng } from '@bourse/math'
import { from } from 'rxjs'
import { expect, test } from 'vitest'
import { type LiveScore, score$ } from './rx.js'
import type { Opportunity } from './score/opportunity.js'
import { scoreOpportunity } from './score/scoreOpportunity.js'

const one: Opportunity = {
  ...{
    id: 'A@X',
    bucket: 'crypto',
    time: 0,
    probability: 0.5,
    confidence: 0.5,
    gain: 1,
    loss: 1,
    leverageUse: 0,
    correlation: 0,
  },
} as const

function run(probabilities: readonly number[]): LiveScore[] {
  const out: LiveScore[] = []
  const all$ = from(probabilities.map((probability) => ({ ...one, probability })))
  score$(all$, { window: 100, isCalibrated: ({ probability }) => probability > 0.5 }).subscribe((live) =>
    out.push(live),
  )
  return out
}

test('scores with reasons; drift only where the stream has moved', () => {
  const rng = createRng('drift')
  const still = run(Array.from({ length: 400 }, () => rng.next()))
  const moved = run(Array.from({ length: 400 }, (_, i) => (i < 200 ? rng.next() : 0.5 + rng.next() / 2)))
  expect(still.slice(0, 199).every(({ drift }) => Number.isNaN(drift))).toBe(true)
  expect(still.at(-1)!.drift).toBeLessThan(0.35)
  expect(moved.at(-1)!.drift).toBeGreaterThan(1)
  expect(still[7]!.score).toEqual(scoreOpportunity(still[7]!.opportunity))
  expect(still[7]!.explanation).toContain(still[7]!.score.total.toFixed(1))
  expect(still.every(({ calibrated, opportunity }) => calibrated === opportunity.probability > 0.5)).toBe(true)
  expect(() => score$(from([one]), { window: 1 })).toThrow('window')
})

test('a bad opportunity is an error of the stream', () => {
  let told = ''
  score$(from([{ ...one, loss: -1 }])).subscribe({ error: (error: Error) => (told = error.message) })
  expect(told).toContain('loss')
})
