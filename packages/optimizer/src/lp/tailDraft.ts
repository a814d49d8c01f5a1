import { wrongInput } from '../wrongInput.js'
import type { LinearDraft, LinearRow } from './linearModel.js'
import type { Measure } from './measure.js'
import type { Split } from './splitConstraints.js'

/** A measure inside the model: its level's column, the row its u count in (-1: the objective), its u by scenario. */
export type Placed = {
  readonly measure: Measure
  readonly level: number
  readonly limitRow: number
  readonly tails: Map<number, number>
  readonly keys: Set<string>
}

/** `share`: the column that stands for 1 where all is scaled (ratios), -1 otherwise. Labels are per row and for columns of weights. */
export type TailDraft = {
  readonly draft: LinearDraft
  readonly placed: Placed[]
  readonly rowLabels: string[]
  readonly share: number
}

/** What is minimised, apart from trading costs: `linear` per weight, and these measures. */
export type Aim = {
  readonly linear: Float64Array
  readonly parts: readonly Measure[]
  readonly costs: number
  /** Ratio: `gain`'w - `per` is kept at 1 and everything is scaled. */
  readonly ratio: { readonly gain: Float64Array; readonly per: number } | undefined
}

const FAR = Number.POSITIVE_INFINITY

/** The whole problem but its scenarios, which come in cuts. Returns of the scenarios are divided by `unit`. */
export function tailDraft(split: Split, aim: Aim, unit: number): TailDraft {
  const { compiled, limits, whole } = split
  const { n } = compiled
  const draft: LinearDraft = { cost: [], lower: [], upper: [], whole: [], rows: [] }
  const rowLabels: string[] = []
  const placed: Placed[] = []
  const column = (cost: number, lower: number, upper: number, isWhole = false): number => {
    draft.cost.push(cost)
    draft.lower.push(lower)
    draft.upper.push(upper)
    draft.whole.push(isWhole)
    return draft.cost.length - 1
  }
  const scaled = aim.ratio !== undefined
  for (let i = 0; i < n; i++)
    column(aim.linear[i]! / unit, scaled ? -FAR : compiled.lower[i]!, scaled ? FAR : compiled.upper[i]!)
  const share = scaled ? column(0, 0, FAR) : -1
  // lower <= values <= upper; scaled, each end moves to the left with the column that stands for 1.
  const row = (label: string, columns: number[], values: number[], lower: number, upper: number): void => {
    const put = (c: readonly number[], v: readonly number[], low: number, high: number): void => {
      draft.rows.push({ columns: c, values: v, lower: low, upper: high } satisfies LinearRow)
      rowLabels.push(label)
    }
    const moves = (lower !== 0 && lower !== -FAR) || (upper !== 0 && upper !== FAR)
    if (!scaled || !moves) put(columns, values, lower, upper)
    else if (lower === upper) put([...columns, share], [...values, -lower], 0, 0)
    else {
      if (lower > -FAR) put([...columns, share], [...values, -lower], 0, FAR)
      if (upper < FAR) put([...columns, share], [...values, -upper], -FAR, 0)
    }
  }
  if (aim.ratio !== undefined) {
    const { gain, per } = aim.ratio
    draft.rows.push({
      columns: [...gain.keys(), share],
      values: [...gain].map((g) => g / unit).concat(-per / unit),
      lower: 1,
      upper: 1,
    })
    rowLabels.push('')
    for (let i = 0; i < n; i++) {
      if (compiled.lower[i]! > -FAR) row(compiled.lowerLabels[i]!, [i], [1], compiled.lower[i]!, FAR)
      if (compiled.upper[i]! < FAR) row(compiled.upperLabels[i]!, [i], [1], -FAR, compiled.upper[i]!)
    }
  }
  const everything = Array.from({ length: n }, (_, i) => i)
  // A kink becomes a variable that is above both its slopes.
  const kinkColumn = (
    i: number,
    { at, left, right }: { readonly at: number; readonly left: number; readonly right: number },
    cost: number,
  ): number => {
    const z = column(cost, -FAR, FAR)
    for (const slope of [left, right]) row('', [z, i], [1, -slope], -slope * at, FAR)
    return z
  }
  const cash = whole.lots?.cash ?? 0
  compiled.drafts.forEach((rule, r) => {
    const label = compiled.rowLabels[r]!
    if ('kinks' in rule) {
      const zs = rule.kinks.flatMap((kink, i) => (kink === undefined ? [] : [kinkColumn(i, kink, 0)]))
      row(
        label,
        zs,
        zs.map(() => 1),
        -FAR,
        rule.upper,
      )
      return
    }
    const held = everything.filter((i) => rule.coefficients[i] !== 0)
    const lower = compiled.budgets.includes(r) ? rule.lower - cash : rule.lower
    row(
      label,
      held,
      held.map((i) => rule.coefficients[i]!),
      lower,
      rule.upper,
    )
  })
  compiled.costs.forEach((kink, i) => {
    if (kink !== undefined && aim.costs > 0) kinkColumn(i, kink, aim.costs / unit)
  })
  wholeRules(split, scaled, column, row)
  const place = (measure: Measure, limitRow: number): void => {
    const level = measure.level > 0 ? column(limitRow < 0 ? measure.level : 0, measure.floor, FAR) : -1
    placed.push({ measure, level, limitRow, tails: new Map(), keys: new Set() })
  }
  for (const part of aim.parts) place(part, -1)
  for (const { label, atMost, parts } of limits) {
    const at = draft.rows.length
    const first = placed.length
    for (const part of parts) place(part, at)
    const levels = placed.slice(first).filter(({ level }) => level >= 0)
    row(
      label,
      levels.map(({ level }) => level),
      levels.map(({ measure }) => measure.level),
      -FAR,
      atMost / unit,
    )
  }
  return { draft, placed, rowLabels, share }
}

function wholeRules(
  { compiled, whole: { holdings, position, lots }, reach }: Split,
  scaled: boolean,
  column: (cost: number, lower: number, upper: number, isWhole?: boolean) => number,
  row: (label: string, columns: number[], values: number[], lower: number, upper: number) => void,
): void {
  if (holdings === undefined && position === undefined && lots === undefined) return
  if (scaled) throw wrongInput('objective', 'omega', 'another, with holdings, positions or lots')
  const { n } = compiled
  if (holdings !== undefined || position !== undefined) {
    const held: number[] = []
    for (let i = 0; i < n; i++) {
      const { lower, upper } = endsOf(compiled, i, reach)
      const is = column(0, 0, 1, true)
      held.push(is)
      const label = holdings?.label ?? position!.label
      if (position === undefined || lower >= 0) {
        row(label, [i, is], [1, -upper], -FAR, 0)
        row(position?.label ?? label, [i, is], [1, -Math.max(lower, position?.least ?? lower)], 0, FAR)
        continue
      }
      // Long or short, not both: two switches.
      const isShort = column(0, 0, 1, true)
      held.push(isShort)
      row(label, [is, isShort], [1, 1], -FAR, 1)
      row(label, [i, is, isShort], [1, -upper, position.least], -FAR, 0)
      row(position.label, [i, is, isShort], [1, -position.least, -lower], 0, FAR)
    }
    if (holdings !== undefined)
      row(
        holdings.label,
        held,
        held.map(() => 1),
        -FAR,
        holdings.most,
      )
  }
  if (lots === undefined) return
  for (let i = 0; i < n; i++) {
    const size = lots.sizes[i]!
    const { lower, upper } = endsOf(compiled, i, reach)
    const count = column(0, Math.ceil(lower / size - 1e-9), Math.floor(upper / size + 1e-9), true)
    row(lots.label, [i, count], [1, -size], 0, 0)
  }
}

// Whole numbers need ends. Long only under one budget has them without saying so.
function endsOf(
  compiled: Split['compiled'],
  i: number,
  reach: number | undefined,
): { readonly lower: number; readonly upper: number } {
  const { n, lower, upper, drafts, budgets } = compiled
  let high = upper[i]!
  if (lower.every((low) => low >= 0))
    for (const r of budgets) {
      const rule = drafts[r]!
      if ('coefficients' in rule && rule.coefficients[i]! > 0) high = Math.min(high, rule.upper / rule.coefficients[i]!)
    }
  if (lower[i]! > -FAR && high < FAR) return { lower: lower[i]!, upper: high }
  if (reach !== undefined) return { lower: Math.max(lower[i]!, -reach), upper: Math.min(high, reach) }
  throw wrongInput(`bounds of asset ${i} of ${n}`, 'open', 'finite min and max, with holdings, positions or lots')
}
