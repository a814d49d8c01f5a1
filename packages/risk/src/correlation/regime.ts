// In which state correlations are, told by a hidden Markov model or a change detector.
import {
  badArgument,
  failed,
  type Json,
  numberFromJson,
  numberToJson,
  type Result,
  type Stepper,
  succeeded,
} from '@bourse/core'
import { filterHmm, fitHmm, type Hmm, type Rng } from '@bourse/math'
import { checkReturns } from '../measures/returns.js'

/** By mean correlation, lowest first. `probability` of being in it now; `share` of all time, by the last filtered states. */
export type RegimeState = {
  readonly mean: number
  readonly deviation: number
  readonly probability: number
  readonly share: number
}

/** `state`: place of the likeliest one now; the last is the one in which everything moves together. */
export type CorrelationRegime = { readonly state: number; readonly states: readonly RegimeState[]; readonly model: Hmm }

/**
 * Regimes of a series of average correlations (of `rollingCorrelations` and `averageCorrelation`): a Gaussian hidden
 * Markov model on their Fisher z, which spreads values near 1.
 *
 * @param values average correlations, oldest first, each in (-1, 1)
 * @returns failure `risk/short-series` for fewer than 20 values per state, `risk/no-fit` where the data do not carry so
 * many states
 * @throws BourseError where a value is not finite or outside (-1, 1), or states is not a whole number >= 2
 *
 * @example
 * import { createRng } from '@bourse/math'
 * import { correlationRegime } from '@bourse/risk'
 * const rng = createRng(7)
 * const values = Float64Array.from({ length: 200 }, (_, t) => (t < 150 ? 0.3 : 0.8) + 0.03 * rng.normal())
 * const regime = correlationRegime(values, { states: 2, rng })
 * regime.ok && regime.value.state // => 1
 * regime.ok && regime.value.states[1]?.mean.toFixed(1) // => '0.8'
 */
export function correlationRegime(
  values: Float64Array,
  options: { readonly states: number; readonly rng: Rng; readonly series?: string },
): Result<CorrelationRegime, 'risk/short-series' | 'risk/no-fit'> {
  const { states, rng, series = 'average correlation' } = options
  checkReturns('correlationRegime', values, 'values')
  if (!(Number.isInteger(states) && states >= 2))
    throw badArgument('correlationRegime', 'states', states, 'a whole number >= 2')
  for (let t = 0; t < values.length; t++)
    if (!(values[t]! > -1 && values[t]! < 1))
      throw badArgument('correlationRegime', `values[${t}]`, values[t], 'in (-1, 1)')
  const least = 20 * states
  if (values.length < least)
    return failed('risk/short-series', `${series} has ${values.length} values, ${states} states need ${least}`, {
      series,
      count: values.length,
      least,
    })
  const stretched = values.map(Math.atanh)
  const fit = fitHmm(stretched, { states, rng })
  if (fit.status === 'degenerate')
    return failed('risk/no-fit', `${series} does not carry ${states} states`, { series, states })
  const { filtered } = filterHmm(fit.model, stretched)
  const order = Array.from({ length: states }, (_, k) => k).sort((a, b) => fit.model.means[a]! - fit.model.means[b]!)
  const last = (filtered.rows - 1) * states
  const found = order.map((k): RegimeState => {
    let share = 0
    for (let t = 0; t < filtered.rows; t++) share += filtered.data[t * states + k]!
    return {
      mean: Math.tanh(fit.model.means[k]!),
      deviation: fit.model.deviations[k]!,
      probability: filtered.data[last + k]!,
      share: share / filtered.rows,
    }
  })
  const state = found.reduce((best, s, k) => (s.probability > found[best]!.probability ? k : best), 0)
  return succeeded({ state, states: found, model: fit.model })
}

/** `up`, `down`: how far the sums have gone, in deviations; `change` on the value that took one past the limit. */
export type ChangeSignal = { readonly change: 'up' | 'down' | undefined; readonly up: number; readonly down: number }

/**
 * Stepper that tells when the level of a series has moved: Page's two-sided CUSUM against a known mean and deviation. A
 * sum that passed the limit starts again from 0. A value that is not finite changes nothing.
 *
 * @param reference mean and deviation of the series while nothing is wrong
 * @param options.slack half of the shift, in deviations, that is to be found, default 0.5
 * @param options.limit in deviations, default 5: one false alarm in about 930 values of white noise
 * @throws BourseError where a number is out of its domain
 * @see Page, Biometrika 41, 1954
 *
 * @example
 * import { changeDetector } from '@bourse/risk'
 * const detector = changeDetector({ mean: 0.3, deviation: 0.05 })
 * detector.next(0.3).change // => undefined
 * detector.next(0.5).change // => undefined
 * detector.next(0.5).change // => 'up'
 */
export function changeDetector(
  reference: { readonly mean: number; readonly deviation: number },
  options: { readonly slack?: number; readonly limit?: number } = {},
): Stepper<number, ChangeSignal> {
  const { mean, deviation } = reference
  const { slack = 0.5, limit = 5 } = options
  if (!Number.isFinite(mean)) throw badArgument('changeDetector', 'mean', mean, 'a finite number')
  for (const [name, value] of Object.entries({ deviation, limit }))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw badArgument('changeDetector', name, value, 'a finite number > 0')
  if (!(slack >= 0 && slack < Number.POSITIVE_INFINITY))
    throw badArgument('changeDetector', 'slack', slack, 'a finite number >= 0')
  let up = 0
  let down = 0
  return {
    next(value) {
      if (!Number.isFinite(value)) return { change: undefined, up, down }
      const z = (value - mean) / deviation
      up = Math.max(0, up + z - slack)
      down = Math.max(0, down - z - slack)
      const change = up > limit ? 'up' : down > limit ? 'down' : undefined
      const signal = { change, up, down } as const
      if (change === 'up') up = 0
      if (change === 'down') down = 0
      return signal
    },
    save: (): Json => [numberToJson(up), numberToJson(down)],
    load(state) {
      if (!Array.isArray(state) || state.length !== 2)
        throw badArgument('changeDetector.load', 'state', 'something else', 'what save gave')
      up = numberFromJson((state as readonly Json[])[0])
      down = numberFromJson((state as readonly Json[])[1])
    },
  }
}
