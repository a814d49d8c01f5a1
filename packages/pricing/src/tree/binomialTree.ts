import { checkOption, refusal } from '../refuse.js'
import type { Greeks, OptionMarket, OptionTerms, PricingModel } from '../terms.js'
import { certainValue } from '../grid/certainValue.js'

/** One step of a tree: up and down factors of the spot and the probability of up. */
type TreeStep = { readonly up: number; readonly down: number; readonly probability: number }

/**
 * The binomial tree of Cox, Ross and Rubinstein: European and American options, the price oscillating around the exact
 * one by about 0.1 / `steps` of spot. To learn from and to check others with; `andersenLake` is faster and exact.
 *
 * @param steps 1 to 20000; the work grows with its square
 * @throws BourseError from the factory for `steps`; from the model for arguments outside their domain, cash dividends, and
 * a drift that is too large for so few steps
 * @see J. Cox, S. Ross, M. Rubinstein, Option pricing: a simplified approach, J. Financial Economics 7 (1979), p. 229
 * @example
 * import { binomialTree, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * const market = { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }
 * priceOption(put, market, binomialTree(500)).toFixed(2) // => '6.35'
 */
export function binomialTree(steps: number): PricingModel {
  checkSteps(steps)
  return treeModel('binomial-tree', steps, (_option, { vol, rate, years, yield: carryYield = 0 }) => {
    const time = years / steps
    const up = Math.exp(vol * Math.sqrt(time))
    return { up, down: 1 / up, probability: (Math.exp((rate - carryYield) * time) - 1 / up) / (up - 1 / up) }
  })
}

/**
 * The tree of Leisen and Reimer: centred on the strike, so that the price does not oscillate and the error falls with the
 * square of `steps` for European options, somewhat slower for American ones.
 *
 * @param steps odd, 1 to 19999; an even number is taken one higher
 * @throws BourseError as `binomialTree`
 * @see D. Leisen, M. Reimer, Binomial models for option valuation, Applied Mathematical Finance 3 (1996), p. 319 (their
 * second inversion of Peizer and Pratt)
 * @example
 * import { leisenReimerTree, priceOption } from '@bourse/pricing'
 * const put = { right: 'put', strike: 100, exercise: 'american' } as const
 * const market = { spot: 100, vol: 0.25, rate: 0.05, yield: 0.02, years: 0.5 }
 * priceOption(put, market, leisenReimerTree(201)).toFixed(3) // => '6.353'
 */
export function leisenReimerTree(steps: number): PricingModel {
  checkSteps(steps)
  const odd = steps % 2 === 0 ? steps + 1 : steps
  return treeModel('leisen-reimer-tree', odd, ({ strike }, market) => {
    const { spot, vol, rate, years, yield: carryYield = 0 } = market
    const time = years / odd
    const deviation = vol * Math.sqrt(years)
    const d1 = (Math.log(spot / strike) + (rate - carryYield) * years) / deviation + 0.5 * deviation
    const [likely, probability] = [peizerPratt(d1, odd), peizerPratt(d1 - deviation, odd)]
    const growth = Math.exp((rate - carryYield) * time)
    const up = (growth * likely) / probability
    return { up, down: (growth - probability * up) / (1 - probability), probability }
  })
}

// What of a binomial distribution of n steps stands in for N(z).
function peizerPratt(z: number, n: number): number {
  const x = z / (n + 1 / 3 + 0.1 / (n + 1))
  return 0.5 + (z < 0 ? -0.5 : 0.5) * Math.sqrt(-Math.expm1(-x * x * (n + 1 / 6)))
}

function checkSteps(steps: number): void {
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= 20_000))
    throw refusal('steps', steps, 'a whole number from 1 to 20000')
}

function treeModel(
  model: string,
  steps: number,
  stepOf: (option: OptionTerms, market: OptionMarket) => TreeStep,
): PricingModel {
  const price = (option: OptionTerms, market: OptionMarket): number => walkTree(option, market, steps, stepOf)
  return {
    model,
    price,
    greeks(option, market) {
      const value = price(option, market)
      const { spot, vol, rate, years } = market
      const bump = (change: Partial<OptionMarket>): number => price(option, { ...market, ...change })
      // Far enough apart that the tree's own corners average out.
      const step = Math.max(0.02 * spot * Math.min(1, vol * Math.sqrt(years)), 1e-4 * spot)
      const [up, down] = [bump({ spot: spot + step }), bump({ spot: spot - step })]
      const byVol = Math.min(0.01, 0.1 * vol)
      const byTime = 0.01 * years
      const greeks: Greeks = {
        price: value,
        delta: (up - down) / (2 * step),
        gamma: (up - 2 * value + down) / (step * step),
        vega: byVol > 0 ? (bump({ vol: vol + byVol }) - bump({ vol: vol - byVol })) / (2 * byVol) : 0,
        theta: byTime > 0 ? (bump({ years: years - byTime }) - bump({ years: years + byTime })) / (2 * byTime) : 0,
        rho: (bump({ rate: rate + 1e-3 }) - bump({ rate: rate - 1e-3 })) / 2e-3,
      }
      return greeks
    },
  }
}

function walkTree(
  option: OptionTerms,
  market: OptionMarket,
  steps: number,
  stepOf: (option: OptionTerms, market: OptionMarket) => TreeStep,
): number {
  const sign = checkOption(option, market)
  if (market.dividends !== undefined && market.dividends.length > 0)
    throw refusal('market.dividends', 'given', 'absent under this model: use finiteDifferences()')
  const { spot, vol, rate, years } = market
  const { strike } = option
  const american = option.exercise === 'american'
  if (vol * Math.sqrt(years) < 1e-7) return certainValue(sign, american, spot, strike, years, rate, market.yield ?? 0)
  const { up, down, probability } = stepOf(option, market)
  if (!(probability >= 0 && probability <= 1))
    throw refusal('steps', steps, 'more of them: the drift of one step exceeds its volatility')
  const discount = Math.exp((-rate * years) / steps)
  const [high, low] = [discount * probability, discount * (1 - probability)]
  const value = new Float64Array(steps + 1)
  const ratio = up / down
  for (let i = 0, s = spot * down ** steps; i <= steps; i++, s *= ratio) value[i] = Math.max(sign * (s - strike), 0)
  for (let level = steps - 1; level >= 0; level--) {
    let s = spot * down ** level
    for (let i = 0; i <= level; i++, s *= ratio) {
      const waiting = high * value[i + 1]! + low * value[i]!
      const exercised = american ? sign * (s - strike) : 0
      value[i] = Math.max(waiting, exercised)
    }
  }
  return value[0]!
}
