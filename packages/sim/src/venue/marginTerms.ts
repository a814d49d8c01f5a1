// What a position must be backed by.
import { type Instrument, notionalOf } from '@bourse/assets'
import { badArgument } from '@bourse/core'
import { perpetualMargin, perpetualTiers } from '@bourse/risk/margin'

/** Of so many contracts (> 0) at a price, in the instrument's currency. */
export type MarginTerms = {
  readonly initial: (instrument: Instrument, quantity: number, price: number) => number
  readonly maintenance: (instrument: Instrument, quantity: number, price: number) => number
}

/** A step of a venue's table: from a notional on, these parts of it. */
export type MarginTier = { readonly from: number; readonly initial: number; readonly maintenance: number }

/**
 * Margin as parts of notional in tiers, as perpetual venues publish (`perpetualMargin` of `@bourse/risk/margin`): maintenance does not jump
 * from tier to tier, each part of the notional pays its tier's rate; initial margin is the whole notional at the rate of its tier, one
 * over the most leverage that is allowed there. Throws where tiers do not begin at 0, or their bounds or rates do not rise.
 *
 * @example
 * import { tieredMargin } from '@bourse/sim'
 * const terms = tieredMargin([{ from: 0, initial: 0.01, maintenance: 0.004 }, { from: 50_000, initial: 0.02, maintenance: 0.005 }])
 * const btc = { kind: 'perpetual', id: 'BTCUSDT@binance', assetClass: 'crypto', currency: 'USDT', tick: 0.1, lot: 0.001,
 *   calendar: 'always', base: 'BTC', quote: 'USDT', multiplier: 1, payoff: 'linear', fundingHours: 8 } as const
 * terms.maintenance(btc, 2, 50_000) // => 450
 * terms.initial(btc, 2, 50_000) // => 2000
 */
export function tieredMargin(tiers: readonly MarginTier[]): MarginTerms {
  if (tiers.length === 0 || tiers[0]!.from !== 0)
    throw badArgument('tieredMargin', 'tiers', tiers.length, 'tiers from 0 on')
  const table = perpetualTiers(
    tiers.map(({ maintenance, initial }, i) => ({
      upTo: tiers[i + 1]?.from ?? Number.POSITIVE_INFINITY,
      rate: maintenance,
      maxLeverage: 1 / initial,
    })),
  )
  const of =
    (what: 'initial' | 'maintenance') =>
    (instrument: Instrument, quantity: number, price: number): number => {
      const notional = notionalOf(instrument, quantity, price)
      return Number.isFinite(notional) ? perpetualMargin(notional, table)[what] : Number.NaN
    }
  return { initial: of('initial'), maintenance: of('maintenance') }
}

/**
 * A fixed sum per contract, as exchanges ask for futures.
 *
 * @example
 * import { ES, contractChain, futuresDays } from '@bourse/futures'
 * import { contractMargin } from '@bourse/sim'
 * const [es] = contractChain(ES, '2026-01-02', 1, futuresDays)
 * contractMargin(22_000, 20_000).maintenance(es!, 2, 6000) // => 40000
 */
export function contractMargin(initial: number, maintenance: number): MarginTerms {
  return { initial: (_i, quantity) => quantity * initial, maintenance: (_i, quantity) => quantity * maintenance }
}
