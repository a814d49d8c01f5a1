import type { Highs } from 'highs'
import { type LinearAnswer, type LinearModel, type LinearRow, linearModel } from './linearModel.js'
import type { Placed, TailDraft } from './tailDraft.js'

/** A cut broken by less than this, in units of the scenarios' spread, is kept. */
const KEPT = 1e-10
const ROUNDS = 5000
/** Relative distance at which a measure with one cut at a time has arrived. */
const CREEP = 1e-8
/** New cuts at a time for a measure without u: each moves the level, a few do. */
const AT_ONCE = 30

export type Generated = LinearAnswer & { readonly rounds: number }

/**
 * Scenario generation: start with the worst cuts at `start`, solve, add what is broken, until nothing is. What was left out
 * is then kept as well, so the answer is that of all scenarios. Every round is a relaxation: infeasible is final.
 */
export function generate(
  highs: Highs,
  built: TailDraft,
  start: Float64Array,
  unit: number,
  options: { readonly gap: number; readonly deadline: number | undefined },
): Generated {
  const { draft, placed, share } = built
  const n = start.length
  const model = linearModel(highs, draft, options)
  let iterations = 0
  try {
    for (const place of placed) addCuts(model, place, seeds(place, start), n, share, unit)
    let open = false
    let whole = !draft.whole.includes(true)
    for (let round = 1; ; round++) {
      const answer = model.solve()
      iterations += answer.iterations
      if (answer.status === 'unbounded' && !open) {
        // Too few scenarios to hold it: all of them, then it is so.
        open = true
        for (const place of placed) addCuts(model, place, everyCut(place, start), n, share, unit)
        continue
      }
      if (answer.x.length === 0 || answer.status !== 'optimal' || round >= ROUNDS)
        return { ...answer, iterations, rounds: round }
      const w = answer.x.slice(0, n)
      let added = 0
      for (const place of placed)
        added += addCuts(model, place, brokenCuts(place, answer.x, w, share, unit), n, share, unit)
      const arrived =
        added === 0 || (placed.some(({ measure }) => measure.count === 1) && closed(placed, w, answer.x, unit))
      if (!arrived) continue
      if (whole) return { ...answer, iterations, rounds: round }
      // The scenarios that matter to fractions matter to whole numbers: only now those.
      model.makeWhole()
      whole = true
    }
  } finally {
    model.dispose()
  }
}

// One cut at a time creeps: this near to the truth it has arrived.
function closed(placed: readonly Placed[], w: Float64Array, x: Float64Array, unit: number): boolean {
  return placed.every(({ measure, level }) => {
    if (measure.count !== 1) return true
    const value = measure.valueOf(w) / unit
    return value - x[level]! <= CREEP * value
  })
}

function seeds({ measure }: Placed, start: Float64Array): number[] {
  const needs = measure.needs(start, 1)
  const order = Array.from(needs, (_, t) => t).sort((p, q) => needs[q]! - needs[p]!)
  return order.slice(0, measure.seed)
}

function everyCut({ measure }: Placed, start: Float64Array): number[] {
  return Array.from(measure.needs(start, 1), (_, t) => t)
}

function brokenCuts(
  { measure, level, tails }: Placed,
  x: Float64Array,
  w: Float64Array,
  share: number,
  unit: number,
): number[] {
  const needs = measure.needs(w, share < 0 ? 1 : x[share]!)
  const a = level < 0 ? 0 : x[level]!
  const broken: { readonly t: number; readonly by: number }[] = []
  needs.forEach((need, t) => {
    const tail = tails.get(t)
    const by = need / unit - a - (tail === undefined ? 0 : x[tail]!)
    if (by > KEPT) broken.push({ t, by })
  })
  if (measure.tail > 0) return broken.map(({ t }) => t)
  const worst = new Map<number, number>()
  for (const { t } of broken.sort((p, q) => q.by - p.by)) {
    const { group } = measure.cutOf(t)
    if (!worst.has(group)) worst.set(group, t)
    if (worst.size >= AT_ONCE) break
  }
  return [...worst.values()]
}

function addCuts(
  model: LinearModel,
  place: Placed,
  of: readonly number[],
  n: number,
  share: number,
  unit: number,
): number {
  const { measure, level, limitRow, tails, keys } = place
  const cuts = of.map((t) => ({ t, cut: measure.cutOf(t) })).filter(({ cut }) => !keys.has(cut.key))
  if (cuts.length === 0) return 0
  if (measure.tail > 0) {
    const fresh = cuts.filter(({ t }) => !tails.has(t))
    const first = model.addColumns(limitRow < 0 ? measure.tail : 0, fresh.length, limitRow, measure.tail)
    fresh.forEach(({ t }, k) => {
      tails.set(t, first + k)
    })
  }
  const scaled = share >= 0
  const rows = cuts.map(({ t, cut }): LinearRow => {
    keys.add(cut.key)
    const columns = Array.from({ length: n }, (_, i) => i)
    const values = Array.from(cut.row, (v) => v / unit)
    if (level >= 0) {
      columns.push(level)
      values.push(1)
    }
    if (measure.tail > 0) {
      columns.push(tails.get(t)!)
      values.push(1)
    }
    if (scaled && cut.constant !== 0) {
      columns.push(share)
      values.push(-cut.constant / unit)
    }
    return { columns, values, lower: scaled ? 0 : cut.constant / unit, upper: Number.POSITIVE_INFINITY }
  })
  model.addRows(rows)
  return rows.length
}
