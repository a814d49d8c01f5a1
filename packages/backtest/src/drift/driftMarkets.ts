// The market as the backtest has it, as it reached the live run, and what lies between.
import type { Instruments } from '@bourse/assets'
import { type Fact, type Input, numberToJson, type Sourced } from '@bourse/core'
import { mergeFacts } from '@bourse/data'
import type { BacktestData } from '../run/backtestOptions.js'
import { dataSources } from '../run/dataSources.js'
import { isMarket } from './driftWorld.js'
import type { LiveRecord } from './liveRecord.js'

/** Each is in order of time. `counts`: facts that differ at that step. */
export type DriftMarkets = {
  /** The backtest's. */
  readonly recorded: readonly Input[]
  /** Only what the live run was told, as recorded; and what it alone was told. */
  readonly seen: readonly Input[]
  /** When it was told, with the figures of then. */
  readonly arrived: readonly Input[]
  /** With the live run's fundings, and then with its rates between currencies too. */
  readonly funded: readonly Input[]
  readonly live: readonly Input[]
  readonly counts: { readonly missing: number; readonly late: number; readonly funding: number; readonly fx: number }
}

export function driftMarkets(data: BacktestData, record: LiveRecord, instruments: Instruments): DriftMarkets {
  const { inputs } = record
  const [first, last] = [inputs[0]!.time, inputs.at(-1)!.time]
  const recorded = [...mergeFacts(dataSources(data).sources)].filter(
    (input) => isMarket(input) && input.time >= first && input.time <= last,
  )
  const live = inputs.filter(isMarket)
  const traded = new Set(inputs.flatMap((input) => (input.kind === 'fill' ? [input.instrument] : [])))
  for (const { command } of record.deeds)
    if (command.do === 'submit' && 'instrument' in command.order) traded.add(command.order.instrument)
  const groupOf = (input: Input): 'data' | 'funding' | 'fx' => {
    if (input.kind === 'funding') return 'funding'
    if (!('id' in input) || input.id === undefined || traded.has(input.id)) return 'data'
    const instrument = instruments.find(input.id)
    return instrument?.kind === 'spot' && instrument.assetClass === 'fx' ? 'fx' : 'data'
  }
  const of = (all: readonly Input[], ...groups: readonly string[]): readonly Input[] =>
    all.filter((input) => groups.includes(groupOf(input)))
  const known = new Map(recorded.map((input) => [keyOf(input), input]))
  const told = new Set(live.map(keyOf))
  const common = of(recorded, 'data').filter((input) => told.has(keyOf(input)))
  const extra = of(live, 'data').filter((input) => !known.has(keyOf(input)))
  // What only one of them knows counts at its own time; what both know, when it arrived.
  const early = extra.map((input): Input => Object.assign({}, input, { time: Math.max(first, input.at) }))
  const others = of(recorded, 'funding', 'fx')
  const arrived = of(live, 'data')
  return {
    recorded,
    seen: inOrder([...common, ...early, ...others]),
    arrived: inOrder([...arrived, ...others]),
    funded: inOrder([...arrived, ...of(live, 'funding'), ...of(recorded, 'fx')]),
    live: inOrder(live),
    counts: {
      missing: of(recorded, 'data').length - common.length + extra.length,
      late: arrived.filter((input) => {
        const before = known.get(keyOf(input))
        return before === undefined ? input.time > input.at : textOf(before) !== textOf(input)
      }).length,
      funding: differing(of(recorded, 'funding'), of(live, 'funding')),
      fx: differing(of(recorded, 'fx'), of(live, 'fx')),
    },
  }
}

/** As facts of a run's data, at the times they are to be known. */
export function factsOf(market: readonly Input[]): readonly Sourced<Fact>[] {
  return market.map((input) => {
    const { seq: _, time, ...fact } = input
    return Object.assign(fact, { at: time }) as Sourced<Fact>
  })
}

function inOrder(market: readonly Input[]): readonly Input[] {
  return market
    .map((input, place) => ({ input, place }))
    .sort((a, b) => a.input.time - b.input.time || a.place - b.place)
    .map(({ input }) => Object.assign({}, input, { at: input.time }) as Input)
}

function differing(a: readonly Input[], b: readonly Input[]): number {
  const [left, right] = [a, b].map((all) => new Set(all.map(textOf)))
  return [...left!].filter((one) => !right!.has(one)).length + [...right!].filter((one) => !left!.has(one)).length
}

function keyOf(input: Input): string {
  const what = 'id' in input ? input.id : ''
  return `${input.kind} ${what} ${'series' in input ? input.series : ''} ${'span' in input ? input.span : ''} ${input.at}`
}

/** Its figures and when it was told. */
function textOf(input: Input): string {
  const { seq: _, source: __, ...rest } = input
  return JSON.stringify(
    Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_key, value: unknown) => (typeof value === 'number' ? numberToJson(value) : value),
  )
}
