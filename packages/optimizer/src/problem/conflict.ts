// Why nothing is feasible, in the words of the person who asked: a smallest set of labels that cannot be met together,
// and what to loosen.
import type { SeparableProgram, SeparableRow, SeparableSolution } from '../qp/separable.js'
import { solveSeparable } from '../qp/separableSolve.js'
import { type Compiled, separableOf, tightest } from './compile.js'
import type { InfeasibleSolution, Relaxation } from './solution.js'
import type { SolverEffort } from '../qp/program.js'

/** Labels of the program's parts that a Farkas proof leans on. */
export function infeasibleOf(
  compiled: Compiled,
  proof: SeparableSolution | undefined,
  effort: SolverEffort,
): InfeasibleSolution {
  const suspects = proof === undefined ? labelsOf(compiled) : suspectsOf(compiled, proof)
  let conflict = feasible(keeping(compiled, suspects)) ? labelsOf(compiled) : suspects
  for (const label of [...conflict]) {
    const without = conflict.filter((other) => other !== label)
    if (!feasible(keeping(compiled, without))) conflict = without
  }
  return { status: 'infeasible', effort, conflict, relaxations: relaxationsOf(compiled, conflict) }
}

/** All labels that stand for something. */
export function labelsOf(compiled: Compiled): string[] {
  const labels = new Set(compiled.rowLabels)
  for (const { label, value } of compiled.ends) if (Number.isFinite(value)) labels.add(label)
  return [...labels]
}

function suspectsOf(compiled: Compiled, { rows, bounds }: SeparableSolution): string[] {
  const labels = new Set<string>()
  for (let r = 0; r < rows.length; r++) if (rows[r] !== 0) labels.add(compiled.rowLabels[r]!)
  for (let i = 0; i < bounds.length; i++) {
    // A weight at a kink leans on neither bound; naming both costs a check in the filter.
    if (bounds[i]! > 0 && Number.isFinite(compiled.lower[i]!)) labels.add(compiled.lowerLabels[i]!)
    if (bounds[i]! < 0 && Number.isFinite(compiled.upper[i]!)) labels.add(compiled.upperLabels[i]!)
  }
  return [...labels]
}

/** The constraints of these labels alone. */
export function keeping(compiled: Compiled, labels: readonly string[]): Compiled {
  const kept = new Set(labels)
  const ends = compiled.ends.filter((end) => kept.has(end.label))
  return {
    ...compiled,
    ends,
    ...tightest(compiled.n, ends),
    drafts: compiled.drafts.filter((draft) => kept.has(draft.label)),
    rowLabels: compiled.rowLabels.filter((label) => kept.has(label)),
  }
}

/** True where the bounds of some asset cross: there is no program to solve. */
export function boundsCross({ lower, upper }: Compiled): boolean {
  return lower.some((low, i) => low > upper[i]!)
}

function feasible(compiled: Compiled): boolean {
  if (boundsCross(compiled)) return false
  const { n } = compiled
  return solveSeparable(separableOf(compiled, identity(n), new Float64Array(n), 0)).solution.status === 'optimal'
}

// One label that gives way, the cheapest; where there are several conflicts, the smallest sum of all that give way.
// Loosening the budget answers another question than the one asked: only where nothing else helps.
function relaxationsOf(compiled: Compiled, conflict: readonly string[]): readonly Relaxation[] {
  const budgets = new Set(compiled.budgets.map((r) => compiled.rowLabels[r]!))
  const isBudget = (label: string): boolean => budgets.has(label)
  const all = labelsOf(compiled)
  for (const may of [(l: string) => !isBudget(l), isBudget]) {
    const single = conflict.filter(may).flatMap((label) => leastSlack(compiled, [label]) ?? [])
    if (single.length > 0) return [single.reduce((best, one) => (one.by < best.by ? one : best))]
  }
  return (
    leastSlack(
      compiled,
      all.filter((l) => !isBudget(l)),
    ) ??
    leastSlack(compiled, all) ??
    []
  )
}

/** How heavily slack weighs against distance: heavy enough that slack is taken only where nothing else helps. */
const HEAVY = 1e6

// The least loosening of these labels, one more variable s >= 0 for each; undefined where it does not help.
function leastSlack(compiled: Compiled, labels: readonly string[]): readonly Relaxation[] | undefined {
  const { n } = compiled
  const k = labels.length
  const gives = new Map(labels.map((label, j) => [label, n + j]))
  const bounds = tightest(
    n,
    compiled.ends.filter((end) => !gives.has(end.label)),
  )
  const without = { ...compiled, ...bounds }
  if (k === 0 || boundsCross(without)) return undefined
  const inner = separableOf(without, identity(n), new Float64Array(n), 0)
  const rows = inner.rows.flatMap((row, r) => withSlack(row, n, k, gives.get(compiled.rowLabels[r]!)))
  for (const { label, asset, side, value } of compiled.ends) {
    const slack = gives.get(label)
    if (slack === undefined || !Number.isFinite(value)) continue
    const coefficients = new Float64Array(n + k)
    coefficients[asset] = 1
    coefficients[slack] = side === 'lower' ? 1 : -1
    const [lower, upper] = side === 'lower' ? [value, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, value]
    rows.push({ coefficients, lower, upper })
  }
  const { solution } = solveSeparable(withVariables(inner, k, rows))
  if (solution.status !== 'optimal') return undefined
  const found = labels.map((label, j) => ({ label, by: solution.x[n + j]! }))
  return found.filter(({ by }) => by > 1e-11)
}

// The program with k more variables s >= 0 at the end.
function withVariables(
  { n, first, at, slope }: SeparableProgram,
  k: number,
  rows: readonly SeparableRow[],
): SeparableProgram {
  const ends = Array.from({ length: k }, () => [0, Number.POSITIVE_INFINITY]).flat()
  const q = new Float64Array(n + k).fill(HEAVY, n)
  return {
    n: n + k,
    P: identity(n + k),
    q,
    first: Int32Array.from([...first, ...Array.from({ length: k }, (_, j) => at.length + 2 * (j + 1))]),
    at: Float64Array.from([...at, ...ends]),
    slope: Float64Array.from([...slope, ...ends.fill(0)]),
    rows,
  }
}

// A row over more variables; where it gives way, its slack widens it on both sides.
function withSlack(row: SeparableRow, n: number, k: number, slack: number | undefined): SeparableRow[] {
  const widened = (by: number): Float64Array => {
    const values = new Float64Array(n + k)
    values.set(row.coefficients)
    if (slack !== undefined) values[slack] = by
    return values
  }
  if (row.pieces !== undefined) {
    const slope = Array.from({ length: k }, (_, j) => (n + j === slack ? [-1, -1] : [0, 0])).flat()
    const pieces = {
      slope: Float64Array.from([...row.pieces.slope, ...slope]),
      offset: Float64Array.from([...row.pieces.offset, ...new Float64Array(2 * k)]),
    }
    return [{ ...row, coefficients: widened(0), pieces }]
  }
  if (slack === undefined) return [{ ...row, coefficients: widened(0) }]
  const sides: SeparableRow[] = []
  const { lower, upper } = row
  if (Number.isFinite(lower)) sides.push({ coefficients: widened(1), lower, upper: Number.POSITIVE_INFINITY })
  if (Number.isFinite(upper)) sides.push({ coefficients: widened(-1), lower: Number.NEGATIVE_INFINITY, upper })
  return sides
}

function identity(n: number): Float64Array {
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++) data[i * n + i] = 1
  return data
}
