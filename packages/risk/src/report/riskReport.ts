import { byClass, type Option, type Partition } from '@bourse/assets'
import {
  type AccountId,
  type Amount,
  type Currency,
  type EpochMs,
  failed,
  type InstrumentId,
  type Result,
  succeeded,
} from '@bourse/core'
import {
  type BookGreeks,
  bookGreeks,
  currencyExposures,
  type Exposure,
  type ExposureHole,
  type ExposureLine,
  exposureLines,
  exposuresBy,
  type Valuation,
} from '@bourse/portfolio'
import { black76, blackScholes, type PricingModel } from '@bourse/pricing'
import { exposureTables } from '../gate/exposureTable.js'
import type { RiskContext } from '../gate/riskContext.js'
import type { MarginModel } from '../margin/marginModel.js'
import { type MarginLevel, marginLevel, marginUseOf } from '../margin/marginUse.js'
import { simulatedTail } from '../measures/monteCarlo.js'
import { positionRisk } from '../rules/positionRisk.js'
import type { TierOf } from '../rules/tierSlots.js'
import { expiryKept } from '../scenario/expiryKept.js'
import type { Repricing } from '../scenario/optionQuote.js'
import type { PathProfits, PricePaths } from '../scenario/revaluePaths.js'
import { averageCorrelations, type AverageCorrelations } from './averageCorrelations.js'
import { quotedShare } from './quotedShare.js'
import { type AlertLimits, alertsOf, type RiskAlert } from './riskAlert.js'
import { scenarioProfits } from './scenarioProfits.js'

/**
 * Exposure of a bucket, and what it alone would lose: `var` and `shortfall` do not add up to the book's. What currencies do
 * to balances and to positions that stand in them is a bucket of its own, `currencies`.
 */
export type BucketRisk = Exposure & { readonly var: number; readonly shortfall: number }
/** `exposure` signed, by delta. `risk`: what is still to lose down to the stops that work, all that is exposed where none does. */
export type RemainingRisk = {
  readonly account: AccountId
  readonly instrument: InstrumentId
  readonly exposure: number
  readonly risk: number
  /** Its asset is in no tier any more. */
  readonly removed: boolean
}
/** How full the margin of an account is: `use` = required / equity. */
export type AccountMargin = { readonly account: AccountId; readonly use: number; readonly level: MarginLevel }

/**
 * Amounts in the book's base. `var`, `shortfall` are losses > 0 over one period of the scenarios. `leverage`: gross
 * exposure over equity. `correlation`: average over held listings, in all periods and in the newest. `liquidity`: share of
 * the exposure that the best quotes would take, NaN where nothing is quoted.
 */
export type RiskReport = {
  readonly time: EpochMs
  readonly equity: Amount
  readonly var: Amount
  readonly shortfall: Amount
  readonly byBucket: readonly BucketRisk[]
  readonly byCurrency: readonly { readonly currency: Currency; readonly net: number }[]
  readonly greeks?: BookGreeks
  readonly leverage: number
  readonly margin: readonly AccountMargin[]
  readonly correlation: AverageCorrelations
  readonly liquidity: number
  readonly positions: readonly RemainingRisk[]
  readonly alerts: readonly RiskAlert[]
}

/**
 * `scenarios`: returns of what is held (of options: their underlyings; of other currencies: a pair with the base), newest
 * row last, each row one possible tomorrow. `partition` (default by class). `recent`: rows of the newest correlation
 * (default 20). `margins`: models, where the context's margin is not of this book. `tierOf`: to see assets that were
 * removed. `modelOf`, `years`: how options are repriced.
 */
export type RiskReportOptions = Repricing & {
  readonly confidence: number
  readonly scenarios: PricePaths
  readonly partition?: Partition
  readonly greeks?: boolean
  readonly recent?: number
  readonly margins?: readonly MarginModel[]
  readonly tierOf?: TierOf
  readonly limits?: AlertLimits
}

/**
 * The book's risk on one page: value at risk and shortfall from scenarios with full revaluation of options, exposure by
 * bucket and currency, leverage, margin, correlation, liquidity, what each position still risks, and what is past an alert.
 *
 * @returns failure `risk/missing`, naming every series, mark, rate, volatility or model that is not known
 * @throws BourseError where a scenario is not finite, or confidence is outside (0, 1)
 *
 * @example
 * import { createRegistry } from '@bourse/assets'
 * import { createMarketRecord, type InputOf, money } from '@bourse/core'
 * import { matrixFromRows } from '@bourse/math'
 * import { createLedger } from '@bourse/portfolio'
 * import { riskContext, riskReport } from '@bourse/risk'
 * const instruments = createRegistry([{ kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }])
 * const market = createMarketRecord()
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money(100_000, 'USD') }] })
 * const stamp = { seq: 0, time: 0, at: 0, source: 'paper' }
 * const fill: InputOf<'fill'> = { ...stamp, kind: 'fill', tradeId: 't1', orderId: 'o1', account: 'paper', strategy: 's',
 *   instrument: 'SPY@ARCX', side: 'buy', quantity: 100, quantityText: '100', price: 600, priceText: '600', liquidity: 'taker', fee: money(0, 'USD') }
 * book.apply(fill)
 * market.observe({ ...stamp, kind: 'mark', id: 'SPY@ARCX', price: 600 })
 * const scenarios = { ids: ['SPY@ARCX'], returns: matrixFromRows([[-0.02], [0.01], [0.005], [-0.01]]) } as const
 * const report = riskReport(riskContext({ now: 0, book, market, instruments }), { confidence: 0.75, scenarios })
 * report.ok && [report.value.var.value, report.value.shortfall.value, report.value.leverage] // => [1200, 1200, 0.6]
 */
export function riskReport(context: RiskContext, options: RiskReportOptions): Result<RiskReport, 'risk/missing'> {
  const { book } = context
  const { partition = byClass, confidence, scenarios } = options
  const profits = scenarioProfits(context, scenarios, { ...options, partition })
  const valuation = valuationOf(context, options)
  const lines = exposureLines(book, valuation)
  const byCurrency = currencyExposures(book, valuation)
  const equity = book.equity()
  const holes = [...missingNames(lines, byCurrency, Number.isNaN(equity.value) ? book.holes() : [])]
  const margin = marginsOf(context, lines, options.margins)
  for (const { account, use } of margin) if (Number.isNaN(use)) holes.push(`margin/${account}`)
  if (!profits.ok) return missingOf([...holes, ...(profits.failure.details['missing'] as readonly string[])])
  if (holes.length > 0) return missingOf(holes)

  const tail = simulatedTail(profits.value.total, confidence)
  const amount = (value: number): Amount => ({ currency: book.base, value })
  const report: Omit<RiskReport, 'alerts'> = {
    time: context.now,
    equity,
    var: amount(tail.valueAtRisk),
    shortfall: amount(tail.shortfall),
    byBucket: bucketRisks(exposuresBy(lines, partition, context.instruments), profits.value, confidence),
    byCurrency: byCurrency.map(({ bucket, net }) => ({ currency: bucket, net })),
    ...(options.greeks === true ? { greeks: bookGreeks(book, valuation) } : {}),
    leverage:
      lines.reduce((sum, { exposure, account }) => sum + (account === undefined ? 0 : Math.abs(exposure)), 0) /
      equity.value,
    margin,
    correlation: averageCorrelations(scenarios, lines, options.recent ?? 20),
    liquidity: quotedShare(lines, context.market),
    positions: positionsOf(context, lines, options.tierOf),
  }
  return succeeded({ ...report, alerts: alertsOf(report, options.limits) })
}

/** American options are taken as European ones unless a model is given: as in the revaluation. */
function valuationOf(context: RiskContext, { modelOf }: Repricing): Valuation {
  const { instruments } = context
  const always = Number.POSITIVE_INFINITY
  return {
    instruments,
    market: context.market,
    rates: context.rates,
    settings: {
      maxAge: { spot: always, vol: always, rate: always },
      expiryOf: expiryKept(context.calendars),
    },
    model: (option: Option): PricingModel => {
      const own = modelOf?.(option)
      if (own !== undefined) return own
      const model = instruments.find(option.underlying)?.kind === 'future' ? black76 : blackScholes
      return option.exercise === 'european' ? model : asEuropean(model)
    },
  }
}

function asEuropean(model: PricingModel): PricingModel {
  return {
    model: model.model,
    price: (option, market) => model.price({ ...option, exercise: 'european' }, market),
    greeks: (option, market) => model.greeks({ ...option, exercise: 'european' }, market),
  }
}

function bucketRisks(exposures: readonly Exposure[], profits: PathProfits, confidence: number): readonly BucketRisk[] {
  const risks: BucketRisk[] = []
  const seen = new Set<string>()
  for (const exposure of exposures) {
    seen.add(exposure.bucket)
    risks.push({ ...exposure, ...tailOf(profits.byBucket.get(exposure.bucket), confidence) })
  }
  for (const [bucket, column] of profits.byBucket)
    if (!seen.has(bucket)) risks.push({ bucket, gross: 0, net: 0, ...tailOf(column, confidence) })
  return risks
}

function tailOf(
  profits: Float64Array | undefined,
  confidence: number,
): { readonly var: number; readonly shortfall: number } {
  if (profits === undefined) return { var: 0, shortfall: 0 }
  const { valueAtRisk, shortfall } = simulatedTail(profits, confidence)
  return { var: valueAtRisk, shortfall }
}

function marginsOf(
  context: RiskContext,
  lines: readonly ExposureLine[],
  models: readonly MarginModel[] | undefined,
): readonly AccountMargin[] {
  const accounts = new Set<AccountId>()
  for (const { account } of lines) if (account !== undefined) accounts.add(account)
  const found: AccountMargin[] = []
  for (const account of accounts) {
    const use = models === undefined ? context.margin.of(account)?.use : useBy(models, context, account)
    if (use !== undefined) found.push({ account, use, level: marginLevel(use) })
  }
  return found
}

/** By the first model that has an answer for the account, as an engine asks them. */
function useBy(models: readonly MarginModel[], context: RiskContext, account: AccountId): number | undefined {
  for (const model of models) {
    const found = marginUseOf(context, model, account)
    if (found.ok) return found.value.use
  }
  return undefined
}

function positionsOf(
  context: RiskContext,
  lines: readonly ExposureLine[],
  tierOf: TierOf | undefined,
): readonly RemainingRisk[] {
  const { byInstrument } = exposureTables()(context)
  return lines.flatMap(({ account, instrument, exposure }) => {
    const row = byInstrument.get(instrument?.id ?? '@')?.find((one) => one.account === account)
    if (account === undefined || instrument === undefined || row === undefined) return []
    const removed = tierOf !== undefined && tierOf(instrument) === undefined
    return [{ account, instrument: instrument.id, exposure, risk: positionRisk(row, context), removed }]
  })
}

function missingNames(
  lines: readonly ExposureLine[],
  currencies: readonly Exposure[],
  book: readonly ExposureHole[],
): readonly string[] {
  const holes = [...lines, ...currencies].flatMap(({ holes: own }) => own ?? [])
  return [...holes, ...book].map(({ missing, of }) => `${missing}/${of}`)
}

function missingOf(names: readonly string[]): Result<RiskReport, 'risk/missing'> {
  const missing = [...new Set(names)].sort()
  return failed('risk/missing', `the risk of the book needs ${missing.join(', ')}`, { missing })
}
