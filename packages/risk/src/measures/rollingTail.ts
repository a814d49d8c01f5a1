// Value at risk and expected shortfall of the last returns, one return at a time.
import { badArgument, type Json, numberFromJson, numberToJson, type Stepper } from '@bourse/core'
import { rollingDeviation, rollingMean } from '@bourse/math'
import { sortedShortfall, sortedVar } from './historical.js'
import { normalTail, type TailEstimate } from './parametric.js'
import { checkConfidence } from './returns.js'

const cold: TailEstimate = { valueAtRisk: Number.NaN, shortfall: Number.NaN }

/**
 * Stepper of the tail of the last `window` returns, as `valueAtRisk` and `expectedShortfall` of that window have it
 * (historical bit for bit, normal to 1e-12). NaN until the window is full, and as long as a return that is not finite is
 * in it.
 *
 * @param method `'historical'` (default) or `'normal'`
 * @throws BourseError where window is not a whole number >= 2 or confidence outside (0, 1)
 *
 * @example
 * import { rollingTail } from '@bourse/risk'
 * const tail = rollingTail(3, 0.9)
 * tail.next(-0.03).valueAtRisk // => NaN
 * tail.next(0.01)
 * tail.next(0.02).valueAtRisk // => 0.03
 * tail.next(-0.01).valueAtRisk // => 0.01
 */
export function rollingTail(
  window: number,
  confidence: number,
  method: 'historical' | 'normal' = 'historical',
): Stepper<number, TailEstimate> {
  if (!(Number.isInteger(window) && window >= 2))
    throw badArgument('rollingTail', 'window', window, 'a whole number >= 2')
  checkConfidence('rollingTail', confidence)
  return method === 'normal' ? rollingNormal(window, confidence) : rollingHistorical(window, confidence)
}

function rollingNormal(window: number, confidence: number): Stepper<number, TailEstimate> {
  const mean = rollingMean(window)
  const deviation = rollingDeviation(window)
  return {
    next(r) {
      const m = mean.next(r)
      const s = deviation.next(r)
      return Number.isNaN(m) || Number.isNaN(s) ? cold : normalTail(m, s, confidence)
    },
    save: (): Json => ({ mean: mean.save(), deviation: deviation.save() }),
    load(state) {
      const saved = state as { readonly mean: unknown; readonly deviation: unknown }
      mean.load(saved.mean)
      deviation.load(saved.deviation)
    },
  }
}

function rollingHistorical(window: number, confidence: number): Stepper<number, TailEstimate> {
  const ring = new Float64Array(window)
  const sorted = new Float64Array(window)
  let seen = 0
  let held = 0 // finite ones, sorted

  /** First place whose value is not below r. */
  const placeOf = (r: number): number => {
    let low = 0
    let high = held
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < r) low = middle + 1
      else high = middle
    }
    return low
  }

  const push = (r: number): void => {
    const slot = seen % window
    const old = ring[slot]!
    if (seen >= window && Number.isFinite(old)) {
      const place = placeOf(old)
      sorted.copyWithin(place, place + 1, held)
      held--
    }
    ring[slot] = Number.isFinite(r) ? r : Number.NaN
    if (Number.isFinite(r)) {
      const place = placeOf(r)
      sorted.copyWithin(place + 1, place, held)
      sorted[place] = r
      held++
    }
    seen++
  }

  return {
    next(r) {
      push(r)
      if (held < window) return cold
      return { valueAtRisk: sortedVar(sorted, confidence), shortfall: sortedShortfall(sorted, confidence) }
    },
    save(): Json {
      const count = Math.min(seen, window)
      // Oldest first.
      return Array.from({ length: count }, (_, k) => numberToJson(ring[(seen - count + k) % window]!))
    },
    load(state) {
      if (!Array.isArray(state) || state.length > window)
        throw badArgument('rollingTail.load', 'state', 'something else', `what save gave, at most ${window} returns`)
      seen = 0
      held = 0
      for (const r of state as readonly Json[]) push(numberFromJson(r))
    },
  }
}

/**
 * Stepper of the volatility of RiskMetrics: s^2 = lambda s^2 + (1 - lambda) r^2, begun at the first return; it includes
 * the return just fed. Times a normal quantile it is a VaR. A return that is not finite is answered NaN and changes
 * nothing.
 *
 * @param lambda in (0, 1), 0.94 for daily returns
 * @throws BourseError where lambda is outside (0, 1)
 * @see J.P. Morgan and Reuters, RiskMetrics Technical Document, 4th ed., 1996
 *
 * @example
 * import { ewmaVolatility } from '@bourse/risk'
 * const volatility = ewmaVolatility(0.94)
 * volatility.next(0.01) // => 0.01
 * volatility.next(-0.02).toFixed(5) // => '0.01086'
 */
export function ewmaVolatility(lambda: number): Stepper<number, number> {
  if (!(lambda > 0 && lambda < 1)) throw badArgument('ewmaVolatility', 'lambda', lambda, 'in (0, 1)')
  let variance = Number.NaN
  return {
    next(r) {
      if (!Number.isFinite(r)) return Number.NaN
      variance = Number.isNaN(variance) ? r * r : lambda * variance + (1 - lambda) * r * r
      return Math.sqrt(variance)
    },
    save: (): Json => numberToJson(variance),
    load(state) {
      if (state !== null && !(typeof state === 'number' && state >= 0))
        throw badArgument('ewmaVolatility.load', 'state', 'something else', 'what save gave')
      variance = numberFromJson(state)
    },
  }
}
