import type { Matrix } from '@bourse/math'
import { wrongInput } from '../wrongInput.js'
import { drawdownMeasure } from './drawdownMeasure.js'
import { giniMeasure } from './giniMeasure.js'
import { meansOf, returnsOf, tailMean } from './scenarioReturns.js'
import type { TailRisk } from './tailProblem.js'

/**
 * A convex risk as cuts: level * a + tail * sum of u_t, where a + u_t >= need_t(w) for each t and u_t >= 0. A measure
 * without `level` has a = 0, one without `tail` has no u. Only the cuts that matter are ever written down.
 */
export type Measure = {
  readonly count: number
  readonly level: number
  /** The level is never below this. */
  readonly floor: number
  readonly tail: number
  /** How many cuts to start with: enough to bound the level from below. */
  readonly seed: number
  /** need_t for all t at these weights; `scale` stands for 1 where weights are a share of the whole. */
  readonly needs: (w: Float64Array, scale: number) => Float64Array
  /** The cut behind need_t at the weights last asked about: need_t = constant * scale - row'w. */
  readonly cutOf: (t: number) => Cut
  /** The risk itself, from all scenarios. */
  readonly valueOf: (w: Float64Array) => number
}

/** `key` tells cuts of the same measure apart; of a `group` the worst is enough at a time. */
export type Cut = {
  readonly key: string
  readonly group: number
  readonly row: Float64Array
  readonly constant: number
}

/** A risk may be the sum of two: the range is the worst loss and the best gain. */
export function measuresOf(risk: TailRisk, scenarios: Matrix): readonly Measure[] {
  const gains = (): Matrix => ({ ...scenarios, data: scenarios.data.map((r) => -r) })
  switch (risk.risk) {
    case 'cvar':
      return [cvarMeasure(scenarios, tailOf(risk.confidence))]
    case 'cvarRange':
      return [cvarMeasure(scenarios, tailOf(risk.confidence)), cvarMeasure(gains(), tailOf(risk.confidence))]
    case 'worstLoss':
      return [cvarMeasure(scenarios, 0)]
    case 'range':
      return [cvarMeasure(scenarios, 0), cvarMeasure(gains(), 0)]
    case 'mad':
      return [shortfallMeasure(centred(scenarios), 0, 2)]
    case 'shortfall': {
      const below = risk.below ?? 0
      if (!Number.isFinite(below)) throw wrongInput('below', below, 'a finite number')
      return [shortfallMeasure(scenarios, below, 1)]
    }
    case 'cdar':
      return [drawdownMeasure(scenarios, tailOf(risk.confidence))]
    case 'averageDrawdown':
      return [drawdownMeasure(scenarios, 1)]
    case 'maxDrawdown':
      return [drawdownMeasure(scenarios, 0)]
    case 'giniDifference':
      return [giniMeasure(scenarios)]
  }
}

function tailOf(confidence = 0.95): number {
  if (!(confidence > 0 && confidence < 1)) throw wrongInput('confidence', confidence, 'a number between 0 and 1')
  return 1 - confidence
}

// CVaR is the least of a + mean excess over a / tail; the worst loss is a alone.
function cvarMeasure(scenarios: Matrix, tail: number): Measure {
  const T = scenarios.rows
  const single = tail * T <= 1
  return {
    count: T,
    level: 1,
    floor: Number.NEGATIVE_INFINITY,
    tail: single ? 0 : 1 / (tail * T),
    seed: single ? 20 : Math.min(T, Math.ceil(3 * tail * T)),
    needs: (w) => returnsOf(scenarios, w).map((r) => -r),
    cutOf: (t) => ({ key: `${t}`, group: t, row: rowOf(scenarios, t), constant: 0 }),
    valueOf: (w) =>
      tailMean(
        returnsOf(scenarios, w).map((r) => -r),
        tail,
      ),
  }
}

function shortfallMeasure(scenarios: Matrix, below: number, times: number): Measure {
  const T = scenarios.rows
  return {
    count: T,
    level: 0,
    floor: 0,
    tail: times / T,
    seed: Math.ceil(T / 2),
    needs: (w, scale) => returnsOf(scenarios, w).map((r) => below * scale - r),
    cutOf: (t) => ({ key: `${t}`, group: t, row: rowOf(scenarios, t), constant: below }),
    valueOf: (w) => (times / T) * returnsOf(scenarios, w).reduce((s, r) => s + Math.max(0, below - r), 0),
  }
}

// Mean absolute deviation is twice the mean shortfall below the mean.
function centred({ rows: T, cols: n, data }: Matrix): Matrix {
  const mean = meansOf({ rows: T, cols: n, data })
  return { rows: T, cols: n, data: data.map((r, at) => r - mean[at % n]!) }
}

function rowOf({ cols: n, data }: Matrix, t: number): Float64Array {
  return data.subarray(t * n, (t + 1) * n)
}
