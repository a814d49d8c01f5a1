import { refusal } from '../refuse.js'
import type { CashDividend } from '../terms.js'

/**
 * Value today of the cash dividends up to expiry: the escrowed model prices on the spot without them, because whoever
 * exercises at expiry does not receive them. (Hull, Options, Futures and Other Derivatives, 10th ed., p. 361)
 */
export function escrowedCash(dividends: readonly CashDividend[], rate: number, years: number): number {
  let sum = 0
  for (const { years: at, cash } of dividends) {
    if (!(Number.isFinite(cash) && cash >= 0)) throw refusal('market.dividends.cash', cash, 'a finite number >= 0')
    if (!Number.isFinite(at)) throw refusal('market.dividends.years', at, 'a finite number')
    if (at > 0 && at <= years) sum += cash * Math.exp(-rate * at)
  }
  return sum
}

/** Change of `escrowedCash` per 1.00 of rate. */
export function escrowedCashRho(dividends: readonly CashDividend[], rate: number, years: number): number {
  let sum = 0
  for (const { years: at, cash } of dividends) if (at > 0 && at <= years) sum -= at * cash * Math.exp(-rate * at)
  return sum
}

/** The spot without the dividends before expiry. */
export function escrowedSpot(spot: number, dividends: readonly CashDividend[], rate: number, years: number): number {
  const left = spot - escrowedCash(dividends, rate, years)
  if (left > 0) return left
  throw refusal('market.dividends', `worth ${spot - left} today`, `worth less than the spot ${spot}`)
}
