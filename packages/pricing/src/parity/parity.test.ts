import { relativeError } from '@bourse/proof'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { black } from '../kernel/black.js'
import { parityCarry } from './parityCarry.js'
import { parityDiscount } from './parityDiscount.js'
import { parityForward } from './parityForward.js'
import { type StrikeQuotes, strikeQuotes } from './strikeQuotes.js'
import { weightedMedian } from './weightedMedian.js'

/** An exact chain; bids down and offers up to the tick. */
function chainOf(forward: number, discount: number, stdDev: number, tick = 0, count = 31): StrikeQuotes {
  const quotes = strikeQuotes(count)
  for (let i = 0; i < count; i++) {
    const strike = Math.round(forward * (0.7 + (0.6 * i) / (count - 1)))
    const call = discount * black(forward, strike, stdDev, 1)
    const put = discount * black(forward, strike, stdDev, -1)
    const half = 0.01 * Math.min(call, put) + tick
    const down = (x: number): number => (tick === 0 ? x : Math.max(0, Math.floor(x / tick) * tick))
    const up = (x: number): number => (tick === 0 ? x : Math.ceil(x / tick) * tick)
    quotes.strike[i] = strike
    quotes.callBid[i] = down(call - half)
    quotes.callAsk[i] = up(call + half)
    quotes.putBid[i] = down(put - half)
    quotes.putAsk[i] = up(put + half)
  }
  return quotes
}

function shuffled(quotes: StrikeQuotes, random: () => number): StrikeQuotes {
  const order = Array.from(quotes.strike, (_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key)
  const moved = strikeQuotes(order.length)
  for (const name of Object.keys(moved) as (keyof StrikeQuotes)[])
    order.forEach(({ i }, k) => {
      moved[name][k] = quotes[name][i]!
    })
  return moved
}

const world = {
  forward: fc.double({ min: 60, max: 6000, noNaN: true }),
  discount: fc.double({ min: 0.8, max: 1.05, noNaN: true }),
  stdDev: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
}

describe('parity', () => {
  test('exact quotes give the forward back', () => {
    fc.assert(
      fc.property(world.forward, world.discount, world.stdDev, (forward, discount, stdDev) => {
        const found = parityForward(chainOf(forward, discount, stdDev), discount)
        return found.ok && relativeError(found.value.forward, forward) < 1e-12
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('quotes on a tick hold the forward between their bounds', () => {
    fc.assert(
      fc.property(world.forward, world.discount, world.stdDev, (forward, discount, stdDev) => {
        const found = parityForward(chainOf(forward, discount, stdDev, 0.05), discount)
        if (!found.ok) return false
        const { low, high, forward: fitted, pairs, agreeing } = found.value
        return low - 1e-9 <= forward && forward <= high + 1e-9 && low <= fitted && fitted <= high && pairs === agreeing
      }),
      { seed: 2, numRuns: 200 },
    )
  })

  test('a third of the strikes may be wrong', () => {
    const quotes = chainOf(100, 0.99, 0.2, 0.01)
    for (let i = 0; i < 31; i += 3) {
      quotes.callBid[i]! += 5
      quotes.callAsk[i]! += 5
    }
    const found = parityForward(quotes, 0.99)
    expect(found.ok && Math.abs(found.value.forward - 100)).toBeLessThan(0.02)
    expect(found.ok && found.value.pairs - found.value.agreeing).toBe(11)
  })

  test('the order of strikes does not matter', () => {
    const random = (seed: number) => () => {
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647
    }
    const quotes = chainOf(101.37, 0.99, 0.2, 0.05)
    const [one, two] = [parityForward(quotes, 0.99), parityForward(shuffled(quotes, random(7)), 0.99)]
    if (!one.ok || !two.ok) throw new Error('no forward')
    expect(relativeError(one.value.forward, two.value.forward)).toBeLessThan(1e-14)
    expect(parityDiscount(shuffled(quotes, random(9)))).toEqual(parityDiscount(quotes))
  })

  test('the discount factor comes out of the same quotes', () => {
    fc.assert(
      fc.property(world.forward, world.discount, world.stdDev, (forward, discount, stdDev) => {
        const found = parityDiscount(chainOf(forward, discount, stdDev))
        return found.ok && relativeError(found.value, discount) < 1e-11
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  test('says why there is none', () => {
    const nothing = strikeQuotes(5)
    const codes = [parityForward(nothing, 1), parityForward(nothing, 0), parityDiscount(nothing)]
    expect(codes.map((one) => !one.ok && one.failure.code)).toEqual(['tooFew', 'invalidInput', 'tooFew'])
  })

  test('garbage is a failure or a finite forward, never an exception', () => {
    const column = fc.array(fc.oneof(fc.double(), fc.constantFrom(1, 2, 1e308, 5e-324, Infinity)), {
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(column, column, column, column, column, fc.double(), (a, b, c, d, e, discount) => {
        const [strike, callBid, callAsk, putBid, putAsk] = [a, b, c, d, e].map((x) => Float64Array.from(x))
        const quotes = { strike, callBid, callAsk, putBid, putAsk } as StrikeQuotes
        const found = parityForward(quotes, discount)
        const implied = parityDiscount(quotes)
        return (!found.ok || Number.isFinite(found.value.forward)) && (!implied.ok || implied.value > 0)
      }),
      { seed: 4, numRuns: 3000 },
    )
  })

  test('the weighted median is that of the sorted sample', () => {
    const item = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 6 }))
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 40 }), (items) => {
        const sample = items.flatMap(([value, weight]) => new Array<number>(weight).fill(value)).sort((a, b) => a - b)
        const half = sample.length / 2
        const wanted = (sample[Math.ceil(half) - 1]! + sample[Math.floor(half)]!) / 2
        const [values, weights] = [0, 1].map((k) => Float64Array.from(items, (one) => one[k as 0 | 1]))
        return weightedMedian(values!, weights!, items.length) === wanted
      }),
      { seed: 5, numRuns: 3000 },
    )
  })
})

describe('carry', () => {
  test('the yield meets the forward, and known dividends leave no borrow', () => {
    const [spot, rate, years] = [250, 0.045, 0.75]
    const dividends = [
      { years: 0.2, cash: 1.2 },
      { years: 0.7, cash: 1.3 },
      { years: 0.8, cash: 9 },
    ]
    const cash = 1.2 * Math.exp(-rate * 0.2) + 1.3 * Math.exp(-rate * 0.7)
    const forward = (spot - cash) * Math.exp((rate - 0.01) * years)
    const carry = parityCarry({ spot, forward, rate, years, dividends })
    expect(carry.borrow).toBeCloseTo(0.01, 13)
    expect(spot * Math.exp((rate - carry.yield) * years)).toBeCloseTo(forward, 10)
    expect((spot - carry.dividends) * Math.exp(rate * years)).toBeCloseTo(forward, 10)
  })

  test('names a bad argument', () => {
    const good = { spot: 100, forward: 100, rate: 0, years: 1 }
    expect(() => parityCarry({ ...good, years: 0 })).toThrow(/market.years/)
    expect(() => parityCarry({ ...good, forward: Number.NaN })).toThrow(/market.forward/)
    expect(() => parityCarry({ ...good, dividends: [{ years: 0.5, cash: 100 }] })).toThrow(/market.dividends/)
  })
})
