// A market that never was: for demos, tests, and newcomers without data.
import type { Instrument, Option } from '@bourse/assets'
import {
  BourseError,
  badArgument,
  type Bars,
  type History,
  type Input,
  type InstrumentId,
  type MarketFact,
  type Quote,
  type Sourced,
  type EpochMs,
  type TimeLike,
  toEpochMs,
} from '@bourse/core'
import type { Rng } from '@bourse/math'
import { barTimes } from './barTimes.js'
import { memberBars } from './memberBars.js'
import { marketHistory } from './marketHistory.js'
import { marketInputs } from './marketInputs.js'
import { closeAt, listedOptions, optionQuote } from './optionChain.js'
import { syntheticFunding } from './fundingFacts.js'
import { futureBars, settlementsOf } from './futureBars.js'
import { outcomeBars, resolutionOf } from './outcomeBars.js'
import type { SyntheticMember, SyntheticSpec } from './syntheticSpec.js'
import { weatherOf } from './weather.js'

/** Columns, inputs in order of time, and the same as a `History`. `chain` lists options on a member at a moment: weeklies and three monthlies, strikes within 30 %. */
export interface SyntheticMarket {
  readonly instruments: readonly Instrument[]
  readonly history: History
  /** Throws `input/unknown-instrument` for what is no member. */
  bars(id: InstrumentId): Bars
  inputs(): Iterable<Input>
  /** What happens besides bars, in order of time: fundings, settlements, resolutions. */
  facts(): readonly Sourced<MarketFact>[]
  chain(underlying: InstrumentId, at: TimeLike): readonly Option[]
  /** What an option of such a chain is quoted at, from one surface free of arbitrage, without rates and dividends. */
  optionQuote(option: Option, at: TimeLike): Quote & { readonly at: EpochMs; readonly source: string }
}

/**
 * A market from a specification and a seed: equal seeds give equal bits on every machine, and another member leaves the
 * bars of the others alone (but for what is common to all).
 *
 * @example
 * import { createRng } from '@bourse/math'
 * import { syntheticMarket } from '@bourse/sim'
 * const spy = { kind: 'etf', id: 'SPY@ARCX', assetClass: 'equity', currency: 'USD', tick: 0.01, lot: 1, calendar: 'XNYS' } as const
 * const market = syntheticMarket({ from: '2026-01-01', to: '2027-01-01', span: '1d', members: [{ instrument: spy, drift: 0.06,
 *   vol: 0.18, price: 600 }] }, createRng('demo'))
 * market.bars('SPY@ARCX').time.length // => 261
 */
export function syntheticMarket(spec: SyntheticSpec, rng: Rng): SyntheticMarket {
  const { members, span, correlation = 0, regimes = 1, calendars } = spec
  const [from, to] = [toEpochMs(spec.from), toEpochMs(spec.to)]
  if (!(to > from)) throw badArgument('syntheticMarket', 'to', to, `after from, ${from}`)
  if (!(correlation >= 0 && correlation <= 1)) throw badArgument('syntheticMarket', 'correlation', correlation, '0-1')
  if (!Number.isInteger(regimes) || regimes < 1 || regimes > 10)
    throw badArgument('syntheticMarket', 'regimes', regimes, 'an integer 1-10')
  const times = members.map(({ instrument }) => barTimes(instrument, span, from, to, calendars))
  const all = [...new Set(times.flatMap(({ time }) => [...time]))].sort((a, b) => a - b)
  const weather = weatherOf(rng.fork('weather'), all, regimes)
  const columns = new Map<InstrumentId, Bars>()
  const facts: Sourced<MarketFact>[] = []
  const add = (made: Bars): Bars => {
    if (columns.has(made.id)) throw badArgument('syntheticMarket', 'members', made.id, 'each instrument once')
    columns.set(made.id, made)
    return made
  }
  members.forEach((member, i) => {
    const { instrument, of, funding } = member
    const own = rng.fork(instrument.id)
    if (of !== undefined) return
    if (instrument.kind === 'outcome') {
      const { bars, pays } = outcomeBars(
        instrument,
        member.probability ?? 0.5,
        span,
        times[i]!.time,
        from,
        member.volume ?? 10_000,
        own,
      )
      add(bars)
      if (instrument.closes <= to) facts.push(resolutionOf(instrument, pays) as Sourced<MarketFact>)
      return
    }
    const made = add(memberBars(member, span, times[i]!, weather, correlation, own))
    if (instrument.kind === 'perpetual' && funding !== undefined)
      facts.push(...(syntheticFunding(instrument, funding, made, own.fork('funding')) as Iterable<Sourced<MarketFact>>))
  })
  // Futures follow others, so they come last.
  for (const { instrument, of, carry = 0 } of members) {
    if (of === undefined) continue
    const spot = columns.get(of)
    if (instrument.kind !== 'future' || spot === undefined)
      throw badArgument('syntheticMarket', `of of ${instrument.id}`, of, 'a member, of a future')
    facts.push(
      ...(settlementsOf(instrument, add(futureBars(instrument, carry, spot)), to) as Iterable<Sourced<MarketFact>>),
    )
  }
  facts.sort((a, b) => a.at - b.at)
  const bars = (id: InstrumentId): Bars => {
    const found = columns.get(id)
    if (found !== undefined) return found
    throw new BourseError('input/unknown-instrument', `syntheticMarket: ${id} is no member`, {
      details: { id, members: [...columns.keys()] },
      remedy: 'ask for a member, or add it to the specification',
    })
  }
  const memberOf = (id: InstrumentId): SyntheticMember => {
    bars(id)
    return members.find(({ instrument }) => instrument.id === id)!
  }
  return {
    instruments: members.map(({ instrument }) => instrument),
    history: marketHistory(bars, facts, span),
    bars,
    inputs: () => marketInputs([...columns.values()], facts),
    facts: () => facts,
    chain: (underlying, at) => listedOptions(memberOf(underlying), closeAt(bars(underlying), at), toEpochMs(at)),
    optionQuote(option, at) {
      const price = closeAt(bars(option.underlying), at)
      return optionQuote(option, memberOf(option.underlying).vol, price, toEpochMs(at))
    },
  }
}
