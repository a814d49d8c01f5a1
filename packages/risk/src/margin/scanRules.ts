// Rules that revalue: SPAN-like scans of futures and their options, and a portfolio margin over ranges of prices.
import type { Future, Instrument } from '@bourse/assets'
import { priceMovePnl } from '@bourse/assets'
import { type InstrumentId, succeeded } from '@bourse/core'
import { optionQuotes } from '../scenario/optionQuote.js'
import { type MarginHolding, type MarginPart, type MarginRules, missingMargin } from './marginRules.js'
import { type SpanPosition, type SpanProduct, spanRisk } from './span.js'

/** What a clearing house publishes for a root. */
export type SpanRanges = Omit<SpanProduct, 'price' | 'multiplier' | 'rate'>

/**
 * Futures and options on them, root by root: the scan risk of every month together, each month moved by its own range.
 * Initial is `initialFactor` (default 1.1, what exchanges ask of speculators) times maintenance.
 *
 * @param rangesOf by root; `undefined` where there are none, which the answer then names
 *
 * @example
 * import { spanRules } from '@bourse/risk/margin'
 * spanRules(() => ({ priceRange: 250, volRange: 0.06, extremeMultiple: 3, extremeCover: 0.33 })).rules // => 'span'
 */
export function spanRules(
  rangesOf: (root: string) => SpanRanges | undefined,
  options: { readonly initialFactor?: number } = {},
): MarginRules {
  const { initialFactor = 1.1 } = options
  return {
    rules: 'span',
    covers: (instrument, { instruments }) =>
      instrument.kind === 'future' ||
      (instrument.kind === 'option' && instruments.find(instrument.underlying)?.kind === 'future'),
    require(holdings, context) {
      const missing = new Set<string>()
      const quoteOf = optionQuotes(context)
      const months = new Map<
        InstrumentId,
        { future: Future; positions: SpanPosition[]; rate: number; discount: number }
      >()
      for (const { instrument, quantity, rate } of holdings) {
        const future = (
          instrument.kind === 'option' ? context.instruments.find(instrument.underlying) : instrument
        ) as Future
        const month = months.get(future.id) ?? { future, positions: [], rate, discount: 0 }
        months.set(future.id, month)
        if (instrument.kind !== 'option') {
          month.positions.push({ type: 'future', quantity })
          continue
        }
        const quote = quoteOf(instrument)
        if ('missing' in quote) {
          for (const name of quote.missing) missing.add(name)
          continue
        }
        const { years, vol, rate: discount } = quote.market
        month.discount = discount
        const { right, strike, multiplier } = instrument
        // Contracts of the option in those of the future.
        const contracts = (quantity * multiplier) / future.multiplier
        month.positions.push({ type: 'option', right, strike, years, vol, quantity: contracts })
      }
      const roots = new Map<string, Float64Array>()
      for (const { future, positions, rate, discount } of months.values()) {
        const price = context.market.mark(future.id)?.value
        const ranges = rangesOf(future.root)
        if (price === undefined) missing.add(`mark/${future.id}`)
        if (ranges === undefined) missing.add(`ranges/${future.root}`)
        if (price === undefined || ranges === undefined) continue
        const { losses } = spanRisk(positions, { ...ranges, price, multiplier: future.multiplier, rate: discount })
        const sums = roots.get(future.root) ?? new Float64Array(16)
        for (let s = 0; s < 16; s++) sums[s]! += losses[s]! * rate
        roots.set(future.root, sums)
      }
      if (missing.size > 0) return missingMargin('futures', missing)
      return succeeded(
        [...roots].map(([root, losses]): MarginPart => {
          const maintenance = Math.max(0, ...losses)
          return { of: root, initial: maintenance * initialFactor, maintenance }
        }),
      )
    },
  }
}

/** Shares of price down and up that a group is revalued over, and what implied volatility does at the ends. */
export type PortfolioRange = { readonly down: number; readonly up: number; readonly vol?: number }

/**
 * Portfolio margin: everything on one underlying revalued at ten prices between the ends of its range, the worst of them
 * is asked; nothing offsets between underlyings. At least `perContract` (default 37.50) for every option contract.
 *
 * @param rangeOf for an underlying: -0.15 and 0.15 for shares, -0.08 and 0.06 for broad indices are the customary ones
 * @see Cboe, "Portfolio Margining"; OCC, the TIMS valuation points
 *
 * @example
 * import { portfolioRules } from '@bourse/risk/margin'
 * portfolioRules(() => ({ down: -0.15, up: 0.15 })).rules // => 'portfolio'
 */
export function portfolioRules(
  rangeOf: (underlying: Instrument) => PortfolioRange | undefined,
  options: { readonly perContract?: number; readonly initialFactor?: number } = {},
): MarginRules {
  const { perContract = 37.5, initialFactor = 1 } = options
  const underlyingOf = (instrument: Instrument): InstrumentId =>
    instrument.kind === 'option' ? instrument.underlying : instrument.id
  return {
    rules: 'portfolio',
    covers: (instrument, { instruments }) => {
      const underlying = instruments.find(underlyingOf(instrument))
      return underlying !== undefined && rangeOf(underlying) !== undefined
    },
    require(holdings, context) {
      const missing = new Set<string>()
      const quoteOf = optionQuotes(context)
      const groups = new Map<InstrumentId, MarginHolding[]>()
      for (const holding of holdings) {
        const id = underlyingOf(holding.instrument)
        groups.set(id, [...(groups.get(id) ?? []), holding])
      }
      const parts: MarginPart[] = []
      for (const [id, group] of groups) {
        const { down, up, vol = 0 } = rangeOf(context.instruments.find(id)!)!
        const profits = new Float64Array(10)
        let contracts = 0
        for (const { instrument, quantity, price, rate } of group) {
          if (instrument.kind === 'option') contracts += Math.abs(quantity)
          const profitAt = profitOf(instrument, price)
          if (profitAt === undefined) continue
          for (let k = 0; k < 10; k++) {
            const move = down + ((up - down) * k) / 9
            profits[k]! += profitAt(move, vol * Math.abs(move / (move < 0 ? down : up))) * quantity * rate
          }
        }
        const worst = profits.reduce((least, profit) => Math.min(least, profit), 0)
        const maintenance = Math.max(-worst, contracts * perContract)
        parts.push({ of: id, initial: maintenance * initialFactor, maintenance })
      }
      return missing.size > 0 ? missingMargin('the portfolio', missing) : succeeded(parts)

      function profitOf(instrument: Instrument, price: number): ((move: number, vol: number) => number) | undefined {
        if (instrument.kind !== 'option') return (move) => priceMovePnl(instrument, 1, price, price * (1 + move))
        const quote = quoteOf(instrument)
        if ('missing' in quote) {
          for (const name of quote.missing) missing.add(name)
          return undefined
        }
        return (move, vol) => (quote.after(move, vol) - quote.price) * instrument.multiplier
      }
    },
  }
}
