import type { Highs } from 'highs'
import { boundsCross, infeasibleOf, keeping, labelsOf } from '../problem/conflict.js'
import type { InfeasibleSolution, Relaxation } from '../problem/solution.js'
import type { SolverEffort } from '../qp/program.js'
import { generate } from './generate.js'
import type { Measure } from './measure.js'
import type { Split } from './splitConstraints.js'
import { tailDraft } from './tailDraft.js'

/** A smallest set of labels that cannot be met together, and by how much a limit on risk among them would have to give. */
export function tailConflict(
  highs: Highs,
  split: Split,
  unit: number,
  start: Float64Array,
  effort: SolverEffort,
): InfeasibleSolution {
  const plain = leastOf(highs, { ...split, limits: [], whole: noWhole }, [], unit, start)
  if (plain === undefined) return infeasibleOf(split.compiled, undefined, effort)
  let conflict = [...labelsOf(split.compiled), ...split.limits.map(({ label }) => label), ...wholeLabels(split.whole)]
  for (const label of [...conflict].reverse()) {
    const without = conflict.filter((other) => other !== label)
    if (leastOf(highs, kept(split, without), [], unit, start) === undefined) conflict = without
  }
  const relaxations = split.limits
    .filter(({ label }) => conflict.includes(label))
    .flatMap(({ label, atMost, parts }): Relaxation[] => {
      const others = { ...split, limits: split.limits.filter((limit) => limit.label !== label) }
      const least = leastOf(highs, others, parts, unit, start)
      return least === undefined ? [] : [{ label, by: Math.max(0, least - atMost) }]
    })
  return { status: 'infeasible', effort, conflict, relaxations: relaxations.sort((a, b) => a.by - b.by).slice(0, 1) }
}

/** Weights of a problem that has lost its budget: far enough for every rule that is left. */
const REACH = 100
const noWhole = { holdings: undefined, position: undefined, lots: undefined }

function wholeLabels({ holdings, position, lots }: Split['whole']): string[] {
  return [holdings, position, lots].flatMap((rule) => (rule === undefined ? [] : [rule.label]))
}

function kept(split: Split, labels: readonly string[]): Split {
  const has = new Set(labels)
  const { holdings, position, lots } = split.whole
  const if_ = <T extends { readonly label: string }>(rule: T | undefined): T | undefined =>
    rule !== undefined && has.has(rule.label) ? rule : undefined
  const compiled = keeping(split.compiled, labels)
  return {
    compiled: { ...compiled, budgets: keptBudgets(split, has) },
    limits: split.limits.filter(({ label }) => has.has(label)),
    whole: { holdings: if_(holdings), position: if_(position), lots: if_(lots) },
    reach: REACH,
  }
}

// Budgets are told by their row, which moves as rows before it leave.
function keptBudgets({ compiled: { budgets, rowLabels } }: Split, has: ReadonlySet<string>): readonly number[] {
  const left = rowLabels.flatMap((label, r) => (has.has(label) ? [r] : []))
  return budgets.flatMap((r) => (left.includes(r) ? [left.indexOf(r)] : []))
}

// The least risk under these constraints; without a risk 0; undefined where they cannot be met.
function leastOf(
  highs: Highs,
  split: Split,
  parts: readonly Measure[],
  unit: number,
  start: Float64Array,
): number | undefined {
  if (boundsCross(split.compiled)) return undefined
  const aim = { linear: new Float64Array(split.compiled.n), parts, costs: 0, ratio: undefined }
  const answer = generate(highs, tailDraft(split, aim, unit), start, unit, { gap: 1e-9, deadline: undefined })
  if (answer.x.length > 0) return parts.reduce((s, part) => s + part.valueOf(answer.x.slice(0, split.compiled.n)), 0)
  return answer.status === 'infeasible' ? undefined : 0
}

/** True where some weights keep all constraints. */
export function canBeMet(highs: Highs, split: Split, unit: number, start: Float64Array): boolean {
  return leastOf(highs, split, [], unit, start) !== undefined
}
