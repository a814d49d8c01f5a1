import { ulpsBetween } from '@bourse/proof'
import { expect, it } from 'vitest'
import { expOf } from './exp.js'
import { log1pOf, logOf } from './log.js'
import { createRng } from './rng.js'

// V8's own are within 1 ulp of the truth, as are these: two apart at most, and seldom more than one.
it('exp, log and log1p agree with the engine over their whole range', () => {
  const rng = createRng('logs')
  for (let i = 0; i < 30_000; i++) {
    const wide = 2 ** (2140 * rng.next() - 1074)
    const near = 0.5 + 1.5 * rng.next()
    const small = (rng.next() - 0.5) * 2 ** (-60 * rng.next())
    const power = 1417 * rng.next() - 708
    const apart = [
      ulpsBetween(logOf(wide), Math.log(wide)),
      ulpsBetween(logOf(near), Math.log(near)),
      ulpsBetween(log1pOf(small), Math.log1p(small)),
      ulpsBetween(log1pOf(wide), Math.log1p(wide)),
      ulpsBetween(expOf(power), Math.exp(power)),
    ]
    expect(Math.max(...apart), `${wide} ${near} ${small} ${power}`).toBeLessThanOrEqual(1)
  }
})

it('ends', () => {
  expect([logOf(0), logOf(-1), logOf(Infinity), logOf(1), logOf(Number.MAX_VALUE), log1pOf(-1), log1pOf(0)]).toEqual([
    -Infinity,
    NaN,
    Infinity,
    0,
    709.782712893384,
    -Infinity,
    0,
  ])
  expect([expOf(-Infinity), expOf(Infinity), expOf(NaN), expOf(0), expOf(-744)]).toEqual([0, Infinity, NaN, 1, 1e-323])
})
