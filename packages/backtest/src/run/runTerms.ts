// What a run is made of where its options leave it open; each such choice is noted.
import { createRegistry, type Equity, type Instrument, type Instruments } from '@bourse/assets'
import { badArgument, type InstrumentId, type Money, moneyOf } from '@bourse/core'
import type { StrategySlot } from '@bourse/engine'
import type { BacktestStrategy } from './backtestOptions.js'
import type { RunOptions } from './runWorld.js'
import type { DataSources } from './dataSources.js'

export function openingCash({ cash }: RunOptions): readonly Money[] {
  const all = (typeof cash === 'string' ? [cash] : cash).map((text) => moneyOf(text))
  const [first] = all
  if (first === undefined) throw badArgument('backtest', 'cash', 'none', "one sum or several, such as '100000 USD'")
  if (!(first.value.toNumber() > 0)) throw badArgument('backtest', 'cash', first.value.toNumber(), 'more than 0')
  return all
}

export function instrumentsFor(options: RunOptions, data: DataSources, base: string, assumed: string[]): Instruments {
  if (options.instruments !== undefined) return options.instruments
  if (data.instruments !== undefined) return createRegistry(data.instruments as Instrument[])
  assumed.push(`${data.ids.join(', ')}: equities in ${base}, tick 0.01, lot 1 (no instruments were given)`)
  return createRegistry(data.ids.map((id) => plainEquity(id, base)))
}

export function plainEquity(id: InstrumentId, currency: string): Equity {
  return { kind: 'equity', id, assetClass: 'equity', currency, tick: 0.01, lot: 1, calendar: 'always' }
}

export function slotsOf(strategy: BacktestStrategy): readonly StrategySlot[] {
  const all = Array.isArray(strategy) ? strategy : [strategy]
  // What is no strategy is refused by the engine, with the remedy.
  return all.map((one) => (typeof one === 'object' && one !== null && 'strategy' in one ? one : { strategy: one }))
}

/** What each strategy begins with, by the engine's rule: money as named, shares of the rest, and equal parts of what is left. */
export function openingCapital(slots: readonly StrategySlot[], cash: number): readonly number[] {
  let given = 0
  let named = 0
  let open = 0
  for (const { capital } of slots) {
    if (typeof capital === 'string') given += moneyOf(capital).value.toNumber()
    else if (capital === undefined) open++
    else named += capital.share
  }
  return slots.map(({ capital }) => {
    if (typeof capital === 'string') return moneyOf(capital).value.toNumber()
    return (cash - given) * (capital === undefined ? (1 - named) / open : capital.share)
  })
}
