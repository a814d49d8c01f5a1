import { describe, expect, test } from 'vitest'
import { type FxDelta, fxDelta } from './fxDelta.js'
import { fxAtmStrike, fxStrike } from './fxStrike.js'

const eurusd = { spot: 1.1, vol: 0.09, rate: 0.045, yield: 0.03, years: 0.75 }
const conventions: readonly FxDelta[] = ['spot', 'forward', 'premiumAdjustedSpot', 'premiumAdjustedForward']
const european = 'european'

describe.each(conventions)('%s delta', (convention) => {
  test.each([0.1, 0.25, 0.4, -0.1, -0.25, -0.4])('has the strike of %d', (delta) => {
    const strike = fxStrike(delta, eurusd, convention)
    const right = delta > 0 ? 'call' : 'put'
    expect(fxDelta({ right, strike, exercise: european }, eurusd, convention)).toBeCloseTo(delta, 13)
    // out of the money, as quoted: of the two strikes of a premium-adjusted call the upper one
    expect(Math.sign(strike - 1.1)).toBe(Math.sign(delta))
  })

  test('cancels in the delta-neutral straddle', () => {
    const strike = fxAtmStrike(eurusd, 'deltaNeutral', convention)
    const call = fxDelta({ right: 'call', strike, exercise: european }, eurusd, convention)
    const put = fxDelta({ right: 'put', strike, exercise: european }, eurusd, convention)
    expect(call + put).toBeCloseTo(0, 14) // the strike's own rounding, over the deviation
  })
})

test('at the money may be the spot or the forward', () => {
  expect(fxAtmStrike(eurusd, 'spot')).toBe(1.1)
  expect(fxAtmStrike(eurusd, 'forward')).toBeCloseTo(1.1 * Math.exp(0.015 * 0.75), 15)
})

test('a delta that no strike has is refused with what there is', () => {
  expect(() => fxStrike(1.2, eurusd, 'spot')).toThrow(/^delta is 1.2, allowed is between/)
  expect(() => fxStrike(0.9, eurusd, 'premiumAdjustedSpot')).toThrow(/^delta is 0.9/)
  expect(() => fxStrike(0, eurusd, 'spot')).toThrow(/^delta is 0/)
  expect(() => fxDelta({ right: 'call', strike: 1, exercise: european }, eurusd, 'sticky' as FxDelta)).toThrow(
    'convention',
  )
})
