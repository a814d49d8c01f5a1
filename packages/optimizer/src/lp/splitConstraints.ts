import { compileConstraints, type Compiled } from '../problem/compile.js'
import type { Constraint } from '../problem/constraint.js'
import { wrongInput } from '../wrongInput.js'
import { type Measure, measuresOf } from './measure.js'
import type { TailConstraint, TailProblem, TailRisk } from './tailProblem.js'

/** A limit on a risk, with its label. */
export type RiskLimit = { readonly label: string; readonly atMost: number; readonly parts: readonly Measure[] }

/** What needs whole numbers. */
export type WholeRules = {
  readonly holdings: { readonly label: string; readonly most: number } | undefined
  readonly position: { readonly label: string; readonly least: number } | undefined
  readonly lots: { readonly label: string; readonly sizes: Float64Array; readonly cash: number } | undefined
}

/** The problem's constraints by what they become in a linear program. */
export type Split = {
  readonly compiled: Compiled
  readonly limits: readonly RiskLimit[]
  readonly whole: WholeRules
  /** How far weights may go where nothing says so: undefined, the caller has to. */
  readonly reach: number | undefined
}

export function splitConstraints(problem: TailProblem, expected: Float64Array): Split {
  const n = problem.assets.length
  const plain: Constraint[] = []
  const limits: RiskLimit[] = []
  let holdings: WholeRules['holdings']
  let position: WholeRules['position']
  let lots: WholeRules['lots']
  const once = (label: string, before: unknown): void => {
    if (before !== undefined) throw wrongInput('constraints', `'${label}' twice`, 'one of its kind')
  }
  for (const constraint of problem.constraints ?? []) {
    if ('maxDrawdown' in constraint || 'atMost' in constraint) {
      const [of, atMost] = limitOf(constraint)
      if (!(atMost >= 0 && atMost < Number.POSITIVE_INFINITY))
        throw wrongInput(`limit of ${of.risk}`, atMost, 'a finite number >= 0')
      limits.push({ label: constraint.label ?? nameOf(of), atMost, parts: measuresOf(of, problem.scenarios) })
    } else if ('maxHoldings' in constraint) {
      const { label = 'max holdings', maxHoldings: most } = constraint
      once(label, holdings)
      if (!(Number.isInteger(most) && most >= 1)) throw wrongInput('maxHoldings', most, 'a whole number >= 1')
      holdings = { label, most }
    } else if ('minPosition' in constraint) {
      const { label = 'min position', minPosition: least } = constraint
      once(label, position)
      if (!(least > 0 && least < Number.POSITIVE_INFINITY))
        throw wrongInput('minPosition', least, 'a finite number > 0')
      position = { label, least }
    } else if ('lots' in constraint) {
      const { label = 'lots', cash } = constraint
      once(label, lots)
      const sizes = typeof constraint.lots === 'number' ? new Float64Array(n).fill(constraint.lots) : constraint.lots
      if (sizes.length !== n) throw wrongInput('length of lots', sizes.length, `${n}, one per asset`)
      for (const size of sizes)
        if (!(size > 0 && size < Number.POSITIVE_INFINITY)) throw wrongInput('lots', size, 'finite numbers > 0')
      if (!(cash >= 0 && cash < Number.POSITIVE_INFINITY)) throw wrongInput('cash', cash, 'a finite number >= 0')
      lots = { label, sizes, cash }
    } else plain.push(constraint)
  }
  const compiled = compileConstraints({ ...problem, expected, objective: { maximize: 'return' }, constraints: plain })
  if (compiled.limit !== undefined)
    throw wrongInput(
      'constraints',
      `'${compiled.limit.label}'`,
      'linear constraints: volatility and tracking error belong to optimizeWeights',
    )
  const taken = new Set([...compiled.rowLabels, ...compiled.ends.map(({ label }) => label)])
  for (const { label } of [...limits, holdings, position, lots].filter((rule) => rule !== undefined)) {
    if (taken.has(label)) throw wrongInput('label', label, 'labels that differ')
    taken.add(label)
  }
  return { compiled, limits, whole: { holdings, position, lots }, reach: undefined }
}

type LimitConstraint = Extract<TailConstraint, { maxDrawdown: number } | { atMost: number }>

function limitOf(constraint: LimitConstraint): readonly [TailRisk, number] {
  return 'atMost' in constraint ? [constraint.of, constraint.atMost] : [{ risk: 'maxDrawdown' }, constraint.maxDrawdown]
}

function nameOf(of: TailRisk): string {
  return of.risk === 'maxDrawdown' ? 'max drawdown' : of.risk
}
