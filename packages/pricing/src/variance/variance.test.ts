import { readFileSync } from 'node:fs'
import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StrikeQuotes } from '../parity/strikeQuotes.js'
import { varianceStrip } from './varianceStrip.js'
import { type IndexTerm, volatilityIndex } from './volatilityIndex.js'

type Term = { readonly minutes: number; readonly rate: number; readonly rows: readonly number[][] }
type Strip = {
  readonly variance: number
  readonly forward: number
  readonly center: number
  readonly strikes: number
}
type Case = {
  readonly near: Term
  readonly next: Term
  readonly nearStrip: Strip
  readonly nextStrip: Strip
  readonly index: number
}

const cases = JSON.parse(readFileSync(new URL('../fixtures/variance.json', import.meta.url), 'utf8')) as Case[]

function termOf({ minutes, rate, rows }: Term): IndexTerm {
  const column = (k: number): Float64Array => Float64Array.from(rows, (row) => row[k]!)
  return {
    minutes,
    rate,
    strike: column(0),
    callBid: column(1),
    callAsk: column(2),
    putBid: column(3),
    putAsk: column(4),
  }
}

function chainOf(...rows: number[][]): StrikeQuotes {
  return termOf({ minutes: 1, rate: 0, rows })
}

describe('variance strips and indices', () => {
  test.each(cases.map((one, i) => [i, one] as const))('seeded chain %i as in 50 digits', (_, one) => {
    const found = volatilityIndex(termOf(one.near), termOf(one.next))
    if (!found.ok) throw new Error(found.failure.message)
    const { near, next, index } = found.value
    expect(relativeError(index, one.index)).toBeLessThanOrEqual(1e-12)
    for (const [ours, theirs] of [
      [near, one.nearStrip],
      [next, one.nextStrip],
    ] as const) {
      expect(relativeError(ours.variance, theirs.variance)).toBeLessThanOrEqual(1e-12)
      expect(relativeError(ours.forward, theirs.forward)).toBeLessThanOrEqual(1e-12)
      expect([ours.center, ours.strikes]).toEqual([theirs.center, theirs.strikes])
    }
  })

  const ladder = [
    [70, 30.1, 30.3, 0.05, 0.15],
    [75, 25.1, 25.3, 0, 0.1],
    [80, 20.1, 20.3, 0, 0.1],
    [85, 15.1, 15.3, 0.1, 0.2],
    [90, 10.4, 10.6, 0, 0.3],
    [95, 6.1, 6.3, 0.8, 1],
    [100, 2.8, 3, 2.4, 2.6],
    [105, 0.9, 1.1, 5.4, 5.6],
    [110, 0.2, 0.3, 9.6, 9.8],
  ]

  test('one strike without a bid is left out, two in a row end the strip', () => {
    const found = varianceStrip(chainOf(...ladder), 43_200, 0.04)
    expect(found.ok && found.value).toMatchObject({ lowest: 85, highest: 110, strikes: 5, center: 100 })
  })

  test('a forward exactly on a strike makes that strike the center', () => {
    const rows = [90, 100, 110].map((strike) => [strike, 2, 3, 2, 3])
    const found = varianceStrip(chainOf(...rows), 43_200, 0.04)
    expect(found.ok && [found.value.center, found.value.forward]).toEqual([90, 90])
  })

  test('NaN for no bid is the same as 0', () => {
    const gaps = ladder.map((row) => row.map((x) => (x === 0 ? Number.NaN : x)))
    expect(varianceStrip(chainOf(...gaps), 43_200, 0.04)).toEqual(varianceStrip(chainOf(...ladder), 43_200, 0.04))
  })

  test('says why there is none', () => {
    const failureOf = (quotes: StrikeQuotes, minutes = 43_200, rate = 0.04): string | false => {
      const found = varianceStrip(quotes, minutes, rate)
      return !found.ok && found.failure.code
    }
    expect(failureOf(chainOf())).toBe('tooFew')
    expect(failureOf(chainOf([100, 0, 1, 0, 1], [105, 0, 1, 0, 1]))).toBe('tooFew')
    expect(failureOf(chainOf([100, 2, 3, 2, 3]))).toBe('tooFew')
    expect(failureOf(chainOf([105, 2, 3, 2, 3], [100, 2, 3, 2, 3]))).toBe('invalidInput')
    expect(failureOf(chainOf(...ladder), 0)).toBe('invalidInput')
    expect(failureOf(chainOf(...ladder), 43_200, Number.NaN)).toBe('invalidInput')
    const term = { ...chainOf(...ladder), rate: 0.04 }
    const twice = volatilityIndex({ ...term, minutes: 43_200 }, { ...term, minutes: 43_200 })
    expect(!twice.ok && twice.failure.code).toBe('invalidInput')
  })

  test('garbage is a failure or a finite index, never an exception', () => {
    const number = fc.oneof(
      fc.double(),
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.constantFrom(0, Number.NaN, Infinity, 1e308, 5e-324),
    )
    const rows = fc.array(fc.array(number, { minLength: 5, maxLength: 5 }), { maxLength: 12 })
    fc.assert(
      fc.property(rows, rows, number, number, (one, two, minutes, rate) => {
        const near = termOf({ minutes, rate, rows: one.sort((a, b) => a[0]! - b[0]!) })
        const next = termOf({ minutes: minutes * 2, rate, rows: two.sort((a, b) => a[0]! - b[0]!) })
        const found = volatilityIndex(near, next)
        return !found.ok || (found.value.index >= 0 && Number.isFinite(found.value.index))
      }),
      { seed: 41, numRuns: 3000 },
    )
  })
})
