import { bsm } from '../kernel/bsm.js'
import { blackScholes } from '../model/blackScholes.js'
import { refusal } from '../refuse.js'
import type { Greeks, OptionMarket } from '../terms.js'
import { addAtTouch, addBlock, addUntouched, type BarrierMarket } from './barrierTerms.js'
import { checkExotic, checkPositive } from './checkExotic.js'
import { emptySum, type NormalSum } from './normalSum.js'

/**
 * A European option that begins (`-in`) or ends (`-out`) when the underlying touches `barrier`, watched continuously
 * from now on. `rebate`: cash paid at the touch for `-out`, at expiry if never touched for `-in`; 0 when absent.
 */
export type BarrierTerms = {
  readonly right: 'call' | 'put'
  readonly strike: number
  readonly knock: 'up-in' | 'up-out' | 'down-in' | 'down-out'
  readonly barrier: number
  readonly rebate?: number
}

/**
 * Price of one unit of a single-barrier option under Black-Scholes-Merton. A spot at or beyond the barrier has touched
 * it: `-in` is the plain option, `-out` its rebate. Within 1e-13 of spot + strike.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @see E. Reiner and M. Rubinstein, Breaking down the barriers, Risk 4 (1991), p. 28
 * @example
 * import { priceBarrier } from '@bourse/pricing'
 * const option = { right: 'call', strike: 100, knock: 'down-out', barrier: 90 } as const
 * priceBarrier(option, { spot: 100, vol: 0.2, rate: 0.05, years: 1 }) // => 8.6655
 */
export function priceBarrier(option: BarrierTerms, market: OptionMarket): number {
  const sign = checkBarrier(option, market)
  const { spot, rate, years, vol } = market
  const carryYield = market.yield ?? 0
  if (isTouched(option, spot)) {
    if (option.knock.endsWith('out')) return option.rebate ?? 0
    return bsm(spot, option.strike, years, rate, carryYield, vol, sign)
  }
  if (vol * Math.sqrt(years) === 0) return withoutChance(option, market, sign)
  return barrierSum(option, market, sign).value
}

/**
 * Price and Greeks of one unit of a single-barrier option, from derivatives of the closed form: no differences, so that
 * they are finite and smooth up to the barrier (where they are those of the side the spot stands on). Units as in
 * `Greeks`.
 *
 * @throws BourseError `input/out-of-range` or `input/not-finite`, naming the argument
 * @example
 * import { barrierGreeks } from '@bourse/pricing'
 * const option = { right: 'call', strike: 100, knock: 'up-out', barrier: 120 } as const
 * const near = barrierGreeks(option, { spot: 119.9999, vol: 0.2, rate: 0.05, years: 0.1 })
 * near.delta // => -1.0951
 */
export function barrierGreeks(option: BarrierTerms, market: OptionMarket): Greeks {
  const sign = checkBarrier(option, market)
  const { spot, years, vol } = market
  const rebate = option.rebate ?? 0
  if (isTouched(option, spot)) {
    if (option.knock.endsWith('out')) return { price: rebate, delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 }
    return blackScholes.greeks({ right: option.right, strike: option.strike, exercise: 'european' }, market)
  }
  if (vol * Math.sqrt(years) === 0) {
    const none = Number.NaN // the price has corners there
    return { price: withoutChance(option, market, sign), delta: none, gamma: none, vega: none, theta: none, rho: none }
  }
  const { value, byX, byXX, byVol, byYears, byRate } = barrierSum(option, market, sign)
  return {
    price: value,
    delta: byX / spot,
    gamma: (byXX - byX) / (spot * spot),
    vega: byVol,
    theta: -byYears,
    rho: byRate,
  }
}

const knocks: readonly string[] = ['up-in', 'up-out', 'down-in', 'down-out']

function checkBarrier(option: BarrierTerms, market: OptionMarket): 1 | -1 {
  const sign = checkExotic(option.right, option.strike, market)
  if (!knocks.includes(option.knock)) throw refusal('option.knock', option.knock, `one of ${knocks.join(', ')}`)
  checkPositive('option.barrier', option.barrier)
  const rebate = option.rebate ?? 0
  if (!(rebate >= 0 && rebate < Infinity)) throw refusal('option.rebate', rebate, 'a finite number >= 0')
  return sign
}

function isTouched({ knock, barrier }: BarrierTerms, spot: number): boolean {
  return knock.startsWith('up') ? spot >= barrier : spot <= barrier
}

/** Which of the blocks A, B, C, D make the in-option, by sign, side and where the strike lies (Haug, 4.17.1). */
function barrierSum(option: BarrierTerms, market: OptionMarket, sign: 1 | -1): NormalSum {
  const { strike, barrier, knock } = option
  const { spot, rate, years, vol } = market
  const at: BarrierMarket = {
    spot,
    years,
    rate,
    carryYield: market.yield ?? 0,
    vol,
    height: Math.log(barrier / spot),
  }
  const eta = knock.startsWith('down') ? 1 : -1
  const sum = emptySum()
  const rebate = option.rebate ?? 0
  const beyond = strike > barrier === eta > 0 // the option pays only on the near side of the barrier
  const logs = {
    a: { log: Math.log(spot / strike), slope: 1 },
    b: { log: -at.height, slope: 1 },
    c: { log: Math.log((barrier * barrier) / (spot * strike)), slope: -1 },
    d: { log: at.height, slope: -1 },
  } as const
  const add = (block: keyof typeof logs, weight: number): void => {
    const reflected = block === 'c' || block === 'd'
    const side = reflected ? eta : sign
    addBlock(sum, weight * sign, at, 'asset', logs[block], side, reflected)
    addBlock(sum, -weight * sign * strike, at, 'cash', logs[block], side, reflected)
  }
  const isIn = knock.endsWith('in')
  const nearSide = eta === sign // down call, up put
  if (isIn) {
    if (nearSide) {
      if (beyond) add('c', 1)
      else
        for (const [block, weight] of [
          ['a', 1],
          ['b', -1],
          ['d', 1],
        ] as const)
          add(block, weight)
    } else if (beyond)
      for (const [block, weight] of [
        ['b', 1],
        ['c', -1],
        ['d', 1],
      ] as const)
        add(block, weight)
    else add('a', 1)
    if (rebate !== 0) addUntouched(sum, rebate, at, eta)
    return sum
  }
  if (nearSide) {
    add(beyond ? 'a' : 'b', 1)
    add(beyond ? 'c' : 'd', -1)
  } else if (beyond)
    for (const [block, weight] of [
      ['a', 1],
      ['b', -1],
      ['c', 1],
      ['d', -1],
    ] as const)
      add(block, weight)
  if (rebate !== 0) addAtTouch(sum, rebate, at, eta)
  return sum
}

/** Without volatility or time the spot drifts straight to its forward. */
function withoutChance(option: BarrierTerms, market: OptionMarket, sign: 1 | -1): number {
  const { strike, barrier, knock } = option
  const { spot, rate, years } = market
  const carry = rate - (market.yield ?? 0)
  const forward = spot * Math.exp(carry * years)
  const touched = isTouched(option, forward)
  const payoff = Math.exp(-rate * years) * Math.max(sign * (forward - strike), 0)
  const rebate = option.rebate ?? 0
  if (knock.endsWith('in')) return touched ? payoff : Math.exp(-rate * years) * rebate
  return touched ? rebate * Math.exp((-rate * Math.log(barrier / spot)) / carry) : payoff
}
