// The rules that ship: futures by table or by scan, perpetuals by tier, shares and their options as US brokers do, cash.
import type { Future, Instrument, Option, Perpetual } from '@bourse/assets'
import { notionalOf } from '@bourse/assets'
import { failed, succeeded, toIsoDate } from '@bourse/core'
import { type FuturesMarginTerms, futuresMargin } from './futuresMargin.js'
import { type MarginHolding, type MarginPart, type MarginRules, missingMargin } from './marginRules.js'
import { type PerpetualTier, perpetualMargin } from './perpetual.js'
import { type StrategyLeg, strategyMargin } from './strategyMargin.js'

/**
 * Futures by a table of margins with spread credits.
 *
 * @example
 * import { futuresRules } from '@bourse/risk/margin'
 * futuresRules({ margins: [] }).rules // => 'futures table'
 */
export function futuresRules(terms: FuturesMarginTerms): MarginRules {
  return {
    rules: 'futures table',
    covers: ({ kind }) => kind === 'future',
    require(holdings, context) {
      const rates = new Map<string, number>()
      const held = holdings.map(({ instrument, quantity, rate }) => {
        const { root, month, currency } = instrument as Future
        rates.set(currency, rate)
        return { root, month, quantity }
      })
      const parts = futuresMargin(held, terms, toIsoDate(context.now))
      if (!parts.ok) return parts
      const out: MarginPart[] = []
      for (const { root, currency, initial, maintenance } of parts.value) {
        const rate =
          currency === context.book.base ? 1 : (rates.get(currency) ?? context.rates.mid(currency, context.book.base))
        if (Number.isNaN(rate)) return missingMargin(root, new Set([`rate/${currency}/${context.book.base}`]))
        out.push({ of: root, initial: initial * rate, maintenance: maintenance * rate })
      }
      return succeeded(out)
    },
  }
}

/**
 * Perpetuals by tiers of notional. `leverageOf`: what was chosen for a contract, default the most of its tier.
 *
 * @example
 * import { perpetualRules } from '@bourse/risk/margin'
 * perpetualRules(() => undefined).rules // => 'perpetual tiers'
 */
export function perpetualRules(
  tiersOf: (instrument: Perpetual) => readonly PerpetualTier[] | undefined,
  options: { readonly leverageOf?: (instrument: Perpetual) => number } = {},
): MarginRules {
  return {
    rules: 'perpetual tiers',
    covers: ({ kind }) => kind === 'perpetual',
    require(holdings) {
      const missing = new Set<string>()
      const parts: MarginPart[] = []
      for (const { instrument, quantity, price, rate } of holdings) {
        const perpetual = instrument as Perpetual
        const tiers = tiersOf(perpetual)
        if (tiers === undefined) {
          missing.add(`tiers/${perpetual.id}`)
          continue
        }
        const notional = notionalOf(perpetual, quantity, price)
        const { initial, maintenance } = perpetualMargin(notional, tiers, options.leverageOf?.(perpetual))
        parts.push({ of: perpetual.id, initial: initial * rate, maintenance: maintenance * rate })
      }
      return missing.size > 0 ? missingMargin('perpetuals', missing) : succeeded(parts)
    },
  }
}

/** Shares of market value. */
export type RegTShares = { readonly initial: number; readonly long: number; readonly short: number }

/**
 * Shares, funds and options on them as US brokers margin them: shares 50 % at first, then 25 % long and 30 % short;
 * options by `strategyMargin`, underlying by underlying, against equity that counts them at their mark. `isIndex`: broad
 * indices, whose options ask 15 %.
 *
 * @see Federal Reserve Regulation T, 12 CFR 220.12; FINRA Rule 4210
 *
 * @example
 * import { regTRules } from '@bourse/risk/margin'
 * regTRules().rules // => 'Regulation T'
 */
export function regTRules(
  options: { readonly isIndex?: (underlying: Instrument) => boolean; readonly shares?: RegTShares } = {},
): MarginRules {
  const { isIndex = ({ kind }) => kind === 'index', shares = { initial: 0.5, long: 0.25, short: 0.3 } } = options
  return {
    rules: 'Regulation T',
    covers: (instrument, context) =>
      instrument.kind === 'equity' ||
      instrument.kind === 'etf' ||
      (instrument.kind === 'option' && isShareLike(context.instruments.find(instrument.underlying)?.kind)),
    require(holdings, context) {
      const missing = new Set<string>()
      const parts: MarginPart[] = []
      const byUnderlying = new Map<string, MarginHolding[]>()
      for (const holding of holdings) {
        const { instrument, quantity, price, rate } = holding
        if (instrument.kind !== 'option') {
          const value = Math.abs(quantity * price) * rate
          const keep = quantity > 0 ? shares.long : shares.short
          parts.push({ of: instrument.id, initial: value * shares.initial, maintenance: value * keep })
        }
        const id = instrument.kind === 'option' ? instrument.underlying : instrument.id
        byUnderlying.set(id, [...(byUnderlying.get(id) ?? []), holding])
      }
      for (const [id, group] of byUnderlying) {
        if (!group.some(({ instrument }) => instrument.kind === 'option')) continue
        const spot = context.market.mark(id as Option['underlying'])?.value
        const underlying = context.instruments.find(id)
        if (spot === undefined || underlying === undefined) {
          missing.add(`mark/${id}`)
          continue
        }
        const rule = isIndex(underlying) ? 'index' : 'equity'
        const { against } = strategyMargin(group.map(legOf), { spot, rule })
        const amount = against * group[0]!.rate
        parts.push({ of: `options on ${id}`, initial: amount, maintenance: amount })
      }
      return missing.size > 0 ? missingMargin('shares and options', missing) : succeeded(parts)
    },
  }
}

function isShareLike(kind: Instrument['kind'] | undefined): boolean {
  return kind === 'equity' || kind === 'etf' || kind === 'index'
}

function legOf({ instrument, quantity, price }: MarginHolding): StrategyLeg {
  if (instrument.kind !== 'option') return { type: 'stock', quantity }
  return { type: instrument.right, strike: instrument.strike, quantity, price, multiplier: instrument.multiplier }
}

/**
 * What is paid in full: coins, outcomes, bonds. A long position asks its whole value, a short one fails: nobody lends
 * against it here.
 *
 * @example
 * import { cashRules } from '@bourse/risk/margin'
 * cashRules().rules // => 'paid in full'
 */
export function cashRules(): MarginRules {
  return {
    rules: 'paid in full',
    covers: ({ kind }) => kind === 'spot' || kind === 'outcome' || kind === 'bond',
    require(holdings) {
      const parts: MarginPart[] = []
      for (const { instrument, quantity, price, rate } of holdings) {
        if (quantity < 0)
          return failed('margin/not-covered', `${instrument.id} is short, and paid in full`, {
            instrument: instrument.id,
          })
        const value = notionalOf(instrument, quantity, price) * rate
        parts.push({ of: instrument.id, initial: value, maintenance: value })
      }
      return succeeded(parts)
    },
  }
}
