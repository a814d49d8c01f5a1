import { badArgument } from '@bourse/core'

/**
 * `loss` of the book in the scenario, > 0; `tolerated` of it that may stay, default 0. `payoff`: what one hedge gains in
 * the same scenario (`scenarioPnl` of a book that holds one); `price` what it costs. `budget` for all hedges, default none.
 */
export type TailHedgeRequest = {
  readonly loss: number
  readonly tolerated?: number
  readonly payoff: number
  readonly price: number
  readonly budget?: number
}

/** Not rounded. `remaining` loss in the scenario, premium included; `limited` says what bound the quantity. */
export type TailHedge = {
  readonly quantity: number
  readonly cost: number
  readonly remaining: number
  readonly limited: 'need' | 'budget'
}

/**
 * How many hedges bring a scenario's loss down to what is tolerated, as far as the budget goes. `payoff` is net of its
 * price: a put bought at 2 that is worth 12 in the crash pays 10.
 *
 * @throws BourseError where a number is not finite and >= 0, or payoff or price is not > 0
 *
 * @example
 * import { sizeTailHedge } from '@bourse/risk'
 * sizeTailHedge({ loss: 20_000, tolerated: 5_000, payoff: 1_000, price: 150, budget: 1_500 })
 * // => { quantity: 10, cost: 1500, remaining: 10000, limited: 'budget' }
 */
export function sizeTailHedge(request: TailHedgeRequest): TailHedge {
  const { loss, tolerated = 0, payoff, price, budget = Number.POSITIVE_INFINITY } = request
  for (const [name, value] of Object.entries({ loss, tolerated }))
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument('sizeTailHedge', name, value, 'a finite amount >= 0')
  for (const [name, value] of Object.entries({ payoff, price }))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument('sizeTailHedge', name, value, 'a finite amount > 0')
  if (!(budget >= 0)) throw badArgument('sizeTailHedge', 'budget', budget, 'an amount >= 0')
  const needed = Math.max(0, loss - tolerated) / payoff
  const affordable = budget / price
  const quantity = Math.min(needed, affordable)
  return {
    quantity,
    cost: quantity * price,
    remaining: loss - quantity * payoff,
    limited: affordable < needed ? 'budget' : 'need',
  }
}
