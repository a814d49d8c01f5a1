import type { CashDividend } from '../terms.js'

/**
 * What an option is worth without any volatility, on the one path that the spot then takes: the best moment to exercise,
 * or expiry. The limit of every model here, and a floor under American prices, which rise with volatility.
 *
 * @param paid under `escrowed`, `spot` still contains the value of the dividends
 */
export function certainValue(
  sign: 1 | -1,
  american: boolean,
  spot: number,
  strike: number,
  years: number,
  rate: number,
  carryYield: number,
  dividends: readonly CashDividend[] = [],
  paid: 'escrowed' | 'jump' = 'escrowed',
): number {
  const coming = dividends.filter((one) => one.years > 0 && one.years <= years).sort((a, b) => a.years - b.years)
  let cash = 0
  for (const one of coming) if (paid === 'escrowed') cash += one.cash * Math.exp(-rate * one.years)
  // Worth today of the spot at t: asset e^(-yield t) + cash.
  let asset = spot - cash
  const worth = (t: number): number => sign * (asset * Math.exp(-carryYield * t) + cash - strike * Math.exp(-rate * t))
  let best = 0
  let from = 0
  for (const { years: at, cash: amount } of [...coming, { years, cash: 0 }]) {
    if (american) {
      // Between two dividends gains and losses of waiting balance at most once.
      const turn = Math.log((rate * strike) / (carryYield * asset)) / (rate - carryYield)
      for (const t of [from, turn, at]) if (t >= from && t <= at) best = Math.max(best, worth(t))
    }
    if (paid === 'escrowed') cash -= amount * Math.exp(-rate * at)
    else asset = Math.max(0, asset - amount * Math.exp(-(rate - carryYield) * at))
    from = at
  }
  return Math.max(best, worth(years))
}
