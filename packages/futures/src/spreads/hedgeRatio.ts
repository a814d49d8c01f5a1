// How much of one contract stands against another.
import { badArgument } from '@bourse/core'

/** Exact ratio (contracts of the hedge per contract held) and whole contracts of the hedge. */
export type HedgeSize = { readonly ratio: number; readonly contracts: number }

/**
 * Contracts of the hedge against a position by DV01 (money per basis point and contract): what NOB, TUT and FYT are
 * weighted by. Signs are the caller's: buy one side, sell the other.
 *
 * @example
 * import { dv01Hedge } from '@bourse/futures'
 * dv01Hedge(100, 65.94, 134.19) // => { ratio: 0.4914, contracts: 49 }
 */
export function dv01Hedge(quantity: number, heldDv01: number, hedgeDv01: number): HedgeSize {
  return sized('dv01Hedge', quantity, heldDv01, hedgeDv01)
}

/**
 * The same between commodities or indices by beta: what a contract's notional moves when the other's moves by one percent.
 * `beta` is that of the held one's returns to the hedge's.
 *
 * @example
 * import { betaHedge } from '@bourse/futures'
 * const [nq, es] = [{ price: 25_000, multiplier: 20 }, { price: 6900, multiplier: 50 }]
 * betaHedge(10, nq, es, 1.2) // => { ratio: 1.7391, contracts: 17 }
 */
export function betaHedge(
  quantity: number,
  held: { readonly price: number; readonly multiplier: number },
  hedge: { readonly price: number; readonly multiplier: number },
  beta: number,
): HedgeSize {
  return sized('betaHedge', quantity, beta * held.price * held.multiplier, hedge.price * hedge.multiplier)
}

function sized(where: string, quantity: number, held: number, hedge: number): HedgeSize {
  if (!Number.isFinite(quantity)) throw badArgument(where, 'quantity', quantity, 'a finite number')
  if (!Number.isFinite(held)) throw badArgument(where, 'held', held, 'a finite number')
  if (!(hedge > 0) || !Number.isFinite(hedge)) throw badArgument(where, 'hedge', hedge, 'a finite number > 0')
  const ratio = held / hedge
  return { ratio, contracts: Math.round(quantity * ratio) }
}
