// A book along many paths at once: what Monte Carlo and historical simulation revalue options with.
import { bucketOf, contractPayoff, notionalOf, type Partition, priceMovePnl } from '@bourse/assets'
import { badArgument, failed, type InstrumentId, type Result, succeeded } from '@bourse/core'
import { checkReturns } from '../measures/returns.js'
import type { Matrix } from '@bourse/math'
import type { RiskContext } from '../gate/riskContext.js'
import { rateToBase } from './currencies.js'
import { optionQuotes, type Repricing } from './optionQuote.js'

/**
 * Simple returns of instruments (or of what their options are written on): one row per path, one column per id. `vols`,
 * of the same shape, is added to the volatilities of options on that id.
 */
export type PricePaths = {
  readonly ids: readonly InstrumentId[]
  readonly returns: Matrix
  readonly vols?: Matrix
}

/** P&L per path in base; < 0 is a loss. `byBucket` adds up to `total`. */
export type PathProfits = { readonly total: Float64Array; readonly byBucket: ReadonlyMap<string, Float64Array> }

/**
 * P&L of the whole book on every path, options by full revaluation. Feed it to `simulatedTail` for VaR and ES, of the
 * whole and per bucket.
 *
 * @param options.partition by which the profits are told apart, default one bucket `'all'`
 * @returns failure `risk/missing`, listing every series, mark, rate, volatility and instrument that is not known
 * @throws BourseError where a return is not finite or shapes differ
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { revaluePaths, type RiskContext, simulatedTail } from '@bourse/risk'
 * const tomorrow = { ids: ['SPY@ARCX'], returns: matrixFromRows([[-0.02], [0.01]]) } as const
 * const valueAtRiskOf = (context: RiskContext) => {
 *   const profits = revaluePaths(context, tomorrow)
 *   return profits.ok ? simulatedTail(profits.value.total, 0.95).valueAtRisk : profits.failure.details
 * }
 * typeof valueAtRiskOf // => 'function'
 */
export function revaluePaths(
  context: RiskContext,
  paths: PricePaths,
  options: Repricing & { readonly partition?: Partition } = {},
): Result<PathProfits, 'risk/missing'> {
  const { ids, returns, vols } = paths
  checkPaths(paths)
  const columns = new Map(ids.map((id, column) => [id, column]))
  const missing = new Set<string>()
  const byBucket = new Map<string, Float64Array>()
  const quoteOf = optionQuotes(context, options)
  for (const { instrument: id, quantity } of context.book.positions()) {
    const instrument = context.instruments.find(id)
    if (instrument === undefined) {
      missing.add(`instrument/${id}`)
      continue
    }
    const moves = instrument.kind === 'option' ? instrument.underlying : id
    const column = columns.get(moves)
    if (column === undefined) missing.add(`returns/${moves}`)
    const rate = rateToBase(instrument.currency, context, missing)
    const bucket = options.partition === undefined ? 'all' : bucketOf(instrument, options.partition)
    const into = byBucket.get(bucket) ?? new Float64Array(returns.rows)
    byBucket.set(bucket, into)
    const cols = returns.cols
    if (instrument.kind === 'option') {
      const quote = quoteOf(instrument)
      if ('missing' in quote) for (const name of quote.missing) missing.add(name)
      if ('missing' in quote || column === undefined) continue
      const scale = quantity * instrument.multiplier * rate
      for (let p = 0; p < returns.rows; p++) {
        const vol = vols === undefined ? 0 : vols.data[p * cols + column]!
        into[p]! += scale * (quote.after(returns.data[p * cols + column]!, vol) - quote.price)
      }
      continue
    }
    const from = context.market.mark(id)?.value ?? Number.NaN
    if (Number.isNaN(from)) missing.add(`mark/${id}`)
    if (column === undefined) continue
    if (contractPayoff(instrument) !== 'inverse' && instrument.kind !== 'outcome') {
      const scale = notionalOf(instrument, quantity, from) * rate
      for (let p = 0; p < returns.rows; p++) into[p]! += scale * returns.data[p * cols + column]!
      continue
    }
    for (let p = 0; p < returns.rows; p++) {
      const to = from * (1 + returns.data[p * cols + column]!)
      const capped = instrument.kind === 'outcome' ? Math.min(1, Math.max(0, to)) : to
      into[p]! += priceMovePnl(instrument, quantity, from, capped) * rate
    }
  }
  if (missing.size > 0) {
    const names = [...missing].sort()
    return failed('risk/missing', `revaluing the book needs ${names.join(', ')}`, { missing: names })
  }
  const total = new Float64Array(returns.rows)
  for (const column of byBucket.values()) for (let p = 0; p < total.length; p++) total[p]! += column[p]!
  return succeeded({ total, byBucket })
}

function checkPaths({ ids, returns, vols }: PricePaths): void {
  const where = 'revaluePaths'
  if (returns.cols !== ids.length) throw badArgument(where, 'returns.cols', returns.cols, `${ids.length}, one per id`)
  checkReturns(where, returns.data, 'returns.data')
  if (vols === undefined) return
  if (vols.rows !== returns.rows || vols.cols !== returns.cols)
    throw badArgument(where, 'vols', `${vols.rows} x ${vols.cols}`, `${returns.rows} x ${returns.cols}, as returns`)
  checkReturns(where, vols.data, 'vols.data')
}
