// Constraints as people write them become bounds, kinks and rows, each remembering the label it came from.
import type { SeparableProgram, SeparableRow } from '../qp/separable.js'
import { wrongInput } from '../wrongInput.js'
import type { AllocationProblem, Constraint, Loadings } from './constraint.js'

/** A convex function of one weight: 0 at `at`, `left` and `right` its slopes. */
type Kink = { readonly at: number; readonly left: number; readonly right: number }

/** A row before the breakpoints are known: plain, or kinks (undefined: this asset is not in it). */
type Draft =
  | { readonly label: string; readonly coefficients: Float64Array; readonly lower: number; readonly upper: number }
  | { readonly label: string; readonly kinks: readonly (Kink | undefined)[]; readonly upper: number }

/** The quadratic limit of a problem, on (w - centre)'C(w - centre). */
export type QuadraticLimit = {
  readonly label: string
  readonly limit: number
  readonly centre: Float64Array | undefined
}

/** One end of one weight, and who asked for it. */
export type BoundEnd = {
  readonly label: string
  readonly asset: number
  readonly side: 'lower' | 'upper'
  readonly value: number
}

/** The tightest of several ends, and whose they are; '' where there is none. */
export type Bounds = {
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly lowerLabels: readonly string[]
  readonly upperLabels: readonly string[]
}

/** Labels of bounds are per asset and end; `rows[k]` came from `rowLabels[k]`. */
export type Compiled = Bounds & {
  readonly n: number
  readonly ends: readonly BoundEnd[]
  readonly rowLabels: readonly string[]
  readonly budgets: readonly number[]
  readonly limit: QuadraticLimit | undefined
  readonly drafts: readonly Draft[]
  readonly costs: readonly (Kink | undefined)[]
}

/** Everything of the problem but its objective. */
export function compileConstraints(problem: AllocationProblem): Compiled {
  const { assets } = problem
  const n = assets.length
  const indexOf = new Map(assets.map((asset, i) => [asset, i]))
  const floored = new Uint8Array(n)
  const ends: BoundEnd[] = []
  const drafts: Draft[] = []
  const budgets: number[] = []
  const taken = new Set<string>(['long only'])
  let limit: QuadraticLimit | undefined
  const members = (of: readonly string[] | undefined, where: string): readonly number[] =>
    of === undefined ? assets.map((_, i) => i) : of.map((asset) => lookUp(indexOf, asset, where))
  const constraints: readonly Constraint[] = problem.constraints ?? []
  const all = constraints.some((c) => 'budget' in c) ? constraints : [{ budget: 1 }, ...constraints]
  for (const constraint of all) {
    const label = unique(constraint.label ?? defaultLabel(constraint), taken)
    if ('each' in constraint) {
      const { min, max } = interval(constraint, label)
      for (const asset of members(constraint.of, label)) {
        if (min !== undefined) {
          ends.push({ label, asset, side: 'lower', value: min })
          floored[asset] = 1
        }
        if (max !== undefined) ends.push({ label, asset, side: 'upper', value: max })
      }
    } else if ('budget' in constraint) {
      finite(constraint.budget, `budget of '${label}'`)
      budgets.push(drafts.length)
      drafts.push({
        label,
        coefficients: indicator(n, members(constraint.of, label)),
        lower: constraint.budget,
        upper: constraint.budget,
      })
    } else if ('group' in constraint) {
      const of = problem.groups?.[constraint.group]
      if (of === undefined)
        throw wrongInput('group', constraint.group, `a key of groups: ${Object.keys(problem.groups ?? {}).join(', ')}`)
      drafts.push({
        label,
        coefficients: indicator(n, members(of, `group '${constraint.group}'`)),
        ...range(constraint, label),
      })
    } else if ('exposure' in constraint) {
      drafts.push({
        label,
        coefficients: columnOf(constraint.exposure, indexOf, n, label),
        ...range(constraint, label),
      })
    } else if ('targetReturn' in constraint) {
      if (problem.expected === undefined) throw wrongInput('expected', 'absent', `given, for '${label}'`)
      finite(constraint.targetReturn, 'targetReturn')
      drafts.push({
        label,
        coefficients: problem.expected,
        lower: constraint.targetReturn,
        upper: Number.POSITIVE_INFINITY,
      })
    } else if ('volatility' in constraint || 'trackingError' in constraint) {
      if (limit !== undefined)
        throw wrongInput('constraints', `'${limit.label}' and '${label}'`, 'one limit on volatility or tracking error')
      const value = 'volatility' in constraint ? constraint.volatility : constraint.trackingError
      notNegative(value, `limit of '${label}'`)
      const centre = 'benchmark' in constraint ? column(constraint.benchmark, n, `benchmark of '${label}'`) : undefined
      limit = { label, limit: value, centre }
    } else {
      const [cap, of, kink] = kinkOf(constraint, n, label)
      notNegative(cap, `'${label}'`)
      const kinks = new Array<Kink | undefined>(n).fill(undefined)
      for (const i of members(of, label)) kinks[i] = kink(i)
      drafts.push({ label, kinks, upper: cap })
    }
  }
  const linear = problem.costs?.linear
  const costs = assets.map((_, i) => {
    const c = linear === undefined ? 0 : typeof linear === 'number' ? linear : linear[i]!
    return c === 0 ? undefined : { at: problem.costs!.from[i]!, left: -c, right: c }
  })
  for (let asset = 0; asset < n; asset++)
    if (floored[asset] === 0) ends.push({ label: 'long only', asset, side: 'lower', value: 0 })
  return {
    n,
    ends,
    ...tightest(n, ends),
    rowLabels: drafts.map((d) => d.label),
    budgets,
    limit,
    drafts,
    costs,
  }
}

type Kinked = Extract<Constraint, { turnover: number } | { gross: number } | { long: number } | { short: number }>

function kinkOf(
  constraint: Kinked,
  n: number,
  label: string,
): readonly [number, readonly string[] | undefined, (i: number) => Kink] {
  if ('turnover' in constraint) {
    const from = column(constraint.from, n, `from of '${label}'`)
    return [constraint.turnover, undefined, (i) => ({ at: from[i]!, left: -1, right: 1 })]
  }
  if ('gross' in constraint) return [constraint.gross, constraint.of, () => ({ at: 0, left: -1, right: 1 })]
  if ('long' in constraint) return [constraint.long, constraint.of, () => ({ at: 0, left: 0, right: 1 })]
  return [constraint.short, constraint.of, () => ({ at: 0, left: -1, right: 0 })]
}

/** Of all ends asked for, the ones that count. */
export function tightest(n: number, ends: readonly BoundEnd[]): Bounds {
  const lower = new Float64Array(n).fill(Number.NEGATIVE_INFINITY)
  const upper = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  const lowerLabels = new Array<string>(n).fill('')
  const upperLabels = new Array<string>(n).fill('')
  for (const { label, asset, side, value } of ends) {
    if (side === 'lower' ? value <= lower[asset]! : value >= upper[asset]!) continue
    if (side === 'lower') {
      lower[asset] = value
      lowerLabels[asset] = label
    } else {
      upper[asset] = value
      upperLabels[asset] = label
    }
  }
  return { lower, upper, lowerLabels, upperLabels }
}

/**
 * The program of the compiled constraints with objective x'Px/2 + q'x + `costScale` times the linear costs. Undefined
 * where two bounds of an asset cross: then nothing can be solved.
 */
export function separableOf(compiled: Compiled, P: Float64Array, q: Float64Array, costScale: number): SeparableProgram {
  const { n, lower, upper, drafts, costs } = compiled
  const first = new Int32Array(n + 1)
  const at: number[] = []
  for (let i = 0; i < n; i++) {
    const low = lower[i]!
    const high = upper[i]!
    const kinks = new Set<number>()
    const add = (kink: Kink | undefined): void => {
      if (kink !== undefined && kink.at > low && kink.at < high) kinks.add(kink.at)
    }
    add(costs[i])
    for (const draft of drafts) if ('kinks' in draft) add(draft.kinks[i])
    at.push(low, ...[...kinks].sort((a, b) => a - b))
    if (high > low) at.push(high)
    first[i + 1] = at.length
  }
  const points = Float64Array.from(at)
  const slope = new Float64Array(at.length)
  for (let i = 0; i < n; i++)
    for (let b = first[i]!; b < first[i + 1]!; b++) slope[b] = costScale * slopeRight(costs[i], points, first, i, b)
  const rows = drafts.map((draft): SeparableRow => {
    if (!('kinks' in draft)) return draft
    const pieces = { slope: new Float64Array(at.length), offset: new Float64Array(at.length) }
    for (let i = 0; i < n; i++)
      for (let b = first[i]!; b < first[i + 1]!; b++) {
        const kink = draft.kinks[i]
        pieces.slope[b] = slopeRight(kink, points, first, i, b)
        pieces.offset[b] = kink === undefined ? 0 : -pieces.slope[b]! * kink.at
      }
    return { coefficients: new Float64Array(n), pieces, lower: Number.NEGATIVE_INFINITY, upper: draft.upper }
  })
  return { n, P, q, first, at: points, slope, rows }
}

// Slope of a kinked function in the segment right of breakpoint b; the last breakpoint repeats the segment on its left.
function slopeRight(kink: Kink | undefined, at: Float64Array, first: Int32Array, i: number, b: number): number {
  if (kink === undefined) return 0
  const last = first[i + 1]! - 1
  const from = b === last && b > first[i]! ? b - 1 : b
  return at[from]! >= kink.at ? kink.right : kink.left
}

function interval(
  { min, max }: { readonly min?: number; readonly max?: number },
  label: string,
): { readonly min: number | undefined; readonly max: number | undefined } {
  if (min === undefined && max === undefined) throw wrongInput(`'${label}'`, 'without min and max', 'min, max or both')
  if (Number.isNaN(min) || min === Number.POSITIVE_INFINITY) throw wrongInput(`min of '${label}'`, min!, 'a number')
  if (Number.isNaN(max) || max === Number.NEGATIVE_INFINITY) throw wrongInput(`max of '${label}'`, max!, 'a number')
  if (min !== undefined && max !== undefined && min > max)
    throw wrongInput(`min of '${label}'`, min, `at most its max ${max}`)
  return { min, max }
}

function range(
  constraint: { readonly min?: number; readonly max?: number },
  label: string,
): { readonly lower: number; readonly upper: number } {
  const { min, max } = interval(constraint, label)
  return { lower: min ?? Number.NEGATIVE_INFINITY, upper: max ?? Number.POSITIVE_INFINITY }
}

function defaultLabel(constraint: Constraint): string {
  const of = 'of' in constraint && constraint.of !== undefined ? ` of ${constraint.of.join(', ')}` : ''
  if ('group' in constraint) return constraint.group
  if ('each' in constraint) {
    const { min, max } = constraint
    return `each${of}${min === undefined ? '' : ` >= ${min}`}${max === undefined ? '' : ` <= ${max}`}`
  }
  if ('exposure' in constraint && !(constraint.exposure instanceof Float64Array))
    return `exposure of ${Object.keys(constraint.exposure).join(', ')}`
  for (const kind of ['budget', 'gross', 'long', 'short'] as const) if (kind in constraint) return `${kind}${of}`
  for (const kind of ['exposure', 'turnover', 'volatility'] as const) if (kind in constraint) return kind
  return 'targetReturn' in constraint ? 'target return' : 'tracking error'
}

function unique(label: string, taken: Set<string>): string {
  let name = label
  for (let k = 2; taken.has(name); k++) name = `${label} (${k})`
  taken.add(name)
  return name
}

function lookUp(indexOf: Map<string, number>, asset: string, where: string): number {
  const i = indexOf.get(asset)
  if (i === undefined) throw wrongInput(`asset in ${where}`, asset, 'one of the labels in assets')
  return i
}

function indicator(n: number, members: readonly number[]): Float64Array {
  const values = new Float64Array(n)
  for (const i of members) values[i] = 1
  return values
}

function columnOf(loadings: Loadings, indexOf: Map<string, number>, n: number, label: string): Float64Array {
  if (loadings instanceof Float64Array) return column(loadings, n, `exposure of '${label}'`)
  const values = new Float64Array(n)
  for (const asset of Object.keys(loadings)) values[lookUp(indexOf, asset, `'${label}'`)] = loadings[asset]!
  return column(values, n, `exposure of '${label}'`)
}

function column(values: Float64Array, n: number, name: string): Float64Array {
  if (values.length !== n) throw wrongInput(`length of ${name}`, values.length, `${n}, one per asset`)
  for (const v of values) finite(v, name)
  return values
}

function finite(value: number, name: string): void {
  if (!Number.isFinite(value)) throw wrongInput(name, value, 'a finite number')
}

function notNegative(value: number, name: string): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) throw wrongInput(name, value, 'a finite number >= 0')
}
