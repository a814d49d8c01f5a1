import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Input } from './input.js'
import { compareInputs } from './inputOrder.js'

const kinds = [
  'fill',
  'accepted',
  'exercise',
  'expiry',
  'accountSnapshot',
  'cashMove',
  'positionTransfer',
  'control',
  'link',
  'timer',
  'answer',
  'bar',
  'quote',
] as const
const input = (kind: string, time = 5, source = 's', seq = 0): Input =>
  ({ kind, time, source, seq, at: time }) as unknown as Input

test('at equal times: fills, order facts, account, controls, links, timers, answers, market', () => {
  const sorted = [...kinds]
    .reverse()
    .map((kind) => input(kind))
    .sort(compareInputs)
    .map(({ kind }) => kind)
  expect(sorted).toEqual([
    'fill',
    'expiry',
    'exercise',
    'accepted',
    'positionTransfer',
    'cashMove',
    'accountSnapshot',
    'control',
    'link',
    'timer',
    'answer',
    'quote',
    'bar',
  ])
})

test('time first, then kind, then source by code unit, then seq', () => {
  const line = [
    input('quote', 4),
    input('fill', 5, 'z', 9),
    input('quote', 5, 'A', 2),
    input('quote', 5, 'a', 0),
    input('quote', 5, 'a', 1),
  ]
  expect([...line].reverse().sort(compareInputs)).toEqual(line)
})

test('a total order', () => {
  const any = fc
    .tuple(fc.constantFrom(...kinds), fc.nat(3), fc.constantFrom('a', 'b', 'é'), fc.nat(3))
    .map(([kind, time, source, seq]) => input(kind, time, source, seq))
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      expect(Math.sign(compareInputs(a, b))).toBe(0 - Math.sign(compareInputs(b, a)))
      if (compareInputs(a, b) <= 0 && compareInputs(b, c) <= 0) expect(compareInputs(a, c)).toBeLessThanOrEqual(0)
    }),
    { seed: 9, numRuns: 1000 },
  )
})
