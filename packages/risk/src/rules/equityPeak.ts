import { type Input, type Json, numberFromJson, numberToJson, type Saves, toIsoDate } from '@bourse/core'
import type { RiskContext } from '../gate/riskContext.js'
import { capitalMoved } from './capitalMoved.js'

/** Since when the highest equity counts; days and months begin at midnight UTC. */
export type PeakSince = 'start' | 'day' | 'month'

/** The highest equity so far, moved along by deposits and withdrawals. */
export interface EquityPeak extends Saves {
  observe(input: Input, context: RiskContext): void
  /** A share >= 0 of the peak; NaN where equity is not known, or the peak is not above zero. */
  drawdown(equity: number): number
  /** The peak is what equity is now. */
  restart(context: RiskContext): void
}

/** Knows no peak until it has seen equity. */
export function equityPeak(since: PeakSince): EquityPeak {
  let peak = Number.NaN
  let period = ''
  let nextCheck = Number.NEGATIVE_INFINITY
  const raise = (equity: number): void => {
    if (equity > peak || Number.isNaN(peak)) peak = equity
  }
  return {
    observe(input, context) {
      if (since !== 'start' && context.now >= nextCheck) {
        const day = toIsoDate(context.now)
        const now = since === 'day' ? day : day.slice(0, 7)
        if (now !== period) peak = Number.NaN
        period = now
        nextCheck = (Math.floor(context.now / 86_400_000) + 1) * 86_400_000
      }
      // The book has taken the money in already: the peak moves with it, or a withdrawal would look like a loss.
      const moved = capitalMoved(input, context)
      if (!Number.isNaN(moved)) peak += moved
      raise(context.book.equity().value)
    },
    drawdown(equity) {
      raise(equity)
      return peak > 0 ? Math.max(0, (peak - equity) / peak) : Number.NaN
    },
    restart(context) {
      peak = context.book.equity().value
    },
    save: () => ({ peak: numberToJson(peak), period }),
    load(state) {
      const saved = state as { readonly peak: Json; readonly period: string }
      peak = numberFromJson(saved.peak)
      period = saved.period
      nextCheck = Number.NEGATIVE_INFINITY
    },
  }
}
