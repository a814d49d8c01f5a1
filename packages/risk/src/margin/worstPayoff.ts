/** What an option pays at expiry: `quantity` signed, `multiplier` units per contract. */
export type PayoffLeg = {
  readonly type: 'call' | 'put'
  readonly strike: number
  readonly quantity: number
  readonly multiplier: number
}

/**
 * The worst payoff at expiry of options on one underlying, without premiums, as a loss >= 0; `undefined` where calls or
 * puts are short on balance.
 */
export function worstPayoff(options: readonly PayoffLeg[]): number | undefined {
  let calls = 0
  let puts = 0
  for (const { type, quantity, multiplier } of options)
    if (type === 'call') calls += quantity * multiplier
    else puts += quantity * multiplier
  if (calls < 0 || puts < 0) return undefined
  let worst = 0
  for (const at of [0, ...options.map(({ strike }) => strike)]) worst = Math.max(worst, -payoffAt(options, at))
  return worst
}

function payoffAt(options: readonly PayoffLeg[], at: number): number {
  let value = 0
  for (const { type, strike, quantity, multiplier } of options)
    value += quantity * multiplier * Math.max(0, type === 'call' ? at - strike : strike - at)
  return value
}
