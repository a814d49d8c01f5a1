// Why nothing is feasible, in the words of the person who asked: a smallest set of labels that cannot be met together,
// and what to loosen.
import { boxProgram, type SeparableProgram, type SeparableRow, type SeparableSolution } from '../qp/separable.js'
import { solveSeparable } from '../qp/separableSolve.js'
import { type Compiled, separableOf } from './compile.js'
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
  for (let i = 0; i < compiled.n; i++) {
    if (Number.isFinite(compiled.lower[i]!)) labels.add(compiled.lowerLabels[i]!)
    if (Number.isFinite(compiled.upper[i]!)) labels.add(compiled.upperLabels[i]!)
  }
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
  return {
    ...compiled,
    lower: compiled.lower.map((v, i) => (kept.has(compiled.lowerLabels[i]!) ? v : Number.NEGATIVE_INFINITY)),
    upper: compiled.upper.map((v, i) => (kept.has(compiled.upperLabels[i]!) ? v : Number.POSITIVE_INFINITY)),
    drafts: compiled.drafts.filter((draft) => kept.has(draft.label)),
    rowLabels: compiled.rowLabels.filter((label) => kept.has(label)),
  }
}

function crossed({ lower, upper }: Compiled): boolean {
  return lower.some((low, i) => low > upper[i]!)
}

/** True where the bounds of some asset cross: there is no program to solve. */
export function boundsCross(compiled: Compiled): boolean {
  return crossed(compiled)
}

function feasible(compiled: Compiled): boolean {
  if (crossed(compiled)) return false
  const { n } = compiled
  return solveSeparable(separableOf(compiled, identity(n), new Float64Array(n), 0)).solution.status === 'optimal'
}

// The cheapest single loosening; where one does not help, the conflict's own is applied and the next conflict treated.
function relaxationsOf(compiled: Compiled, conflict: readonly string[]): readonly Relaxation[] {
  const relaxations: Relaxation[] = []
  let now = compiled
  let labels = conflict
  for (let round = 0; round < conflict.length + compiled.rowLabels.length + 2; round++) {
    const whole = cheapest(now, labels)
    if (whole !== undefined) return [...relaxations, whole]
    const part = cheapest(keeping(now, labels), labels)
    if (part === undefined) return relaxations
    relaxations.push(part)
    now = loosened(now, part)
    const rest = labelsOf(now)
    labels = rest
    for (const label of rest) {
      const without = labels.filter((other) => other !== label)
      if (!feasible(keeping(now, without))) labels = without
    }
  }
  return relaxations
}

// Loosening the budget answers another question than the one asked: only where nothing else helps.
function cheapest(compiled: Compiled, labels: readonly string[]): Relaxation | undefined {
  const budgets = new Set(compiled.drafts.filter((d) => 'lower' in d && d.lower === d.upper).map((d) => d.label))
  let best: Relaxation | undefined
  for (const only of [labels.filter((l) => !budgets.has(l)), labels.filter((l) => budgets.has(l))]) {
    for (const label of only) {
      const by = leastSlack(compiled, label)
      if (by !== undefined && (best === undefined || by < best.by)) best = { label, by }
    }
    if (best !== undefined) return best
  }
  return best
}

function loosened(compiled: Compiled, { label, by }: Relaxation): Compiled {
  const more = by * (1 + 1e-9) + 1e-12
  return {
    ...compiled,
    lower: compiled.lower.map((v, i) => (compiled.lowerLabels[i] === label ? v - more : v)),
    upper: compiled.upper.map((v, i) => (compiled.upperLabels[i] === label ? v + more : v)),
    drafts: compiled.drafts.map((draft) => {
      if (draft.label !== label) return draft
      return 'kinks' in draft
        ? { ...draft, upper: draft.upper + more }
        : { ...draft, lower: draft.lower - more, upper: draft.upper + more }
    }),
  }
}

/** How heavily slack weighs against distance: heavy enough that slack is taken only where nothing else helps. */
const HEAVY = [1e4, 1e6]

// The least s by which this label has to give way; undefined where no s helps. One more variable, everything else kept.
function leastSlack(compiled: Compiled, label: string): number | undefined {
  const { n } = compiled
  const lower = new Float64Array(n)
  const upper = new Float64Array(n)
  const extra: SeparableRow[] = []
  const boundRow = (i: number, low: number, high: number): void => {
    const coefficients = new Float64Array(n + 1)
    coefficients[i] = 1
    coefficients[n] = Number.isFinite(low) ? 1 : -1
    extra.push({ coefficients, lower: low, upper: high })
  }
  for (let i = 0; i < n; i++) {
    const mayLower = compiled.lowerLabels[i] === label
    const mayUpper = compiled.upperLabels[i] === label
    lower[i] = mayLower ? Number.NEGATIVE_INFINITY : compiled.lower[i]!
    upper[i] = mayUpper ? Number.POSITIVE_INFINITY : compiled.upper[i]!
    if (mayLower && Number.isFinite(compiled.lower[i]!)) boundRow(i, compiled.lower[i]!, Number.POSITIVE_INFINITY)
    if (mayUpper && Number.isFinite(compiled.upper[i]!)) boundRow(i, Number.NEGATIVE_INFINITY, compiled.upper[i]!)
  }
  if (crossed({ ...compiled, lower, upper })) return undefined
  const zero = new Float64Array(n)
  const inner = separableOf({ ...compiled, lower, upper }, identity(n), zero, 0)
  const rows = inner.rows.flatMap((row, r) => withSlack(row, inner, compiled.rowLabels[r] === label))
  const last: number[] = []
  for (const weight of HEAVY) {
    const q = new Float64Array(n + 1)
    q[n] = weight
    const outer = withVariable(inner, q, [...rows, ...extra])
    const { solution } = solveSeparable(outer)
    if (solution.status !== 'optimal') return undefined
    last.push(solution.x[n]!)
  }
  return last[last.length - 1]!
}

// The program with one more variable s >= 0 at the end.
function withVariable(inner: SeparableProgram, q: Float64Array, rows: readonly SeparableRow[]): SeparableProgram {
  const { n, first, at, slope } = inner
  const box = boxProgram(
    identity(1),
    new Float64Array(1),
    new Float64Array(1),
    Float64Array.of(Number.POSITIVE_INFINITY),
    [],
  )
  return {
    n: n + 1,
    P: identity(n + 1),
    q,
    first: Int32Array.from([...first, at.length + 2]),
    at: Float64Array.from([...at, ...box.at]),
    slope: Float64Array.from([...slope, 0, 0]),
    rows,
  }
}

function withSlack(row: SeparableRow, { n }: SeparableProgram, gives: boolean): readonly SeparableRow[] {
  const widened = (by: number): Float64Array => {
    const values = new Float64Array(n + 1)
    values.set(row.coefficients)
    values[n] = gives ? by : 0
    return values
  }
  if (row.pieces !== undefined) {
    const slope = Float64Array.from([...row.pieces.slope, gives ? -1 : 0, gives ? -1 : 0])
    const offset = Float64Array.from([...row.pieces.offset, 0, 0])
    return [{ ...row, coefficients: widened(0), pieces: { slope, offset } }]
  }
  const sides: SeparableRow[] = []
  if (!gives) return [{ ...row, coefficients: widened(0) }]
  if (Number.isFinite(row.lower))
    sides.push({ coefficients: widened(1), lower: row.lower, upper: Number.POSITIVE_INFINITY })
  if (Number.isFinite(row.upper))
    sides.push({ coefficients: widened(-1), lower: Number.NEGATIVE_INFINITY, upper: row.upper })
  return sides
}

function identity(n: number): Float64Array {
  const data = new Float64Array(n * n)
  for (let i = 0; i < n; i++) data[i * n + i] = 1
  return data
}
