// A book under a scenario, position by position, by full revaluation.
import { contractPayoff, type Instrument, multiplierOf, notionalOf, type Option, priceMovePnl } from '@bourse/assets'
import { type AccountId, type Amount, failed, type InstrumentId, type Result, succeeded } from '@bourse/core'
import type { Position } from '@bourse/portfolio'
import type { RiskContext } from '../gate/riskContext.js'
import { optionQuotes, type Repricing } from './optionQuote.js'
import { currencyMove, looseCash, rateToBase } from './currencies.js'
import type { RiskScenario } from './riskScenario.js'

/** P&L in the book's base: < 0 is a loss here. */
export type ScenarioLine = { readonly account: AccountId; readonly instrument: InstrumentId; readonly pnl: number }

/** `cash`: what balances in other currencies and failed accounts change by. `pnl` counts the scenario's correlation. */
export type ScenarioResult = {
  readonly scenario: string
  readonly pnl: Amount
  readonly lines: readonly ScenarioLine[]
  readonly cash: number
}

/**
 * What a scenario does to the book, by full revaluation of every position; < 0 is a loss: it is P&L.
 *
 * @param options how options are priced
 * @returns failure `risk/missing`, whose details list every mark, rate, volatility, quote and instrument that is not known
 *
 * @example
 * import { createRegistry, type Instrument } from '@bourse/assets'
 * import { createMarketRecord, type InputOf, money } from '@bourse/core'
 * import { createLedger } from '@bourse/portfolio'
 * import { crashTogether, scenarioPnl, riskContext } from '@bourse/risk'
 * const spy: Instrument = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' }
 * const instruments = createRegistry([spy])
 * const market = createMarketRecord()
 * const book = createLedger({ base: 'USD', instruments, market, cash: [{ account: 'paper', money: money('100000', 'USD') }] })
 * const stamp = { seq: 0, time: 0, at: 0, source: 'paper' }
 * const fill: InputOf<'fill'> = { ...stamp, kind: 'fill', tradeId: 't1', orderId: 'o1', account: 'paper', strategy: 's',
 *   instrument: 'SPY@ARCX', side: 'buy', quantity: 100, quantityText: '100', price: 600, priceText: '600',
 *   liquidity: 'taker', fee: money('0', 'USD') }
 * book.apply(fill)
 * market.observe({ ...stamp, kind: 'mark', id: 'SPY@ARCX', price: 600 })
 * scenarioPnl(riskContext({ now: 0, book, market, instruments }), crashTogether())
 * // => { ok: true, value: { currency: 'USD', value: -12000 } }
 */
export function scenarioPnl(
  context: RiskContext,
  scenario: RiskScenario,
  options: Repricing = {},
): Result<Amount, 'risk/missing'> {
  const result = stressBook(context, scenario, options)
  return result.ok ? succeeded(result.value.pnl) : result
}

/**
 * The same with every position's part.
 *
 * @returns failure as `scenarioPnl`
 *
 * @example
 * import { flashCrash, type RiskContext, stressBook } from '@bourse/risk'
 * const worst = (context: RiskContext) => {
 *   const result = stressBook(context, flashCrash())
 *   return result.ok ? [...result.value.lines].sort((a, b) => a.pnl - b.pnl)[0] : result.failure.message
 * }
 * typeof worst // => 'function'
 */
export function stressBook(
  context: RiskContext,
  scenario: RiskScenario,
  options: Repricing = {},
): Result<ScenarioResult, 'risk/missing'> {
  const { book } = context
  const missing = new Set<string>()
  const failedAccounts = new Set(scenario.failure?.accounts ?? [])
  const lines: ScenarioLine[] = []
  const quoteOf = optionQuotes(context, options)
  for (const position of book.positions()) {
    if (failedAccounts.has(position.account)) continue
    const { account, instrument } = position
    lines.push({ account, instrument, pnl: positionPnl(position, context, scenario, quoteOf, missing) })
  }
  const cash = cashPnl(context, scenario, failedAccounts, missing)
  if (missing.size > 0) {
    const names = [...missing].sort()
    return failed('risk/missing', `scenario ${scenario.scenario} needs ${names.join(', ')}`, {
      scenario: scenario.scenario,
      missing: names,
    })
  }
  const value = together(lines, scenario.correlation) + cash
  return succeeded({ scenario: scenario.scenario, pnl: { currency: book.base, value }, lines, cash })
}

function together(lines: readonly ScenarioLine[], correlation: number | undefined): number {
  let sum = 0
  let squares = 0
  for (const { pnl } of lines) {
    sum += pnl
    squares += pnl * pnl
  }
  if (correlation === undefined || correlation === 1) return sum
  return -Math.sqrt(Math.max(0, (1 - correlation) * squares + correlation * sum * sum))
}

function positionPnl(
  { instrument: id, quantity, averagePrice }: Position,
  context: RiskContext,
  scenario: RiskScenario,
  quoteOf: ReturnType<typeof optionQuotes>,
  missing: Set<string>,
): number {
  const instrument = context.instruments.find(id)
  if (instrument === undefined) {
    missing.add(`instrument/${id}`)
    return Number.NaN
  }
  const rate = rateToBase(instrument.currency, context, missing)
  const move =
    instrument.kind === 'option'
      ? optionMove(instrument, context, scenario, quoteOf, missing)
      : markMove(instrument, context, scenario, missing)
  if (move === undefined) return Number.NaN
  const { from, to } = move
  const change = priceMovePnl(instrument, quantity, from, to)
  const fx = currencyMove(instrument.currency, context, scenario)
  // A future or perpetual is worth what it has gained, anything else its price.
  const isContract = instrument.kind === 'future' || instrument.kind === 'perpetual'
  const value = isContract
    ? priceMovePnl(instrument, quantity, averagePrice, from)
    : notionalOf(instrument, quantity, from)
  const leaving =
    scenario.spread === undefined ? 0 : leavingCost(instrument, quantity, scenario.spread, context, missing)
  return ((change - leaving) * (1 + fx) + value * fx) * rate
}

type Move = { readonly from: number; readonly to: number }

function markMove(
  instrument: Instrument,
  context: RiskContext,
  scenario: RiskScenario,
  missing: Set<string>,
): Move | undefined {
  const from = context.market.mark(instrument.id)?.value
  const { price } = scenario.shock(instrument)
  if (from === undefined || Number.isNaN(from)) missing.add(`mark/${instrument.id}`)
  if (Number.isNaN(price)) missing.add(`shock/${instrument.id}`)
  if (from === undefined || Number.isNaN(from) || Number.isNaN(price)) return undefined
  const to = from * (1 + price)
  return { from, to: instrument.kind === 'outcome' ? Math.min(1, Math.max(0, to)) : to }
}

function optionMove(
  option: Option,
  context: RiskContext,
  scenario: RiskScenario,
  quoteOf: ReturnType<typeof optionQuotes>,
  missing: Set<string>,
): Move | undefined {
  const underlying = context.instruments.find(option.underlying)
  if (underlying === undefined) missing.add(`instrument/${option.underlying}`)
  const quote = quoteOf(option)
  if ('missing' in quote) for (const name of quote.missing) missing.add(name)
  if (underlying === undefined || 'missing' in quote) return undefined
  const { price, vol } = scenario.shock(underlying)
  if (Number.isNaN(price) || Number.isNaN(vol)) {
    missing.add(`shock/${underlying.id}`)
    return undefined
  }
  return { from: quote.price, to: quote.after(price, vol) }
}

/** Half spread times multiple, in the instrument's currency; of an inverse contract at its mid. */
function leavingCost(
  instrument: Instrument,
  quantity: number,
  multiple: number,
  context: RiskContext,
  missing: Set<string>,
): number {
  const quote = context.market.quote(instrument.id)?.value
  const half = quote === undefined ? Number.NaN : (quote.ask - quote.bid) / 2
  if (Number.isNaN(half) || quote === undefined) {
    missing.add(`quote/${instrument.id}`)
    return Number.NaN
  }
  const contracts = Math.abs(quantity) * multiplierOf(instrument)
  const middle = (quote.ask + quote.bid) / 2
  const perUnit = contractPayoff(instrument) === 'inverse' ? half / (middle * middle) : half
  return contracts * perUnit * multiple
}

function cashPnl(
  context: RiskContext,
  scenario: RiskScenario,
  failedAccounts: ReadonlySet<AccountId>,
  missing: Set<string>,
): number {
  const { book } = context
  let sum = 0
  for (const account of failedAccounts) {
    const equity = book.equity({ account }).value
    if (Number.isNaN(equity)) missing.add(`equity/${account}`)
    sum -= (scenario.failure?.share ?? 0) * Math.max(0, equity)
  }
  for (const [currency, value] of looseCash(book, context, failedAccounts)) {
    const change = currencyMove(currency, context, scenario)
    if (Number.isNaN(change)) missing.add(`shock/${currency}`)
    if (change !== 0 && value !== 0) sum += value * change * rateToBase(currency, context, missing)
  }
  return sum
}
