// A market that never was: for demos, tests, and newcomers without data.
import type { Instrument, Option } from '@bourse/assets'
import {
  BourseError,
  badArgument,
  type Bars,
  type Fact,
  type History,
  type Input,
  type InstrumentId,
  type MarketFact,
  type Quote,
  type Sourced,
  type EpochMs,
  type TimeLike,
  toEpochMs,
  toInstrumentId,
} from '@bourse/core'
import type { Rng } from '@bourse/math'
import { barTimes } from './barTimes.js'
import { memberBars } from './memberBars.js'
import { marketHistory } from './marketHistory.js'
import { marketInputs } from './marketInputs.js'
import { listedOptions, optionQuote, rowAt } from './optionChain.js'
import { syntheticFunding } from './fundingFacts.js'
import { contractsOf, futureBars, settlementsOf, slopesOf } from './futureBars.js'
import { type Member, memberOf, spotOf } from './member.js'
import { listedQuotes, listOptions } from './optionListing.js'
import { outcomeBars, resolutionOf } from './outcomeBars.js'
import { basisFunding, basisOf, perpetualBars } from './perpetualBars.js'
import type { SyntheticSpec } from './syntheticSpec.js'
import { weatherOf } from './weather.js'

/**
 * Columns, inputs in order of time, and the same as a `History`. `chain`: the options on a member that are alive at a moment; where
 * it has no `options` of its own, weeklies and three monthlies, strikes within 30 %.
 */
export interface SyntheticMarket {
  /** Members, and the contracts and options that were listed on the way. */
  readonly instruments: readonly Instrument[]
  readonly history: History
  /** Throws `input/unknown-instrument` for what is no member. */
  bars(id: InstrumentId): Bars
  /** At equal times quotes of options, then bars, then what else happens. */
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
 * const market = syntheticMarket({ from: '2026-01-01', to: '2027-01-01', members: [{ instrument: spy, drift: 0.06,
 *   vol: 0.18, price: 600, options: true }] }, createRng('demo'))
 * market.bars('SPY@ARCX').time.length // => 261
 * market.instruments.filter(({ kind }) => kind === 'option').length > 500 // => true
 */
export function syntheticMarket(spec: SyntheticSpec, rng: Rng): SyntheticMarket {
  checkSpec(spec, rng)
  const { span = '1d', correlation = 0, regimes = 1, calendars } = spec
  const [from, to] = [toEpochMs(spec.from), toEpochMs(spec.to)]
  if (!(to > from)) throw badArgument('syntheticMarket', 'to', to, `after from, ${from}`)
  if (!(correlation >= 0 && correlation <= 1)) throw badArgument('syntheticMarket', 'correlation', correlation, '0-1')
  if (!Number.isInteger(regimes) || regimes < 1 || regimes > 10)
    throw badArgument('syntheticMarket', 'regimes', regimes, 'an integer 1-10')
  const roots = spec.members.filter((one) => 'futures' in one)
  const members = spec.members.filter((one) => 'instrument' in one).map(memberOf)
  const paths = [...members, ...roots.map(spotOf)]
  const times = paths.map(({ instrument }) => barTimes(instrument, span, from, to, calendars))
  const all = [...new Set(times.flatMap(({ time }) => [...time]))].sort((a, b) => a - b)
  const weather = weatherOf(rng.fork('weather'), all, regimes)
  const instruments: Instrument[] = members.map(({ instrument }) => instrument)
  const columns = new Map<InstrumentId, Bars>()
  const facts: Sourced<MarketFact>[] = []
  const happens = (more: Iterable<Sourced<Fact>>): void => {
    for (const fact of more) facts.push(fact as Sourced<MarketFact>)
  }
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
      const { probability = 0.5, volume } = member
      const { bars, pays } = outcomeBars(instrument, probability, span, times[i]!.time, from, volume, own)
      add(bars)
      if (instrument.closes <= to) happens([resolutionOf(instrument, pays)])
      return
    }
    const made = add(memberBars(member, span, times[i]!, weather, correlation, own))
    if (instrument.kind === 'perpetual' && funding !== undefined)
      happens(syntheticFunding(instrument, funding, made, own.fork('funding')))
  })
  // What follows others comes last.
  for (const { instrument, of, carry = 0, funding } of members) {
    if (of === undefined) continue
    const spot = columns.get(of)
    if (spot === undefined || (instrument.kind !== 'future' && instrument.kind !== 'perpetual'))
      throw badArgument('syntheticMarket', `of of ${instrument.id}`, of, 'a member, of a future or a perpetual')
    if (instrument.kind === 'future')
      happens(settlementsOf(instrument, add(futureBars(instrument, () => carry, spot)), to))
    else {
      const basis = basisOf(spot.time.length, rng.fork(instrument.id))
      const made = add(perpetualBars(instrument, spot, basis))
      if (funding !== undefined) happens(basisFunding(instrument, funding, made, basis))
    }
  }
  roots.forEach((root, i) => {
    const spot = paths[members.length + i]!
    const own = rng.fork(spot.instrument.id)
    const made = memberBars(spot, span, times[members.length + i]!, weather, correlation, own)
    const { carry = 0, carryVol = 0, days = 200 } = root
    const slopes = slopesOf(carry, carryVol, 40, made.time.length, own.fork('carry'))
    for (const contract of contractsOf(root, from, to)) {
      const bars = futureBars(contract, (row) => slopes[row]!, made, days)
      if (bars.time.length === 0) continue
      instruments.push(contract)
      happens(settlementsOf(contract, add(bars), to))
    }
  })
  facts.sort((a, b) => a.at - b.at)
  const bars = (id: InstrumentId): Bars => {
    const found = columns.get(id)
    if (found !== undefined) return found
    throw new BourseError('input/unknown-instrument', `syntheticMarket: ${id} is no member`, {
      details: { id, members: [...columns.keys()] },
      remedy: 'ask for a member, or add it to the specification',
    })
  }
  const listings = members
    .filter(({ options }) => options !== undefined)
    .map((member) => ({ member, listed: listOptions(member, bars(member.instrument.id), calendars) }))
  for (const { listed } of listings) for (const { option } of listed) instruments.push(option)
  const pathOf = (id: InstrumentId): Member => {
    bars(id)
    return members.find(({ instrument }) => instrument.id === id)!
  }
  /** What options on a member are quoted at, at the money. */
  const impliedVol = ({ instrument, options, vol }: Member, row: number): number =>
    ((typeof options === 'object' ? options.vol : undefined) ?? vol) * weather.wild(bars(instrument.id).time[row]!)
  return {
    instruments,
    history: marketHistory(bars, facts, span),
    bars,
    inputs: () =>
      marketInputs(
        listings.map(({ member, listed }) =>
          listedQuotes((row) => impliedVol(member, row), bars(member.instrument.id), listed),
        ),
        [...columns.values()],
        facts,
      ),
    facts: () => facts,
    chain(underlying, at) {
      const time = toEpochMs(at)
      const listing = listings.find(({ member }) => member.instrument.id === underlying)
      if (listing === undefined) {
        const { close } = bars(underlying)
        const price = close[rowAt(bars(underlying), time)] ?? Number.NaN
        return listedOptions(pathOf(underlying).instrument, price, time)
      }
      return listing.listed.filter((one) => one.at <= time && time <= one.ends).map(({ option }) => option)
    },
    optionQuote(option, at) {
      const time = toEpochMs(at)
      const path = bars(option.underlying)
      const row = rowAt(path, time)
      const vol = row < 0 ? Number.NaN : impliedVol(pathOf(option.underlying), row)
      return optionQuote(option, vol, path.close[row] ?? Number.NaN, time)
    },
  }
}

// What JavaScript lets through: a member that names no instrument would be left out in silence.
function checkSpec(spec: SyntheticSpec | undefined, rng: Rng | undefined): void {
  const members: unknown = spec?.members
  if (!Array.isArray(members) || members.length === 0)
    throw badArgument('syntheticMarket', 'members', typeof members, "a list, [{ instrument: 'SPY@ARCX', vol: 0.2 }]")
  if (typeof rng?.fork !== 'function')
    throw badArgument('syntheticMarket', 'rng', typeof rng, 'what createRng(1) gives')
  for (const [i, member] of members.entries()) {
    const { instrument, futures } = (member ?? {}) as { readonly instrument?: unknown; readonly futures?: unknown }
    if (instrument === undefined && futures === undefined)
      throw badArgument(
        'syntheticMarket',
        `members[${i}]`,
        'without instrument or futures',
        '{ instrument } or { futures }',
      )
    if (typeof instrument === 'string') toInstrumentId(instrument)
  }
}
