// Who trades, under which rules, at what cost: the same for the backtest, the paper day and its replay.
import {
  allCalendars,
  type Calendars,
  createCalendars,
  crossAsset,
  type FeeModel,
  type Instrument,
  ladder15,
  makerTakerFee,
  notionalOf,
  percentFee,
  perContractFee,
  perShareFee,
  type Rule,
  type SimOptions,
  type StrategySlot,
  succeeded,
  tickSlippage,
} from 'bourse'
import { cashRules, type MarginRules, marginModel, perpetualRules, perpetualTiers, regTRules } from 'bourse/risk/margin'
import { calendarSpread } from './calendarSpread.js'
import { coveredCall } from './coveredCall.js'
import { forecast } from './forecast.js'
import { fundingCarry } from './fundingCarry.js'
import { trend } from './trend.js'

export const cash = '10000000 USD'
export const calendars: Calendars = createCalendars(allCalendars)

export function slots(averages: { readonly fast?: number; readonly slow?: number } = {}): readonly StrategySlot[] {
  return [
    { strategy: coveredCall(), capital: { share: 0.4 } },
    { strategy: trend(averages), capital: { share: 0.25 } },
    { strategy: fundingCarry(), capital: { share: 0.15 } },
    { strategy: calendarSpread(), capital: { share: 0.15 } },
    { strategy: forecast(), capital: { share: 0.05 } },
  ]
}

/** Fresh every time: rules remember. */
export function rules(): readonly Rule[] {
  return [...ladder15(), ...crossAsset(marginShare)]
}

/** What an order is expected to ask, before the model below says it exactly. */
function marginShare({ kind, assetClass }: Instrument): number {
  if (kind === 'spot') return assetClass === 'fx' ? 0.03 : 1
  return { future: 0.08, perpetual: 0.1, etf: 0.5, option: 0.01 }[kind as string] ?? 1
}

// Invented: 8 % of what a future is worth, 3 % of currencies. The exchanges' own tables have their place in `futuresRules`.
const shareOfNotional: MarginRules = {
  rules: 'share of notional',
  covers: ({ kind, assetClass }) => kind === 'future' || (kind === 'spot' && assetClass === 'fx'),
  require: (holdings) =>
    succeeded(
      holdings.map(({ instrument, quantity, price, rate }) => {
        const margin = marginShare(instrument) * Math.abs(notionalOf(instrument, quantity, price)) * rate
        return { of: instrument.id, initial: margin, maintenance: margin }
      }),
    ),
}
const tiers = perpetualTiers([{ upTo: Number.POSITIVE_INFINITY, rate: 0.05, maxLeverage: 10 }])
export const margins = [marginModel([shareOfNotional, perpetualRules(() => tiers), regTRules(), cashRules()])]

const shares = perShareFee('0.005 USD', '1 USD')
const contracts = perContractFee('2.25 USD')
const options = perContractFee('0.65 USD')
const coins = makerTakerFee(0.0002, 0.0005)
const currencies = percentFee(0.00002)
const fees: FeeModel = (question) => {
  const { kind, assetClass } = question.instrument
  if (kind === 'future') return contracts(question)
  if (kind === 'option') return options(question)
  if (assetClass === 'crypto') return coins(question)
  return assetClass === 'fx' ? currencies(question) : shares(question)
}
export const venue: SimOptions = { fees, slippage: tickSlippage(1), calendars }
