import type { BindingConstraint } from '../problem/solution.js'
import type { LinearAnswer } from './linearModel.js'
import type { Split } from './splitConstraints.js'
import type { TailDraft } from './tailDraft.js'

/** By how much the weights break the constraints, measured from the weights and all scenarios alone. */
export function tailResidual({ compiled, limits, whole }: Split, w: Float64Array): number {
  const { lower, upper, drafts, budgets } = compiled
  let worst = 0
  w.forEach((v, i) => {
    worst = Math.max(worst, lower[i]! - v, v - upper[i]!)
  })
  drafts.forEach((rule, r) => {
    let value = 0
    w.forEach((v, i) => {
      if (!('kinks' in rule)) value += rule.coefficients[i]! * v
      else if (rule.kinks[i] !== undefined) value += kinked(rule.kinks[i], v)
    })
    const low =
      'kinks' in rule ? Number.NEGATIVE_INFINITY : rule.lower - (budgets.includes(r) ? (whole.lots?.cash ?? 0) : 0)
    worst = Math.max(worst, low - value, value - rule.upper)
  })
  for (const { atMost, parts } of limits)
    worst = Math.max(worst, parts.reduce((s, part) => s + part.valueOf(w), 0) - atMost)
  return Math.max(worst, wholeResidual(whole, w))
}

function kinked(
  { at, left, right }: { readonly at: number; readonly left: number; readonly right: number },
  v: number,
): number {
  return Math.max(left * (v - at), right * (v - at))
}

function wholeResidual({ holdings, position, lots }: Split['whole'], w: Float64Array): number {
  let worst = 0
  const sizes = w.map((v) => Math.abs(v)).sort()
  if (holdings !== undefined && sizes.length > holdings.most) worst = sizes[sizes.length - 1 - holdings.most]!
  w.forEach((v, i) => {
    const size = Math.abs(v)
    if (position !== undefined) worst = Math.max(worst, Math.min(size, position.least - size))
    if (lots !== undefined) worst = Math.max(worst, Math.abs(v - Math.round(v / lots.sizes[i]!) * lots.sizes[i]!))
  })
  return worst
}

/** What holds the weights and its price in the objective's unit. Whole numbers have no prices, ratios neither. */
export function tailBinding(
  { compiled, limits }: Split,
  { draft, rowLabels }: TailDraft,
  { rowDuals, columnDuals }: LinearAnswer,
  weights: Float64Array,
  unit: number,
): readonly BindingConstraint[] {
  if (unit === 0 || draft.whole.includes(true)) return []
  const prices = new Map<string, number>()
  const add = (label: string, by: number): void => {
    if (label !== '') prices.set(label, (prices.get(label) ?? 0) + by)
  }
  const limited = new Set(limits.map(({ label }) => label))
  rowLabels.forEach((label, r) => {
    // The row of a limit is in units of the scenarios' spread, as is the objective.
    if (rowDuals[r] !== 0) add(label, Math.abs(rowDuals[r]!) * (limited.has(label) ? 1 : unit))
  })
  weights.forEach((w, i) => {
    if (w === compiled.lower[i]) add(compiled.lowerLabels[i]!, Math.max(0, columnDuals[i]!) * unit)
    else if (w === compiled.upper[i]) add(compiled.upperLabels[i]!, Math.max(0, -columnDuals[i]!) * unit)
  })
  return [...prices].map(([label, shadowPrice]) => ({ label, shadowPrice }))
}
