import type { Highs, InitOptions } from 'highs'
import * as highsModule from 'highs'
import { failed, noPoint, type Stopwatch, stopwatch } from '../problem/answer.js'
import { checkProblem } from '../problem/checkProblem.js'
import { boundsCross, infeasibleOf } from '../problem/conflict.js'
import { costAt, dotOf } from '../problem/model.js'
import type { SolverEffort } from '../qp/program.js'
import { wrongInput } from '../wrongInput.js'
import { type Generated, generate } from './generate.js'
import { measuresOf } from './measure.js'
import { meansOf, returnsOf } from './scenarioReturns.js'
import { type Split, splitConstraints } from './splitConstraints.js'
import { canBeMet, tailConflict } from './tailConflict.js'
import { type Aim, type TailDraft, tailDraft } from './tailDraft.js'
import { tailBinding, tailResidual } from './tailProof.js'
import type { TailOptions, TailProblem, TailSolution } from './tailProblem.js'

/** Loaded once, then synchronous: the solver runs in the calling thread. */
export type TailOptimizer = {
  /** The weights that serve the objective best under the constraints, with their proof. */
  readonly optimizeTail: (problem: TailProblem, options?: TailOptions) => TailSolution
}

/** Where the solver's WASM comes from, for bundlers that do not find it themselves: see the options of `highs`. */
export type TailLoad = Pick<InitOptions, 'locateFile' | 'wasmBinary' | 'wasmModule'>

/**
 * Loads `highs` (an optional peer, WASM, Node and browsers) and gives an optimiser of tail risks and whole-number
 * constraints over scenarios.
 *
 * @example
 * import { matrixFromRows } from '@bourse/math'
 * import { loadTailOptimizer } from '@bourse/optimizer/lp'
 * const { optimizeTail } = await loadTailOptimizer()
 * const scenarios = matrixFromRows([[0.03, -0.01], [-0.02, 0.02], [-0.04, 0.02], [0.05, 0.01]])
 * const objective = { minimize: { risk: 'worstLoss' } } as const
 * const best = optimizeTail({ assets: ['SPY', 'TLT'], scenarios, objective })
 * best.status === 'optimal' && best.objective // => -0.002
 */
export async function loadTailOptimizer(load: TailLoad = {}): Promise<TailOptimizer> {
  // Its types call it a CommonJS module, its ES build has the loader as the default export.
  const loader = highsModule.default as unknown as (options: TailLoad) => Promise<Highs>
  const highs = await loader(load)
  return { optimizeTail: (problem, options = {}) => solveTail(highs, problem, options) }
}

const GAP = 1e-9
/** A constraint broken by more than this, relative to its size, is not an answer. */
const BROKEN = 1e-9

function solveTail(highs: Highs, problem: TailProblem, options: TailOptions): TailSolution {
  const { gap = GAP, deadline } = options
  if (!(gap >= 0 && gap < 1)) throw wrongInput('gap', gap, 'a number from 0 to below 1')
  if (deadline !== undefined && !(deadline > 0)) throw wrongInput('deadline', deadline, 'milliseconds > 0')
  const watch = stopwatch(options.now)
  const { scenarios, assets } = problem
  checkProblem({ ...problem, objective: { maximize: 'return' }, constraints: [] })
  if (scenarios.rows < 2) throw wrongInput('rows of scenarios', scenarios.rows, 'at least 2')
  if (problem.costs?.quadratic !== undefined)
    throw wrongInput('costs.quadratic', 'given', 'absent: only linear costs here')
  const expected = problem.expected ?? meansOf(scenarios)
  const split = splitConstraints(problem, expected)
  if (boundsCross(split.compiled)) return infeasibleOf(split.compiled, undefined, noPoint(0, watch))
  const unit = spreadOf(scenarios.data)
  const aim = aimOf(problem, expected)
  const built = tailDraft(split, aim, unit)
  const start = problem.start ?? new Float64Array(assets.length).fill(1 / assets.length)
  const answer = generate(highs, built, start, unit, { gap, deadline })
  const ratio = aim.ratio !== undefined
  if (ratio && answer.status === 'infeasible' && canBeMet(highs, split, unit, start)) return nothingBeats(answer, watch)
  if (answer.status === 'infeasible') return tailConflict(highs, split, unit, start, noPoint(answer.iterations, watch))
  if (answer.status === 'unbounded')
    return failed(
      'unbounded',
      'optimizer/unbounded',
      'the objective gets better without end: bound the weights',
      noPoint(answer.iterations, watch),
    )
  if (answer.x.length === 0)
    return failed(
      'stalled',
      'optimizer/stalled',
      answer.status === 'time' ? 'no weights were found before the deadline' : 'the solver gave up',
      noPoint(answer.iterations, watch),
    )
  return told(problem, expected, split, aim, built, answer, unit, gap, watch)
}

// Root mean square of the returns: the solver sees numbers around 1.
function spreadOf(data: Float64Array): number {
  let sum = 0
  for (const r of data) sum += r * r
  return sum > 0 ? Math.sqrt(sum / data.length) : 1
}

function aimOf({ objective, scenarios }: TailProblem, expected: Float64Array): Aim {
  if ('minimize' in objective) {
    const reward = objective.reward ?? 0
    if (!Number.isFinite(reward)) throw wrongInput('reward', reward, 'a finite number')
    return {
      linear: expected.map((e) => -reward * e),
      parts: measuresOf(objective.minimize, scenarios),
      costs: 1,
      ratio: undefined,
    }
  }
  if (objective.maximize === 'return') return { linear: expected.map((e) => -e), parts: [], costs: 1, ratio: undefined }
  const below = objective.below ?? 0
  const parts = measuresOf({ risk: 'shortfall', below }, scenarios)
  // Gain over shortfall is 1 + (mean - below) / shortfall; scaled so that mean - below is 1 the shortfall is least
  // (Charnes and Cooper 1962).
  return { linear: new Float64Array(expected.length), parts, costs: 0, ratio: { gain: meansOf(scenarios), per: below } }
}

function told(
  problem: TailProblem,
  expected: Float64Array,
  split: Split,
  aim: Aim,
  built: TailDraft,
  answer: Generated,
  unit: number,
  gap: number,
  watch: Stopwatch,
): TailSolution {
  const { assets, objective } = problem
  const n = assets.length
  const share = built.share < 0 ? 1 : answer.x[built.share]!
  // Scaled without end: no allowed weights beat `below`.
  if (!(share > 1e-12)) return nothingBeats(answer, watch)
  const weights = answer.x.slice(0, n).map((w) => tidy(w / share))
  const risk = aim.parts.reduce((s, part) => s + part.valueOf(weights), 0)
  const paid = costOf(problem, weights)
  const minimized = risk + dotOf(aim.linear, weights) + paid * aim.costs
  const omega = 'maximize' in objective && objective.maximize === 'omega'
  const value = omega
    ? omegaOf(problem, weights)
    : 'maximize' in objective
      ? dotOf(expected, weights) - paid
      : minimized
  // The solver's bound holds for all scenarios, the value is measured on all of them: what lies between is unproved.
  const bound = answer.bound * (omega ? 1 : unit)
  const reached = omega ? risk / (dotOf(meansOf(problem.scenarios), weights) - (objective.below ?? 0)) : minimized
  const effort: SolverEffort = {
    iterations: answer.iterations,
    milliseconds: watch(),
    primalResidual: tailResidual(split, weights),
    dualResidual: answer.dualResidual,
    gap: Math.max(0, reached - bound) / Math.max(unit, Math.abs(reached)),
  }
  if (!(effort.primalResidual <= BROKEN))
    return failed('stalled', 'optimizer/stalled', 'rounding won: the residuals are above the promise', effort)
  const indexOf = new Map(assets.map((asset, i) => [asset, i]))
  const point = {
    effort,
    assets,
    weights,
    weightOf: (asset: string): number => {
      const i = indexOf.get(asset)
      return i === undefined ? Number.NaN : weights[i]!
    },
    objective: value,
    binding: tailBinding(split, built, answer, weights, omega ? 0 : unit),
  }
  if (answer.status === 'optimal' && effort.gap <= Math.max(gap, 1e-7)) return { status: 'optimal', ...point }
  return { status: 'feasible', ...point }
}

function nothingBeats(answer: Generated, watch: Stopwatch): TailSolution {
  return failed(
    'noAnswer',
    'optimizer/nothing-beats-cash',
    'no allowed weights earn more than `below` on average',
    noPoint(answer.iterations, watch),
  )
}

// What is below the solver's feasibility is nothing.
function tidy(w: number): number {
  return Math.abs(w) < 1e-13 ? 0 : w
}

function costOf({ costs }: TailProblem, w: Float64Array): number {
  if (costs === undefined) return 0
  return w.reduce((s, v, i) => s + costAt(costs.linear, i) * Math.abs(v - costs.from[i]!), 0)
}

function omegaOf({ scenarios, objective }: TailProblem, w: Float64Array): number {
  const below = 'below' in objective ? (objective.below ?? 0) : 0
  let gain = 0
  let loss = 0
  for (const r of returnsOf(scenarios, w)) {
    gain += Math.max(0, r - below)
    loss += Math.max(0, below - r)
  }
  return gain / loss
}
