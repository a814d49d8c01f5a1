// A market that never was: for demos, tests, and newcomers without data.
import type { Instrument, Option } from '@bourse/assets'
import {
  BourseError,
  badArgument,
  type Bars,
  type History,
  type Input,
  type InstrumentId,
  type TimeLike,
  toEpochMs,
} from '@bourse/core'
import type { Rng } from '@bourse/math'
import { barTimes } from './barTimes.js'
import { memberBars } from './memberBars.js'
import { marketHistory } from './marketHistory.js'
import { marketInputs } from './marketInputs.js'
import type { SyntheticSpec } from './syntheticSpec.js'
import { weatherOf } from './weather.js'

/** Columns, inputs in order of time, and the same as a `History`. `chain` lists options on a member at a moment. */
export interface SyntheticMarket {
  readonly instruments: readonly Instrument[]
  readonly history: History
  /** Throws `input/unknown-instrument` for what is no member. */
  bars(id: InstrumentId): Bars
  inputs(): Iterable<Input>
  chain(underlying: InstrumentId, at: TimeLike): readonly Option[]
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
  members.forEach((member, i) => {
    if (columns.has(member.instrument.id))
      throw badArgument('syntheticMarket', 'members', member.instrument.id, 'each instrument once')
    columns.set(
      member.instrument.id,
      memberBars(member, span, times[i]!, weather, correlation, rng.fork(member.instrument.id)),
    )
  })
  const bars = (id: InstrumentId): Bars => {
    const found = columns.get(id)
    if (found !== undefined) return found
    throw new BourseError('input/unknown-instrument', `syntheticMarket: ${id} is no member`, {
      details: { id, members: [...columns.keys()] },
      remedy: 'ask for a member, or add it to the specification',
    })
  }
  return {
    instruments: members.map(({ instrument }) => instrument),
    history: marketHistory(bars, span),
    bars,
    inputs: () => marketInputs([...columns.values()]),
    chain: () => [],
  }
}
